// A worker that carries one thread of the pool. The page makes it, and hands it a port to the process. The process
// sends what the thread needs, and the worker becomes a thread of rayon's. In place of the port the page may send a memory:
// it only wants to know whether a worker can have it shared.

import init, { wbg_rayon_start_worker } from '../pkg/mutex_demo.js';

self.onmessage = ({ data }) => {
  if (data instanceof WebAssembly.Memory) return postMessage(data.buffer.constructor.name === 'SharedArrayBuffer');
  /** @type {MessagePort} */
  const port = data;
  /** @param {MessageEvent<{ module: import('../pkg/mutex_demo.js').InitInput, receiver: number }>} message */
  port.onmessage = async ({ data: { module, receiver } }) => {
    await init(module);
    port.postMessage('ready');
    postMessage('ready');
    // From here on the thread occupies this worker, which handles no message.
    wbg_rayon_start_worker(receiver);
  };
  postMessage('loaded');
};
