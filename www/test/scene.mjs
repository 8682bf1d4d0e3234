// A scene under test: its parts, its goals, and its ends of runs.

import assert from 'node:assert/strict';

export const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);
export const button = (page, name) => page.locator('mutex-demo').getByRole('button', { name, exact: true });
export const lockSwitch = (page) => page.locator('mutex-demo').getByRole('switch', { name: 'Lock' });

/** Opens a page with a scene, by `open`, and notes its goals and its ends of runs. */
export const opensScenes = (open) => async (scene, attributes = {}, options = {}) => {
  const page = await open('test/element.html', options);
  await page.evaluate(async ([scene, attributes]) => {
    Object.assign(self, { goals: [], ended: [] });
    document.addEventListener('goal', ({ detail }) => self.goals.push(detail));
    document.addEventListener('done', ({ detail }) => self.ended.push(detail));
    document.addEventListener('explored', ({ detail }) => self.ended.push(detail));
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { scene, ...attributes });
    await demo.ready;
  }, [scene, attributes]);
  await part(page, 'goal').locator('.wanted').waitFor();
  return page;
};

export const goals = (page) => page.evaluate(() => self.goals);
export const marks = (page) => part(page, 'goal').locator('.marks [data-met]').count();
export const note = (page) => part(page, 'goal').locator('.note [role=status]');
export const take = (page) => part(page, 'findings').locator('.take [role=status]');

/** Acts, and resolves with the result of the run that ends then. */
export async function untilEnd(page, act) {
  const before = await page.evaluate(() => self.ended.length);
  await act();
  await page.waitForFunction((before) => self.ended.length > before, before);
  return page.evaluate(() => self.ended.at(-1));
}

/** The goal is met and told once, its sentence is there, and nothing has moved. */
export async function met(page, scene) {
  await page.waitForFunction(() => self.goals.length > 0);
  assert.deepEqual(await goals(page), [scene]);
  assert.notEqual(await take(page).innerText(), '');
  assert.match(await part(page, 'goal').locator('.wanted').innerText(), /^\s*done:\s/);
}
