// Projects that take the npm package from its file: built by Vite, webpack and Rollup, with React, with Vue and without.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ISOLATED, serveHost } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';
import { PROJECTS, project } from './projects.mjs';

const open = pages();
const servers = [];
after(() => servers.forEach((server) => server.close()));

/** Opens a project's page, served with these headers, when its first run has ended. */
async function openProject(name, headers, expected) {
  const server = await serveHost({ root: await project(name), headers });
  servers.push(server);
  const page = await open(server.url, { expected });
  await page.waitForFunction(() => document.querySelector('mutex-demo')?.result);
  return { page, server };
}

for (const name of PROJECTS) {
  for (const [how, headers, threading, expected] of [
    ['isolated', ISOLATED, 'real', undefined],
    ['without headers', {}, 'simulated', unisolated.expected],
  ]) {
    test(`${name}, ${how}: ${threading} threads, styled, and all orders are explored`, async () => {
      const { page, server } = await openProject(name, headers, expected);
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
