// Bad input: defaults, one word on the console each, and nothing thrown or injected.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SETTINGS } from '../element/settings.js';
import { pages, runWith } from './page.mjs';

const open = pages();
const warning = (line) => line.startsWith('warning: <mutex-demo>: ');

const NONSENSE = [
  ...['', ' ', 'nonsense', '-1', '1.5', '1e3', 'NaN', 'Infinity', '99999999999999999999', '0x5', '١٢', 'null'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', 'a'.repeat(100_000)],
];
const harmless = (name, value) => SETTINGS[name].parse(value.trim()) !== undefined;

test('every attribute takes every nonsense for its default, and says so once', async () => {
  const page = await open('test/element.html', { expected: warning });
  const warnings = [];
  page.on('console', (message) => warnings.push(message.text()));
  page.on('dialog', () => assert.fail('a dialog opened'));
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  for (const [name, { initial }] of Object.entries(SETTINGS)) {
    for (const value of NONSENSE.filter((value) => !harmless(name, value))) {
      warnings.length = 0;
      // Set twice, the value is named once.
      const read = await page.evaluate(async ([name, value]) => {
        const demo = document.querySelector('mutex-demo');
        for (let time = 0; time < 2; time++) {
          demo.setAttribute(name, value);
          await Promise.resolve();
          demo.removeAttribute(name);
          await Promise.resolve();
        }
        demo.setAttribute(name, value);
        return demo[name];
      }, [name, value]);
      assert.equal(read, initial);
      assert.equal(warnings.length, 1, `${name}=${value.slice(0, 50)}: ${warnings}`);
      assert.ok(warnings[0].startsWith(`<mutex-demo>: ${name}="`) && warnings[0].length < 250, warnings[0]);
    }
  }
  // With all values at once, the element still runs, with the defaults.
  const { lock, threads, count, lines } = await runWith(page, {});
  assert.deepEqual([lock, threads, count, lines.expected], ['none', 5, 5, 25]);
  assert.equal(await page.evaluate(() => document.querySelectorAll('img, script:not([src])').length), 0);
});

test('more lines than there is memory for are refused with a reason', async () => {
  const page = await open('test/element.html', { expected: warning });
  const warnings = [];
  page.on('console', (message) => warnings.push(message.text()));
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  assert.equal(await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { threads: 16, count: 200_000 });
    return demo.count;
  }), 5);
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelector('[name=threads]').value === '16');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /all lines together are at most 1000000; 5 is used$/);
});

test('properties that were set before the element was defined count', async () => {
  const page = await open('test/element.html');
  const lock = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo').cloneNode();
    Object.defineProperty(demo, 'lock', { value: 'mutex', writable: true, configurable: true, enumerable: true });
    document.body.append(demo);
    return [demo.getAttribute('lock'), demo.lock];
  });
  assert.deepEqual(lock, ['mutex', 'mutex']);
});

test('a number that is out of range is explained when its field is left, and replaced by the one that is used', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const threads = page.getByRole('spinbutton', { name: 'Threads' });
  const problem = page.getByRole('alert');
  for (const [typed, words] of [
    ['17', '17 threads: choose 1 to 16; 5 threads are used'],
    ['', 'Threads: type a whole number; 5 threads are used'],
    ['-3', 'Threads: type a whole number; 5 threads are used'],
    ['4294967296', 'Threads: type a whole number; 5 threads are used'],
  ]) {
    await threads.fill(typed);
    assert.equal(await threads.getAttribute('aria-invalid'), 'true');
    await threads.blur();
    assert.equal(await problem.innerText(), words);
    // The field's value is valid now.
    assert.deepEqual([await threads.inputValue(), await threads.getAttribute('aria-invalid')], ['5', null]);
    assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').threads), 5);
  }
  await threads.fill('16');
  assert.equal(await problem.isVisible(), false);
  const lines = page.getByLabel('Lines each');
  await lines.fill('200000');
  await lines.blur();
  assert.equal(await problem.innerText(), '3,200,000 lines together: choose at most 1,000,000; 5 lines each are used');
  assert.equal(await lines.inputValue(), '5');
  await threads.fill('2');
  assert.equal(await problem.isVisible(), false);
  await lines.fill('200001');
  await lines.press('Enter');
  assert.equal(await problem.innerText(), '200,001 lines a thread: choose 1 to 200,000; 5 lines each are used');
  await lines.fill('200000');
  assert.equal(await problem.isVisible(), false);
  const settings = () => page.evaluate(() => {
    const { threads, count } = document.querySelector('mutex-demo');
    return [threads, count];
  });
  assert.deepEqual(await settings(), [2, 200_000]);
});

test('the sentence about a number outlasts a run, until a number is valid or another setting changes', async () => {
  const page = await open();
  await page.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { pace: 0 }).ready);
  const threads = page.getByRole('spinbutton', { name: 'Threads' });
  const problem = page.getByRole('alert');
  /** Types key by key, and runs by a click. */
  const typeAndRun = async (text) => {
    await threads.selectText();
    await threads.pressSequentially(text);
    const done = page.evaluate(() => new Promise((resolve) => {
      document.querySelector('mutex-demo').addEventListener('done', ({ detail }) => resolve(detail.threads), { once: true });
    }));
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    return done;
  };
  const words = '99 threads: choose 1 to 16; 9 threads are used';
  // The first digit is a number of threads, and counts.
  assert.equal(await typeAndRun('99'), 9);
  assert.equal(await problem.innerText(), words);
  assert.equal(await threads.inputValue(), '9');
  // The field is shown anew by a run, and by an attribute with the same value.
  await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    demo.threads = 9;
    return demo.run();
  });
  assert.equal(await problem.innerText(), words);
  assert.equal(await typeAndRun('3'), 3);
  assert.equal(await problem.isVisible(), false);

  assert.equal(await typeAndRun('19'), 1);
  assert.equal(await problem.innerText(), '19 threads: choose 1 to 16; 1 thread is used');
  await page.getByRole('switch', { name: 'Lock' }).click();
  assert.equal(await problem.isVisible(), false);
  assert.equal(await typeAndRun('20'), 2);
  await page.getByRole('radio', { name: 'You decide, step by step' }).check();
  assert.equal(await problem.isVisible(), false);
});

test('a number that is being typed when another setting changes is explained, too', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const threads = page.getByRole('spinbutton', { name: 'Threads' });
  await threads.fill('99');
  await page.evaluate(() => (document.querySelector('mutex-demo').lock = 'mutex'));
  assert.equal(await page.getByRole('alert').innerText(), '99 threads: choose 1 to 16; 5 threads are used');
  assert.equal(await threads.inputValue(), '5');
});

test('threads can be typed of a program that prints no lines', async () => {
  const page = await open('embed.html?controls=full&autorun&program=increment&threads=2');
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  await page.getByRole('spinbutton', { name: 'Threads' }).fill('3');
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').threads), 3);
  await page.evaluate(() => (document.querySelector('mutex-demo').program = 'counter'));
  assert.equal(await page.getByLabel('Lines each').inputValue(), '5');
});
