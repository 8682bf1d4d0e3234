// Projects that take the npm package from its file: built by Vite, webpack and Rollup, with React, with Vue and without.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { threadingIn } from './engine.mjs';
import { hosts, ISOLATED } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';
import { develop, PROJECTS, project } from './projects.mjs';

const open = pages();
const serve = hosts();

/** Console messages that a page with these headers may give. */
const expectedIn = (headers) => (threadingIn(headers === ISOLATED) === 'simulated' ? unisolated.expected : undefined);

const ran = (page) => page.waitForFunction(() => document.querySelector('mutex-demo')?.result);

/** Opens a project's page, served with these headers, when its first run has ended. */
async function openProject(name, headers) {
  const server = await serve({ root: await project(name), headers });
  const page = await open(server.url, { expected: expectedIn(headers) });
  await ran(page);
  return { page, server };
}

for (const name of PROJECTS) {
  for (const [how, headers] of [['isolated', ISOLATED], ['without headers', {}]]) {
    const threading = threadingIn(headers === ISOLATED);
    test(`${name}, ${how}: ${threading} threads, styled, and all orders are explored`, async () => {
      const { page, server } = await openProject(name, headers);
      const found = await page.evaluate(async () => {
        const demo = document.querySelector('mutex-demo');
        const { outcome, threading, threads, count, lines } = demo.result;
        const { borderTopStyle, borderTopLeftRadius } = getComputedStyle(demo.shadowRoot.querySelector('[part=lock]'));
        Object.assign(demo, { threads: 2, count: 1 });
        const { schedules } = await demo.explore();
        return { outcome, threading, threads, count, expected: lines.expected, schedules, border: borderTopStyle, rounded: borderTopLeftRadius !== '0px' };
      });
      assert.deepEqual(found, {
        ...{ outcome: 'finished', threading, threads: 3, count: 2, expected: 6 },
        // Without its styles a button has another border.
        ...{ schedules: '1946939425648112', border: 'solid', rounded: true },
      });
      // Its permalink opens a page of the project's own.
      const link = await page.evaluate(() => document.querySelector('mutex-demo').permalink());
      assert.ok(link.startsWith(server.url), link);
      assert.equal((await fetch(link)).status, 200);
    });
  }

  test(`${name}: the page follows the reader's lock, and the element follows the page's`, async () => {
    const { page } = await openProject(name, ISOLATED);
    const says = (words) => page.locator('output', { hasText: words }).waitFor();
    await says(/^none, \d+ torn$/);
    await page.getByRole('switch').click();
    await says(/^mutex, /);
    // The page agrees, and takes nothing back.
    assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').lock), 'mutex');
    await page.evaluate(() => document.querySelector('mutex-demo').run());
    await says('mutex, 0 torn');
    await page.getByRole('button', { name: 'ticket', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('mutex-demo').lock === 'ticket');
    await page.evaluate(() => document.querySelector('mutex-demo').run());
    await says('ticket, 0 torn');
  });
}

test('react: in strict mode a listener that is added twice hears the reader once', async () => {
  const { page } = await openProject('react', ISOLATED);
  await page.getByRole('switch').click();
  await page.locator('output', { hasText: /^mutex, / }).waitFor();
  assert.equal(await page.getByText(/^heard/).innerText(), 'heard 1');
});

test('while a project is developed with Vite, its element has threads by the same headers', async (context) => {
  // Vite says that it is there. React does, and times its work on the console where the browser can show it.
  const tools = (line) => /^\w+: \[vite\] connect|React DevTools|^timeStamp: /.test(line);
  for (const [name, headers] of [['vite', ISOLATED], ['vite', {}], ['react', ISOLATED], ['vue', ISOLATED]]) {
    const server = await develop(name, headers);
    context.after(() => server.close());
    const page = await open(server.url, { expected: (line) => tools(line) || expectedIn(headers)?.(line) });
    await ran(page);
    const found = await page.evaluate(async () => {
      const demo = document.querySelector('mutex-demo');
      const { threading, outcome } = demo.result;
      Object.assign(demo, { threads: 2, count: 1 });
      return [threading, outcome, (await demo.explore()).schedules];
    });
    assert.deepEqual(found, [threadingIn(headers === ISOLATED), 'finished', '1946939425648112'], name);
  }
});

test('on a host without headers, in a folder, a project is isolated by the package\'s `coi.js`', async () => {
  const root = await project('vite');
  const line = '<script src="coi.js"></script>';
  const html = (await readFile(join(root, 'index.html'), 'utf8')).replace('<title>', `${line}<title>`);
  const coi = await readFile(join(root, '../node_modules/mutex-demo/coi.js'), 'utf8');
  const folder = 'user/repo/';
  const { url } = await serve({ root, folder, pages: { '': html, 'coi.js': coi } });
  const page = await open(`${url}${folder}`, { expected: (line) => unisolated.expected(line) || /^request failed/.test(line) });
  await page.waitForFunction(() => self.crossOriginIsolated && document.querySelector('mutex-demo')?.result);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').result.threading), threadingIn(true));
});
