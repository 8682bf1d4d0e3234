// A run's result, in the form that the element promises.

/** @import { Settings } from '../pkg/mutex_demo.js' */
/** @import { Values } from './settings.js' */

/** @typedef {number | 'main'} ThreadName */
/** @typedef {{ thread: ThreadName, lock: string, holder: ThreadName }} Wait a thread that waits for a lock, and who holds it */
/** @typedef {{ thread: ThreadName, lock: string, line: number }} Misuse a lock that a thread released without holding it */

/** @typedef {'finished' | 'stopped' | 'exited' | 'deadlock' | 'abandoned' | 'error'} Outcome */

/**
 * A thread's cost of locking.
 * @typedef {{ acquisitions: number, waitedMs: number, heldMs: number, maxWaitMs: number }} Cost
 */

/** @typedef {{ acquisitions: null, waitedMs: null, heldMs: null, maxWaitMs: null }} UnknownCost */

/**
 * The things that a run did to be watchable.
 * @typedef {object} Watchable
 * @property {number | null} putToStoreUs
 * @property {number | null} loadToStoreUs
 * @property {'lock' | 'pair' | null} commonStart
 * @property {boolean} taped
 * @property {Values['spending'] | null} spending
 */

/**
 * A run's report, as a process or a simulation reports it.
 * @typedef {object} Report
 * @property {Outcome} outcome
 * @property {Uint32Array | number[]} details the numbers that go with the outcome
 * @property {number} elapsedMs
 * @property {number} threadsMs the threads' time, without the line that main prints after them
 * @property {number} written how many glyphs the threads put
 * @property {number} printed how many lines
 * @property {Uint32Array | number[]} values the shared ones
 * @property {string | null} schedule
 * @property {Cost[]} perThread
 * @property {number | null} fairness
 * @property {number | null} handOffs
 * @property {number | null} bargings
 * @property {Watchable} watchable
 */

/** @typedef {Pick<Report, 'outcome'> & Partial<Report>} Ending a report; of a terminated process only its outcome */

/**
 * A screen's counts.
 * @typedef {object} Figures
 * @property {{ expected: number, whole: number, torn: number }} lines
 * @property {{ expected: number, lost: number | null }} glyphs
 */

/** @typedef {ReturnType<typeof resultOf>} Result what an element's run resolves with */

// The figures of a thread that was terminated, or that existed only in the model.
/** @type {UnknownCost} */
const UNKNOWN = { acquisitions: null, waitedMs: null, heldMs: null, maxWaitMs: null };
const MAIN = 255;

/**
 * A thread as results name it.
 * @param {number} thread
 * @returns {ThreadName}
 */
const named = (thread) => (thread === MAIN ? 'main' : thread);

/**
 * The waits of threads that hang, and a misuse of a lock; each `null` if there is none.
 * @param {Outcome | null} outcome
 * @param {Uint32Array | number[]} details the numbers that go with it in a report
 * @param {string[]} locks the locks' names
 */
export function explained(outcome, details, locks) {
  /** @type {number[][]} */
  const triples = [];
  for (let at = 0; at < details.length; at += 3) triples.push([...details.slice(at, at + 3)]);
  const hangs = outcome === 'deadlock' || outcome === 'abandoned';
  const waits = triples.map(([thread, lock, holder]) => ({ thread: named(thread), lock: locks[lock], holder: named(holder) }));
  const misuses = triples.map(([thread, lock, line]) => ({ thread: named(thread), lock: locks[lock], line }));
  return { waits: hangs ? waits : null, error: outcome === 'error' ? misuses[0] : null };
}

/**
 * Makes a `Result`. A value that the report lacks is unknown: a terminated process reports only its outcome.
 * @param {Values} settings the attributes' values
 * @param {Settings} program the same
 * @param {'real' | 'simulated'} threading
 * @param {Ending & Figures & { elapsedMs: number, clockUs?: number }} report of the process, simulation or stepper
 */
export function resultOf(settings, program, threading, report) {
  const { lock, scope, count, pace, inside, outside, spending, main } = settings;
  const { threads, locks, shared, text } = program;
  const source = settings.source && text;
  const { outcome, details = [], lines, glyphs, elapsedMs, threadsMs = null } = report;
  const { fairness = null } = report;
  /** @type {(Cost | UnknownCost)[]} */
  const perThread = report.perThread ?? Array.from({ length: threads }, () => ({ ...UNKNOWN }));
  const { handOffs = null, bargings = null, schedule = null, watchable = null, clockUs = null } = report;
  const known = report.values;
  const values = known && Object.fromEntries(shared.map((name, at) => [name, known[at]]));
  const value = values && shared.length === 1 ? values[shared[0]] : null;
  return {
    ...{ threading, program: settings.program, source, lock, scope, threads, count, pace, inside, outside, spending, main },
    ...{ outcome, ...explained(outcome, details, locks), lines, glyphs, value, values: values ?? null, elapsedMs, threadsMs, clockUs },
    ...{ perThread, fairness, handOffs, bargings, schedule, watchable },
  };
}
