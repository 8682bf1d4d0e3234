// The keys: shown on `?`, and each does what is said of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Texts } from '../texts/texts.js';
import { pages, runWith, testIn } from './page.mjs';

const open = pages();
const dialogue = (page) => page.getByRole('dialog', { name: 'Keys' });

/** Opens an element that counts the keys that reach the page. */
async function opened(settings = {}) {
  const page = await open();
  await page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
    globalThis.reached = [];
    document.addEventListener('keydown', ({ key }) => globalThis.reached.push(key));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }, settings);
  return page;
}

const reached = (page) => page.evaluate(() => globalThis.reached.splice(0));

test('`?` shows the keys if the focus is in the element and not in a text, and never reaches the page then', async () => {
  const page = await opened();
  for (const part of ['[part=lock]', '[part=output]', '[name=scheduler][value=os]', '[part=timeline] canvas', '[part=listing]']) {
    if (part === '[part=timeline] canvas') await runWith(page, { threads: 2, count: 1, pace: 100 });
    await page.locator(`mutex-demo ${part}`).focus();
    await page.keyboard.press('?');
    await dialogue(page).waitFor();
    await page.keyboard.press('?');
    assert.equal(await page.locator('mutex-demo dialog').count(), 1);
    await page.keyboard.press('Escape');
    await dialogue(page).waitFor({ state: 'detached' });
    assert.ok(await page.locator(`mutex-demo ${part}`).evaluate((element) => element.matches(':focus')), part);
    assert.deepEqual((await reached(page)).filter((key) => key !== 'Shift'), [], part);
  }
  // In a text it is a character.
  for (const part of ['[name=threads]', '[name=pace]', '[name=language]']) {
    await page.locator(`mutex-demo ${part}`).focus();
    await page.keyboard.press('?');
  }
  await page.locator('mutex-demo [data-edit=text]').click();
  await page.locator('mutex-demo textarea:focus').press('?');
  assert.match(await page.locator('mutex-demo textarea').inputValue(), /\?/);
  assert.equal(await page.locator('mutex-demo dialog').count(), 0);
  // Outside of the element it is the page's.
  await page.evaluate(() => {
    globalThis.reached.length = 0;
    document.body.append(Object.assign(document.createElement('button'), { id: 'outside' }));
  });
  await page.locator('#outside').press('?');
  assert.deepEqual(await reached(page), ['?']);
  assert.equal(await page.locator('mutex-demo dialog').count(), 0);
  await page.getByRole('button', { name: 'Keys' }).click();
  await dialogue(page).waitFor();
});

test('the dialogue’s heading stands beside its button, in a scene, too', async () => {
  const page = await opened({ scene: 'lose' });
  await page.locator('mutex-demo [part=lock]').focus();
  await page.keyboard.press('?');
  const [heading, button] = [dialogue(page).getByRole('heading', { name: 'Keys' }), dialogue(page).getByRole('button', { name: 'Close' })];
  const [{ y, height }, close] = [await heading.boundingBox(), await button.boundingBox()];
  assert.ok(close.y < y + height && y < close.y + close.height);
  assert.equal(await heading.locator('..').evaluate((head) => getComputedStyle(head, '::before').content), 'none');
});

testIn(['chromium'], 'a phone, which has hardly a keyboard, is not told of keys', async () => {
  for (const phone of [false, true]) {
    const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1', { hasTouch: phone, isMobile: phone });
    await page.waitForFunction(() => document.querySelector('mutex-demo').state?.());
    for (const hint of ['kbd', '[part=keys]']) assert.equal(await page.locator(`mutex-demo ${hint}`).first().isVisible(), !phone, hint);
    await page.context().close();
  }
});

/** The demo's state, as far as a key can change it. */
const state = (page) =>
  page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const find = (selector) => demo.shadowRoot.querySelector(selector);
    const { scrollTop, scrollHeight, clientHeight } = find('[part=output]');
    return {
      focus: demo.shadowRoot.activeElement?.getAttribute('part') ?? demo.shadowRoot.activeElement?.name,
      scheduler: demo.scheduler,
      count: demo.count,
      position: demo.state()?.position,
      top: scrollTop,
      atEnd: scrollHeight - clientHeight - scrollTop < 2,
      source: demo.source,
      moment: find('.moment').textContent,
      here: find('[data-here]')?.dataset.row,
      lock: demo.lock,
    };
  });

/** Each line of the dialogue: the settings that it needs, the part that has the focus, keys, and what each comes to. */
const stepper = { scheduler: 'step', threads: 2, count: 1, schedule: '0101' };
const list = { threads: 2, count: 60, pace: 0, lock: 'mutex' };
const timed = { threads: 2, count: 3, pace: 200, lock: 'mutex' };
/** One row, which is torn. */
const torn = { scheduler: 'step', threads: 2, count: 1, schedule: '0001110' };
const CHECKS = {
  Everywhere: {
    'Tab, Shift Tab': ['[part=lock]', {}, ['Tab', ({ focus }) => focus === 'run'], ['Shift+Tab', ({ focus }) => focus === 'lock']],
    'Space, Enter': ['[part=lock]', {}, ['Space', ({ lock }) => lock === 'mutex'], ['Enter', ({ lock }) => lock === 'none']],
  },
  'Schedule, choices, numbers': {
    '↑ ↓': ['[name=count]', {}, ['ArrowUp', ({ count }) => count === 6], ['ArrowDown', ({ count }) => count === 5]],
  },
  'The stepper, unless a text, a choice or the timeline has the focus': {
    '0 to 9, a to f': ['[part=share]', stepper, ['0', ({ position }) => position === 5], ['1', ({ position }) => position === 6]],
    '→ ←': ['[part=share]', stepper, ['ArrowLeft', ({ position }) => position === 3], ['ArrowRight', ({ position }) => position === 4]],
    'Home, End': ['[part=share]', stepper, ['Home', ({ position }) => position === 0], ['End', ({ position }) => position === 4]],
    '. ,': ['[part=share]', { ...stepper, schedule: '010101' }, ['Home', ({ position }) => position === 0], ['.', ({ position }) => position === 4], ['.', ({ position }) => position === 6], [',', ({ position }) => position === 4]],
  },
  Output: {
    '↑ ↓ Page Up, Page Down, Home, End': ['[part=output]', list, ['Home', ({ top }) => top === 0], ['ArrowDown', ({ top }) => top > 0], ['ArrowUp', ({ top }) => top === 0], ['End', ({ atEnd }) => atEnd], ['PageUp', ({ atEnd }) => !atEnd], ['PageDown', ({ atEnd }) => atEnd]],
    'n, Shift N': ['[part=output]', torn, ['n', ({ here }) => here === '0'], ['Shift+N', ({ here }) => here === '0']],
  },
  Listing: {
    '↑ ↓': ['[data-lock]', {}, ['ArrowDown', ({ source }) => source !== ''], ['ArrowUp', ({ source }) => source === '']],
    'Delete, Backspace': ['[data-lock]', {}, ['Delete', ({ source }) => !source.includes('acquire')]],
    'Ctrl Z, Ctrl Shift Z': ['[data-lock]', {}, ['Delete', ({ source }) => source !== ''], ['Control+z', ({ source }) => source === ''], ['Control+Shift+z', ({ source }) => source !== '']],
  },
  Timeline: {
    '→ ←': ['[part=timeline] canvas', timed, ['ArrowRight', ({ moment }, before) => moment !== before.moment], ['ArrowLeft', ({ moment }, before) => moment !== before.moment]],
    '↑ ↓': ['[part=timeline] canvas', timed, ['ArrowDown', ({ moment }) => moment.startsWith('Thread 1')], ['ArrowUp', ({ moment }) => moment.startsWith('Thread 0')]],
    'Home, End': ['[part=timeline] canvas', timed, ['End', ({ moment }) => moment !== ''], ['Home', ({ moment }, before) => moment !== before.moment]],
    '+ −': ['[part=timeline] canvas', timed, ['+', ({ moment }) => moment.startsWith('In sight: ')], ['-', ({ moment }, before) => moment !== before.moment], ['0', ({ moment }) => moment.startsWith('In sight: ')]],
    'Page Up, Page Down': ['[part=timeline] canvas', timed, ['+', ({ moment }) => moment !== ''], ['PageDown', ({ moment }, before) => moment !== before.moment], ['PageUp', ({ moment }, before) => moment !== before.moment]],
    Enter: ['[part=timeline] canvas', timed, ['End', ({ moment }) => moment !== ''], ['Enter', ({ here }) => here !== undefined]],
  },
};
/** The lines that other tests check: of the dialogue itself, of the text of a program, of the clipboard. */
const ELSEWHERE = ['?', 'Escape', 'Ctrl A, Ctrl C'];

test('each key that is listed does what is said, in the part where it is said, and does not reach the page', async () => {
  const { say } = await new Texts('en').load('more');
  const listed = await (await open()).evaluate(async () => (await import('/on-demand/keys.js')).KEYS);
  for (const [name, lines] of Object.entries(listed)) {
    const part = say(`keys.in.${name}`);
    for (const line of lines.map((line) => say(`keys.${line}`)).filter((line) => !ELSEWHERE.includes(line))) {
      assert.ok(CHECKS[part]?.[line], `${part}: ${line} is checked`);
      const [selector, settings, ...presses] = CHECKS[part][line];
      const page = await opened(settings);
      if (settings.scheduler === 'step') await page.waitForFunction(() => document.querySelector('mutex-demo').state());
      else if (settings.threads) await runWith(page, {});
      await page.locator(`mutex-demo ${selector}`).first().focus();
      for (const [key, comes] of presses) {
        const before = await state(page);
        await page.keyboard.press(key);
        // An edit and a scroll come a moment later.
        await assert.doesNotReject(async () => {
          for (let after = await state(page), frames = 0; !comes(after, before); after = await state(page)) {
            if (frames++ === 200) throw new Error(`${part}: ${key}: ${JSON.stringify(after)}`);
            await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
          }
        });
      }
      const others = part === 'Everywhere' ? ['Tab', 'Shift', ' ', 'Enter'] : ['Control', 'Shift'];
      assert.deepEqual((await reached(page)).filter((key) => !others.includes(key)), [], `${part}: ${line}`);
      await page.context().close();
    }
  }
});
