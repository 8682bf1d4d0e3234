// The explorer's worker: searches all schedules of a program, away from the page. The page ends it to cancel.

import init, { Explorer, Settings } from './pkg/mutex_demo.js';
import { toWasm } from './settings.js';

// So many states at a time, between two reports.
const STATES = 20_000;

self.onmessage = async ({ data: { module, settings } }) => {
  try {
    await init({ module_or_path: module });
    const since = performance.now();
    const explorer = new Explorer(toWasm(Settings, settings));
    while (explorer.advance(STATES)) postMessage({ type: 'progress', ...explorer.progress() });
    postMessage({ type: 'explored', exploration: { ...explorer.result(), elapsedMs: performance.now() - since } });
  } catch (error) {
    postMessage({ type: 'failed', why: String(error.message ?? error) });
  }
};
