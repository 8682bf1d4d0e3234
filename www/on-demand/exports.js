// Files of a run: a trace for Perfetto, the result as JSON and as a table, a picture.
//
// Loaded at the first export.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { TimelineCanvas } from '../element/timeline.js' */
/** @import { Key, Texts } from '../texts/texts.js' */

import { png, svg } from './picture.js';
import { ACTIVITIES } from '../element/timeline.js';
import { Failure } from '../texts/failure.js';
import { MAIN } from '../texts/forms.js';

/** @typedef {'trace' | 'json' | 'csv' | 'svg' | 'png'} Form */

/** @typedef {{ timeline: TimelineCanvas, texts: Texts }} Shown */
/** @typedef {(host: MutexDemo, shown: Shown) => string | Promise<Blob>} Make makes a file's content */

/** @type {Record<Form, { make: Make, extension: string, type: string }>} */
const FORMS = {
  trace: { make: trace, extension: 'trace.json', type: 'application/json' },
  json: { make: json, extension: 'json', type: 'application/json' },
  csv: { make: csv, extension: 'csv', type: 'text/csv' },
  svg: { make: pictured(svg), extension: 'svg', type: 'image/svg+xml' },
  png: { make: pictured(png), extension: 'png', type: 'image/png' },
};

/**
 * Makes a file of the run that is shown.
 * @param {Form} form
 * @param {MutexDemo} host
 * @param {Shown | undefined} shown
 * @returns {Promise<File>}
 */
export async function exported(form, host, shown) {
  if (!Object.hasOwn(FORMS, form)) throw new Error(`it is one of ${Object.keys(FORMS).join(', ')}`);
  // The page offers saving if there is a run to save.
  const offer = host.shadowRoot?.querySelector('fieldset[part=export]:enabled');
  if (!offer || !shown) throw new Failure('export.noRun');
  const { timeline, texts } = shown;
  await texts.load('more');
  const { make, extension, type } = FORMS[form];
  const content = await make(host, shown);
  const { program, source, lock, threads, count } = form === 'json' || form === 'csv' ? lastResult(host) : timeline.settings;
  const name = source ? 'own' : program;
  const what = name === 'counter' ? lock : `${name}-${lock}`;
  return new File([content], `mutex-demo-${what}-${threads}x${count}.${extension}`, { type });
}

/** @type {(make: (host: MutexDemo, shown: Shown, title: string) => string | Promise<Blob>) => Make} */
function pictured(make) {
  return (host, shown) => make(host, shown, title(shown));
}

/** The programs whose threads' work is said in words; of any other, its name says it. */
const TOLD = ['counter', 'increment', 'forgetful'];

/**
 * The program and its lock, in words.
 * @param {Shown} shown
 */
function title({ timeline, texts }) {
  const { program, source, lock, threads, count } = timeline.settings;
  const known = TOLD.includes(program) ? texts.say(/** @type {Key} */ (`export.${program}`), count) : program;
  return texts.say('export.title', threads, source ? texts.say('export.own') : known, lock === 'none' ? texts.say('export.noLock') : lock);
}

/**
 * Chrome's Trace Event Format: a process, its threads, and each thread's intervals.
 * @type {Make}
 */
function trace({ threading }, shown) {
  const { say } = shown.texts;
  const { timeline, settings, inSteps, clockUs } = shown.timeline;
  if (timeline.end === 0) throw new Failure(inSteps ? 'export.noStep' : 'export.noEvent');
  // Ids as an operating system assigns them: main's is the process's, and none is 0, which would be the idle thread.
  const pid = 1;
  const main = timeline.lanes - 1;
  /** @param {number} lane */
  const tid = (lane) => (lane === main ? pid : pid + 1 + lane);
  /** @type {(name: string, lane: number, args: object) => object} */
  const named = (name, lane, args) => ({ name, cat: '__metadata', ph: 'M', ts: 0, pid, tid: tid(lane), args });
  const words = say(inSteps ? 'export.traceInSteps' : 'export.trace', title(shown));
  const events = [named('process_name', main, { name: words })];
  for (let lane = 0; lane <= main; lane++) {
    events.push(named('thread_name', lane, { name: say('thread', lane === main ? MAIN : lane) }));
    events.push(named('thread_sort_index', lane, { sort_index: lane }));
    const intervals = timeline.intervals(lane);
    for (let at = 0; at < intervals.length; at += 3) {
      const [ts, end, activity] = intervals.subarray(at, at + 3);
      events.push({ name: say(ACTIVITIES[activity]), cat: 'lock', ph: 'X', ts, dur: end - ts, pid, tid: tid(lane) });
    }
  }
  const { program, source, lock, scope, threads, count, pace, inside, outside, spending, main: end } = settings;
  const otherData = {
    ...{ source: 'mutex-demo', unit: say(inSteps ? 'export.unitInSteps' : 'export.unit') },
    ...{ threading: inSteps ? say('export.model') : threading, eventsNotLogged: timeline.missing },
    ...{ program, source, lock, scope, threads, linesEach: count },
    // These settings say nothing about steps.
    ...(inSteps ? {} : { paceUs: pace, insideUs: inside, outsideUs: outside, spending, clockUs, main: end }),
  };
  return JSON.stringify({ traceEvents: events, displayTimeUnit: 'ms', otherData });
}

/**
 * The result; throws if there is none.
 * @param {MutexDemo} host
 */
function lastResult({ result }) {
  if (!result) throw new Failure('export.noResult');
  return result;
}

/** @type {Make} */
function json(host) {
  return `${JSON.stringify(lastResult(host), null, 2)}\n`;
}

/**
 * CSV by RFC 4180, a row a thread. Each row repeats the columns of the run, so that runs in one sheet stay apart.
 * @type {Make}
 */
function csv(host) {
  const result = lastResult(host);
  const { lines, glyphs } = result;
  const run = {
    ...{ program: result.program, lock: result.lock, scope: result.scope, threads: result.threads },
    ...{ lines_each: result.count, pace_us: result.pace, inside_us: result.inside, outside_us: result.outside, spending: result.spending },
    ...{ main: result.main, threading: result.threading, outcome: result.outcome },
    ...{ elapsed_ms: result.elapsedMs, clock_us: result.clockUs },
    ...{ lines_expected: lines.expected, lines_whole: lines.whole, lines_torn: lines.torn },
    ...{ characters_expected: glyphs.expected, characters_lost: glyphs.lost, value: result.value },
    ...{ fairness: result.fairness, after_waiting: result.handOffs, bargings: result.bargings },
  };
  const rows = result.perThread.map(({ acquisitions, waitedMs, maxWaitMs, heldMs }, thread) => ({
    ...{ thread, acquisitions, waited_ms: waitedMs, longest_wait_ms: maxWaitMs, held_ms: heldMs },
    ...run,
  }));
  // An unknown value is an empty field.
  /** @param {unknown} value */
  const field = (value) => {
    const words = String(value ?? '');
    return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  };
  return [Object.keys(rows[0]), ...rows.map(Object.values)].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
