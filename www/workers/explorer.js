// The explorer's worker: searches all schedules of a program, away from the page. The page ends it to cancel.

import init from '../pkg/on_demand.js';
import { search } from '../on-demand/search.js';
import { why } from '../runs/why.js';
import { factOf } from '../texts/failure.js';

// The number of states between two reports.
const STATES = 20_000;

self.onmessage = async ({ data: { module, what, settings } }) => {
  try {
    await init({ module_or_path: module });
    const since = performance.now();
    const searched = search(what, settings);
    while (searched.advance(STATES)) postMessage({ type: 'progress', ...searched.progress() });
    postMessage({ type: 'found', found: { ...searched.result(), elapsedMs: performance.now() - since } });
  } catch (error) {
    postMessage({ type: 'failed', why: why(error), fact: factOf(error) });
  }
};
postMessage({ type: 'loaded' });
