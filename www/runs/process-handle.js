// The page's handle on a process: boots it, runs programs in it, stops it.

/** @import { Ending } from '../element/result.js' */
/** @import { ProgramValues } from './program.js' */
/** @import { Fact } from '../texts/texts.js' */

import { Cells } from './cells.js';
import { spawn } from './spawn.js';
import { Failure } from '../texts/failure.js';

// The time that a process has to act on its stop flag before it is terminated. Threads check the flag at least every
// 20 ms; a stop is promised within 200.
const STOP_MS = 120;
// The longest silence of a process that boots: each of its workers reports when it is loaded, and when it is ready.
const SILENCE_MS = 3_000;

/**
 * A run that has started: where its screen, its signal and its logs are in the process's memory.
 * @typedef {{ memory: WebAssembly.Memory, cells: number, capacity: number, signal: number, trace: number, traceWords: number }} Started
 */

/** @typedef {{ ready: void, started: Started, ended: Ending }} Messages what a process says, by type */

/** @typedef {{ cells: Cells, logs: Uint32Array, ended: Promise<Ending> }} Running the screen's cells, the logs, the report to come */

export class Process {
  /** The number of threads in its pool. A program with more needs another process. */
  threads;
  /** Resolves when the process can run a program, rejects if it does not start. */
  ready;
  /** @type {PromiseWithResolvers<boolean>} */
  #heardFirst = Promise.withResolvers();
  /** Resolves when it is known whether the page lets workers start, with that. */
  starts = this.#heardFirst.promise;
  /**
   * The process's own worker, then its threads'.
   * @type {Worker[]}
   */
  #workers = [];
  /**
   * The current wait for each type of message.
   * @type {Map<keyof Messages, PromiseWithResolvers<any>>}
   */
  #waiting = new Map();
  /** @type {number | undefined} */
  #silence;
  #booting = false;
  /** @type {Int32Array | undefined} */
  #signal;
  #dead = false;

  /**
   * @param {number} threads
   * @param {Promise<WebAssembly.Module>} module the compiled program
   * @param {() => void} [relieve] makes room if a boot fails: it may be for lack of memory
   */
  constructor(threads, module, relieve = () => {}) {
    this.threads = threads;
    this.ready = this.#boot(module).catch((error) => {
      // Boots once more: a browser may have lost a worker that would start the next time.
      if (this.#dead) throw error;
      relieve();
      return this.#boot(module);
    });
    // `run` reports a failed boot; until then the rejection counts as handled.
    this.ready.catch(() => {
      this.#heardFirst.resolve(false);
      this.end();
    });
  }

  get dead() {
    return this.#dead;
  }

  /** The number of its workers, also while it boots anew. */
  get workers() {
    return this.#dead ? 0 : this.threads + 1;
  }

  /** Makes the workers, which start while the module is being compiled, and waits until they are ready. @param {Promise<WebAssembly.Module>} module */
  async #boot(module) {
    this.#booting = true;
    try {
      const ready = this.#message('ready');
      const process = this.#spawn(new URL('../workers/process.js', import.meta.url), 'main');
      const channels = Array.from({ length: this.threads }, (_, id) => {
        const { port1, port2 } = new MessageChannel();
        this.#spawn(new URL('../workers/thread.js', import.meta.url), `thread ${id}`).postMessage(port2, [port2]);
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

  /** @type {(script: URL, name: string) => Worker} */
  #spawn(script, name) {
    const worker = spawn(script, name);
    this.#workers.push(worker);
    worker.onmessage = ({ data }) => {
      this.#heardFirst.resolve(true);
      if (this.#booting) this.#heard();
      if (data.type === 'failed') this.#fail(data.why);
      else this.#waiting.get(data.type)?.resolve(data);
    };
    // An error in the worker's script, or a trap in its part of the program. For some, a browser gives no message.
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || ['process.notLoaded']);
    };
    return worker;
  }

  #heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#fail(['process.silent']), SILENCE_MS);
  }

  /**
   * Runs a program, and records its events as far as that is possible, unless `recorded` is false.
   * @param {ProgramValues} settings
   * @returns {Promise<Running>} when it has started
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
   * Asks the running program to stop, and terminates the process if it does not: a thread that waits for an abandoned
   * lock cannot react. The report then has only an outcome.
   */
  stop() {
    if (!this.#signal) return;
    Atomics.store(this.#signal, 0, 1);
    const ended = this.#waiting.get('ended');
    if (!ended) return;
    const patience = setTimeout(() => {
      ended.resolve({ outcome: 'stopped' });
      this.end();
    }, STOP_MS);
    ended.promise.finally(() => clearTimeout(patience)).catch(() => {});
  }

  /** Ends the process, and with it its threads and its memory. A boot or a run in progress fails. */
  end() {
    this.#dead = true;
    this.#signal = undefined;
    clearTimeout(this.#silence);
    this.#endWorkers();
    this.#reject(['process.wasEnded']);
  }

  #endWorkers() {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
  }

  /**
   * Ends the boot or the run. A boot may be tried again; a run may not: the state of the memory is unknown.
   * @param {string | Fact} why
   */
  #fail(why) {
    if (this.#dead) return;
    this.#dead = !this.#booting;
    this.#endWorkers();
    this.#reject(why);
  }

  /** @param {string | Fact} why */
  #reject(why) {
    for (const { reject } of this.#waiting.values()) reject(new Failure('process.ended', why));
  }

  /**
   * @template {keyof Messages} Type
   * @param {Type} type
   * @returns {Promise<Messages[Type]>}
   */
  #message(type) {
    /** @type {PromiseWithResolvers<Messages[Type]>} */
    const waiting = Promise.withResolvers();
    waiting.promise.catch(() => {});
    this.#waiting.set(type, waiting);
    return waiting.promise;
  }
}
