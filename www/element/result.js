// A run's result, in the form that the element promises.

// The figures of a thread that was terminated, or that existed only in the model.
const UNKNOWN = { acquisitions: null, waitedMs: null, heldMs: null, maxWaitMs: null };
const MAIN = 255;

/** A thread as results name it. */
const named = (thread) => (thread === MAIN ? 'main' : thread);

/**
 * The waits of threads that hang, and a misuse of a lock; each `null` if there is none.
 * @param {string} outcome
 * @param {Uint32Array | number[]} details the numbers that go with it in a report
 * @param {string[]} locks the locks' names
 */
export function explained(outcome, details, locks) {
  const triples = [];
  for (let at = 0; at < details.length; at += 3) triples.push([...details.slice(at, at + 3)]);
  const hangs = outcome === 'deadlock' || outcome === 'abandoned';
  const waits = triples.map(([thread, lock, holder]) => ({ thread: named(thread), lock: locks[lock], holder: named(holder) }));
  const misuses = triples.map(([thread, lock, line]) => ({ thread: named(thread), lock: locks[lock], line }));
  return { waits: hangs ? waits : null, error: outcome === 'error' ? misuses[0] : null };
}

/**
 * Makes a `Result`. A value that the report lacks is unknown: a terminated process reports only its outcome.
 * @param {object} settings the attributes' values
 * @param {import('../pkg/mutex_demo.js').Settings} program the same
 * @param {'real' | 'simulated'} threading
 * @param {object} report of the process, simulation or stepper
 */
export function resultOf(settings, program, threading, report) {
  const { lock, scope, count, pace, inside, outside, spending, main } = settings;
  const { threads, locks, shared, text } = program;
  const source = settings.source && text;
  const { outcome, details = [], lines, glyphs, elapsedMs, threadsMs = null } = report;
  const { perThread = Array.from({ length: threads }, () => ({ ...UNKNOWN })), fairness = null } = report;
  const { handOffs = null, bargings = null, schedule = null, watchable = null, clockUs = null } = report;
  const values = report.values && Object.fromEntries(shared.map((name, at) => [name, report.values[at]]));
  const value = values && shared.length === 1 ? values[shared[0]] : null;
  return {
    ...{ threading, program: settings.program, source, lock, scope, threads, count, pace, inside, outside, spending, main },
    ...{ outcome, ...explained(outcome, details, locks), lines, glyphs, value, values: values ?? null, elapsedMs, threadsMs, clockUs },
    ...{ perThread, fairness, handOffs, bargings, schedule, watchable },
  };
}
