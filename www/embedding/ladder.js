// The ladder: the places where an element can run. Each rung is tried, and left for the next one in bounded time.
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
 * @param {URL | null} files the folder of the element's files; `null` if no page lies beside them
 * @param {(files: URL) => Framed} make
 * @returns {Promise<Framed | undefined>}
 */
export async function frameFor(host, files, make) {
  if (!whyNoSharing()) return undefined;
  if (!files) return host.hasAttribute('coi') ? void (await isolate(null)) : undefined;
  if (host.hasAttribute('coi')) await isolate(new URL('coi.js', files));
  if (!(await mayFrame(files))) return undefined;
  while (framesShare) {
    const share = await framesShare;
    if (share !== null) return share ? make(files) : undefined;
    // Another element may be trying by now.
  }
  const first = make(files);
  const found = first.greeting();
  framesShare = found.then((share) => {
    if (share === null) framesShare = undefined;
    return share;
  });
  if (await framesShare) return first;
  first.end();
  return undefined;
}

/**
 * Whether a frame may help: not in an isolated page, nor in a page that can have no isolated frame, nor in the frame itself.
 * @param {URL} files
 */
async function mayFrame(files) {
  const page = new URL('embed.html', files);
  const isServed = /^https?:$/.test(files.protocol);
  const isFrame = location.href.startsWith(page.href);
  if (!isServed || isFrame || !self.isSecureContext || self.crossOriginIsolated) return false;
  // The page's own host says whether it isolates frames, so that most hosts without headers are spared one; another does not.
  sameHost ??= files.origin === self.origin ? isolates(page) : Promise.resolve(true);
  return sameHost;
}

/** Whether frames of the files' host may be isolated, as far as it says. @type {Promise<boolean> | undefined} */
let sameHost;

/** @param {URL} page */
async function isolates(page) {
  try {
    const answer = await fetch(page, { method: 'HEAD' });
    // An answer that nobody reads counts as a failed request.
    await answer.text();
    return answer.headers.has('document-isolation-policy');
  } catch {
    return false;
  }
}
