// WebKitGTK with shared memory, and so with threads: a variable of JavaScriptCore gives it to every page, isolated or not.

import { launchWebKit } from './webkit/browser.mjs';

/** @param {number} timeout */
export const launch = (timeout) => launchWebKit(timeout, { JSC_useSharedArrayBuffer: '1' });
