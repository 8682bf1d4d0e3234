// The page's own instance of the program, and the compiled module for processes: one of each for all elements.

import init from '../pkg/mutex_demo.js';
import { endIdle } from './pool.js';

/**
 * Makes a function that does something once, for all callers, and again only if it failed.
 * @template T
 * @param {() => Promise<T>} act
 */
export function once(act) {
  /** @type {Promise<T> | undefined} */
  let done;
  return () => {
    done ??= act().catch((error) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

/**
 * Compiles a module and makes the page's instance of it; resolves with the module.
 * @param {(compiled: { module_or_path: WebAssembly.Module }) => Promise<unknown>} init
 * @param {Promise<Response>} requested
 */
export async function start(init, requested) {
  const response = await requested;
  if (!response.ok) throw new Error(`Its program could not be loaded: ${response.status} ${response.url}`);
  // A server may not know the type of wasm; then the module compiles when all of it has come.
  const isWasm = response.headers.get('content-type')?.startsWith('application/wasm');
  const module = await (isWasm ? WebAssembly.compileStreaming(response) : response.arrayBuffer().then(WebAssembly.compile));
  await init({ module_or_path: module }).catch((error) => {
    if (!(error instanceof RangeError)) throw error;
    // The browser refused the memory; there is more without the idle processes.
    endIdle();
    return init({ module_or_path: module });
  });
  return module;
}

/** Loads the program, once; resolves with the module. */
export const load = once(() => start(init, fetch(new URL('../pkg/mutex_demo_bg.wasm', import.meta.url))));
