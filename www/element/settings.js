// The valid values of an element's attributes: one table, from which attributes, properties and links are read.

const oneOf = (...words) => ({
  initial: words[0],
  expects: `one of ${words.join(', ')}`,
  parse: (text) => (words.includes(text) ? text : undefined),
});

const integer = (initial, min, max) => ({
  initial,
  expects: `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,9}$/.test(text) && min <= Number(text) && Number(text) <= max ? Number(text) : undefined),
});

/** A program's text, as it is written: its first line may be indented, and then an error says so. */
const text = (most) => ({
  initial: '',
  expects: `a program of at most ${most} characters`,
  raw: true,
  parse: (text) => (text.length <= most ? text.replaceAll('\r\n', '\n') : undefined),
});

const pattern = (expects, form) => ({
  initial: '',
  expects,
  parse: (text) => (form.test(text) ? text : undefined),
});

/** An attribute that is there or not. A link gives it a value. */
const flag = (name) => ({
  initial: false,
  expects: 'empty, or absent',
  parse: (text) => ['', name, 'true'].includes(text) || undefined,
});

const MAX_LINES = 1_000_000;

/** Every attribute with a value: its default, the expected values in words, and its parser. */
export const SETTINGS = {
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
};

/**
 * Reads settings.
 * @param {(name: string) => string | null} get gives an attribute's text, `null` if it is absent
 * @returns {{ settings: object, problems: string[] }} valid settings, and a sentence for each invalid value
 */
export function parse(get) {
  const settings = {};
  const problems = [];
  const refuse = (name, text, expects) => {
    settings[name] = SETTINGS[name].initial;
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    problems.push(`${name}="${shown}" is not ${expects}; ${settings[name] === '' ? 'none' : settings[name]} is used`);
  };
  for (const [name, { initial, expects, raw, parse: read }] of Object.entries(SETTINGS)) {
    const text = get(name);
    settings[name] = text === null ? initial : read(raw ? text : text.trim());
    if (settings[name] === undefined) refuse(name, text, expects);
  }
  if (settings.threads * settings.count > MAX_LINES) {
    refuse('count', get('count'), `possible with ${settings.threads} threads: all lines together are at most ${MAX_LINES}`);
  }
  return { settings, problems };
}

/** Writes those settings that are not the defaults as a query: `lock=mutex&threads=3`. */
export function toQuery(settings) {
  const changed = Object.entries(settings).filter(([name, value]) => value !== SETTINGS[name].initial);
  return new URLSearchParams(changed).toString();
}

/** If two settings are equal in these, so are their programs. */
export const programOf = ({ program, source, threads, count, lock, scope, main }) =>
  JSON.stringify([source || [program, scope], threads, count, lock, main]);

/** Converts settings to the program's form: a `Settings` of that class. The caller frees it. */
export function toWasm(Settings, settings) {
  const { program, source = '', threads, count, lock, scope, main, pace, inside, outside, spending = 'wait', tape = false } = settings;
  return new Settings(program, source, threads, count, lock, scope, main, pace, inside, outside, spending, tape);
}
