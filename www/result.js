// A run's result, in the form that the element promises.

// The figures of a thread that was terminated, or that existed only in the model.
const UNKNOWN = { acquisitions: null, waitedMs: null, heldMs: null, maxWaitMs: null };

/**
 * Makes a `Result`. A value that the report lacks is unknown: a terminated process reports only its outcome.
 * @param {object} settings the attributes' values
 * @param {'real' | 'simulated'} threading
 * @param {object} report of the process, simulation or stepper
 */
export function resultOf(settings, threading, report) {
  const { program, lock, scope, threads, count, pace, inside, outside, main } = settings;
  const { outcome, lines, glyphs, value = null, elapsedMs, threadsMs = null } = report;
  const { perThread = Array.from({ length: threads }, () => ({ ...UNKNOWN })), fairness = null } = report;
  const { handOffs = null, bargings = null, schedule = null } = report;
  return {
    ...{ threading, program, lock, scope, threads, count, pace, inside, outside, main },
    ...{ outcome, lines, glyphs, value, elapsedMs, threadsMs },
    ...{ perThread, fairness, handOffs, bargings, schedule },
  };
}
