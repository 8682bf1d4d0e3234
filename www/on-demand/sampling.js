// Runs that are not shown: sampled, one after the other, and added up.

/** @import { Cost, Outcome } from '../element/result.js' */
/** @import { ProgramValues } from '../runs/program.js' */
/** @import { Process } from '../runs/process-handle.js' */

import { Cells } from '../runs/cells.js';
import { load } from './engine.js';
import { toWasm } from '../runs/program.js';
import { readScreen, Settings } from '../pkg/mutex_demo.js';
import * as onDemand from '../pkg/on_demand.js';
import { Lease } from '../runs/pool.js';

// Steps of a simulation between two turns of the page's event loop.
const STEPS = 100_000;

/**
 * A run's figures, as far as its program has them; the holds' and waits' only with a lock.
 * @typedef {object} Sample
 * @property {number} [torn]
 * @property {number} [lost]
 * @property {number} [value]
 * @property {Outcome} outcome
 * @property {number} lines
 * @property {number} elapsedMs until its last thread ended
 * @property {number | null} fairness
 * @property {number} holdMs the mean of an acquisition
 * @property {number} waitMs likewise
 * @property {number} waited a share of the threads' time
 */

/** @type {(rows: Cost[], what: keyof Cost) => number} */
const sum = (rows, what) => rows.reduce((total, row) => total + row[what], 0);

export class Sampler {
  #threads;
  #module;
  #simulated;
  #signal;
  /** The process of the runs. @type {Lease | undefined} */
  #lease;
  /** The process, while a run is in it. @type {Process | undefined} */
  #busy;
  #aborted;

  /**
   * @param {number} threads the most threads of any run
   * @param {Promise<WebAssembly.Module>} module the compiled program
   * @param {boolean} simulated whether the runs are simulated, without threads
   * @param {AbortSignal} signal ends the sampler, in the middle of a run too
   */
  constructor(threads, module, simulated, signal) {
    this.#threads = threads;
    this.#module = module;
    this.#simulated = simulated;
    this.#signal = signal;
    this.#aborted = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    this.#aborted.catch(() => {});
  }

  /**
   * Runs the program once.
   * @param {ProgramValues} settings
   * @returns {Promise<Sample>}
   */
  async sample(settings) {
    this.#signal.throwIfAborted();
    const program = toWasm(Settings, settings);
    try {
      const run = this.#simulated ? this.#simulate(settings) : this.#execute(settings);
      const { cells, report } = await Promise.race([run, this.#aborted]);
      const { outcome, details, written, printed, values, threadsMs, perThread, fairness } = report;
      const { lines, glyphs } = readScreen(program, cells, outcome, details, written, printed);
      const acquisitions = sum(perThread, 'acquisitions');
      return {
        ...(glyphs.expected === 0 && values.length === 1 ? { value: values[0] } : { torn: lines.torn, lost: glyphs.lost }),
        ...{ outcome, lines: lines.whole + lines.torn, elapsedMs: threadsMs },
        fairness: perThread.some((/** @type {Cost} */ thread) => thread.acquisitions > 1) ? fairness : null,
        holdMs: sum(perThread, 'heldMs') / acquisitions,
        waitMs: sum(perThread, 'waitedMs') / acquisitions,
        waited: sum(perThread, 'waitedMs') / (threadsMs * perThread.length),
      };
    } finally {
      program.free();
    }
  }

  /** @param {ProgramValues} settings */
  async #execute(settings) {
    const lease = (this.#lease ??= new Lease(this.#threads, this.#module));
    const process = await lease.process;
    this.#signal.throwIfAborted();
    this.#busy = process;
    try {
      const { cells, ended } = await process.run(settings, false);
      const report = await ended;
      // After main's exit, its threads run on until they notice it.
      if (report.outcome === 'exited') process.end();
      return { cells, report };
    } finally {
      this.#busy = undefined;
      if (process.dead) this.#leave();
    }
  }

  #leave() {
    this.#lease?.end();
    this.#lease = undefined;
  }

  /** @param {ProgramValues} settings */
  async #simulate(settings) {
    await load();
    const program = toWasm(onDemand.Settings, settings);
    const simulation = new onDemand.Simulation(program, Math.floor(Math.random() * 2 ** 32));
    program.free();
    try {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve));
        this.#signal.throwIfAborted();
        const report = simulation.advance(Infinity, STEPS);
        if (!report) continue;
        // A copy: the page's memory may grow.
        return { cells: new Cells(simulation.cells().slice()), report };
      }
    } finally {
      simulation.free();
    }
  }

  /** Gives its process back, if it has one; in the middle of a run, ends it. */
  end() {
    this.#busy?.end();
    this.#leave();
  }
}
