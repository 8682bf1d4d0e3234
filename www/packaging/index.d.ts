// The types of the package: the element's class, what it resolves with, and what a document and its events know of it.

import type { Form } from './types/on-demand/exports.js';
import type { Outcome, Result } from './types/element/result.js';
import type { Values } from './types/element/settings.js';
import type { State } from './types/runs/stepping.js';
import { MutexDemo, type Change, type Exploration, type Transcript } from './types/mutex-demo.js';

export { MutexDemo };
export type { Change, Exploration, Form, Outcome, Result, State, Transcript, Values };

/** The element's own events. */
export interface MutexDemoEvents {
  ready: CustomEvent<null>;
  wait: CustomEvent<null>;
  start: CustomEvent<null>;
  step: CustomEvent<State>;
  done: CustomEvent<Result>;
  explored: CustomEvent<Exploration>;
  goal: CustomEvent<string>;
  change: CustomEvent<Change>;
}

export interface MutexDemoEventMap extends Omit<HTMLElementEventMap, keyof MutexDemoEvents>, MutexDemoEvents {}

declare module './types/mutex-demo.js' {
  interface MutexDemo {
    addEventListener<Name extends keyof MutexDemoEventMap>(
      type: Name,
      listener: (this: MutexDemo, event: MutexDemoEventMap[Name]) => unknown,
      options?: boolean | AddEventListenerOptions,
    ): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<Name extends keyof MutexDemoEventMap>(
      type: Name,
      listener: (this: MutexDemo, event: MutexDemoEventMap[Name]) => unknown,
      options?: boolean | EventListenerOptions,
    ): void;
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mutex-demo': MutexDemo;
  }
}
