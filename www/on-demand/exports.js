// Files of a run: a trace for Perfetto, the result as JSON and as a table, a picture.
//
// Loaded at the first export.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { TimelineCanvas } from '../element/timeline.js' */

import { png, svg } from './picture.js';
import { ACTIVITIES } from '../element/timeline.js';

/** @typedef {'trace' | 'json' | 'csv' | 'svg' | 'png'} Form */

/** @typedef {(host: MutexDemo, timeline: TimelineCanvas) => string | Promise<Blob>} Make makes a file's content */

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
 * @param {TimelineCanvas | undefined} timeline
 * @returns {Promise<File>}
 */
export async function exported(form, host, timeline) {
  if (!Object.hasOwn(FORMS, form)) throw new Error(`it is one of ${Object.keys(FORMS).join(', ')}`);
  // The page offers saving if there is a run to save.
  const offer = host.shadowRoot?.querySelector('fieldset[part=export]:enabled');
  if (!offer || !timeline) throw new Error('there is no run that has ended');
  const { make, extension, type } = FORMS[form];
  const content = await make(host, timeline);
  const { program, source, lock, threads, count } = form === 'json' || form === 'csv' ? lastResult(host) : timeline.settings;
  const name = source ? 'own' : program;
  const what = name === 'counter' ? lock : `${name}-${lock}`;
  return new File([content], `mutex-demo-${what}-${threads}x${count}.${extension}`, { type });
}

/** @type {(make: (host: MutexDemo, timeline: TimelineCanvas, title: string) => string | Promise<Blob>) => Make} */
function pictured(make) {
  return (host, timeline) => make(host, timeline, title(timeline.settings));
}

/**
 * The work of a program's threads, in words; of any other program, its name says it.
 * @type {Record<string, (values: { count: number }) => string>}
 */
const DOES = {
  counter: ({ count }) => `${count} ${count === 1 ? 'line' : 'lines'} each`,
  increment: () => 'increment a value',
  forgetful: ({ count }) => `${count} ${count === 1 ? 'line' : 'lines'} each, a release forgotten`,
};

/**
 * The program and its lock, in words.
 * @param {Values} settings
 */
function title({ program, source, lock, threads, count }) {
  const does = source ? 'a program of its own' : (DOES[program]?.({ count }) ?? program);
  return `${threads} ${threads === 1 ? 'thread' : 'threads'}, ${does}, ${lock === 'none' ? 'no lock' : lock}`;
}

/**
 * Chrome's Trace Event Format: a process, its threads, and each thread's intervals.
 * @type {Make}
 */
function trace({ threading }, { timeline, settings, inSteps, clockUs }) {
  if (timeline.end === 0) {
    throw new Error(inSteps ? 'nobody has stepped yet' : 'no event was logged; at full speed only sums are kept');
  }
  // Ids as an operating system assigns them: main's is the process's, and none is 0, which would be the idle thread.
  const pid = 1;
  const main = timeline.lanes - 1;
  /** @param {number} lane */
  const tid = (lane) => (lane === main ? pid : pid + 1 + lane);
  /** @type {(name: string, lane: number, args: object) => object} */
  const named = (name, lane, args) => ({ name, cat: '__metadata', ph: 'M', ts: 0, pid, tid: tid(lane), args });
  const words = `mutex-demo: ${title(settings)}${inSteps ? ' (1 µs is 1 step)' : ''}`;
  const events = [named('process_name', main, { name: words })];
  for (let lane = 0; lane <= main; lane++) {
    events.push(named('thread_name', lane, { name: lane === main ? 'main' : `thread ${lane}` }));
    events.push(named('thread_sort_index', lane, { sort_index: lane }));
    const intervals = timeline.intervals(lane);
    for (let at = 0; at < intervals.length; at += 3) {
      const [ts, end, activity] = intervals.subarray(at, at + 3);
      events.push({ name: ACTIVITIES[activity], cat: 'lock', ph: 'X', ts, dur: end - ts, pid, tid: tid(lane) });
    }
  }
  const { program, source, lock, scope, threads, count, pace, inside, outside, spending, main: end } = settings;
  const otherData = {
    ...{ source: 'mutex-demo', unit: inSteps ? '1 step of a schedule, shown as 1 µs' : '1 µs' },
    ...{ threading: inSteps ? 'none: steps of a model' : threading, eventsNotLogged: timeline.missing },
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
  if (!result) throw new Error('there is no result yet: play on to the end');
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
