// A worker that carries one thread of the pool. What it does is wasm-bindgen-rayon's: its part of this module waits
// for the message that the process sends, initialises, and gives the thread to rayon.

import './pkg/mutex_demo.js';
