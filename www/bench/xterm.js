// The peer for streaming: xterm.js shows the same coloured lines, and keeps all of them to scroll back to, as the demo
// does. xterm.js gets them ready-made, in large pieces, which is the fastest way to feed it.

import { recordFrames } from './frames.js';

const terminal = new globalThis.Terminal({ cols: 80, rows: 30, scrollback: 1_000_000 });
terminal.open(document.querySelector('#terminal'));

const PIECE = 5_000;

globalThis.stream = async (lines = 1_000_000) => {
  const pieces = [];
  for (let first = 0; first < lines; first += PIECE) {
    let piece = '';
    for (let line = first; line < first + PIECE; line++) {
      const thread = line % 5;
      piece += `\x1b[3${1 + thread}m[${thread}] => ${Math.floor(line / 5)}\x1b[0m\r\n`;
    }
    pieces.push(piece);
  }
  const frames = recordFrames();
  const since = performance.now();
  for (const piece of pieces) await new Promise((written) => terminal.write(piece, written));
  await new Promise(requestAnimationFrame);
  const ms = performance.now() - since;
  return { lines, ms, frames: frames.stop() };
};
