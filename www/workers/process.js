// The process: the worker that is the program's `main`, with its memory and its threads.
//
// The page posts a port to each thread's worker, then the compiled module, then a message for each run. While a run
// lasts, this worker is blocked, as a `main` that joins its threads is. The page watches the run, and stops it, through
// the memory that `started` carries.

/** @import { ProgramValues } from '../runs/program.js' */

import init, { initThreadPool, Run, Settings } from '../pkg/mutex_demo.js';
import { toWasm } from '../runs/program.js';

// A thread needs little stack: no recursion, no large values. The default is 2 MiB.
const STACK_BYTES = 256 * 1024;

// wasm-bindgen-rayon 1.3 makes its workers here, from a copy of its script, and initialises them in the form of an older
// wasm-bindgen, which warns and has no room for a stack size. A worker that makes workers may hang in Firefox (one load
// of seven), so the page makes them. Until the library changes, it gets ports in place of workers, and its one message is
// converted to today's form.
let handed = 0;
/** @type {MessagePort[]} */
let ports = [];
const standIn = function () {
  const port = ports[handed++];
  return {
    /** @param {{ module: WebAssembly.Module, memory: WebAssembly.Memory, receiver: number }} message */
    postMessage({ module, memory, receiver }) {
      port.postMessage({ module: { module_or_path: module, memory, thread_stack_size: STACK_BYTES }, receiver });
    },
    /** @param {[string, EventListener]} listener */
    addEventListener: (...listener) => port.addEventListener(...listener),
    /** @param {[string, EventListener]} listener */
    removeEventListener: (...listener) => port.removeEventListener(...listener),
  };
};
self.Worker = /** @type {any} */ (standIn);

/** @type {WebAssembly.Memory} */
let memory;
/** @type {Run | undefined} */
let run;

const handlers = {
  /** @param {{ module: WebAssembly.Module, threads: MessagePort[] }} message */
  async boot({ module, threads }) {
    ports = threads;
    for (const port of ports) port.start();
    ({ memory } = await init({ module_or_path: module, thread_stack_size: STACK_BYTES }));
    await initThreadPool(ports.length);
    postMessage({ type: 'ready' });
  },

  /** @param {{ settings: ProgramValues, recorded: boolean }} message */
  run({ settings, recorded }) {
    // The last run's screen was readable until now.
    run?.free();
    const taken = toWasm(Settings, settings);
    run = new Run(taken, recorded);
    taken.free();
    // The memory is sent each time: a clone has its current length.
    const { cells, capacity, signal, trace, traceWords } = run;
    postMessage({ type: 'started', memory, cells, capacity, signal, trace, traceWords });
    postMessage({ type: 'ended', ...run.main() });
  },
};

self.onmessage = async ({ data }) => {
  try {
    await (data.type === 'boot' ? handlers.boot(data) : handlers.run(data));
  } catch (error) {
    postMessage({ type: 'failed', why: String(error) });
  }
};
postMessage({ type: 'loaded' });
