// The valid values of an element's attributes: one table, from which attributes, properties and links are read.

/**
 * An attribute's valid values.
 * @template T
 * @typedef {object} Setting
 * @property {T} initial the default
 * @property {string} expects the expected values, in words
 * @property {boolean} [raw] whether white space around a value counts
 * @property {(text: string) => T | undefined} parse gives the value; `undefined` if the text is invalid
 */

/**
 * @template {string} T
 * @param {T[]} words
 * @returns {Setting<T>}
 */
const oneOf = (...words) => ({
  initial: words[0],
  expects: `one of ${words.join(', ')}`,
  parse: (text) => words.find((word) => word === text),
});

/** @type {(initial: number, min: number, max: number) => Setting<number>} */
const integer = (initial, min, max) => ({
  initial,
  expects: `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,9}$/.test(text) && min <= Number(text) && Number(text) <= max ? Number(text) : undefined),
});

/**
 * A program's text, as it is written: its first line may be indented, and then an error says so.
 * @type {(most: number) => Setting<string>}
 */
const text = (most) => ({
  initial: '',
  expects: `a program of at most ${most} characters`,
  raw: true,
  parse: (text) => (text.length <= most ? text.replaceAll('\r\n', '\n') : undefined),
});

/** @type {(expects: string, form: RegExp) => Setting<string>} */
const pattern = (expects, form) => ({
  initial: '',
  expects,
  parse: (text) => (form.test(text) ? text : undefined),
});

/**
 * A page's whole address. No other schemes: the reader follows it.
 * @type {Setting<string>}
 */
const address = {
  initial: '',
  expects: 'the address of a page: http, https or file',
  parse: (text) => (text === '' || (/^(https?|file):/i.test(text) && URL.canParse(text)) ? text : undefined),
};

/**
 * An attribute that is there or not. A link gives it a value.
 * @type {(name: string) => Setting<boolean>}
 */
const flag = (name) => ({
  initial: false,
  expects: 'empty, or absent',
  parse: (text) => ['', name, 'true'].includes(text) || undefined,
});

/**
 * The settings of each scene: the defaults of an element that has it, instead of the usual ones.
 * @type {Record<string, Record<string, string | number | boolean>>}
 */
export const SCENES = {
  tear: { threads: 3, count: 3, pace: 75_000 },
  lose: { threads: 2, count: 1, scheduler: 'step' },
  lock: { threads: 3, count: 3, pace: 40_000 },
  cost: { lock: 'mutex', threads: 4, count: 5 },
  next: { lock: 'mutex', threads: 4, count: 500, pace: 0 },
  deadlock: { program: 'two-locks', lock: 'mutex', threads: 2, count: 5, pace: 20_000 },
  prove: { threads: 2, count: 1, scheduler: 'step' },
  // In turns, so that `main` prints its line before the threads have printed theirs.
  exit: { lock: 'ticket', main: 'exit', threads: 3, count: 3, pace: 20_000 },
  yours: { lock: 'mutex', threads: 2, count: 2, pace: 20_000 },
};

/** @type {Setting<string>} */
const scene = {
  initial: '',
  expects: `a scene: ${Object.keys(SCENES).join(', ')}`,
  parse: (text) => (text === '' || Object.hasOwn(SCENES, text) ? text : undefined),
};

const MAX_LINES = 1_000_000;

/** Every attribute with a value: its default, the expected values in words, and its parser. */
export const SETTINGS = {
  scene,
  program: oneOf('counter', 'increment', 'forgetful', 'two-locks', 'two-locks-ordered', 'exit'),
  source: text(4_000),
  language: oneOf('python', 'rust', 'javascript', 'c', 'java', 'go'),
  lock: oneOf('none', 'mutex', 'spin', 'ticket'),
  scope: oneOf('line', 'glyph', 'thread'),
  threads: integer(5, 1, 16),
  count: integer(5, 1, 200_000),
  pace: integer(2_000, 0, 1_000_000),
  inside: integer(0, 0, 1_000_000),
  outside: integer(0, 0, 1_000_000),
  spending: oneOf('wait', 'compute'),
  tape: flag('tape'),
  main: oneOf('join', 'exit'),
  scheduler: oneOf('os', 'step', 'explore'),
  schedule: pattern('thread ids in hexadecimal, or packed', /^([0-9a-f]{0,20000}|~1[1-4]\d{1,5}\.[\w-]{0,14000})$/i),
  seed: pattern('a number', /^\d{0,15}$/),
  controls: oneOf('full', 'minimal', 'none'),
  theme: oneOf('auto', 'light', 'dark'),
  home: address,
};

/**
 * The attributes' values.
 * @typedef {{ -readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['initial'] }} Values
 */

/** The attributes' names. */
export const NAMES = /** @type {(keyof Values)[]} */ (Object.keys(SETTINGS));

/**
 * The default of a setting, in a scene or in none.
 * @param {string} scene
 * @param {keyof Values} name
 */
const initialOf = (scene, name) => SCENES[scene]?.[name] ?? SETTINGS[name].initial;

/**
 * Reads settings.
 * @param {(name: string) => string | null} get gives an attribute's text, `null` if it is absent
 * @returns {{ settings: Values, problems: string[] }} valid settings, and a sentence for each invalid value
 */
export function parse(get) {
  /** @type {string[]} */
  const problems = [];
  /** @type {<T>(name: string, text: string, expects: string, initial: T) => T} */
  const refuse = (name, text, expects, initial) => {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    problems.push(`${name}="${shown}" is not ${expects}; ${initial === '' ? 'none' : initial} is used`);
    return initial;
  };
  // An invalid scene is none; `NAMES` begins with the scene, which says so.
  const scene = SETTINGS.scene.parse(get('scene')?.trim() ?? '') ?? '';
  const entries = NAMES.map((name) => {
    /** @type {Setting<string | number | boolean>} */
    const { expects, raw, parse: read } = SETTINGS[name];
    const initial = initialOf(scene, name);
    const text = get(name);
    if (text === null) return [name, initial];
    return [name, read(raw ? text : text.trim()) ?? refuse(name, text, expects, initial)];
  });
  /** @type {Values} */
  const settings = Object.fromEntries(entries);
  const { threads, count } = settings;
  if (threads * count > MAX_LINES) {
    const expects = `possible with ${threads} threads: all lines together are at most ${MAX_LINES}`;
    settings.count = refuse('count', get('count') ?? '', expects, Number(initialOf(scene, 'count')));
  }
  return { settings, problems };
}

/** The settings that are about the page round the element, and so in no link to the demo. */
const OF_THE_PAGE = ['controls', 'theme', 'home'];

/**
 * The names of the settings that are not the defaults, those of the scene.
 * @param {Values} settings
 */
export const changedOf = (settings) => NAMES.filter((name) => settings[name] !== initialOf(name === 'scene' ? '' : settings.scene, name));

/**
 * Writes the demo's state as a query, the scene and what differs from its defaults: `lock=mutex&threads=3`.
 * @param {Values} settings
 */
export function toQuery(settings) {
  const changed = changedOf(settings).filter((name) => !OF_THE_PAGE.includes(name));
  return new URLSearchParams(changed.map((name) => [name, String(settings[name])])).toString();
}
