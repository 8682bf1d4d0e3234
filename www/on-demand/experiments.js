// Experiments: many runs, measured and compared. Loaded when the reader first starts one.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { ProgramValues } from '../runs/program.js' */
/** @import { Sample } from './sampling.js' */

/** @typedef {'torn' | 'lost' | 'value'} Counted */
/** @typedef {Exclude<keyof Sample, 'outcome'>} Figure */
/** @typedef {(value: number) => string} InWords */

/**
 * The subject of an experiment.
 * @typedef {object} Subject
 * @property {ProgramValues} settings
 * @property {Values['lock']} other the lock to compare with
 * @property {boolean} simulated
 * @property {number} clockUs the step of the clock
 */

/** @typedef {Subject & { plan: ProgramValues[] }} About what an experiment is about, with the settings of each run */

/**
 * @typedef {object} Experiment
 * @property {boolean} [needsThreads] whether it says nothing about simulated runs
 * @property {(chosen: ProgramValues) => ProgramValues} [prepare] the settings that it takes in place of the chosen ones
 * @property {(subject: Subject) => ProgramValues[]} plan the settings of each run
 * @property {(samples: Sample[], about: About) => Iterable<Element>} show the results so far
 * @property {(samples: Sample[], about: About) => string} say the same in a sentence or more
 */

import { curve, histogram, median, table } from './charts.js';
import { create, find as findIn } from '../element/elements.js';
import { Sampler } from './sampling.js';
import { SETTINGS } from '../element/settings.js';
import { clockOf, duration, measured } from '../element/times.js';
import { why } from '../runs/why.js';

const RUNS = 100;
// A run with more lines takes the page too long to read.
const MOST_LINES = 10_000;

const NAMES = { none: 'no lock', mutex: 'the mutex', spin: 'the spin lock', ticket: 'the ticket lock' };
/** @type {InWords} */
const nominal = (ms) => duration(ms * 1000);
/** A measured time in words, by the clock of an experiment. @type {(about: Subject) => InWords} */
const inMs = ({ clockUs }) => (value) => measured(value * 1000, clockUs);
/** @type {InWords} */
const share = (value) => `${Math.round(value * 100)} %`;
/** @type {InWords} */
const grouped = (value) => value.toLocaleString('en');
/** A figure of each run; `NaN` if a run lacks it. @type {(samples: Sample[], what: Figure) => number[]} */
const column = (samples, what) => samples.map((sample) => sample[what] ?? NaN);

/** The names of a run's counts. Its program decides which of them it has. */
const COUNTED = { torn: 'torn lines', lost: 'lost characters', value: 'final value' };
/** @type {Counted[]} */
const COUNTS = ['torn', 'lost', 'value'];
/** @type {(samples: Sample[]) => Counted[]} */
const counted = ([sample]) => COUNTS.filter((what) => sample?.[what] !== undefined);

/** How runs can end before their program does. */
const BROKEN_OFF = { deadlock: 'ended in a deadlock', abandoned: 'ended at an abandoned lock', error: 'ended in an error' };
/** @type {(samples: Sample[], outcome: string) => number} */
const endings = (samples, outcome) => samples.filter((sample) => sample.outcome === outcome).length;

/** A sentence for each way in which some runs broke off. @param {Sample[]} samples */
const brokenOff = (samples) =>
  Object.entries(BROKEN_OFF).filter(([outcome]) => endings(samples, outcome) > 0)
    .map(([outcome, words]) => `${endings(samples, outcome)} ${words}.`);

/** Whether any of the runs took time that the clock could tell. @type {(samples: Sample[], about: Subject) => boolean} */
const tookTime = (samples, { clockUs }) => samples.some(({ elapsedMs }) => elapsedMs * 1000 >= clockUs);

/** The reason for missing times. @param {Subject} about */
const whyNoTimes = ({ simulated }) =>
  simulated ? 'No times: at full speed no simulated time passes. Choose a pace.' : 'No times: the runs were too short for the clock.';

/** How exact measured times are. @param {Subject} about */
const byClock = ({ simulated, clockUs }) => (simulated ? '' : ` The clock goes on by ${duration(clockUs)} at a time.`);

/** The locks that are one model where they are simulated. */
const ONE_MODEL = ['mutex', 'spin'];

/**
 * The median of some numbers, with the range of all of them.
 * @param {number[]} values
 * @param {InWords} inWords
 */
function spread(values, inWords = String) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? inWords(least) : `${inWords(median(values))} (${inWords(least)} to ${inWords(most)})`;
}

/** Runs the same settings many times. @type {Experiment} */
const many = {
  plan: ({ settings }) => Array(RUNS).fill(settings),
  *show(samples, about) {
    yield* counted(samples).map((what) => histogram(COUNTED[what], { runs: column(samples, what) }, true));
    if (tookTime(samples, about)) yield histogram('time of a run, ms', { runs: column(samples, 'elapsedMs') }, false, about.clockUs / 1000);
  },
  say(samples, about) {
    const said = counted(samples).map((what) => {
      const values = column(samples, what);
      if (what === 'value') return `The value was ${spread(values)}.`;
      const some = values.filter((value) => value > 0).length;
      const which = what === 'torn' ? 'tore a line' : 'lost a character';
      if (some === 0) return `None ${which}.`;
      const typical = median(values);
      const them = typical === 1 ? COUNTED[what].replace(/s$/, '') : COUNTED[what];
      return typical === 0 ? `${some} ${which}.` : `${some} ${which}; the median is ${typical} ${them}.`;
    });
    said.push(...brokenOff(samples));
    if (!tookTime(samples, about)) said.push(whyNoTimes(about));
    // A run that is shown may be, and taping orders its steps.
    if (!about.simulated && about.settings.pace > 0) said.push('None was taped.');
    return `${samples.length} runs. ${said.join(' ')}`;
  },
};

/** Runs two locks, alternating. @type {Experiment} */
const compare = {
  plan: ({ settings, other }) => Array(RUNS / 2).fill([settings, { ...settings, lock: other }]).flat(),
  *show(samples, about) {
    const { settings, other } = about;
    const ms = inMs(about);
    const [one, two] = [samples.filter((_, at) => at % 2 === 0), samples.filter((_, at) => at % 2 === 1)];
    if (two.length === 0) return;
    // A lock may be compared with itself: then the difference is noise.
    const names = [NAMES[settings.lock], settings.lock === other ? `${NAMES[other]} again` : NAMES[other]];
    /** @type {(name: string, of: (runs: Sample[]) => string) => string[]} */
    const row = (name, of) => [name, of(one), of(two)];
    /** @type {(what: Figure, inWords: InWords) => (runs: Sample[]) => string} */
    const timed = (what, inWords) => (runs) => {
      const known = column(runs, what).filter(Number.isFinite);
      return known.some((value) => value > 0) ? spread(known, inWords) : '–';
    };
    yield table(['Median (and range)', ...names], [
      ...counted(samples).map((what) => row(COUNTED[what], (runs) => spread(column(runs, what)))),
      row('time of a run', timed('elapsedMs', ms)),
      row('share of time waited', timed('waited', share)),
      row('a hold', timed('holdMs', ms)),
      // With one acquisition each, there is none.
      ...(samples.some(({ fairness }) => fairness !== null) ? [row('fairness, of 1', timed('fairness', (value) => value.toFixed(2)))] : []),
      ...Object.entries(BROKEN_OFF).filter(([outcome]) => outcome === 'deadlock' || endings(samples, outcome) > 0)
        .map(([outcome, words]) => row(words, (runs) => String(endings(runs, outcome)))),
    ]);
    /** @param {Figure} what */
    const both = (what) => Object.fromEntries([one, two].map((runs, at) => [names[at], column(runs, what)]));
    const some = counted(samples).filter((what) => samples.some((sample) => (sample[what] ?? 0) > 0));
    yield* some.map((what) => histogram(COUNTED[what], both(what), true));
    if (tookTime(samples, about)) yield histogram('time of a run, ms', both('elapsedMs'), false, about.clockUs / 1000);
  },
  say(samples, about) {
    const { settings, other, simulated, clockUs } = about;
    const ms = inMs(about);
    const [one, two] = [0, 1].map((turn) => median(column(samples.filter((_, at) => at % 2 === turn), 'elapsedMs')));
    const alike = simulated && settings.lock !== other && [settings.lock, other].every((lock) => ONE_MODEL.includes(lock)) ? ' Simulated, mutex and spin lock are one model.' : '';
    const said = `${samples.length} runs, in turns.${alike}`;
    if (one === undefined || two === undefined) return said;
    // The duration of a run that broke off says nothing.
    const broken = brokenOff(samples);
    if (broken.length > 0) return `${said} ${broken.join(' ')}`;
    if (!(clockUs <= Math.min(one, two) * 1000)) return `${said} ${whyNoTimes(about)}`;
    const [slow, fast] = one < two ? [NAMES[other], NAMES[settings.lock]] : [NAMES[settings.lock], NAMES[other]];
    const ratio = Math.max(one, two) / Math.min(one, two);
    const same = settings.lock === other || ratio < 1.05;
    if (same) return `${said} Both take about as long: ${ms(one)} and ${ms(two)}.${byClock(about)}`;
    return `${said} With ${slow} a run takes ${ratio.toFixed(ratio < 10 ? 1 : 0)} times as long as with ${fast}: ${ms(Math.max(one, two))} and ${ms(Math.min(one, two))}.${byClock(about)}`;
  },
};

// The sweep: the runs of each hold time, and the lines a thread.
const ROUNDS = 5;
const LINES = 12;
// Shorter times are spent spinning, and threads that spin share the processors.
const SHORTEST_US = 200;

/**
 * Throughput and waiting of `n` threads that hold a lock for `h` ms each time and do `w` ms of other work after it. All request
 * it at once, acquire it one after the other, and nothing else takes time. Either the lock is never free, or no thread waits twice.
 * @param {number} n
 * @param {number} w
 */
function theory(n, w) {
  return {
    /** @param {number} h */
    throughput: (h) => (1000 * n * LINES) / Math.max(n * LINES * h + w, (n - 1) * h + LINES * (h + w)),
    /** @param {number} h */
    waiting: (h) => (((n - 1) * h) / 2 + (LINES - 1) * Math.max(0, (n - 1) * h - w)) / LINES,
  };
}

/** @typedef {{ hold: number, speeds: number[], waits: number[] }} Point the measurements at a hold time */

/**
 * The measurements at each hold time, so far.
 * @param {Sample[]} samples
 * @param {About} about
 * @returns {Point[]}
 */
function pointsOf(samples, { plan }) {
  const holds = plan.length / ROUNDS;
  if (samples.length < holds) return [];
  return Array.from({ length: holds }, (_, at) => {
    const runs = samples.filter((_, index) => index % holds === at);
    const speeds = runs.map(({ lines, elapsedMs }) => (lines / elapsedMs) * 1000);
    return { hold: median(column(runs, 'holdMs')) ?? NaN, speeds, waits: column(runs, 'waitMs') };
  });
}

/** Hold times from short to long; the work outside the lock is constant. @type {Experiment} */
const sweep = {
  needsThreads: true,
  prepare(settings) {
    const { threads } = settings;
    const outside = SHORTEST_US <= settings.outside ? settings.outside : 1000 * Math.max(1, threads - 1);
    const lock = settings.lock === 'none' ? 'mutex' : settings.lock;
    return { ...settings, program: 'counter', source: '', lock, scope: 'line', main: 'join', count: LINES, pace: 0, outside };
  },
  plan({ settings }) {
    // Above this hold time, the lock is never free.
    const knee = settings.outside / Math.max(1, settings.threads - 1);
    const holds = [0.25, 0.5, 1, 2, 4, 8, 16].map((factor) => Math.max(SHORTEST_US, Math.round(knee * factor)));
    const plan = [...new Set(holds)].map((inside) => ({ ...settings, inside }));
    // Alternating, so that other load on the machine affects all of them.
    return Array(ROUNDS).fill(plan).flat();
  },
  *show(samples, about) {
    const points = pointsOf(samples, about);
    if (points.length === 0) return;
    const { threads, outside, lock, spending } = about.settings;
    const ms = inMs(about);
    const { throughput, waiting } = theory(threads, outside / 1000);
    const x = 'the lock is held for, ms (measured)';
    /** @param {'speeds' | 'waits'} what */
    const measured = (what) => points.map((point) => ({ x: point.hold, y: point[what] }));
    yield curve('Lines a second fall as the lock is held longer.', { x, y: 'lines a second' }, measured('speeds'), throughput);
    if (threads > 1) {
      yield curve('Waiting grows as the lock is held longer.', { x, y: 'a wait for the lock, ms' }, measured('waits'), waiting);
    }
    yield create('p', { class: 'key' },
      `Points: measured, with ${NAMES[lock]}, ${threads === 1 ? '1 thread' : `${threads} threads`} and ${nominal(outside / 1000)} ${spending === 'wait' ? 'waited' : 'computed'}`
      + ` outside the lock; the median of ${points.at(-1)?.speeds.length} runs, and a line from the least to the most. Dashed: calculated,`
      + ' for first come, first served, with the measured hold and the time outside as it is set. A lock that is held for h cannot be taken more than 1/h times a second, whoever wants it;'
      + ' and n threads with w outside cannot want it more than n/(h + w) times. '
      + `(A run of ${LINES} lines each has a beginning and an end, which makes it a little less.)`
      + (threads > 1 ? ' Where the points miss the line, threads had to be woken, slept too long, or were served in another order.' : '')
      + (spending === 'compute' ? ' Threads that compute share the processors, which the line leaves out.' : '') + byClock(about));
    /** @type {InWords} */
    const whole = (value) => grouped(Math.round(value));
    /** @type {[string, (point: Point) => string][]} */
    const all = [
      ['Held (measured)', ({ hold }) => ms(hold)],
      ['Lines a second', ({ speeds }) => spread(speeds, whole)],
      ['Calculated', ({ hold }) => whole(throughput(hold))],
      ['A wait', ({ waits }) => spread(waits, ms)],
      ['Calculated', ({ hold }) => nominal(waiting(hold))],
    ];
    const columns = all.slice(0, threads > 1 ? 5 : 3);
    yield table(columns.map(([head]) => head), points.map((point) => columns.map(([, words]) => words(point))));
  },
  say(samples, about) {
    const points = pointsOf(samples, about);
    const [first, last] = [points.at(0), points.at(-1)];
    if (!first || !last) return 'No curve yet.';
    const alone = about.settings.threads === 1;
    const ms = inMs(about);
    const said = [first, last].map(({ hold, speeds, waits }) => {
      const after = alone ? '' : `, each after ${ms(median(waits))} of waiting`;
      return `Held for ${ms(hold)}: ${grouped(Math.round(median(speeds)))} lines a second${after}.`;
    });
    return [...said, ...(alone ? ['One thread waits for nobody.'] : [])].join(' ');
  },
};

/** @type {Record<string, Experiment>} */
const EXPERIMENTS = { many, compare, sweep };
/** @type {WeakMap<MutexDemo, { controller: AbortController, ended: Promise<void> }>} */
const conducting = new WeakMap();

/**
 * Conducts an experiment with an element's settings, or cancels the one in progress; so does a run of the element.
 * @param {string} name an experiment's name, or `cancel`
 * @param {MutexDemo} host
 * @param {Promise<WebAssembly.Module>} module the compiled program
 * @param {AbortSignal} disconnected ends the experiment
 */
export async function conduct(name, host, module, disconnected) {
  // One experiment at a time.
  for (let other = conducting.get(host); other; other = conducting.get(host)) {
    other.controller.abort();
    await other.ended;
  }
  if (name === 'cancel') return;
  const controller = new AbortController();
  disconnected.addEventListener('abort', () => controller.abort(), { signal: controller.signal });
  const ended = measure(name, host, module, controller).finally(() => conducting.delete(host));
  conducting.set(host, { controller, ended });
}

/**
 * Runs an experiment's plan, and shows its results as they arrive, until it is done or cancelled.
 * @param {string} name
 * @param {MutexDemo} host
 * @param {Promise<WebAssembly.Module>} module
 * @param {AbortController} controller
 */
async function measure(name, host, module, controller) {
  const part = findIn(host.shadowRoot, '[part=experiments]');
  /** @param {string} selector */
  const find = (selector) => findIn(part, selector);
  /** @param {string} words */
  const say = (words) => {
    find('.said').textContent = words;
  };
  const experiment = EXPERIMENTS[name];
  if (!experiment) return;
  const { program, source, lock, scope, threads, count, pace, inside, outside, spending, main } = host;
  const chosen = { program, source, lock, scope, threads, count, pace, inside, outside, spending, main };
  const settings = experiment.prepare?.(chosen) ?? chosen;
  const simulated = host.threading !== 'real';
  const other = /** @type {Values['lock']} */ (findIn(part, 'select[name=other]').value);
  const subject = { settings, other, simulated, clockUs: clockOf(host.threading) };
  const about = { ...subject, plan: experiment.plan(subject) };
  find('.found').replaceChildren();
  if (simulated && experiment.needsThreads) return say('Not here: what threads cost can be measured only with real ones.');
  const lines = settings.threads * settings.count;
  if (MOST_LINES < lines) return say(`That is ${grouped(lines)} lines a run: choose at most ${grouped(MOST_LINES)} in all.`);
  const { signal } = controller;
  const cancel = () => controller.abort();
  // A run that waits may wait for the experiment's process.
  for (const event of ['wait', 'start']) host.addEventListener(event, cancel, { signal });
  // If a setting changes, the results would not be those of the shown settings.
  const changed = new MutationObserver(cancel);
  changed.observe(host, { attributeFilter: Object.keys(SETTINGS) });
  await host.stop();
  const sampler = new Sampler(settings.threads, module, simulated, signal);
  /** @type {Sample[]} */
  const samples = [];
  /** @param {string} words */
  const show = (words) => {
    find('.found').replaceChildren(...experiment.show(samples, about));
    say(words);
  };
  /** @param {boolean} is */
  const busy = (is) => {
    for (const selector of ['[data-experiment=cancel]', '.done']) find(selector).hidden = !is;
  };
  const done = /** @type {HTMLProgressElement} */ (find('.done'));
  try {
    busy(true);
    say('Running…');
    const began = performance.now();
    let shown = began;
    for (const settings of about.plan) {
      samples.push(await sampler.sample(settings));
      const now = performance.now();
      done.value = samples.length / about.plan.length;
      if (now - shown < 250) continue;
      shown = now;
      const rest = ((now - began) / samples.length) * (about.plan.length - samples.length);
      show(`${samples.length} of ${about.plan.length} runs; about ${Math.ceil(rest / 1000)} s to go.`);
    }
    show((simulated ? 'Simulated. ' : '') + experiment.say(samples, about));
  } catch (error) {
    if (!signal.aborted) say(`No result: ${why(error)}.`);
    else if (samples.length === 0) say('Cancelled.');
    else show(`Cancelled. ${experiment.say(samples, about)}`);
  } finally {
    sampler.end();
    changed.disconnect();
    // If Cancel has the focus, the button that began the experiment takes it.
    const cancelled = host.shadowRoot?.activeElement === find('[data-experiment=cancel]');
    busy(false);
    if (cancelled) find(`[data-experiment=${name}]`).focus();
    controller.abort();
  }
}
