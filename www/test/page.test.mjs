// The page: a first visit, its addresses, its languages, presenting, the handout, and all of it without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { textOf } from './hosts.mjs';
import { pages, testIn } from './page.mjs';
import { SCENES } from '../element/settings.js';

const open = pages();
const NAMES = Object.keys(SCENES).filter(Boolean);
const desk = { width: 1280, height: 800 };
const first = (page) => page.locator('#tear mutex-demo');
const part = (page, name) => first(page).locator(`[part=${name}]`);
const ready = (page) => page.evaluate(() => customElements.whenDefined('mutex-demo').then(() => document.querySelector('mutex-demo').ready));

test('the first visit: the run comes by itself, the switch runs it again, and both outputs stay', async () => {
  const page = await open('', { viewport: desk });
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  const before = await page.evaluate(() => document.querySelector('mutex-demo').result);
  assert.deepEqual([before.lock, before.outcome, before.threading], ['none', 'finished', 'real']);
  await part(page, 'lock').click();
  await page.waitForFunction(() => document.querySelector('mutex-demo').result.lock === 'mutex');
  const { lines } = await page.evaluate(() => document.querySelector('mutex-demo').result);
  assert.deepEqual([lines.whole, lines.torn], [lines.expected, 0]);
  assert.match(await first(page).evaluate((demo) => demo.shadowRoot.textContent), /Without the lock[^]*With the lock/);
});

test('each scene is a section with a link of its own, and the list marks the one in view', async () => {
  const page = await open('', { viewport: desk });
  await ready(page);
  assert.deepEqual(await page.locator('section').evaluateAll((found) => found.map(({ id }) => id)), [...NAMES, 'lab']);
  for (const name of ['deadlock', 'yours', 'lose', 'lab']) {
    await page.locator(`.scenes a[href="#${name}"]`).click();
    await page.waitForFunction((name) => {
      const { top } = document.getElementById(name).getBoundingClientRect();
      return location.hash === `#${name}` && top < innerHeight / 2 && document.querySelector('.scenes [aria-current]')?.getAttribute('href') === location.hash;
    }, name);
  }
  const demos = await page.locator('section mutex-demo').evaluateAll((found) => found.map((demo) => demo.getAttribute('scene')));
  assert.deepEqual(demos, [...NAMES, null], 'following links changes no demo');
});

test('a scene’s link shows that scene, whatever opens above it', async () => {
  for (const name of [...NAMES.slice(1), 'lab']) {
    const page = await open(`#${name}`, { viewport: desk });
    await page.evaluate(() => Promise.all([...document.querySelectorAll('mutex-demo')].map(({ ready }) => ready)));
    await page.waitForFunction((name) => Math.abs(document.getElementById(name).getBoundingClientRect().top - document.querySelector('.scenes').getBoundingClientRect().bottom) < 16, name);
    await page.context().close();
  }
});

test('an address with settings opens the Lab in that state, at first sight', async () => {
  const page = await open('#lock=mutex&threads=3&count=2&pace=0', { viewport: desk });
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  const { lock, threads, scene } = await page.evaluate(() => {
    const { lock, threads, scene } = document.querySelector('mutex-demo');
    return { lock, threads, scene };
  });
  assert.deepEqual([lock, threads, scene], ['mutex', 3, '']);
  assert.ok((await first(page).boundingBox()).y < 200);
  await page.evaluate(() => (location.hash = '#scene=lose&threads=3'));
  await page.waitForFunction(() => document.querySelector('mutex-demo').scene === 'lose');
  await page.evaluate(() => (location.hash = ''));
  await page.waitForFunction(() => document.querySelector('mutex-demo').scene === 'tear');
});

test('both languages have the same sections, elements and anchors, and little to load', () => {
  const [english, german] = ['index.html', 'index.de.html'].map(textOf);
  const skeleton = (html) => [...html.matchAll(/<section id="\w+">|<mutex-demo[^>]*>|<h[1-3]>|<a href="#\w+">|data-program=\w+|<(?:li|pre|figure|details|div[^>]*)>/g)].map(([tag]) => tag.replace(/ lang=\w+/, ''));
  assert.deepEqual(skeleton(german), skeleton(english));
  for (const [html, lang, other] of [[english, 'en', 'de'], [german, 'de', 'en']]) {
    assert.match(html, new RegExp(`<html lang="${lang}">`));
    assert.match(html, new RegExp(`hreflang="${other}"`));
    assert.doesNotMatch(html, /[>"]undefined[<"]|<!-- \w+ -->|\{(title|lang|other)\}/, 'nothing is left of the template');
    for (const name of ['og:title', 'og:description', 'og:image', 'og:image:alt']) assert.match(html, new RegExp(`property="${name}" content="[^"]{5,}"`));
    const bytes = brotliCompressSync(html).length;
    assert.ok(bytes <= 14_000, `${bytes} bytes`);
  }
});

test('the German page speaks German, and its links lead to it', async () => {
  const page = await open('index.de.html#lock=mutex', { viewport: desk });
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  assert.match(await part(page, 'verdict').innerText(), /Zeilen/);
  assert.match(await page.evaluate(() => document.querySelector('mutex-demo').permalink()), /\/index\.de\.html#lock=mutex/);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForFunction(() => document.documentElement.lang === 'en');
});

test('the page reads without scripts: prose, a picture and a transcript of each scene', async () => {
  for (const colorScheme of ['light', 'dark']) {
    // A browser without scripts begins to load them, and thinks better of it.
    const page = await open('', { expected: (line) => line.startsWith('request failed'), javaScriptEnabled: false, colorScheme, viewport: desk });
    for (const name of [...NAMES, 'lab']) {
      const section = page.locator(`#${name}`);
      assert.ok(await section.locator('.prose p').first().isVisible(), name);
      assert.ok(await section.locator('figure pre').isVisible(), name);
      assert.match(await section.locator('figcaption').innerText(), /^Recorded: /);
    }
    assert.match(await page.locator('#lock figure pre').innerText(), /^(\[\d\] => \d\n){9}Main thread exiting\.\.\.$/);
    assert.equal(await page.locator('#tear figure mark').count(), 9);
    assert.equal(await page.locator('#tear figure [data-x]').count(), 2);
    assert.equal(await page.getByRole('button').count(), 0, 'nothing to press that does nothing');
    await page.getByRole('radio', { name: 'Go' }).check();
    assert.ok(await page.getByText('func thread(t int)').isVisible());
    await page.context().close();
  }
});

testIn(['chromium'], 'a program is copied whole', async () => {
  const page = await open('', { viewport: desk, permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.programs label', { hasText: 'Rust' }).click();
  await page.getByRole('button', { name: 'Copy the whole program' }).click();
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^#!\[allow[^]*static LOCK[^]*fn main\(\)[^]*\}\n$/);
});

test('presenting: one scene, and a key for each thing', async () => {
  const page = await open('', { viewport: { width: 1920, height: 1080 } });
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  await page.keyboard.press('p');
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-presenting'));
  const now = () => page.evaluate(() => [location.hash, [...document.querySelectorAll('section')].filter((section) => section.checkVisibility()).map(({ id }) => id).join()]);
  assert.deepEqual(await now(), ['#present=tear', 'tear']);
  const smallest = await page.evaluate(() => {
    const { shadowRoot, style } = document.querySelector('mutex-demo');
    const found = [...shadowRoot.querySelectorAll('*')].filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    return Math.min(...found.map((element) => parseFloat(getComputedStyle(element).fontSize) * Number(style.zoom)));
  });
  assert.ok(smallest >= 28, `${smallest} pixels`);
  for (const [key, scene] of [['ArrowRight', 'lose'], ['PageDown', 'lock'], ['ArrowLeft', 'lose'], ['PageUp', 'tear'], ['ArrowLeft', 'tear']]) {
    await page.keyboard.press(key);
    assert.deepEqual(await now(), [`#present=${scene}`, scene]);
  }
  const demo = (test) => page.waitForFunction(test);
  await page.keyboard.press('l');
  await demo(() => document.querySelector('mutex-demo').result?.lock === 'mutex');
  await page.evaluate(() => (globalThis.pace = document.querySelector('mutex-demo').pace));
  await page.keyboard.press('-');
  await demo(() => document.querySelector('mutex-demo').pace > globalThis.pace);
  await page.evaluate(() => document.querySelector('mutex-demo').addEventListener('start', () => (globalThis.started = true)));
  await page.keyboard.press('r');
  await demo(() => globalThis.started);
  await page.keyboard.press('r');
  await demo(() => document.querySelector('mutex-demo').result.outcome === 'stopped');
  await page.keyboard.press('+');
  await demo(() => document.querySelector('mutex-demo').pace <= globalThis.pace);
  await page.keyboard.press('s');
  await demo(() => document.querySelector('mutex-demo').state()?.position === 1);
  await page.keyboard.press('s');
  await demo(() => document.querySelector('mutex-demo').state()?.position === 2);
  await page.keyboard.press('b');
  await demo(() => document.querySelector('mutex-demo').state()?.position === 1);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys for presenting' }).waitFor();
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.documentElement.hasAttribute('data-presenting')), 'only the dialogue closes');
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => !document.documentElement.hasAttribute('data-presenting') && location.hash === '#tear'));
  await page.evaluate(() => (location.hash = '#present=prove'));
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-presenting'));
  assert.deepEqual(await now(), ['#present=prove', 'prove']);
});

/** Opens a scene as it is presented, once it has run. */
async function presented(scene, settings = {}) {
  const page = await open(`#present=${scene}`, { viewport: { width: 1920, height: 1080 } });
  const demo = page.locator(`#${scene} mutex-demo`);
  await demo.evaluate(async (demo, settings) => {
    await customElements.whenDefined('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
  }, settings);
  return { page, demo };
}

test('presenting, the key L meets the goal of the scene of the lock', async () => {
  const page = await open('#present=lock', { viewport: { width: 1920, height: 1080 } });
  const goal = page.evaluate(() => new Promise((resolve) => document.addEventListener('goal', ({ detail }) => resolve(detail), { once: true })));
  await page.waitForFunction(() => document.querySelector('#lock mutex-demo').result);
  await page.keyboard.press('l');
  assert.equal(await goal, 'lock');
});

test('presenting a replay: R plays and pauses it, + and − set its speed, L switches its lock and back, and says so', async () => {
  const schedule = '010101000111';
  const { page, demo } = await presented('lose', { threads: 2, count: 1, scheduler: 'step', schedule });
  const state = () => demo.evaluate((demo) => ({ ...demo.state(), lock: demo.lock, pace: demo.pace }));
  const inside = (selector) => demo.locator(selector);
  const { pace } = await state();
  const speed = () => inside('.tempo output').innerText();
  const before = await speed();
  await page.keyboard.press('-');
  assert.ok(parseFloat(await speed()) < parseFloat(before));
  for (let times = 0; times < 2; times++) await page.keyboard.press('+');
  assert.ok(parseFloat(await speed()) > parseFloat(before));
  assert.equal((await state()).pace, pace);
  for (let times = 0; times < 9; times++) await page.keyboard.press('b');
  await page.keyboard.press('r');
  await inside('[data-move=play]').filter({ hasText: 'Pause' }).waitFor();
  await page.waitForFunction(() => document.querySelector('#lose mutex-demo').state().position > 4);
  await page.keyboard.press('r');
  await inside('[data-move=play]').filter({ hasText: 'Play' }).waitFor();
  const { position, taken } = await state();
  assert.ok(position < 12, `${position}`);
  await page.keyboard.press('l');
  const locked = await state();
  assert.deepEqual([locked.lock, locked.length], ['mutex', 1]);
  assert.equal(await inside('[part=fault]').innerText(), 'Lock on: the same order of steps ends after step 1 of 12; the next one cannot be taken.');
  await page.keyboard.press('l');
  const free = await state();
  assert.deepEqual([free.lock, free.length, free.position, free.taken], ['none', 12, position, taken]);
  assert.equal(await inside('[part=fault]').innerText(), 'Lock off: the same order of steps.');
  // Steps go on as the replay was; what the reader adds is not lost by the lock either.
  for (let times = 0; times < 12 - position; times++) await page.keyboard.press('s');
  assert.equal((await state()).length, 12);
  await page.keyboard.press('0');
  await page.keyboard.press('l');
  await page.keyboard.press('l');
  assert.deepEqual([(await state()).length, (await state()).position], [13, 13]);
  // At the end of what is there, R takes what is left.
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.querySelector('#lose mutex-demo').state().finished);
  // A switch while it plays pauses it.
  await page.keyboard.press('r');
  await page.keyboard.press('l');
  assert.equal(await inside('[data-move=play]').innerText(), 'Play');
});

test('the keys work wherever the focus is, but for fields and what uses the arrows itself', async () => {
  const page = await open('', { viewport: { width: 1920, height: 1080 } });
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  const presents = () => page.evaluate(() => location.hash.replace('#present=', '#'));
  await part(page, 'output').focus();
  await page.keyboard.press('p');
  await page.waitForFunction(() => document.documentElement.hasAttribute('data-presenting'));
  for (const [focus, key, scene] of [
    ['#tear [part=output]', 'ArrowRight', '#lose'],
    ['#lose [part=listing]', 'ArrowRight', '#lock'],
    ['#lock [part=lock]', 'ArrowLeft', '#lose'],
    ['#lose [name=position]', 'ArrowRight', '#lose'],
    ['#lose [name=position]', 'PageDown', '#lock'],
  ]) {
    await page.locator(focus).focus();
    await page.keyboard.press(key);
    assert.equal(await presents(), scene, `${key} in ${focus}`);
  }
  // Rows that are too wide scroll.
  const output = page.locator('#lock [part=output]');
  await output.evaluate((output) => output.append(Object.assign(document.createElement('div'), { textContent: 'wide '.repeat(400), style: 'white-space: pre' })));
  await output.focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await presents(), '#lock');
  await output.press('?');
  await page.getByRole('dialog', { name: 'Keys for presenting' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#lock [name=speed]').focus();
  await page.keyboard.press('p');
  await page.waitForFunction(() => !document.documentElement.hasAttribute('data-presenting'));
  // The list marks what was presented, and that is in view.
  for (const frames of [0, 10]) {
    for (let frame = 0; frame < frames; frame++) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    assert.equal(await page.locator('.scenes [aria-current]').getAttribute('href'), '#lock');
    const top = await page.locator('#lock').evaluate((section) => section.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 200, `${top}`);
  }
});

testIn(['chromium'], 'on paper the page is a handout of two sheets', async () => {
  for (const path of ['', 'index.de.html']) {
    const page = await open(path, { viewport: desk });
    await ready(page);
    for (const language of ['python', 'rust', 'c']) {
      await page.locator(`.programs label:has([value=${language}])`).click();
      for (const format of ['A4', 'Letter']) {
        const pdf = (await page.pdf({ format })).toString('latin1');
        assert.equal([...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length, 2, `${path} ${language} ${format}`);
      }
    }
    // The task is without the lock, and so is the program.
    await page.emulateMedia({ media: 'print' });
    const struck = await page.locator('[data-program=python] b').evaluateAll((lines) => lines.map((line) => [line.textContent.trim(), getComputedStyle(line).textDecorationLine]));
    assert.deepEqual(struck, ['lock = Lock()', 'lock.acquire()', 'lock.release()'].map((line) => [line, 'line-through']));
    assert.equal(await page.locator('.handout li:visible').count(), NAMES.length, 'a question a scene');
    // The teacher’s sheet comes if it is asked for.
    await page.emulateMedia({ media: null });
    await page.locator('#with-answers').check();
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      assert.equal([...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length, 3, `${path} ${format}, with answers`);
    }
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.answers li:visible').count(), NAMES.length, 'an answer a scene');
    await page.emulateMedia({ media: null });
    await page.locator('#with-answers').uncheck();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.answers li:visible').count(), 0);
    assert.deepEqual(await page.locator('[data-program]:visible').evaluateAll((found) => found.map(({ dataset }) => dataset.program)), ['python', 'c']);
  }
});
