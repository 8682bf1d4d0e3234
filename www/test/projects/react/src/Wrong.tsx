// Checked and never run: the compiler fails if one of these elements is right.
import 'mutex-demo/react';

export const wrong = [
  // @ts-expect-error no such lock
  <mutex-demo lock="mutx" />,
  // @ts-expect-error no such setting
  <mutex-demo thread={3} />,
  // @ts-expect-error no such property of a result
  <mutex-demo ondone={({ detail }) => detail.lost} />,
  // @ts-expect-error a child that is none
  <mutex-demo>{{ lock: 'mutex' }}</mutex-demo>,
];
