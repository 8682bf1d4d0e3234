// Determines by trying whether this page can have threads: a browser may isolate a page and still not share, and a page
// may share and still allow no worker.

/** @import { Values } from '../element/settings.js' */

import { spawn } from './spawn.js';

// A probe that neither answers nor fails says nothing about the page. A process has a time limit of its own.
const PROBE_MS = 2_000;

/**
 * Why a page has no threads.
 * @typedef {object} Reason
 * @property {string} why a sentence
 * @property {string} [cure] the remedy for the page's author, in a sentence; absent if an author can do nothing
 */

/** @returns {Reason | null} why this page cannot share memory, as far as can be told at once */
export function whyNoSharing() {
  if (typeof SharedArrayBuffer === 'function' && canShare()) return null;
  if (!self.isSecureContext) {
    return { why: 'Threads need a secure page, and this one is not.', cure: 'Serve it by https, or on localhost.' };
  }
  if (!self.crossOriginIsolated) {
    return {
      why: 'Threads need a page that is cross-origin isolated, and this one is not.',
      cure:
        'Its server has to send the headers “Cross-Origin-Opener-Policy: same-origin” and ' +
        '“Cross-Origin-Embedder-Policy: require-corp”, with workers’ scripts too.',
    };
  }
  return { why: 'This browser does not let a page share memory between threads. A current Chromium, Firefox or Safari does.' };
}

/** A memory to try with; `undefined` if the browser is short of it, which says nothing about the page. */
function memory() {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function canShare() {
  const { port1, port2 } = new MessageChannel();
  try {
    // Posted as to a worker: WebKit's `structuredClone` refuses a memory that its messages may carry.
    port1.postMessage(memory());
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}

/** @type {Promise<Reason | null> | undefined} */
let found;
let refused = false;

/** Tells whether this page is known to let no worker start. */
export const workersAreRefused = () => refused;

/**
 * Determined once a page.
 * @param {Promise<{ starts: Promise<boolean> }>} [process] one that is starting anyway: if it does, nothing else need be tried
 * @returns {Promise<Reason | null>} why this page can have no threads
 */
export function whyNoThreads(process) {
  found ??= look(process).then((reason) => {
    if (reason?.cure) console.info(`<mutex-demo> runs simulated here. ${reason.why} ${reason.cure}`);
    return reason;
  });
  return found;
}

/**
 * @param {Promise<{ starts: Promise<boolean> }> | undefined} process
 * @returns {Promise<Reason | null>}
 */
async function look(process) {
  const reason = whyNoSharing();
  if (reason) return reason;
  if (process && (await (await process).starts)) return null;
  refused = !(await canSpawn());
  if (!refused) return null;
  return {
    why: 'Threads need workers, and this page does not let the demo start any.',
    cure:
      'Its Content-Security-Policy has to allow “worker-src” the demo’s address (and “blob:” if that is another ' +
      'origin) and “trusted-types mutex-demo” if it restricts those; and the demo’s scripts have to be served with ' +
      '“Cross-Origin-Embedder-Policy: require-corp”.',
  };
}

/** Tells whether a worker starts and is sent shared memory. */
async function canSpawn() {
  let worker;
  /** @type {number | undefined} */
  let late;
  try {
    const probe = spawn(new URL('../workers/probe.js', import.meta.url), 'probe');
    worker = probe;
    return await new Promise((resolve) => {
      probe.onmessage = ({ data }) => resolve(data);
      probe.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
      late = setTimeout(() => resolve(true), PROBE_MS);
      const sent = memory();
      if (sent) probe.postMessage(sent);
      else resolve(true);
    });
  } catch {
    return false;
  } finally {
    clearTimeout(late);
    worker?.terminate();
  }
}

/**
 * A scheduler's sign beside the verdict, with an explanation in a sentence.
 * @param {Reason | null | undefined} reason why the page has no threads
 * @param {Values['scheduler']} scheduler
 */
export function threadingInWords(reason, scheduler) {
  if (scheduler !== 'os') return 'Model: whole steps, and no thread runs.';
  // A reader is not told a reason that only the author can remove.
  if (reason) return `Simulated: no thread runs, chance picks who steps.${reason.cure ? '' : ` ${reason.why}`}`;
  const processors = navigator.hardwareConcurrency;
  return `Real threads; the browser reports ${processors === 1 ? 'one processor' : `${processors} processors`}.`;
}
