// A worker that says whether a memory that it was sent is shared.

self.onmessage = ({ data: memory }) => postMessage(memory.buffer.constructor.name === 'SharedArrayBuffer');
