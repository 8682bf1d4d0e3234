// Links are not trusted: a million of them, read as the page reads them, then the worst of them opened.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, SETTINGS, toQuery } from '../element/settings.js';
import { pages } from './page.mjs';

const open = pages();
const CASES = 1_000_000;
const SEED = Number(process.env.SEED ?? 1);

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

const ALLOWED = {
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
};
const INITIAL = {
  ...{ program: 'counter', source: '', language: 'python', lock: 'none', scope: 'line', threads: 5, count: 5, pace: 2000, inside: 0 },
  ...{ outside: 0, spending: 'wait', tape: false, main: 'join', scheduler: 'os', schedule: '', seed: '', controls: 'full' },
};
const NAMES = Object.keys(ALLOWED);

const NUMBERS = [
  ...['0', '1', '2', '5', '15', '16', '17', '007', '62500', '62501', '66667', '100000', '199999', '200000', '200001'],
  ...['999999', '1000000', '1000001', '999999999', '9999999999', '999999999999999', '1000000000000000', '-1', '+5'],
  ...['1.0', '1e3', '0x10', '٣', '¹', 'NaN', 'Infinity', ''],
];
const VALUES = {
  ...{ program: ['counter', 'increment', 'forgetful', 'two-locks', 'exit'], lock: ['none', 'mutex', 'spin', 'ticket'] },
  ...{ scope: ['line', 'glyph', 'thread'], main: ['join', 'exit'], threads: NUMBERS, count: NUMBERS, pace: NUMBERS },
  ...{ inside: NUMBERS, outside: NUMBERS, seed: NUMBERS, spending: ['wait', 'compute'], tape: ['', 'true', 'tape', 'false'] },
  ...{ scheduler: ['os', 'step', 'explore'], controls: ['full', 'minimal', 'none'] },
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
      if (value !== INITIAL[name]) return `${is}, by default`;
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
  return NAMES.some((name) => again.settings[name] !== settings[name]) ? `it writes ${written}` : undefined;
}

test('a million links: each gives settings within their limits, and no link makes reading it throw', (t) => {
  const none = () => Object.fromEntries(NAMES.map((name) => [name, 0]));
  const counts = { taken: none(), refused: none() };
  const next = linkMaker(mulberry32(SEED));
  const began = performance.now();
  for (let number = 0; number < CASES; number++) {
    const link = next();
    const about = () => `SEED=${SEED}, link ${number}: ${JSON.stringify(link.slice(0, 1000))}`;
    let fault;
    try {
      fault = wrong(link, counts);
    } catch (error) {
      throw new Error(about(), { cause: error });
    }
    if (fault !== undefined) assert.fail(`${fault}; ${about()}`);
  }
  t.diagnostic(`${CASES} links in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  // Each setting is hit and missed: otherwise the links would prove nothing.
  for (const many of Object.values(counts)) {
    for (const name of NAMES) assert.ok(many[name] > CASES / 1000, `${name}: ${JSON.stringify(counts)}`);
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.deepEqual(Object.keys(SETTINGS), NAMES, 'a setting that is not tested here');
});

const ALL_IDS = '0123456789abcdef';
const SCARCE = 'scheduler=step&threads=2&count=1';

/** Links that ask for much, for what cannot be, or for nothing that makes sense. */
const NASTY = [
  // Runs.
  'threads=16&count=62500&pace=0',
  'threads=16&count=62500&pace=1000000&lock=mutex&scope=thread',
  'threads=16&count=200000',
  'threads=1&count=1&pace=1000000&main=exit&seed=999999999999999',
  'program=increment&count=200000&main=exit',
  'lock=mutex&lock=none&lock=nonsense&threads=0&threads=3',
  '__proto__=x&constructor=y&toString=z&hasOwnProperty=1&__proto__[threads]=16',
  'lock=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&program="><script>alert(1)</script>',
  '%',
  '%00=%00&threads=%00&count=%zz&lock=%C3%28',
  'threads=٣&count=¹&pace=１&seed=🧵',
  '='.repeat(1000),
  '&'.repeat(100_000),
  `lock=${'m'.repeat(100_000)}&${'threads=16&'.repeat(1000)}`,
  `schedule=${'0'.repeat(20_000)}`,
  'controls=none&autorun=false&style=display:none&hidden=',
  // Steps.
  `scheduler=step&schedule=${'0'.repeat(20_000)}`,
  `scheduler=step&schedule=${'0'.repeat(20_001)}`,
  `scheduler=step&threads=16&count=37&schedule=${ALL_IDS.repeat(1250)}`,
  `scheduler=step&threads=16&count=37&schedule=~1420000.${'ASNFZ4mrze8B'.repeat(1111)}A`,
  `scheduler=step&threads=1&count=200000&schedule=~1120000.${'A'.repeat(3334)}`,
  `scheduler=step&threads=16&count=1000&schedule=${ALL_IDS}`,
  'scheduler=step&threads=16&count=200000&program=increment&lock=mutex&scope=thread&schedule=fedc',
  `${SCARCE}&schedule=ffff`,
  `${SCARCE}&schedule=0000000000000000000000000000`,
  `${SCARCE}&schedule=01g`,
  `${SCARCE}&schedule=~1124.VVV`,
  `${SCARCE}&schedule=~1124.VVVVV`,
  `${SCARCE}&schedule=~1099999.VVVV`,
  `${SCARCE}&schedule=~1499999.VVVV`,
  `${SCARCE}&schedule=~110.`,
  `${SCARCE}&schedule=~1424.${'_'.repeat(16)}`,
  `${SCARCE}&lock=mutex&scope=glyph&schedule=01`,
  `${SCARCE}&controls=none&schedule=%30%31%0a`,
  // Explorations.
  'scheduler=explore',
  'scheduler=explore&threads=16&count=62500',
  'scheduler=explore&threads=16&count=60',
  'scheduler=explore&threads=16&program=increment',
  'scheduler=explore&threads=1&count=200000',
  `scheduler=explore&threads=1&count=740&lock=mutex&scope=thread&schedule=${ALL_IDS}`,
];

const expected = (line) => line.startsWith('warning: <mutex-demo>: ');
const short = (link) => (link.length > 80 ? `${link.slice(0, 80)}…` : link);

const verdict = () => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=verdict]').textContent;

/** Waits until the demo can run, and has said something. */
async function begun(page) {
  await page.evaluate(async () => {
    await customElements.whenDefined('mutex-demo');
    await document.querySelector('mutex-demo').ready;
  });
  await page.waitForFunction(verdict);
}

/** Stops the run in progress, and returns the demo's verdict and state. */
const stopped = (page) =>
  page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.stop();
    const said = demo.shadowRoot.querySelector('[part=verdict]').textContent;
    const { result, scheduler, threads } = demo;
    return { said, outcome: result?.outcome, scheduler, threads, state: demo.state() };
  });

/** The possible verdicts of a demo when nothing runs, by scheduler. */
const SAID = {
  os: /^((Stopped|Main exited .*): )?(.* of [\d,]+ lines? (whole|torn)|[Tt]he value is \d|no value yet)/,
  step: /^(Nobody has stepped yet|Thread \d+ (loaded|put|stored|took|released) .*|No steps: .*)\.( \d.* of \d.*)?$/,
  explore: /^([\d,]+ schedules?: |Too many states |No exploration: (it was cancelled|\d+ steps or more: .*)\.$)/,
};

test('the worst links open, run or say why not, and stop', async () => {
  for (const link of NASTY) {
    const page = await open(`#${link}`, { expected });
    page.on('dialog', () => assert.fail(`a dialog opened: ${short(link)}`));
    await begun(page);
    const { said, outcome, scheduler, threads, state } = await stopped(page);
    assert.match(said, SAID[scheduler], short(link));
    if (scheduler === 'os') assert.ok(['finished', 'stopped', 'exited'].includes(outcome), short(link));
    if (scheduler === 'step') {
      assert.equal(state === null, said.startsWith('No steps: '), short(link));
      if (state) assert.equal(state.threads.length, threads, short(link));
      // To the end and back, however long.
      await page.evaluate(() => document.querySelector('mutex-demo').run().then(() => true, () => false));
      await page.evaluate(() => document.querySelector('mutex-demo').back());
    }
    // The link that the demo shares has only valid settings.
    const shared = await page.evaluate(() => document.querySelector('mutex-demo').permalink());
    const address = new URLSearchParams(new URL(shared).hash.slice(1));
    assert.deepEqual(parse((name) => address.get(name)).problems, [], short(link));
    await page.context().close();
  }
});

test('an exploration that has more states than there is room for says so', async () => {
  for (const link of ['scheduler=explore', 'scheduler=explore&threads=16&program=increment']) {
    const page = await open(`#${link}`, { expected });
    await page.getByRole('status').filter({ hasText: /^(Too many|No exploration|[\d,]+ schedules)/ }).waitFor();
    assert.match(await page.evaluate(verdict), /^Too many states to visit all of them: /, link);
    await page.context().close();
  }
});

test('links that are followed one after another in one page leave it in one piece', async () => {
  const page = await open('', { expected });
  await begun(page);
  for (const link of NASTY) {
    // The previous link's run continues, until another scheduler takes over.
    await page.evaluate((link) => (location.hash = link), link);
    const address = new URLSearchParams(new URL(`http://demo/#${link}`).hash.slice(1));
    const { lock, threads, scheduler } = parse((name) => address.get(name)).settings;
    await page.waitForFunction((settings) => {
      const find = (selector) => document.querySelector('mutex-demo').shadowRoot.querySelector(selector);
      const on = find('[part=lock]').getAttribute('aria-checked') === 'true';
      const [threads, scheduler] = [find('[name=threads]'), find('[name=scheduler]:checked')];
      return [on ? 'mutex' : 'none', threads.value, scheduler.value].join() === settings;
    }, [lock, threads, scheduler].join());
    await page.evaluate(() => void document.querySelector('mutex-demo').run().catch(() => {}));
  }
  const result = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    location.hash = 'lock=mutex&threads=3&count=2&pace=0';
    await followed;
    await demo.stop();
    return demo.run();
  });
  assert.deepEqual([result.outcome, result.lines], ['finished', { expected: 6, whole: 6, torn: 0 }]);
});

test('where there are no steps, the stepper\'s buttons and keys do nothing', async () => {
  for (const link of ['scheduler=step&threads=16&count=1000', `${SCARCE}&schedule=~1124.VVV`]) {
    const page = await open(`#${link}`, { expected });
    await begun(page);
    const { said } = await stopped(page);
    assert.match(said, /^No steps: /);
    const buttons = page.locator('mutex-demo [part=stepper] button');
    await buttons.evaluateAll((buttons) => buttons.forEach((button) => button.click()));
    await page.locator('mutex-demo [part=share]').focus();
    for (const key of ['0', '1', 'ArrowLeft', 'ArrowRight', 'Home', 'End']) await page.keyboard.press(key);
    assert.equal((await stopped(page)).said, said);
    await page.context().close();
  }
});

test('a link that has no steps leaves no other program in the stepper', async () => {
  const page = await open('#scheduler=step&threads=3&count=1&schedule=0120', { expected });
  await begun(page);
  assert.equal((await stopped(page)).state.position, 4);
  for (const link of [`${SCARCE}&schedule=~1124.VVV`, 'scheduler=step&threads=16&count=1000']) {
    await page.evaluate(async (link) => {
      const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      location.hash = link;
      await followed;
    }, link);
    await page.getByRole('status').filter({ hasText: 'No steps: ' }).waitFor();
    assert.equal((await stopped(page)).state, null, 'three threads are not what the settings say');
  }
});
