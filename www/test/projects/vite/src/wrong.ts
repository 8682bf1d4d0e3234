// Checked and never run: the compiler fails if one of these lines is right.
import type { MutexDemo } from 'mutex-demo';

export function wrong(demo: MutexDemo) {
  // @ts-expect-error no such lock
  demo.lock = 'mutx';
  // @ts-expect-error a number
  demo.threads = '3';
  // @ts-expect-error no such property of a result
  demo.addEventListener('done', ({ detail }) => detail.lost);
  // @ts-expect-error no such method
  document.querySelector('mutex-demo')?.walk();
}
