// Lines to the page: the element, watched.

import '../mutex-demo.js';
import { recordFrames } from './frames.js';

const demo = document.querySelector('mutex-demo');

/** Streams guarded lines of five threads to the page; the time is that until the verdict is drawn. */
globalThis.stream = async (lines = 1_000_000, timeline = true) => {
  await demo.ready;
  demo.classList.toggle('timeless', !timeline);
  // A warm process, as after the page's first run, but no line printed to this console yet.
  if (!demo.result) {
    Object.assign(demo, { lock: 'mutex', threads: 5, count: 5 });
    await demo.run();
  }
  demo.count = lines / 5;
  const frames = recordFrames();
  const since = performance.now();
  await demo.run();
  await new Promise(requestAnimationFrame);
  const ms = performance.now() - since;
  return { lines, ms, frames: frames.stop() };
};
