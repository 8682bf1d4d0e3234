// Random links, and the check that the page reads each as it should. As a worker: checks some links, and posts how many
// values were taken and refused.

import { parentPort, workerData } from 'node:worker_threads';
import { parse, toQuery } from '../element/settings.js';

/** Pseudo-random numbers from 0 to 1, the same ones from the same seed: mulberry32. */
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// The valid settings, stated a second time, independently of the table under test.
const words = (...allowed) => (value) => allowed.includes(value);
const whole = (min, max) => (value) => Number.isInteger(value) && min <= value && value <= max;
const HEXADECIMAL = '0123456789abcdefABCDEF';
const SIX_BITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGITS = '0123456789';
const madeOf = (alphabet, text) => [...text].every((character) => alphabet.includes(character));

function isSchedule(value) {
  if (!value.startsWith('~')) return value.length <= 20_000 && madeOf(HEXADECIMAL, value);
  const dot = value.indexOf('.');
  const [version, width, count, packed] = [value[1], value[2], value.slice(3, dot), value.slice(dot + 1)];
  const header = version === '1' && '1234'.includes(width) && madeOf(DIGITS, count);
  const lengths = 1 <= count.length && count.length <= 5 && packed.length <= 14_000;
  return dot !== -1 && header && lengths && madeOf(SIX_BITS, packed);
}

const SCENES = {
  tear: { threads: 3, count: 3, pace: 75_000 },
  lose: { threads: 2, count: 1, scheduler: 'step' },
  lock: { threads: 3, count: 3, pace: 40_000 },
  cost: { lock: 'mutex', threads: 4 },
  next: { lock: 'mutex', threads: 4, count: 500, pace: 0 },
  deadlock: { program: 'two-locks', lock: 'mutex', threads: 2, pace: 20_000 },
  prove: { threads: 2, count: 1, scheduler: 'step' },
  exit: { lock: 'ticket', main: 'exit', threads: 3, count: 3, pace: 20_000 },
  yours: { lock: 'mutex', threads: 2, count: 2, pace: 20_000 },
};
const ALLOWED = {
  scene: words('', ...Object.keys(SCENES)),
  program: words('counter', 'increment', 'forgetful', 'two-locks', 'two-locks-ordered', 'exit'),
  // Whether it is a program, the page says.
  source: (value) => value.length <= 4_000,
  language: words('python', 'rust', 'javascript', 'c', 'java', 'go'),
  lock: words('none', 'mutex', 'spin', 'ticket'),
  scope: words('line', 'glyph', 'thread'),
  threads: whole(1, 16),
  count: whole(1, 200_000),
  pace: whole(0, 1_000_000),
  inside: whole(0, 1_000_000),
  outside: whole(0, 1_000_000),
  spending: words('wait', 'compute'),
  tape: words(true, false),
  main: words('join', 'exit'),
  scheduler: words('os', 'step', 'explore'),
  schedule: isSchedule,
  seed: (value) => value.length <= 15 && madeOf(DIGITS, value),
  controls: words('full', 'minimal', 'none'),
  theme: words('auto', 'light', 'dark'),
  home: (value) => value === '' || ['http:', 'https:', 'file:'].includes(new URL(value).protocol),
};
// Settings that a link to the demo leaves out.
const OF_THE_PAGE = ['controls', 'theme', 'home'];
const INITIAL = {
  scene: '',
  ...{ program: 'counter', source: '', language: 'python', lock: 'none', scope: 'line', threads: 5, count: 5, pace: 2000, inside: 0 },
  ...{ outside: 0, spending: 'wait', tape: false, main: 'join', scheduler: 'os', schedule: '', seed: '', controls: 'full', theme: 'auto', home: '' },
};
export const NAMES = Object.keys(ALLOWED);

const NUMBERS = [
  ...['0', '1', '2', '5', '15', '16', '17', '007', '62500', '62501', '66667', '100000', '199999', '200000', '200001'],
  ...['999999', '1000000', '1000001', '999999999', '9999999999', '999999999999999', '1000000000000000', '-1', '+5'],
  ...['1.0', '1e3', '0x10', '٣', '¹', 'NaN', 'Infinity', ''],
];
const VALUES = {
  scene: [...Object.keys(SCENES), 'toString', ''],
  ...{ program: ['counter', 'increment', 'forgetful', 'two-locks', 'exit'], lock: ['none', 'mutex', 'spin', 'ticket'] },
  ...{ scope: ['line', 'glyph', 'thread'], main: ['join', 'exit'], threads: NUMBERS, count: NUMBERS, pace: NUMBERS },
  ...{ inside: NUMBERS, outside: NUMBERS, seed: NUMBERS, spending: ['wait', 'compute'], tape: ['', 'true', 'tape', 'false'] },
  ...{ scheduler: ['os', 'step', 'explore'], controls: ['full', 'minimal', 'none'] },
  theme: ['auto', 'light', 'dark'],
  home: ['https://example.org/a?b=c', 'http://[::1]:80/', 'file:///a', 'javascript:alert(1)', 'data:,', '//example.org/', 'https://', ''],
  language: ['python', 'rust', 'javascript', 'c', 'java', 'go'],
  source: ['lock%20=%20Lock()%0A', 'def%20thread(t):%0D%0A%20%20%20%20pass', '1lQQWuMr0T0hoJk_q', '1', '', 'x'.repeat(4_001)],
  schedule: ['0110', '0123456789abcdef', '~1124.VVVV', '~12348.AAAA', '~1', '~', '~15.', '~1499999.A', '~110.', ''],
};
const STRANGE_NAMES = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'autorun', '', ' lock', 'LOCK', 'lock[]'],
  ...['l%6fck', 'thread%73', 'c\0unt', '%', '%zz', 'é', '🧵', '\ud800', 'style', 'onclick'],
];
const STRANGE = [
  ...['&', '=', '%', '%2', '%00', '%zz', '%C3%28', '%F0%9F%A7%B5', '%E2%80%A8', '+', ' ', '\0', '\n', '\t', '\u2028'],
  ...['\ufeff', 'é', '🧵', '\ud800', '#', '?', ';', '~', '.', '-', '0', '9', 'f', 'g', '"', '<script>', '__proto__'],
  ...['&threads=16', '&count=62501', '&lock=none', '&scheduler=step', 'null', 'undefined'],
];

/** Makes texts as they come after `#`: what a real link says, missed by a little. */
function linkMaker(random) {
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const digits = (alphabet, length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  const schedule = () => {
    const kind = below(4);
    if (kind === 0) return digits(HEXADECIMAL, below(40));
    if (kind === 1) return `~1${1 + below(5)}${below(100)}.${digits(SIX_BITS, below(20))}`;
    return pick(VALUES.schedule);
  };
  const pair = () => {
    const name = below(12) === 0 ? pick(STRANGE_NAMES) : pick(NAMES);
    const known = Object.hasOwn(VALUES, name) && below(16) !== 0;
    const value = !known ? pick(STRANGE) : name === 'schedule' ? schedule() : pick(VALUES[name]);
    return `${name}=${below(64) === 0 ? value.toUpperCase() : value}`;
  };
  return () => {
    let link = pair();
    for (let more = below(8); more > 0; more--) link += (below(40) === 0 ? pick(STRANGE) : '&') + pair();
    // Half of them are left alone; the others get a few characters more, or fewer.
    for (let edits = Math.max(0, below(6) - 2); edits > 0; edits--) {
      const at = below(link.length + 1);
      link = link.slice(0, at) + (below(3) === 0 ? '' : pick(STRANGE)) + link.slice(at + below(3));
    }
    // Now and then one is long: up to 100 kB, or about as long as a schedule may be.
    if (below(4000) === 0) {
      const run = pick([...STRANGE, '0', 'm', '&lock=mutex']);
      const at = below(link.length + 1);
      link = link.slice(0, at) + run.repeat(1 + below(100_000 / run.length)) + link.slice(at);
    }
    if (below(4000) === 0) link += `&schedule=${digits('01', 19_998 + below(5))}`;
    if (below(4000) === 0) link += `&schedule=~1420000.${digits(SIX_BITS, 13_998 + below(5))}`;
    return link;
  };
}

/** Reads a link as the page does, and names a fault of the result; counts the accepted and the refused values. */
function wrong(link, counts) {
  // A browser writes some characters of an address in another way.
  const address = new URLSearchParams(new URL(`http://demo/#${link}`).hash.slice(1));
  const { settings, problems } = parse((name) => address.get(name));
  if (Object.keys(settings).join() !== NAMES.join()) return `the settings are ${Object.keys(settings)}`;
  for (const problem of problems) if (250 < problem.length) return `a problem of ${problem.length} characters`;
  for (const name of NAMES) {
    const value = settings[name];
    const is = `${name} is ${String(value).slice(0, 100)}`;
    if (!ALLOWED[name](value)) return is;
    const text = address.get(name);
    const refused = problems.some((problem) => problem.startsWith(`${name}="`));
    if (text === null && refused) return `${name} is refused, though nobody said it`;
    if (text === null || refused) {
      if (value !== (SCENES[settings.scene]?.[name] ?? INITIAL[name])) return `${is}, by default`;
    } else {
      // Within a program's text, white space has a meaning.
      const said = name === 'source' ? text.replaceAll('\r\n', '\n') : text.trim();
      const alike = {
        number: () => Number(said) === value && madeOf(DIGITS, said),
        string: () => said === value,
        boolean: () => value === ['', 'true', name].includes(said),
      };
      if (!alike[typeof value]()) return `${is}, without a word`;
    }
    if (text !== null) counts[refused ? 'refused' : 'taken'][name] += 1;
  }
  if (1_000_000 < settings.threads * settings.count) return `${settings.threads} times ${settings.count} lines`;
  const written = new URLSearchParams(toQuery(settings));
  const again = parse((name) => written.get(name));
  if (again.problems.length > 0) return `what it writes has problems: ${again.problems}`;
  if (OF_THE_PAGE.some((name) => written.has(name))) return `it writes ${written}`;
  return NAMES.some((name) => !OF_THE_PAGE.includes(name) && again.settings[name] !== settings[name]) ? `it writes ${written}` : undefined;
}

/** Checks so many links, always the same ones for a seed; counts the values that were taken and refused, by name. */
function check({ seed, links }) {
  const none = () => Object.fromEntries(NAMES.map((name) => [name, 0]));
  const counts = { taken: none(), refused: none() };
  const next = linkMaker(mulberry32(seed));
  for (let number = 0; number < links; number++) {
    const link = next();
    const about = () => `seed ${seed}, link ${number}: ${JSON.stringify(link.slice(0, 1000))}`;
    let fault;
    try {
      fault = wrong(link, counts);
    } catch (error) {
      throw new Error(about(), { cause: error });
    }
    if (fault !== undefined) throw new Error(`${fault}; ${about()}`);
  }
  // No link may give all objects a property.
  const reached = Object.keys(Object.prototype);
  if (reached.length > 0) throw new Error(`seed ${seed}: all objects have ${reached}`);
  return counts;
}

parentPort?.postMessage(check(workerData));
