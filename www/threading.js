// Whether this page can have threads: asked by trying, since a browser may isolate a page and still not share.

/** @returns {string | null} why not, with the cure; `null` where it can */
export function whyNoThreads() {
  if (new URL(import.meta.url).origin !== location.origin) {
    return 'Threads need the demo’s files to come from the page’s own address: put them beside the page.';
  }
  if (typeof SharedArrayBuffer === 'function' && canShare()) return null;
  if (!window.isSecureContext) {
    return 'Threads need a secure page: open this one by https, or on localhost.';
  }
  if (!window.crossOriginIsolated) {
    return (
      'Threads need a page that is cross-origin isolated, and this one is not: its server has to send the headers ' +
      '“Cross-Origin-Opener-Policy: same-origin” and “Cross-Origin-Embedder-Policy: require-corp”.'
    );
  }
  return 'This browser does not let a page share memory between threads. A current Chromium, Firefox or Safari does.';
}

function canShare() {
  const { port1, port2 } = new MessageChannel();
  try {
    // As it is sent to a worker. WebKit's `structuredClone` refuses what its messages may carry.
    port1.postMessage(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }));
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}

/** What a reader is told, where threads can be had and where they cannot; only one scheduler has any. */
export function threadingInWords(whyNot, scheduler) {
  if (scheduler !== 'os') return 'No thread runs here: these are whole steps of a model.';
  if (whyNot) return `simulated: no thread runs, chance picks who steps. ${whyNot}`;
  const processors = navigator.hardwareConcurrency;
  return `Real threads, on ${processors === 1 ? 'one processor' : `${processors} processors`}.`;
}
