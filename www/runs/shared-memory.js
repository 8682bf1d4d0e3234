// Determines by trying whether this page can share memory: a browser may isolate a page and still not share.

/** @import { Fact } from '../texts/texts.js' */

/**
 * Why a page has no threads.
 * @typedef {object} Reason
 * @property {Fact} why
 * @property {Fact} [cure] the remedy for the page's author; absent if an author can do nothing
 */

/** @returns {Reason | null} why this page cannot share memory, as far as can be told at once */
export function whyNoSharing() {
  if (typeof SharedArrayBuffer === 'function' && canShare()) return null;
  if (location.protocol === 'file:') return { why: ['simulated.file'] };
  if (!self.isSecureContext) return { why: ['simulated.insecure'], cure: ['simulated.insecure.cure'] };
  if (!self.crossOriginIsolated) return { why: ['simulated.isolation'], cure: ['simulated.isolation.cure'] };
  return { why: ['simulated.browser'] };
}

/** A memory to try with; `undefined` if the browser is short of it, which says nothing about the page. */
export function memory() {
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
