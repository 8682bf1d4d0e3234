// The process: the worker that is the program's `main`, with its memory and its threads.
//
// The page posts a port to each thread's worker, then the compiled module, then a message for each run. While a run
// lasts, this worker is blocked, as a `main` that joins its threads is. The page watches the run, and stops it, through
// the memory that `started` carries.

/** @import { ProgramValues } from '../runs/program.js' */

import init, { initThreadPool, Run, Settings } from '../pkg/mutex_demo.js';
import { toWasm } from '../runs/program.js';
import { STACK_BYTES, take } from './start-threads.js';

/** @type {WebAssembly.Memory} */
let memory;
/** @type {Run | undefined} */
let run;

const handlers = {
  /** @param {{ module: WebAssembly.Module, threads: MessagePort[] }} message */
  async boot({ module, threads }) {
    take(threads);
    ({ memory } = await init({ module_or_path: module, thread_stack_size: STACK_BYTES }));
    await initThreadPool(threads.length);
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
