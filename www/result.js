// What a run came to, in the form that the element promises.

// What nobody knows of a thread: of one that was ended, or that was none.
const UNKNOWN = { acquisitions: null, waitedMs: null, heldMs: null, maxWaitMs: null };

/**
 * Makes a `Result`. What a report does not have is not known: a process that had to be ended says no more than how.
 * @param {object} settings what the attributes said
 * @param {'real' | 'simulated'} threading
 * @param {object} report what ran it says
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
