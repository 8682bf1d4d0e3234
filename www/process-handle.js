// The page's handle on a process: boots it, runs programs in it, stops it.

import { Deferred } from './deferred.js';

// How long a process may take to act on its stop flag before it is ended. Threads look at the flag every 20 ms at
// the latest; a promise to stop holds within 200.
const STOP_MS = 120;
const BOOT_MS = 20_000;

export class Process {
  /** How many threads its pool has. A program with more needs another process. */
  threads;
  /** Resolves when it can run a program, rejects when it cannot be had. */
  ready;
  #worker;
  /** What the current wait for a message does with it, by its type. */
  #waiting = new Map();
  #signal;
  #dead = false;

  /**
   * @param {number} threads
   * @param {Promise<WebAssembly.Module>} module the compiled program
   */
  constructor(threads, module) {
    this.threads = threads;
    this.#worker = new Worker(new URL('./process.js', import.meta.url), { type: 'module', name: 'main' });
    this.#worker.onmessage = ({ data }) => {
      if (data.type === 'failed') this.#fail(data.why);
      else this.#waiting.get(data.type)?.resolve(data);
    };
    // An error in a worker's script, or in a thread of it: a browser says no more than that for some of them.
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || 'a worker could not be loaded');
    };
    this.ready = this.#boot(module);
    // Whoever runs something is told; until then nobody needs to be.
    this.ready.catch(() => {});
  }

  get dead() {
    return this.#dead;
  }

  async #boot(module) {
    const ready = this.#message('ready');
    const late = setTimeout(() => this.#fail('its threads did not start'), BOOT_MS);
    try {
      // The threads' workers start while the module is being compiled.
      this.#worker.postMessage({ type: 'threads', count: this.threads });
      this.#worker.postMessage({ type: 'boot', module: await module });
      await ready;
    } finally {
      clearTimeout(late);
    }
  }

  /**
   * Runs a program; unless it is told otherwise, records what happens as far as that can be done.
   * @returns {Promise<{ cells: Uint16Array, logs: Uint32Array, ended: Promise<object> }>} when it has started: views of
   * the screen's cells and of the threads' logs, and the report that comes at the end
   */
  async run(settings, recorded = true) {
    await this.ready;
    const started = this.#message('started');
    const ended = this.#message('ended');
    ended.catch(() => {});
    this.#worker.postMessage({ type: 'run', settings, recorded });
    const { memory, cells, capacity, signal, trace, traceWords } = await started;
    this.#signal = new Int32Array(memory.buffer, signal, 1);
    const logs = new Uint32Array(memory.buffer, trace, traceWords);
    return { cells: new Uint16Array(memory.buffer, cells, capacity), logs, ended };
  }

  /**
   * Asks the running program to stop, and ends the process if it does not: a thread that waits for a lock which nobody
   * releases cannot be asked. The report then has no more than an outcome.
   */
  stop() {
    if (!this.#signal) return;
    Atomics.store(this.#signal, 0, 1);
    const ended = this.#waiting.get('ended');
    const patience = setTimeout(() => {
      this.end();
      ended.resolve({ outcome: 'stopped' });
    }, STOP_MS);
    ended.promise.finally(() => clearTimeout(patience)).catch(() => {});
  }

  /** Ends the process, and with it its threads and its memory. */
  end() {
    this.#dead = true;
    this.#worker.terminate();
    this.#signal = undefined;
  }

  #fail(why) {
    if (this.#dead) return;
    this.end();
    for (const { reject } of this.#waiting.values()) reject(new Error(`the process ended: ${why}`));
  }

  #message(type) {
    const waiting = new Deferred();
    this.#waiting.set(type, waiting);
    return waiting.promise;
  }
}
