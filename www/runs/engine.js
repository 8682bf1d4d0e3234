// The page's own instance of the program, and the compiled module for processes: one of each for all elements.

import init from '../pkg/mutex_demo.js';
import { endIdle } from './pool.js';

let engine;

/** Loads the program, once; resolves with the module. */
export function load() {
  engine ??= start().catch((error) => {
    // The next element may try again.
    engine = undefined;
    throw error;
  });
  return engine;
}

async function start() {
  const response = await fetch(new URL('../pkg/mutex_demo_bg.wasm', import.meta.url));
  if (!response.ok) throw new Error(`Its program could not be loaded: ${response.status} ${response.url}`);
  const module = await WebAssembly.compile(await response.arrayBuffer());
  await init({ module_or_path: module }).catch((error) => {
    if (!(error instanceof RangeError)) throw error;
    // The browser refused the memory; there is more without the idle processes.
    endIdle();
    return init({ module_or_path: module });
  });
  return module;
}
