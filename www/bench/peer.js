// The peer for locking: workers in hand-written JavaScript over a SharedArrayBuffer, with a futex mutex of Atomics.

const CELLS = 16_000_000;

/** Nanoseconds a line, of a million lines or as many as the threads may print, in one of the worker's forms. */
globalThis.nanosecondsPerLine = async (threads, form) => {
  const count = Math.min(200_000, Math.floor(1_000_000 / threads));
  const words = new Int32Array(new SharedArrayBuffer(64 * 4));
  const cells = new Uint16Array(new SharedArrayBuffer(CELLS * 2));
  const workers = Array.from({ length: threads }, () => new Worker('peer-worker.js', { type: 'module' }));
  const reply = (worker) => new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
  const ready = workers.map(reply);
  workers.forEach((worker, thread) => worker.postMessage({ words, cells, thread, count, form }));
  await Promise.all(ready);
  const done = workers.map(reply);
  cells.fill(0); // The demo has touched its memory before its start, too.
  const since = performance.timeOrigin + performance.now();
  Atomics.store(words, 32, 1);
  Atomics.notify(words, 32);
  const ends = await Promise.all(done);
  for (const worker of workers) worker.terminate();
  // Every glyph has its place, or the lock did not work.
  if (cells[words[16] - 1] === 0 || cells[words[16]] !== 0) throw new Error('the peer lost glyphs');
  return ((Math.max(...ends) - since) * 1e6) / (threads * count);
};
