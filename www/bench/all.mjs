// The benchmarks: ours beside others' ways to do the same, in one run on one machine, as a table.
//
// The figures are worth comparing with each other only: the machine may be busy, and all of them suffer alike. Each
// is the median of several, taken in turns.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch, open, serve } from '../test/browser.mjs';

const THREADS = [1, 2, 5, 16];
const ROUNDS = 5;
const viewport = { width: 1280, height: 800 };

const server = await serve();
const browser = await launch();

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const say = (text) => process.stderr.write(`bench: ${text}\n`);

function table(title, columns, rows) {
  const lines = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log(`\n${title}`);
  for (const line of lines) {
    console.log(`  ${line.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('   ')}`);
  }
}

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Lines `threads:nanoseconds` of a program's output, as an object. */
const figures = (text) => Object.fromEntries(text.trim().split('\n').map((line) => line.split(' ').map(Number)));

async function lockThroughput() {
  say('lines through the lock');
  const native = () => figures(execFileSync(file('../../target/release/native-bench'), { encoding: 'utf8' }));
  const python = () => figures(execFileSync('python3', [file('peer.py')], { encoding: 'utf8' }));
  const { page: ours } = await open(browser, `${server.url}bench/lock.html`, { viewport });
  const { page: peer } = await open(browser, `${server.url}bench/peer.html`, { viewport });
  const inWasm = (threads) => ours.evaluate((threads) => globalThis.nanosecondsPerLine(threads), threads);
  const inJs = (threads, form) =>
    peer.evaluate(([threads, form]) => globalThis.nanosecondsPerLine(threads, form), [threads, form]);
  const rows = [];
  const natives = [native(), native(), native()];
  const pythons = python();
  for (const threads of THREADS) {
    const wasm = [];
    const js = [];
    const tuned = [];
    for (let round = 0; round < ROUNDS; round++) {
      wasm.push(await inWasm(threads));
      js.push(await inJs(threads, 'plain'));
      tuned.push(await inJs(threads, 'tuned'));
    }
    natives.push(native());
    const ours = median(wasm);
    const others = [median(natives.map((measured) => measured[threads])), median(js), median(tuned), pythons[threads]];
    const ratios = others.map((other) => `${(other / ours).toFixed(2)} ×`);
    rows.push([threads, ...[ours, ...others].map((ns) => ns.toFixed(1)), ...ratios]);
  }
  await ours.context().close();
  await peer.context().close();
  table(
    'Lines through the lock at full speed, nanoseconds a line; then how many times as fast ours in Chromium is',
    ['threads', 'ours', 'native', 'JavaScript', 'tuned', 'CPython', '/native', '/JavaScript', '/tuned', '/CPython'],
    rows,
  );
}

function schedules() {
  say('schedules a second');
  const run = () => execFileSync(file('../../target/release/schedules-bench'), { encoding: 'utf8' });
  const runs = [run(), run(), run()].map((text) => text.trim().split('\n').map((line) => line.split(' ').map(Number)));
  const rows = runs[0].map(([threads, ...first], row) => {
    // Pairs: how many schedules one search has, and how many a second that makes.
    const found = first.filter((_, at) => at % 2 === 0);
    const speeds = found.map((_, at) => median(runs.map((lines) => lines[row][2 + 2 * at])));
    const [ours, , ...peers] = speeds;
    const cells = found.map((count, at) => `${Math.round(speeds[at])} (of ${count})`);
    return [threads, ...cells, ...peers.map((peer) => `${(ours / peer).toFixed(0)} ×`)];
  });
  table(
    'Schedules a second of threads that increment a value, natively; then how many times as fast ours one by one is',
    ['threads', 'ours, one by one', 'ours, merged', 'shuttle (DFS)', 'loom', '/shuttle', '/loom'],
    rows,
  );
}

async function streaming() {
  say('1,000,000 lines to the page');
  const frames = ({ p50, p99, max }) => [p50, p99, max].map((ms) => ms.toFixed(1));
  const row = (name, { lines, ms, frames: times }) => [name, Math.round(lines / (ms / 1000)), ...frames(times)];
  const cold = [];
  const warm = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page } = await open(browser, `${server.url}bench/element.html`, { viewport });
    cold.push(await page.evaluate(() => globalThis.stream()));
    await page.evaluate(() => globalThis.stream());
    warm.push(await page.evaluate(() => globalThis.stream()));
    await page.context().close();
  }
  say('the same lines to xterm.js');
  const { page } = await open(browser, `${server.url}bench/xterm.html`, { viewport });
  const xterm = await page.evaluate(() => globalThis.stream());
  await page.context().close();
  const middle = (runs) => runs.toSorted((a, b) => a.ms - b.ms)[Math.floor(runs.length / 2)];
  const worst = (runs) => runs.toSorted((a, b) => a.frames.p99 - b.frames.p99).at(-1);
  const all = [...cold, ...warm];
  table(
    'Streaming 1,000,000 guarded lines, from Run to the last line and the verdict; frame times in milliseconds',
    ['', 'lines/s', 'p50', 'p99', 'max'],
    [
      row('ours, first run of a page (median)', middle(cold)),
      row('ours, third run (median)', middle(warm)),
      row('ours, the run with the worst p99', worst(all)),
      row('xterm.js', xterm),
    ],
  );
  const speed = ({ lines, ms }) => lines / ms;
  console.log(`  ours / xterm.js: ${(speed(middle(cold)) / speed(xterm)).toFixed(1)} × first, ${(speed(middle(warm)) / speed(xterm)).toFixed(1)} × third run`);
}

async function coldStart() {
  say('cold start');
  const times = [];
  const bodies = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    // A browser of its own: nothing is warm, and nothing else is open.
    const fresh = await launch();
    const context = await fresh.newContext({ viewport });
    const page = await context.newPage();
    context.on('response', async (response) => {
      if (response.status() === 200 && response.url().startsWith(server.url)) bodies.set(response.url(), await response.body().catch(() => Buffer.alloc(0)));
    });
    await page.addInitScript(() => {
      const look = () => {
        const first = document.querySelector('mutex-demo')?.shadowRoot?.querySelector('[data-row] > [data-thread]');
        if (first) globalThis.firstGlyph = performance.now();
        else requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.firstGlyph);
    times.push(await page.evaluate(() => globalThis.firstGlyph));
    await fresh.close();
  }
  const raw = [...bodies.values()].reduce((sum, body) => sum + body.length, 0);
  const gzipped = [...bodies.values()].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  table(
    'From navigation to the first coloured character, 5 threads',
    ['', 'median', 'worst', 'files', 'bytes', 'gzipped'],
    [['page', `${median(times).toFixed(0)} ms`, `${Math.max(...times).toFixed(0)} ms`, bodies.size, raw, gzipped]],
  );
}

async function costALine() {
  say('cost a line');
  const { page } = await open(browser, `${server.url}bench/element.html`, { viewport });
  const rows = [];
  for (const lines of [1_000, 10_000, 100_000, 1_000_000]) {
    const runs = [];
    for (let round = 0; round < ROUNDS; round++) {
      runs.push(await page.evaluate((lines) => globalThis.stream(lines), lines));
    }
    const ms = median(runs.map((run) => run.ms));
    rows.push([lines, ms.toFixed(1), ((ms * 1e6) / lines).toFixed(0)]);
  }
  await page.context().close();
  table('Cost a line, from Run to the verdict', ['lines', 'milliseconds', 'nanoseconds a line'], rows);
}

await lockThroughput();
schedules();
await streaming();
await coldStart();
await costALine();
await browser.close();
await server.close();
