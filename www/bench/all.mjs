// The benchmarks: the demo beside other implementations, in one run on one machine, as tables. All of them, or those
// that are named after the command.
//
// The figures are comparable only with each other: a busy machine slows all of them alike. Each is the median of
// several, measured alternately. No test asserts a rate or a time: they are reported here.

import { launch, serve } from '../test/browser.mjs';
import { elements } from './elements.mjs';
import { endurance } from './endurance.mjs';
import { locks } from './locks.mjs';
import { coldStart, costALine, streaming } from './page.mjs';
import { rates } from './rates.mjs';
import { schedules } from './schedules.mjs';
import { tracing } from './tracing.mjs';

const benchmarks = { rates, locks, schedules, streaming, tracing, coldStart, costALine, elements, endurance };
const named = process.argv.slice(2);

const server = await serve();
const browser = await launch();
for (const name of named.length ? named : Object.keys(benchmarks)) await benchmarks[name](browser, server.url);
await browser.close();
await server.close();
