// A picture of the timeline, with the output below it. Painted once, on a canvas or as SVG.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Shown } from './exports.js' */

import { find } from '../element/elements.js';
import { colours, threadColours } from '../element/palette.js';
import { Failure } from '../texts/failure.js';
import { MAIN } from '../texts/forms.js';

const WIDTH = 960;
const EDGE = 20;
const ROW = 27;
const GUTTER = 64;
const MOST_ROWS = 60;
const MOST_CHARACTERS = 96;

/** @typedef {'text' | 'quiet' | 'ground' | 'edge' | 'torn' | 'torn-ground'} ColourName */
/** @typedef {Record<ColourName, string> & { threads: string[], mono: string, sans: string }} Look */
/** @typedef {{ author: number, at: number, words: string }} Piece characters of one author, from a column on */
/** @typedef {{ runs: Piece[], cut: boolean, torn: boolean }} Row */
/** @typedef {(words: string, x: number, y: number, colour: string, font: string) => void} Write */

/** @param {string} words */
const escaped = (words) => words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
/** @param {number} number */
const round = (number) => Number(number.toFixed(2));
/** @type {(words: string, most: number) => string} */
const clip = (words, most) => (words.length <= most ? words : `${words.slice(0, most - 1)}…`);

/** A canvas's context. @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext('2d');
  if (!context) throw new Failure('picture.none');
  return context;
}

/** The part of a canvas's context that the painting uses. The only baseline of words is their middle. */
class SvgContext {
  fillStyle = '';
  globalAlpha = 1;
  font = '';
  /** @type {'left' | 'center' | 'right'} */
  textAlign = 'left';
  textBaseline = 'middle';
  /** @type {string[]} */
  #elements = [];
  /** @type {string[]} */
  #fonts = [];
  #left = 0;
  #top = 0;
  /** Rectangles of one colour, merged into one element. */
  #path = '';
  #paint = '';
  #canvas = contextOf(document.createElement('canvas'));

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.#left += x;
    this.#top += y;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    const paint = `fill="${escaped(this.fillStyle)}" fill-opacity="${this.globalAlpha}"`;
    if (paint !== this.#paint) this.#flush();
    this.#paint = paint;
    const [wide, tall] = [round(width), round(height)];
    this.#path += `M${round(this.#left + x)} ${round(this.#top + y)}h${wide}v${tall}h${-wide}z`;
  }

  /** @param {string} words @param {number} x @param {number} y */
  fillText(words, x, y) {
    this.#flush();
    if (!this.#fonts.includes(this.font)) this.#fonts.push(this.font);
    const anchor = { left: 'start', center: 'middle', right: 'end' }[this.textAlign];
    // As wide as measured here, whatever the viewer's font.
    const place = `x="${round(this.#left + x)}" y="${round(this.#top + y)}" dy=".35em" text-anchor="${anchor}"`;
    const look = `class="f${this.#fonts.indexOf(this.font)}" fill="${escaped(this.fillStyle)}"`;
    const wide = round(this.measureText(words).width);
    this.#elements.push(`<text ${place} ${look} textLength="${wide}">${escaped(words)}</text>`);
  }

  /** @param {string} words */
  measureText(words) {
    this.#canvas.font = this.font;
    return this.#canvas.measureText(words);
  }

  /** Everything painted so far. @param {number} width @param {number} height @param {string} title */
  toSvg(width, height, title) {
    this.#flush();
    const fonts = this.#fonts.map((font, index) => `.f${index}{font:${escaped(font)}}`).join('');
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
      `<title>${escaped(title)}</title>`,
      `<style>text{white-space:pre}${fonts}</style>`,
      ...this.#elements,
      '</svg>\n',
    ].join('\n');
  }

  #flush() {
    if (this.#path) this.#elements.push(`<path ${this.#paint} shape-rendering="crispEdges" d="${this.#path}"/>`);
    this.#path = '';
  }
}

/**
 * The page's current colours and fonts, light or dark, including its author's own.
 * @param {ShadowRoot} shadow
 * @returns {Look}
 */
function lookOf(shadow) {
  const place = find(shadow, '.probe');
  /** @type {ColourName[]} */
  const names = ['text', 'quiet', 'ground', 'edge', 'torn', 'torn-ground'];
  const resolved = colours(place, names);
  const look = /** @type {Record<ColourName, string>} */ (Object.fromEntries(names.map((name, at) => [name, resolved[at]])));
  const [mono, sans] = [place, find(shadow, '.demo')].map((element) => getComputedStyle(element).fontFamily);
  return { ...look, threads: threadColours(place), mono: mono ?? '', sans: sans ?? '' };
}

/**
 * The first rows of the output, in runs of one author's characters, and the number of further rows.
 * @param {{ text: string, writers: Uint8Array, torn: Uint32Array }} screen
 * @returns {{ rows: Row[], more: number }}
 */
function rowsOf({ text, writers, torn }) {
  const all = text.replace(/\n$/, '').split('\n');
  const marked = new Set(torn);
  let start = 0;
  const rows = all.slice(0, text === '' ? 0 : MOST_ROWS).map((words, index) => {
    /** @type {Piece[]} */
    const runs = [];
    for (let at = 0; at < Math.min(words.length, MOST_CHARACTERS); at++) {
      const author = writers[start + at] ?? MAIN;
      const last = runs.at(-1);
      if (last?.author === author) last.words += words[at];
      else runs.push({ author, at, words: words.charAt(at) });
    }
    start += words.length + 1;
    return { runs, cut: MOST_CHARACTERS < words.length, torn: marked.has(index) };
  });
  return { rows, more: text === '' ? 0 : all.length - rows.length };
}

/**
 * The composed picture: its height, its title, and a function that paints it.
 * @param {MutexDemo} host
 * @param {Shown} shown
 * @param {string} title
 */
function compose(host, { timeline, texts: { say } }, title) {
  const shadow = /** @type {ShadowRoot} */ (host.shadowRoot);
  const look = lookOf(shadow);
  const { rows, more } = rowsOf(host.transcript());
  /** @param {string} part */
  const says = (part) => find(shadow, `[part=${part}]`).textContent ?? '';
  const verdict = says('verdict');
  // A large run at full speed has no timeline.
  const timed = timeline.timeline.end !== 0;
  const top = timed ? 78 + timeline.height + 42 : 78;
  const places = { timeline: 78, rows: top, end: top + (rows.length + (more ? 1 : 0)) * ROW };
  const height = places.end + 40;

  /** @param {CanvasRenderingContext2D} context @param {number} scale */
  const paint = (context, scale) => {
    /** @type {Write} */
    const write = (words, x, y, colour, font) => {
      [context.fillStyle, context.font] = [colour, font];
      context.fillText(words, x, y);
    };
    const small = `13px ${look.sans}`;
    context.textBaseline = 'middle';
    context.fillStyle = look.ground;
    context.fillRect(0, 0, WIDTH, height);
    write(`mutex-demo: ${title}`, EDGE, 30, look.text, `700 18px ${look.sans}`);
    write(clip(verdict, 130), EDGE, 54, look.text, `14px ${look.sans}`);
    if (timed) {
      const main = timeline.timeline.lanes - 1;
      const colour = (/** @type {number} */ lane) => (lane === main ? look.text : (look.threads[lane] ?? look.text));
      context.translate(EDGE, places.timeline);
      timeline.paint(context, WIDTH - 2 * EDGE, scale, { font: look.sans, text: look.text, colour });
      context.translate(-EDGE, -places.timeline);
      write(say(timeline.inSteps ? 'picture.keyInSteps' : 'picture.key'), EDGE, places.timeline + timeline.height + 14, look.quiet, small);
    }
    context.translate(0, places.rows);
    for (const row of rows) {
      paintRow(context, row, look, write, say('picture.torn'));
      context.translate(0, ROW);
    }
    context.translate(0, -places.rows - rows.length * ROW);
    if (more) {
      write(say('picture.more', more), GUTTER, places.end - ROW / 2, look.quiet, small);
    }
    const threading = timeline.inSteps ? say('picture.model') : says('threading');
    write(clip(threading, 130), EDGE, height - 20, look.quiet, small);
  };
  return { height, says: `${title}: ${verdict}`, paint };
}

/**
 * A row of the output, as on the page: each author's number above its characters, and a word if the row is torn.
 * @param {CanvasRenderingContext2D} context
 * @param {Row} row
 * @param {Look} look
 * @param {Write} write
 * @param {string} mark
 */
function paintRow(context, { runs, cut, torn }, look, write, mark) {
  if (torn) {
    context.fillStyle = look['torn-ground'];
    context.fillRect(0, 0, WIDTH, ROW);
    context.fillStyle = look.torn;
    context.fillRect(0, 0, 4, ROW);
    write(mark, EDGE, ROW / 2 + 3, look.torn, `600 12px ${look.sans}`);
  }
  const font = `14px ${look.mono}`;
  context.font = font;
  const { width } = context.measureText('0');
  for (const { author, at, words } of runs) {
    const colour = look.threads[author] ?? look.text;
    write(words, GUTTER + at * width, ROW / 2 + 4, colour, font);
    write(author === MAIN ? 'm' : author.toString(16), GUTTER + at * width, 5, colour, `700 9px ${look.mono}`);
  }
  if (cut) write('…', GUTTER + MOST_CHARACTERS * width, ROW / 2 + 4, look.quiet, font);
}

/** As SVG. @type {(host: MutexDemo, shown: Shown, title: string) => string} */
export function svg(host, shown, title) {
  const { height, says, paint } = compose(host, shown, title);
  const context = new SvgContext();
  // It has what is used of a canvas's.
  paint(/** @type {any} */ (context), 2);
  return context.toSvg(WIDTH, height, says);
}

/** As PNG, at twice the size. @type {(host: MutexDemo, shown: Shown, title: string) => Promise<Blob>} */
export function png(host, shown, title) {
  const { height, paint } = compose(host, shown, title);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * WIDTH, 2 * height];
  const context = contextOf(canvas);
  context.scale(2, 2);
  paint(context, 2);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Failure('picture.noPng'))), 'image/png');
  });
}
