// Determines by trying whether this page can share memory: a browser may isolate a page and still not share.

/**
 * Why a page has no threads.
 * @typedef {object} Reason
 * @property {string} why a sentence
 * @property {string} [cure] the remedy for the page's author, in a sentence; absent if an author can do nothing
 */

/** @returns {Reason | null} why this page cannot share memory, as far as can be told at once */
export function whyNoSharing() {
  if (typeof SharedArrayBuffer === 'function' && canShare()) return null;
  if (location.protocol === 'file:') return { why: 'A page that is opened from a file cannot have threads.' };
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
