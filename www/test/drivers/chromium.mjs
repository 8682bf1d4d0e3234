// Chromium, driven by Playwright. `CHROMIUM` is its path.

import { chromium } from 'playwright-core';

/** @param {number} timeout */
export const launch = (timeout) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM,
    timeout,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
