// Other people's pages: the element runs on any of them, with threads if it can, else simulated, and says why.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built, hosts, ISOLATED, page as html, SHARED } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';

const open = pages();
const serve = hosts();

/** In a frame: runs the element as it is, then explores two threads of a line each. */
const tryOut = (frame) =>
  frame.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const { outcome, threading, lines } = await demo.run();
    const { whySimulated } = demo;
    Object.assign(demo, { threads: 2, count: 1 });
    const { schedules } = await demo.explore();
    return { threading, whySimulated, outcome, printed: lines.whole + lines.torn, schedules };
  });

/** The results of a successful run. */
const well = { outcome: 'finished', printed: 6, schedules: '1946939425648112' };

const cured = unisolated.expected;
const blocked = (line) => /Content Security Policy|TrustedScriptURL|Creating a TrustedTypePolicy/.test(line);

test('a page that allows no worker runs simulated, explores in the page, and is told the cure once', async () => {
  const { url } = await serve({
    headers: { ...ISOLATED, 'content-security-policy': "worker-src 'none'" },
    pages: { '': html('', '<mutex-demo threads="3" count="2" pace="100"></mutex-demo><mutex-demo></mutex-demo>') },
  });
  const told = [];
  const page = await open(url, { expected: (line) => (cured(line) ? told.push(line) : blocked(line)) });
  const { threading, whySimulated, ...rest } = await tryOut(page);
  assert.equal(threading, 'simulated');
  assert.match(whySimulated, /workers.*worker-src/);
  assert.deepEqual(rest, well);
  await page.evaluate(() => document.querySelectorAll('mutex-demo')[1].ready);
  assert.equal(told.length, 1);
});

test('Trusted Types are obeyed: by a policy where one is allowed, else without threads', async () => {
  const csp = (more) => ({ ...ISOLATED, 'content-security-policy': `require-trusted-types-for 'script'${more}` });
  for (const [more, expected] of [['', 'real'], ['; trusted-types mutex-demo', 'real'], ["; trusted-types 'none'", 'simulated']]) {
    const { url } = await serve({ headers: csp(more), pages: { '': html() } });
    const page = await open(url, { expected: expected === 'real' ? undefined : (line) => cured(line) || blocked(line) });
    const { threading, whySimulated, ...rest } = await tryOut(page);
    assert.deepEqual([threading, rest], [expected, well], more);
    await page.context().close();
  }
});

test('a sandboxed frame, which has an origin of its own, runs and explores', async () => {
  const { url: files } = await serve({ headers: { ...ISOLATED, ...SHARED }, pages: { 'framed.html': html() } });
  const { url } = await serve({ pages: { '': `<link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="${files}framed.html"></iframe>` } });
  const page = await open(url, { expected: cured });
  const { threading, ...rest } = await tryOut(page.frames()[1]);
  assert.equal(threading, 'simulated');
  assert.deepEqual({ ...rest, whySimulated: undefined }, { ...well, whySimulated: undefined });
});

test('files of another origin run real threads in an isolated page, and simulated ones elsewhere', async () => {
  const { url: files } = await serve({ headers: SHARED });
  for (const [headers, expected] of [[ISOLATED, 'real'], [{}, 'simulated']]) {
    const { url } = await serve({ headers, pages: { '': html(files) } });
    const page = await open(url, { expected: cured });
    const { threading, whySimulated, ...rest } = await tryOut(page);
    assert.deepEqual([threading, rest], [expected, well]);
    await page.context().close();
  }
});

test('workers whose scripts are served without the isolating header are none, and the element runs without', async () => {
  const isolated = (path) => (path === '' ? ISOLATED : {});
  const { url } = await serve({ headers: isolated, pages: { '': html() } });
  const page = await open(url, { expected: (line) => cured(line) || line.startsWith('request failed: ') });
  const { threading, whySimulated, ...rest } = await tryOut(page);
  assert.equal(threading, 'simulated');
  assert.match(whySimulated, /workers/);
  assert.deepEqual(rest, well);
});

test('where WebAssembly is not allowed the author\'s content stays, and only the author is told why', async () => {
  const headers = { ...ISOLATED, 'content-security-policy': "script-src 'self'" };
  const { url } = await serve({ headers, pages: { '': html('', '<mutex-demo>static</mutex-demo><mutex-demo></mutex-demo>') } });
  const told = [];
  const refused = (line) => line.startsWith('warning: <mutex-demo> cannot run here. ') && told.push(line);
  const page = await open(url, { expected: (line) => refused(line) || blocked(line) });
  const rejected = await page.evaluate(() =>
    Promise.all([...document.querySelectorAll('mutex-demo')].map((demo) => demo.run().then(() => false, () => true))),
  );
  assert.deepEqual(rejected, [true, true]);
  await page.getByText('static').waitFor();
  // An element without content would be an empty box.
  const words = page.getByText('This demo cannot run here.').filter({ visible: true });
  await words.waitFor();
  assert.equal(await words.count(), 1);
  assert.equal(told.length, 1);
});

test('a process that does not start is tried once more', async () => {
  let asked = 0;
  // The first time, the process's script does nothing.
  const scripts = (path) => (path === built('process') && asked++ === 0 ? '// silent' : undefined);
  const { url } = await serve({ headers: ISOLATED, pages: { '': html() }, scripts });
  const page = await open(url);
  const { threading, whySimulated, ...rest } = await tryOut(page);
  assert.deepEqual([threading, whySimulated, rest], ['real', null, well]);
  assert.equal(asked, 2);
});

test('a process that never starts leaves a simulated run, and the reason', async () => {
  const scripts = (path) => (path === built('process') ? '// silent' : undefined);
  const { url } = await serve({ headers: ISOLATED, pages: { '': html() }, scripts });
  const page = await open(url);
  const { threading, whySimulated, ...rest } = await tryOut(page);
  assert.equal(threading, 'simulated');
  assert.match(whySimulated, /^The threads did not start: /);
  assert.deepEqual(rest, well);
  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'os'));
  await page.locator('[part=threading]').filter({ hasText: 'Simulated' }).waitFor();
});

test('a sign beside the verdict says whether threads are real, whatever controls are shown', async () => {
  const { url } = await serve({ pages: { '': html() } });
  const { url: isolated } = await serve({ headers: ISOLATED, pages: { '': html() } });
  for (const [address, words, choice] of [[url, /^Simulated: /, 'Chance decides, simulated'], [isolated, /^Real threads/, 'Real threads decide']]) {
    const page = await open(address, { expected: cured });
    await page.evaluate(() => document.querySelector('mutex-demo').run());
    for (const controls of ['full', 'minimal', 'none']) {
      await page.evaluate((controls) => (document.querySelector('mutex-demo').controls = controls), controls);
      await page.locator('[part=threading]').filter({ hasText: words }).waitFor();
      assert.ok(await page.locator('[part=threading]').isVisible(), controls);
    }
    await page.evaluate(() => (document.querySelector('mutex-demo').controls = 'full'));
    assert.equal(await page.getByRole('radio').first().evaluate((radio) => radio.parentElement.innerText), choice);
    // A reader cannot send headers.
    assert.doesNotMatch(await page.locator('mutex-demo').innerText(), /Cross-Origin/);
    await page.context().close();
  }
});
