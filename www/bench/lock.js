// Lines through the lock: the element's process, with nobody watching. Its peer shows nothing either.

import { Process } from '../runs/process-handle.js';
import { SETTINGS } from '../element/settings.js';

const module = WebAssembly.compileStreaming(fetch('../pkg/mutex_demo_bg.wasm'));
const defaults = Object.fromEntries(Object.entries(SETTINGS).map(([name, { initial }]) => [name, initial]));
const processes = new Map();

/** Runs the settings at full speed. Returns the process's report. */
globalThis.print = async (settings, recorded = false) => {
  const { threads } = settings;
  if (!processes.has(threads)) processes.set(threads, new Process(threads, module));
  const { ended } = await processes.get(threads).run({ ...defaults, pace: 0, ...settings }, recorded);
  return ended;
};
