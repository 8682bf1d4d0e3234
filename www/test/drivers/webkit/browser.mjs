// WebKitGTK's MiniBrowser and its WebDriver, under a display of their own. `WEBKIT_DRIVER` is the driver's path.
//
// A driver serves one session. Each context has a driver and a browser of its own, so that a page that hangs takes no
// other with it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Page } from './page.mjs';
import { Session } from './session.mjs';

/** The longest time that a browser takes to start, on a machine that has more to do. */
const START_MS = 60_000;

/** The size of a page, if a test does not say: Playwright's. */
const VIEWPORT = { width: 1280, height: 720 };

/** The browser that Debian ships with the driver: no browser is on the path. */
function miniBrowser() {
  for (const machine of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')).concat('.')) {
    const path = `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`;
    if (existsSync(path)) return path;
  }
  throw new Error('no MiniBrowser beside WebKitWebDriver: install webkit2gtk-driver');
}

/** A port that is free now. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** How to end what runs. */
const running = new Set();
process.once('exit', () => running.forEach((end) => end()));
// A test process that takes too long is ended by a signal, and leaves nothing running.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(1));
}

/** Starts a program as the head of a group of processes, and returns how to end all of them. */
function start(program, args, env, stdio = ['ignore', 'ignore', 'ignore']) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio, detached: true });
  const failed = new Promise((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  const end = () => {
    // A second call must not end a group that has since been given the same number.
    if (!running.delete(end) || child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  running.add(end);
  return { child, failed, end };
}

/** Asks until there is an answer. */
async function answered(ask, what) {
  for (const since = performance.now(); ; await delay(20)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (performance.now() - since > START_MS) throw new Error(`${what} did not start`);
  }
}

/** A display that nobody sees, on a number that is free. */
async function openDisplay() {
  // Without `-noreset` the server starts anew when its last client has gone, and the next one may find it halfway.
  const options = ['-displayfd', '3', '-screen', '0', '2560x2880x24', '-nolisten', 'tcp', '-noreset'];
  const display = start('Xvfb', options, {}, ['ignore', 'ignore', 'ignore', 'pipe']);
  const [number] = await Promise.race([once(display.child.stdio[3], 'data'), display.failed]);
  return { name: `:${String(number).trim()}`, end: display.end };
}

/** Whether something listens on a port. */
async function listens(port) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  return true;
}

/** Starts a browser, then a driver that is bound to it, and opens a session. */
async function openSession(timeout, env) {
  const [inspector, port] = [await freePort(), await freePort()];
  const browser = start(miniBrowser(), ['--automation'], { ...env, WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${inspector}` });
  const started = [browser];
  const end = () => started.forEach(({ end }) => end());
  try {
    await Promise.race([answered(() => listens(inspector), 'MiniBrowser'), browser.failed]);
    const driver = start(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', [`--port=${port}`, `--target=127.0.0.1:${inspector}`], env);
    started.push(driver);
    await Promise.race([answered(() => listens(port), 'WebKitWebDriver'), driver.failed]);
    return await Session.open(`http://127.0.0.1:${port}`, timeout, end);
  } catch (error) {
    end();
    throw error;
  }
}

/**
 * Launches WebKitGTK, with the part of Playwright's interface that the tests of all engines use.
 * @param {number} timeout the limit of a wait, in milliseconds
 * @param {Record<string, string>} more variables of its environment
 */
export async function launchWebKit(timeout, more) {
  const display = await openDisplay();
  const env = { DISPLAY: display.name, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', NO_AT_BRIDGE: '1', GTK_A11Y: 'none', ...more };
  const contexts = new Set();
  return {
    /** @param {{ viewport?: { width: number, height: number } }} [options] */
    async newContext({ viewport = VIEWPORT, ...others } = {}) {
      // A test that asks for an emulated medium would pass for the wrong reason.
      if (Object.keys(others).length > 0) throw new Error(`WebKitGTK's driver has no ${Object.keys(others)}`);
      // A port may have been taken meanwhile.
      const session = await openSession(timeout, env).catch(() => openSession(timeout, env));
      let page;
      const context = {
        setDefaultTimeout: () => {},
        unrouteAll: async () => {},
        async newPage() {
          if (page) throw new Error('a context of WebKitGTK has one page');
          page = new Page(session, context);
          await page.setViewportSize(viewport);
          return page;
        },
        pages: () => (page && !page.isClosed() ? [page] : []),
        async close() {
          contexts.delete(context);
          await page?.close();
          session.end();
        },
      };
      contexts.add(context);
      return context;
    },
    version: () => 'WebKitGTK',
    async close() {
      for (const context of contexts) await context.close();
      display.end();
    },
  };
}
