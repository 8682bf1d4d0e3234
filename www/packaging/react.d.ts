// Tells React's JSX, from 19 on, of the element: `import 'mutex-demo/react'` in the place of `import 'mutex-demo'`.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { MutexDemo, MutexDemoEvents, Values } from './index.js';

export * from './index.js';

/** The element's settings, as a property's value or as an attribute's text. */
type Settings = { [Name in keyof Values]?: Values[Name] | (Values[Name] extends number ? `${number}` : never) };
type Listeners = { [Name in keyof MutexDemoEvents as `on${Name}`]?: (event: MutexDemoEvents[Name]) => void };
type Own = Settings & Listeners & { autorun?: boolean; coi?: boolean };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'mutex-demo': Omit<DetailedHTMLProps<HTMLAttributes<MutexDemo>, MutexDemo>, keyof Own> & Own;
    }
  }
}
