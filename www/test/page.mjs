// A page under test: opened once a file, and checked for complaints after each test.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { launch, open, serve } from './browser.mjs';
import { engine } from './engine.mjs';
import { serveHost } from './hosts.mjs';

/**
 * Serves and launches before a file's tests, and closes after them. Each test that opens a page fails if that page
 * had an error, or said something on the console that the test did not expect.
 */
export function pages() {
  let server;
  let plain;
  let browser;
  let opened = [];
  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await plain?.close();
  });
  afterEach(async () => {
    for (const { page } of opened.filter(({ page }) => !page.isClosed())) {
      // WebKitGTK's driver is not told of complaints: it asks for them.
      await page.flush?.();
    }
    const complaints = opened.flatMap((page) => page.complaints);
    for (const { page } of opened.filter(({ page }) => !page.isClosed())) await page.context().close();
    opened = [];
    assert.deepEqual(complaints, []);
  });
  /**
   * Opens `path`, by default a page with nothing but an element; or another server's address. A page that is not isolated
   * comes from a server without headers.
   */
  return async (path = 'test/element.html', { isolated = true, ...options } = {}) => {
    const { url } = isolated ? server : (plain ??= await serveHost({}));
    const page = await open(browser, new URL(path, url).href, options);
    opened.push(page);
    return page.page;
  };
}

/**
 * A test of some engines alone, since the others' drivers cannot do what it takes.
 * @param {string[]} engines
 */
export const testIn = (engines, name, act) => engines.includes(engine) && test(name, act);

/** Options for a page that is not isolated: it runs simulated, and its author is told the cure. */
export const unisolated = {
  isolated: false,
  expected: (line) => line.startsWith('info: <mutex-demo> runs simulated here.'),
};

/** In the page: sets attributes, runs, and returns the result. */
export const runWith = (page, settings) =>
  page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
    return demo.run();
  }, settings);

/** A program that tears one line in every run, whatever the threads do: main begins the row that a thread goes on with. */
export const TORN_ONCE = `lock = Lock()

def print(text):
    lock.acquire()
    for c in text:
        at = screen.cursor
        screen[at] = c
        screen.cursor = at + 1
    lock.release()

def thread(t):
    for i in range(count):
        print(f"[{t}] => {i}\\n")

def main():
    print("m")
    for t in range(threads):
        start(thread, t)
    join()
`;

/** The verdict on a finished run in words: stated a second time, from the result alone. */
export function inWords({ program, threads, lines: { expected, whole, torn }, glyphs: { lost }, value }) {
  const times = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
  if (program === 'increment') {
    const missing = value < threads ? `, ${times(threads - value, 'increment')} lost` : '';
    return `The value is ${value} of ${threads}${missing}`;
  }
  const cameOut = (count, how) => `${count.toLocaleString('en')} of ${times(expected, 'line')} ${how}`;
  if (torn === 0 && lost === 0) return cameOut(whole, 'whole');
  return `${torn === 0 ? cameOut(whole, 'whole') : cameOut(torn, 'torn')}, ${lost === 0 ? 'no character' : times(lost, 'character')} lost`;
}
