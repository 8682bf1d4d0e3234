// Experiments: many runs, measured and compared. Loaded when the reader first starts one.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { ProgramValues } from '../runs/program.js' */
/** @import { Sample } from './sampling.js' */
/** @import { Fact, Key, Texts } from '../texts/texts.js' */

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
 * @property {Texts} texts what it says
 */

/** @typedef {Subject & { plan: ProgramValues[] }} About what an experiment is about, with the settings of each run */

/**
 * @typedef {object} Experiment
 * @property {boolean} [needsThreads] whether it says nothing about simulated runs
 * @property {(chosen: ProgramValues) => ProgramValues} [prepare] the settings that it takes in place of the chosen ones
 * @property {(subject: Subject) => ProgramValues[]} plan the settings of each run
 * @property {(samples: Sample[], about: About) => Iterable<Element>} show the results so far
 * @property {(samples: Sample[], about: About) => Fact[]} say the same in a sentence or more
 */

import { curve, histogram, median, table } from './charts.js';
import { create, find as findIn } from '../element/elements.js';
import { Sampler } from './sampling.js';
import { SETTINGS } from '../element/settings.js';
import { clockOf } from '../element/times.js';
import { inWords as whyInWords } from '../texts/failure.js';

const RUNS = 100;
// A run with more lines takes the page too long to read.
const MOST_LINES = 10_000;

/** The name of a lock, as the subject of a comparison. @param {Values['lock']} lock @returns {Key} */
const nameOf = (lock) => /** @type {Key} */ (`experiment.lock.${lock}`);
/** A nominal time in words. @type {(about: Subject) => InWords} */
const nominal = ({ texts }) => (ms) => texts.say('duration', ms * 1000);
/** A measured time in words, by the clock of an experiment. @type {(about: Subject) => InWords} */
const inMs = ({ texts, clockUs }) => (value) => texts.say('measured', value * 1000, clockUs);
/** A figure of each run; `NaN` if a run lacks it. @type {(samples: Sample[], what: Figure) => number[]} */
const column = (samples, what) => samples.map((sample) => sample[what] ?? NaN);

/** A run's counts. Its program decides which of them it has. @type {Counted[]} */
const COUNTS = ['torn', 'lost', 'value'];
/** @type {(samples: Sample[]) => Counted[]} */
const counted = ([sample]) => COUNTS.filter((what) => sample?.[what] !== undefined);

/** How runs can end before their program does. */
const BROKEN_OFF = /** @type {const} */ (['deadlock', 'abandoned', 'error']);
/** @type {(samples: Sample[], outcome: string) => number} */
const endings = (samples, outcome) => samples.filter((sample) => sample.outcome === outcome).length;

/** A sentence for each way in which some runs broke off. @param {Sample[]} samples @returns {Fact[]} */
const brokenOff = (samples) =>
  BROKEN_OFF.filter((outcome) => endings(samples, outcome) > 0).map((outcome) => [`experiment.ended.${outcome}`, endings(samples, outcome)]);

/** Whether any of the runs took time that the clock could tell. @type {(samples: Sample[], about: Subject) => boolean} */
const tookTime = (samples, { clockUs }) => samples.some(({ elapsedMs }) => elapsedMs * 1000 >= clockUs);

/** The reason for missing times. @param {Subject} about @returns {Fact} */
const whyNoTimes = ({ simulated }) => [simulated ? 'experiment.noPace' : 'experiment.tooShort'];

/** How exact measured times are. @param {Subject} about @returns {Fact[]} */
const byClock = ({ simulated, clockUs }) => (simulated ? [] : [['experiment.clock', clockUs]]);

/** The locks that are one model where they are simulated. */
const ONE_MODEL = ['mutex', 'spin'];

/**
 * The median of some numbers, with the range of all of them.
 * @param {Texts} texts
 * @param {number[]} values
 * @param {InWords} inWords
 */
function spread({ say }, values, inWords = (value) => say('number', value)) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? inWords(least) : say('experiment.spread', inWords(median(values)), inWords(least), inWords(most));
}

/** Runs the same settings many times. @type {Experiment} */
const many = {
  plan: ({ settings }) => Array(RUNS).fill(settings),
  *show(samples, about) {
    const { say, language } = about.texts;
    const runs = say('experiment.runs');
    yield* counted(samples).map((what) => histogram(say(`experiment.count.${what}`), { [runs]: column(samples, what) }, true, language));
    if (!tookTime(samples, about)) return;
    yield histogram(say('experiment.timeMs'), { [runs]: column(samples, 'elapsedMs') }, false, language, about.clockUs / 1000);
  },
  say(samples, about) {
    /** @type {Fact[]} */
    const said = counted(samples).map((what) => {
      const values = column(samples, what);
      if (what === 'value') return ['experiment.value', spread(about.texts, values)];
      const some = values.filter((value) => value > 0).length;
      return [`experiment.some.${what}`, some, median(values) ?? 0];
    });
    said.push(...brokenOff(samples));
    if (!tookTime(samples, about)) said.push(whyNoTimes(about));
    // A run that is shown may be, and taping orders its steps.
    if (!about.simulated && about.settings.pace > 0) said.push(['experiment.notTaped']);
    return [['experiment.ran', samples.length], ...said];
  },
};

/** Runs two locks, alternating. @type {Experiment} */
const compare = {
  plan: ({ settings, other }) => Array(RUNS / 2).fill([settings, { ...settings, lock: other }]).flat(),
  *show(samples, about) {
    const { settings, other, texts } = about;
    const { say, language } = texts;
    const ms = inMs(about);
    const [one, two] = [samples.filter((_, at) => at % 2 === 0), samples.filter((_, at) => at % 2 === 1)];
    if (two.length === 0) return;
    // A lock may be compared with itself: then the difference is noise.
    const [name, otherName] = [say(nameOf(settings.lock)), say(nameOf(other))];
    const names = [name, settings.lock === other ? say('experiment.again', otherName) : otherName];
    /** @type {(key: Key, of: (runs: Sample[]) => string) => string[]} */
    const row = (key, of) => [say(key), of(one), of(two)];
    /** @type {(what: Figure, inWords: InWords) => (runs: Sample[]) => string} */
    const timed = (what, inWords) => (runs) => {
      const known = column(runs, what).filter(Number.isFinite);
      return known.some((value) => value > 0) ? spread(texts, known, inWords) : '–';
    };
    /** @type {(key: Key) => InWords} */
    const by = (key) => (value) => say(key, value);
    yield table([say('experiment.median'), ...names], [
      ...counted(samples).map((what) => row(`experiment.count.${what}`, (runs) => spread(texts, column(runs, what)))),
      row('experiment.time', timed('elapsedMs', ms)),
      row('experiment.waited', timed('waited', by('percent'))),
      row('experiment.hold', timed('holdMs', ms)),
      // With one acquisition each, there is none.
      ...(samples.some(({ fairness }) => fairness !== null) ? [row('experiment.fairness', timed('fairness', by('hundredths')))] : []),
      ...BROKEN_OFF.filter((outcome) => outcome === 'deadlock' || endings(samples, outcome) > 0)
        .map((outcome) => row(`experiment.end.${outcome}`, (runs) => say('number', endings(runs, outcome)))),
    ]);
    /** @param {Figure} what */
    const both = (what) => Object.fromEntries([one, two].map((runs, at) => [names[at], column(runs, what)]));
    const some = counted(samples).filter((what) => samples.some((sample) => (sample[what] ?? 0) > 0));
    yield* some.map((what) => histogram(say(`experiment.count.${what}`), both(what), true, language));
    if (tookTime(samples, about)) yield histogram(say('experiment.timeMs'), both('elapsedMs'), false, language, about.clockUs / 1000);
  },
  say(samples, about) {
    const { settings, other, simulated, clockUs } = about;
    const ms = inMs(about);
    const [one, two] = [0, 1].map((turn) => median(column(samples.filter((_, at) => at % 2 === turn), 'elapsedMs')));
    const alike = simulated && settings.lock !== other && [settings.lock, other].every((lock) => ONE_MODEL.includes(lock));
    /** @type {Fact[]} */
    const said = [['experiment.inTurns', samples.length]];
    if (alike) said.push(['experiment.oneModel']);
    if (one === undefined || two === undefined) return said;
    // The duration of a run that broke off says nothing.
    const broken = brokenOff(samples);
    if (broken.length > 0) return [...said, ...broken];
    if (!(clockUs <= Math.min(one, two) * 1000)) return [...said, whyNoTimes(about)];
    const [slow, fast] = one < two ? [other, settings.lock] : [settings.lock, other];
    const ratio = Math.max(one, two) / Math.min(one, two);
    const same = settings.lock === other || ratio < 1.05;
    if (same) return [...said, ['experiment.same', ms(one), ms(two)], ...byClock(about)];
    return [...said, ['experiment.ratio', [nameOf(slow)], ratio, [nameOf(fast)], ms(Math.max(one, two)), ms(Math.min(one, two))], ...byClock(about)];
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
    const { texts, settings } = about;
    const { say, language } = texts;
    const { threads, outside, lock, spending } = settings;
    const ms = inMs(about);
    const { throughput, waiting } = theory(threads, outside / 1000);
    const x = say('sweep.x');
    /** @param {'speeds' | 'waits'} what */
    const measured = (what) => points.map((point) => ({ x: point.hold, y: point[what] }));
    yield curve(say('sweep.lines'), { x, y: say('sweep.linesY') }, measured('speeds'), throughput, language);
    if (threads > 1) {
      yield curve(say('sweep.waits'), { x, y: say('sweep.waitsY') }, measured('waits'), waiting, language);
    }
    /** @type {Fact[]} */
    const key = [
      ['sweep.points', [nameOf(lock)], threads, nominal(about)(outside / 1000), [spending === 'compute' ? 'sweep.spent.compute' : 'sweep.spent.wait'], points.at(-1)?.speeds.length ?? 0],
      ['sweep.calculated', LINES],
      ...(threads > 1 ? [/** @type {Fact} */ (['sweep.missed'])] : []),
      ...(spending === 'compute' ? [/** @type {Fact} */ (['sweep.processors'])] : []),
      ...byClock(about),
    ];
    yield create('p', { class: 'key' }, key.map((fact) => say(...fact)).join(' '));
    /** @type {InWords} */
    const whole = (value) => say('number', Math.round(value));
    /** @type {[Key, (point: Point) => string][]} */
    const all = [
      ['sweep.held', ({ hold }) => ms(hold)],
      ['sweep.speed', ({ speeds }) => spread(texts, speeds, whole)],
      ['sweep.theory', ({ hold }) => whole(throughput(hold))],
      ['sweep.wait', ({ waits }) => spread(texts, waits, ms)],
      ['sweep.theory', ({ hold }) => nominal(about)(waiting(hold))],
    ];
    const columns = all.slice(0, threads > 1 ? 5 : 3);
    yield table(columns.map(([head]) => say(head)), points.map((point) => columns.map(([, words]) => words(point))));
  },
  say(samples, about) {
    const points = pointsOf(samples, about);
    const [first, last] = [points.at(0), points.at(-1)];
    if (!first || !last) return [['sweep.none']];
    const alone = about.settings.threads === 1;
    const ms = inMs(about);
    /** @type {Fact[]} */
    const said = [first, last].map(({ hold, speeds, waits }) =>
      ['sweep.at', ms(hold), Math.round(median(speeds) ?? 0), alone ? null : ms(median(waits) ?? NaN)]);
    return [...said, ...(alone ? [/** @type {Fact} */ (['sweep.alone'])] : [])];
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
 * @param {Texts} texts with the part `more`
 * @param {AbortSignal} disconnected ends the experiment
 */
export async function conduct(name, host, module, texts, disconnected) {
  // One experiment at a time.
  for (let other = conducting.get(host); other; other = conducting.get(host)) {
    other.controller.abort();
    await other.ended;
  }
  if (name === 'cancel') return;
  const controller = new AbortController();
  disconnected.addEventListener('abort', () => controller.abort(), { signal: controller.signal });
  const ended = measure(name, host, module, texts, controller).finally(() => conducting.delete(host));
  conducting.set(host, { controller, ended });
}

/**
 * Runs an experiment's plan, and shows its results as they arrive, until it is done or cancelled.
 * @param {string} name
 * @param {MutexDemo} host
 * @param {Promise<WebAssembly.Module>} module
 * @param {Texts} texts
 * @param {AbortController} controller
 */
async function measure(name, host, module, texts, controller) {
  const part = findIn(host.shadowRoot, '[part=experiments]');
  /** @param {string} selector */
  const find = (selector) => findIn(part, selector);
  /** @param {...Fact} facts */
  const say = (...facts) => {
    find('.said').textContent = facts.map((fact) => texts.say(...fact)).join(' ');
  };
  const experiment = EXPERIMENTS[name];
  if (!experiment) return;
  const { program, source, lock, scope, threads, count, pace, inside, outside, spending, main } = host;
  const chosen = { program, source, lock, scope, threads, count, pace, inside, outside, spending, main };
  const settings = experiment.prepare?.(chosen) ?? chosen;
  const simulated = host.threading !== 'real';
  const other = /** @type {Values['lock']} */ (findIn(part, 'select[name=other]').value);
  const subject = { settings, other, simulated, clockUs: clockOf(host.threading), texts };
  const about = { ...subject, plan: experiment.plan(subject) };
  find('.found').replaceChildren();
  if (simulated && experiment.needsThreads) return say(['experiment.needsThreads']);
  const lines = settings.threads * settings.count;
  if (MOST_LINES < lines) return say(['experiment.tooMany', lines, MOST_LINES]);
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
  /** @param {...Fact} facts */
  const show = (...facts) => {
    find('.found').replaceChildren(...experiment.show(samples, about));
    say(...facts);
  };
  /** @param {boolean} is */
  const busy = (is) => {
    for (const selector of ['[data-experiment=cancel]', '.done']) find(selector).hidden = !is;
  };
  const done = /** @type {HTMLProgressElement} */ (find('.done'));
  try {
    busy(true);
    say(['verdict.running']);
    const began = performance.now();
    let shown = began;
    for (const settings of about.plan) {
      samples.push(await sampler.sample(settings));
      const now = performance.now();
      done.value = samples.length / about.plan.length;
      if (now - shown < 250) continue;
      shown = now;
      const rest = ((now - began) / samples.length) * (about.plan.length - samples.length);
      show(['experiment.progress', samples.length, about.plan.length, Math.ceil(rest / 1000)]);
    }
    /** @type {Fact[]} */
    const sign = simulated ? [['experiment.simulated']] : [];
    show(...sign, ...experiment.say(samples, about));
  } catch (error) {
    if (!signal.aborted) say(['experiment.noResult', await whyInWords(error, texts)]);
    else if (samples.length === 0) say(['experiment.cancelled']);
    else show(['experiment.cancelled'], ...experiment.say(samples, about));
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
