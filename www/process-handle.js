// The page's handle on a process: boots it, runs programs in it, stops it.

import { Cells } from './cells.js';
import { Deferred } from './deferred.js';
import { spawn } from './spawn.js';

// How long a process may take to act on its stop flag before it is ended. Threads look at the flag every 20 ms at
// the latest; a promise to stop holds within 200.
const STOP_MS = 120;
// How long a process that boots may give no sign of life: each of its workers says when it is loaded, and when it is ready.
const SILENCE_MS = 3_000;

export class Process {
  /** How many threads its pool has. A program with more needs another process. */
  threads;
  /** Resolves when it can run a program, rejects when it cannot be had. */
  ready;
  /** The process's own worker, then its threads'. */
  #workers = [];
  /** What the current wait for a message does with it, by its type. */
  #waiting = new Map();
  #silence;
  #booting = false;
  #signal;
  #dead = false;

  /**
   * @param {number} threads
   * @param {Promise<WebAssembly.Module>} module the compiled program
   */
  constructor(threads, module) {
    this.threads = threads;
    this.ready = this.#boot(module).catch((error) => {
      // Once more: a browser may have lost a worker that would start the next time.
      if (this.#dead) throw error;
      return this.#boot(module);
    });
    // Whoever runs something is told; until then nobody needs to be.
    this.ready.catch(() => this.end());
  }

  get dead() {
    return this.#dead;
  }

  /** Makes the workers, which start while the module is being compiled, and waits until they are ready. */
  async #boot(module) {
    this.#booting = true;
    try {
      const ready = this.#message('ready');
      const process = this.#spawn('process.js', 'main');
      const channels = Array.from({ length: this.threads }, (_, id) => {
        const { port1, port2 } = new MessageChannel();
        this.#spawn('thread.js', `thread ${id}`).postMessage(port2, [port2]);
        return port1;
      });
      const compiled = await module;
      process.postMessage({ type: 'boot', module: compiled, threads: channels }, channels);
      this.#heard();
      await ready;
    } catch (error) {
      this.#endWorkers();
      throw error;
    } finally {
      this.#booting = false;
      clearTimeout(this.#silence);
    }
  }

  #spawn(file, name) {
    const worker = spawn(file, name);
    this.#workers.push(worker);
    worker.onmessage = ({ data }) => {
      if (this.#booting) this.#heard();
      if (data.type === 'failed') this.#fail(data.why);
      else this.#waiting.get(data.type)?.resolve(data);
    };
    // An error in the worker's script, or a trap in its part of the program: a browser says no more than that for some.
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || 'a worker could not be loaded');
    };
    return worker;
  }

  #heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#fail('its threads did not start'), SILENCE_MS);
  }

  /**
   * Runs a program; unless it is told otherwise, records what happens as far as that can be done.
   * @returns {Promise<{ cells: Cells, logs: Uint32Array, ended: Promise<object> }>} when it has started: the screen's
   * cells, a view of the threads' logs, and the report that comes at the end
   */
  async run(settings, recorded = true) {
    await this.ready;
    const started = this.#message('started');
    const ended = this.#message('ended');
    ended.catch(() => {});
    this.#workers[0].postMessage({ type: 'run', settings, recorded });
    const { memory, cells, capacity, signal, trace, traceWords } = await started;
    this.#signal = new Int32Array(memory.buffer, signal, 1);
    const logs = new Uint32Array(memory.buffer, trace, traceWords);
    return { cells: new Cells(new Uint16Array(memory.buffer, cells, capacity)), logs, ended };
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
    this.#signal = undefined;
    clearTimeout(this.#silence);
    this.#endWorkers();
  }

  #endWorkers() {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
  }

  /** Ends what boots or runs. A boot may be tried again; a run may not: the memory is in whatever state it is. */
  #fail(why) {
    if (this.#dead) return;
    this.#dead = !this.#booting;
    this.#endWorkers();
    for (const { reject } of this.#waiting.values()) reject(new Error(`the process ended: ${why}`));
  }

  #message(type) {
    const waiting = new Deferred();
    waiting.promise.catch(() => {});
    this.#waiting.set(type, waiting);
    return waiting.promise;
  }
}
