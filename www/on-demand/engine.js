// The second module of the program: what few readers need. The page's own instance of it, and the compiled module for
// workers: one of each for all elements.

import { once, start } from '../runs/engine.js';
import init from '../pkg/on_demand.js';

/** Loads the module, once; resolves with it. The exports of `on_demand.js` can be called from then on. */
export const load = once(() => start(init, fetch(new URL('../pkg/on_demand_bg.wasm', import.meta.url))));
