// Starts the development server and a browser, for browser tests.
//
// A driver is named by engine. The tests are the same for all engines.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));

// The limit of a wait for a condition: minutes, since the machine may have more to do than these tests.
const PATIENCE_MS = 5 * 60_000;

const ENGINES = {
  chromium: () =>
    chromium.launch({
      executablePath: process.env.CHROMIUM,
      timeout: PATIENCE_MS,
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    }),
};

/** Launches the engine that `ENGINE` names, Chromium without it. */
export function launch(engine = process.env.ENGINE ?? 'chromium') {
  if (!ENGINES[engine]) throw new Error(`no driver for ${engine}: one of ${Object.keys(ENGINES)}`);
  return ENGINES[engine]();
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
 * `headers` changes those of every response.
 * @returns {Promise<{ page: import('playwright-core').Page, complaints: string[] }>}
 */
export async function open(browser, url, { expected = () => false, headers, ...options } = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  if (headers) {
    await context.route('**', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: headers(response.headers()) });
    });
  }
  const page = await context.newPage();
  const complaints = [];
  const complain = (line) => expected(line) || complaints.push(line);
  page.on('pageerror', (error) => complain(`page error: ${error.stack ?? error}`));
  page.on('crash', () => complain('the page crashed'));
  page.on('requestfailed', (request) => complain(`request failed: ${request.url()}`));
  page.on('console', (message) => complain(`${message.type()}: ${message.text()}`));
  await page.goto(url);
  return { page, complaints };
}
