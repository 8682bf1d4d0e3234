// WebKitGTK as it is shipped: no page has shared memory, so every page simulates.

import { launchWebKit } from './webkit/browser.mjs';

/** @param {number} timeout */
export const launch = (timeout) => launchWebKit(timeout, {});
