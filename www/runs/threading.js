// Determines by trying whether this page can have threads: a page may share memory and still allow no worker.

/** @import { Reason } from './shared-memory.js' */

import { memory, whyNoSharing } from './shared-memory.js';
import { spawn } from './spawn.js';
import { Texts } from '../texts/texts.js';

// A probe that neither answers nor fails says nothing about the page. A process has a time limit of its own.
const PROBE_MS = 2_000;

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
    if (reason) inform(reason);
    return reason;
  });
  return found;
}

/** Tells the page's author, in English, of a reason that an author can remove. @param {Reason} reason */
async function inform({ why, cure }) {
  if (!cure) return;
  const { say } = await new Texts('en').load('first');
  console.info(`<mutex-demo> runs simulated here. ${say(...why)} ${say(...cure)}`);
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
  return { why: ['simulated.workers'], cure: ['simulated.workers.cure'] };
}

/** Tells whether a worker starts and is sent shared memory. */
async function canSpawn() {
  let worker;
  /** @type {number | undefined} */
  let late;
  try {
    const probe = spawn(new URL('../workers/thread.js', import.meta.url), 'probe');
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
