// The process: the worker that is the program's `main`, with its memory and its threads.
//
// The page posts how many threads there are to be, then the compiled module, then a message for each run. While a run
// lasts this worker is blocked, as a `main` that waits is; the page watches through the memory that `started`
// carries, and stops it through that too.

import init, { initThreadPool, Run, Settings } from './pkg/mutex_demo.js';
import { toWasm } from './settings.js';

// A thread needs little: no recursion, no large values. The default is 2 MiB.
const STACK_BYTES = 256 * 1024;

// Kept: Firefox may collect a worker that nobody refers to, though it lives (bug 1702191).
const workers = [];
let handed = 0;

// wasm-bindgen-rayon 1.3 starts its workers when the module is ready, each from a copy of its script, and initialises
// them in the form of an older wasm-bindgen, which warns and has no room for a stack size. Until it does otherwise it
// is handed workers that have long been starting, from a file of ours, and its one message is put into today's form.
class ThreadWorker extends Worker {
  postMessage(data) {
    const { module, memory } = data;
    super.postMessage({ ...data, module: { module_or_path: module, memory, thread_stack_size: STACK_BYTES } });
  }
}
self.Worker = function () {
  return workers[handed++];
};

let memory;
let run;

const handlers = {
  threads({ count }) {
    const script = new URL('./thread.js', import.meta.url);
    for (let id = 0; id < count; id++) workers.push(new ThreadWorker(script, { type: 'module', name: `thread ${id}` }));
  },

  async boot({ module }) {
    const count = workers.length;
    ({ memory } = await init({ module_or_path: module, thread_stack_size: STACK_BYTES }));
    await initThreadPool(count);
    postMessage({ type: 'ready' });
  },

  run({ settings, recorded }) {
    // The last run's screen was readable until now.
    run?.free();
    const taken = toWasm(Settings, settings);
    run = new Run(taken, recorded);
    taken.free();
    // The memory goes along each time: a clone has the length that it has grown to.
    const { cells, capacity, signal, trace, traceWords } = run;
    postMessage({ type: 'started', memory, cells, capacity, signal, trace, traceWords });
    postMessage({ type: 'ended', ...run.main() });
  },
};

self.onmessage = async ({ data }) => {
  try {
    await handlers[data.type](data);
  } catch (error) {
    postMessage({ type: 'failed', why: String(error) });
  }
};
