// Lines through the lock: ours in Chromium and natively, beside other locks and other languages.

import { open } from '../test/browser.mjs';
import { figures, file, inTurns, median, say, table, viewport } from './measure.mjs';

// A busy machine distorts the shortest runs most, which take milliseconds here.
const ROUNDS = 9;
const THREADS = [1, 2, 5, 16];
const OURS = ['mutex', 'spin', 'ticket'];
const THEIRS = ['parking_lot::Mutex', 'parking_lot::FairMutex'];

/** The number of lines of each thread: a million together, or as many as allowed. */
function linesEach(lock, threads) {
  // A lock that is handed off each time costs a context switch a line.
  const fair = lock === 'ticket' || lock === 'parking_lot::FairMutex';
  return Math.min(200_000, Math.floor((fair && 1 < threads ? 50_000 : 1_000_000) / threads));
}

/** The median of each figure. */
const middle = (runs) => runs[0].map((_, figure) => median(runs.map((run) => run[figure])));

export async function locks(browser, url) {
  const { page: ours } = await open(browser, `${url}bench/lock.html`, { viewport });
  const { page: peer } = await open(browser, `${url}bench/peer.html`, { viewport });
  const inWasm = async (settings) => {
    const print = (settings) => globalThis.print(settings);
    const { elapsedMs, fairness, handOffs, bargings } = await ours.evaluate(print, settings);
    const lines = settings.threads * settings.count;
    return [(elapsedMs * 1e6) / lines, fairness, handOffs / lines, bargings / lines];
  };
  const native = ({ lock, threads, count }) => {
    const [[ns, fairness, handOffs, bargings]] = figures(file('../../target/release/native-bench'), lock, threads, count);
    const lines = threads * count;
    return [ns, fairness, handOffs / lines, bargings / lines];
  };
  const inJs = async (threads, form) => {
    const print = ([threads, form]) => globalThis.nanosecondsPerLine(threads, form);
    return [await peer.evaluate(print, [threads, form])];
  };
  const measured = {};
  for (const threads of THREADS) {
    say(`lines through the lock, threads: ${threads}`);
    const settings = (lock) => ({ lock, threads, count: linesEach(lock, threads) });
    const ways = {
      ...Object.fromEntries(OURS.map((lock) => [`${lock}, Chromium`, () => inWasm(settings(lock))])),
      ...Object.fromEntries([...OURS, ...THEIRS].map((lock) => [`${lock}, native`, () => native(settings(lock))])),
      JavaScript: () => inJs(threads, 'plain'),
      tuned: () => inJs(threads, 'tuned'),
    };
    const results = Object.entries(await inTurns(ways, ROUNDS));
    measured[threads] = Object.fromEntries(results.map(([name, runs]) => [name, middle(runs)]));
  }
  for (const [threads, ns] of figures('python3', file('peer.py'))) measured[threads].CPython = [ns];
  await ours.context().close();
  await peer.context().close();
  beside(measured);
  byLock(measured);
}

/** The mutex beside those of other languages. */
function beside(measured) {
  const rows = THREADS.map((threads) => {
    const of = (name) => measured[threads][name][0];
    const ours = of('mutex, Chromium');
    const others = ['mutex, native', 'JavaScript', 'tuned', 'CPython'].map(of);
    const ratios = others.map((other) => `${(other / ours).toFixed(2)} ×`);
    return [threads, ...[ours, ...others].map((ns) => ns.toFixed(1)), ...ratios];
  });
  table(
    'Lines through the mutex at full speed, nanoseconds a line; then how many times as fast ours in Chromium is',
    ['threads', 'ours', 'native', 'JavaScript', 'tuned', 'CPython', '/native', '/JavaScript', '/tuned', '/CPython'],
    rows,
  );
}

/** Every lock, beside parking_lot's. */
function byLock(measured) {
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const rows = THREADS.flatMap((threads) => {
    const peers = THEIRS.map((lock) => measured[threads][`${lock}, native`][0]);
    const counted = Object.entries(measured[threads]).filter(([, figures]) => 1 < figures.length);
    return counted.map(([name, [ns, fairness, handOffs, bargings]]) => [
      name,
      ...[threads, ns.toFixed(1), Math.round(1e9 / ns), fairness.toFixed(3), percent(handOffs), percent(bargings)],
      ...peers.map((peer) => `${Number((peer / ns).toPrecision(2))} ×`),
    ]);
  });
  table(
    "Each lock at full speed: taken, a line printed, released; fairness is Jain's index until the first thread has " +
      "ended; then how many times as fast it is as parking_lot's, natively",
    ['lock', 'threads', 'ns a line', 'lines/s', 'fairness', 'handed on', 'barged', '/Mutex', '/FairMutex'],
    rows,
  );
}
