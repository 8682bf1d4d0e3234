// Firefox as its distributors ship it, driven by Playwright over WebDriver BiDi. `FIREFOX` is its path.
//
// Playwright's own patched Firefox would have to be downloaded. The channel is not documented, and playwright-core 1.65
// no longer launches it: package.json stays at the last version that drives both browsers.

import { firefox } from 'playwright-core';

/** @param {number} timeout */
export const launch = (timeout) =>
  firefox.launch({ channel: 'moz-firefox', executablePath: process.env.FIREFOX ?? 'firefox-esr', timeout });
