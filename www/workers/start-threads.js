// Hands the threads of a process to rayon: the bindings import this in the place of wasm-bindgen-rayon's own script.
//
// That script makes its workers by itself. A worker that makes workers may hang in Firefox (one load of seven), so the page
// makes them, and a process has a port to each. In a page nothing here is called.

// A thread needs little stack: no recursion, no large values. The default is 2 MiB.
export const STACK_BYTES = 256 * 1024;

/** @type {MessagePort[]} */
let ports = [];

/**
 * Takes the ports to the workers that will carry the threads.
 * @param {MessagePort[]} threads
 */
export function take(threads) {
  ports = threads;
}

/**
 * Makes the pool of threads; called by wasm-bindgen-rayon's `initThreadPool`.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Memory} memory
 * @param {import('../pkg/mutex_demo.js').wbg_rayon_PoolBuilder} builder
 */
export async function startWorkers(module, memory, builder) {
  const receiver = builder.receiver();
  await Promise.all(
    ports.map((port) => {
      const ready = new Promise((resolve) => port.addEventListener('message', resolve, { once: true }));
      port.start();
      port.postMessage({ module: { module_or_path: module, memory, thread_stack_size: STACK_BYTES }, receiver });
      return ready;
    }),
  );
  builder.build();
}
