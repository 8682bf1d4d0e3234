// A worker that carries one thread of the pool. The page makes it, and hands it a port to the process; that sends what
// wasm-bindgen-rayon sends, and the worker gives its thread to rayon.

import init, { wbg_rayon_start_worker } from './pkg/mutex_demo.js';

self.onmessage = ({ data: port }) => {
  port.onmessage = async ({ data: { module, receiver } }) => {
    await init(module);
    port.postMessage({ type: 'wasm_bindgen_worker_ready' });
    postMessage('ready');
    // From here on this worker is the thread's, and takes no message.
    wbg_rayon_start_worker(receiver);
  };
  postMessage('loaded');
};
