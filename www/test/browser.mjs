// Starts the development server and a browser, for browser tests.
//
// `ENGINE` names the driver. The tests are the same for all engines.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { engine } from './engine.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

// The limit of a wait for a condition: minutes, since the machine may have more to do than these tests.
const PATIENCE_MS = 5 * 60_000;

/** Launches the engine that is tested: each has a file in `drivers/`. */
export async function launch() {
  const driver = await import(`./drivers/${engine}.mjs`);
  return driver.launch(PATIENCE_MS);
}

/**
 * Serves the built site with the development server, on a free port; and `www/`, for the pages and modules of tests.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve() {
  const server = spawn(`${root}target/debug/host`, ['serve', '0', `${root}dist/site`, `${root}www`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface(server.stdout), 'line');
  const close = async () => {
    server.kill();
    await once(server, 'exit');
  };
  return { url, close };
}

/**
 * Opens a page and collects its complaints: errors, and messages that the test did not announce as `expected`.
 * @returns {Promise<{ page: import('playwright-core').Page, complaints: string[] }>}
 */
export async function open(browser, url, { expected = () => false, ...options } = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints = [];
  const complain = (line) => expected(line) || complaints.push(line);
  page.on('pageerror', (error) => complain(`page error: ${error.stack ?? error}`));
  page.on('crash', () => complain('the page crashed'));
  // The servers of the tests are all on this machine.
  page.on('request', (request) => /^(https?|wss?):\/\/(?!127\.0\.0\.1[:/])/.test(request.url()) && complain(`request to elsewhere: ${request.url()}`));
  page.on('requestfailed', (request) => complain(`request failed: ${request.url()}`));
  page.on('console', (message) => complain(`${message.type()}: ${message.text()}`));
  await page.goto(url);
  return { page, complaints };
}
