// Draws the card that other sites show of the page: a torn and a whole run beside each other, as a PNG of 1200 × 630 pixels.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readRecorded, wordsOf } from './page.mjs';

const require = createRequire(import.meta.url);
const FONTS = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSansMono-Bold'].map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const [WIDTH, HEIGHT] = [1200, 630];
/** The threads' colours, as in `index.css`. */
const COLOURS = ['#0b63ad', '#a34a00', '#6a3d9a'];
const [CELL, ROW, SHOWN] = [21, 38, 8];

let begun;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x, y, size, words, rest = '') => `<text x="${x}" y="${y}" font-size="${size}" ${rest}>${escape(words)}</text>`;

/** The first rows of a run, a tile a character. */
function tiles({ text: printed, writers, lost }, left, top) {
  const over = new Set(lost.map(([cell]) => cell));
  let cell = 0;
  return printed.split('\n').map((row, y) => {
    const drawn = [...row].map((glyph, x) => {
      const thread = writers[cell];
      const is = over.has(cell++);
      if (thread === 255 || y >= SHOWN) return '';
      const [px, py] = [left + x * CELL, top + y * ROW];
      const tile = `<rect x="${px}" y="${py}" width="${CELL - 1}" height="${ROW - 6}" rx="3" fill="${COLOURS[thread]}" fill-opacity=".14"/>`;
      const mark = is ? text(px - 3, py + 9, 15, '✕', 'fill="#b00020" font-weight="bold"') : '';
      return tile + (glyph === ' ' ? '' : text(px + 4, py + 24, 21, glyph, `fill="${COLOURS[thread]}" class="mono" font-family="DejaVu Sans Mono" font-weight="bold"`)) + mark;
    });
    cell++;
    return drawn.join('');
  }).join('');
}

/** The card in a language. @param {string} language @returns {Promise<Uint8Array>} */
export async function card(language) {
  begun ??= readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
  await begun;
  const [words, { stills }] = [await wordsOf(language), await readRecorded()];
  const { tear, lock } = stills;
  const panel = (x, title, run, said, bad) => `<rect x="${x}" y="132" width="540" height="446" rx="18" fill="#fff" stroke="#d9d6cd" stroke-width="2"/>
    ${text(x + 28, 176, 25, title, 'font-weight="bold"')}${tiles(run, x + 28, 200)}${text(x + 28, 556, 25, said, `font-weight="bold" fill="${bad ? '#b00020' : '#1d2026'}"`)}`;
  const whole = lock.text.trim().split('\n').length - 1;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="DejaVu Sans" fill="#1d2026">
    <rect width="100%" height="100%" fill="#fbfaf7"/>${text(44, 92, 48, words.title, 'font-weight="bold"')}
    ${panel(44, `○ ${words.card.without}`, tear, words.card.torn(tear.torn.length, tear.lost.length), true)}
    ${panel(616, `● ${words.card.with}`, lock, words.card.whole(whole), false)}</svg>`;
  const fontBuffers = await Promise.all(FONTS.map((path) => readFile(path)));
  return new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'DejaVu Sans' } }).render().asPng();
}
