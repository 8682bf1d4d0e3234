// Lines through the lock: the element's process, with nobody watching. Its peer shows nothing either.

import { Process } from '../process-handle.js';
import { SETTINGS } from '../settings.js';

const module = WebAssembly.compileStreaming(fetch('../pkg/mutex_demo_bg.wasm'));
const defaults = Object.fromEntries(Object.entries(SETTINGS).map(([name, { initial }]) => [name, initial]));
const processes = new Map();

/** Nanoseconds a line through the mutex at full speed, a million lines or as many as the threads may print. */
globalThis.nanosecondsPerLine = async (threads) => {
  if (!processes.has(threads)) processes.set(threads, new Process(threads, module));
  const count = Math.min(200_000, Math.floor(1_000_000 / threads));
  const { ended } = await processes.get(threads).run({ ...defaults, lock: 'mutex', pace: 0, threads, count });
  const { elapsedMs } = await ended;
  return (elapsedMs * 1e6) / (threads * count);
};
