// Where an element runs: the ladder. Each rung is tried, and left for the next one in bounded time.
//
// 1. In place, with threads, if the page shares memory.
// 2. The same, after the page has been loaded once more through a service worker that isolates it, if its author asks for that by `coi`.
// 3. In a frame of `embed.html`, if that page shares memory although this one does not. Chromium isolates such a frame in any page.
// 4. In place, simulated.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Framed } from './framed.js' */

import { whyNoSharing } from '../runs/shared-memory.js';
import { isolate } from './isolate.js';

/**
 * Whether frames share memory: found out by the first element's, for all. `null` if its element ended before that was known.
 * @type {Promise<boolean | null> | undefined}
 */
let framesShare;

/**
 * Finds the frame that an element runs in. `undefined` if it runs in place.
 * @param {MutexDemo} host
 * @param {string | null} files the folder of the element's files; `null` if no page lies beside them
 * @param {(page: URL) => Framed} makeOf makes an inside from a frame's page
 * @returns {Promise<Framed | undefined>}
 */
export async function frameFor(host, files, makeOf) {
  if (!whyNoSharing()) return undefined;
  if (host.hasAttribute('coi')) await isolate(files === null ? null : new URL('coi.js', files));
  if (files === null) return undefined;
  const page = new URL('embed.html', files);
  if (!mayFrame(page)) return undefined;
  const make = () => makeOf(page);
  while (framesShare) {
    const share = await framesShare;
    if (share !== null) return share ? make() : undefined;
    // Another element may be trying by now.
  }
  const first = make();
  const found = first.greeting();
  framesShare = found.then((share) => {
    if (share === null) framesShare = undefined;
    return share;
  });
  if (await framesShare) return first;
  first.end();
  return undefined;
}

/** Whether a frame may help: not in an isolated page, nor in a page that can have no isolated frame, nor in the frame itself. @param {URL} page */
function mayFrame({ protocol, href }) {
  const isServed = /^https?:$/.test(protocol);
  const isFrame = location.href.startsWith(href);
  return isServed && !isFrame && self.isSecureContext && !self.crossOriginIsolated;
}
