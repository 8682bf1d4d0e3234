// The waits of threads, drawn: threads on a circle, an arrow from each that waits to the holder of its lock. Loaded when threads
// hang.

/** @import { ThreadName, Wait } from '../element/result.js' */
/** @import { Texts } from '../texts/texts.js' */
/** @typedef {[number, number]} Point */

import { MAIN } from '../texts/forms.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 400;
const HEIGHT = 190;
// Two threads beside each other, and their two arrows, are lower.
const HEIGHT_OF_TWO = 140;
const RADIUS = 30;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [words]
 */
function create(name, attributes, words) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (words !== undefined) element.textContent = words;
  return element;
}

/** @param {ThreadName} thread */
const sign = (thread) => (thread === 'main' ? 'main' : String(thread));
/** @param {ThreadName} thread */
const idOf = (thread) => (thread === 'main' ? MAIN : thread);

/**
 * Draws waits.
 * @param {HTMLElement} part receives the picture
 * @param {Wait[]} waits
 * @param {Texts} texts
 */
export function drawWaits(part, waits, { say }) {
  const threads = [...new Set(waits.flatMap(({ thread, holder }) => [thread, holder]))];
  const height = threads.length === 2 ? HEIGHT_OF_TWO : HEIGHT;
  const [x, y] = [WIDTH / 2, height / 2];
  /** @type {Map<ThreadName, Point>} */
  const at = new Map(threads.map((thread, index) => {
    // Two threads stand beside each other; more stand on a circle, the first on its left.
    const angle = Math.PI + (2 * Math.PI * index) / threads.length;
    return [thread, [x + (x - RADIUS - 20) * Math.cos(angle), y + (y - RADIUS - 14) * Math.sin(angle)]];
  }));
  const words = waits.map(({ thread, lock, holder }) => say('circle.held', idOf(thread), lock, idOf(holder))).join('; ');
  const svg = create('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': words });
  const head = create('marker', { id: 'head', viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: 'auto' });
  head.append(create('path', { d: 'M0 0L10 5L0 10z', style: 'fill: currentcolor' }));
  const definitions = create('defs', {});
  definitions.append(head);
  svg.append(definitions);
  for (const { thread, lock, holder } of waits) {
    const place = (/** @type {ThreadName} */ name) => at.get(name) ?? /** @type {Point} */ ([x, y]);
    const [from, to] = [place(thread), place(holder)];
    const { path, label } = thread === holder ? loop(from) : arc(from, to);
    svg.append(create('path', { d: path, 'marker-end': 'url(#head)' }));
    svg.append(create('text', { x: label[0], y: label[1] }, say('circle.waitsFor', lock)));
  }
  for (const [thread, [cx, cy]] of at) {
    svg.append(create('circle', { cx, cy, r: RADIUS - 4, 'data-thread': thread }));
    svg.append(create('text', { x: cx, y: cy }, sign(thread)));
  }
  part.replaceChildren(svg);
}

/**
 * An arrow from one thread to another, bent to its left, so that two in opposite directions stay apart.
 * @param {Point} from
 * @param {Point} to
 */
function arc([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const bend = Math.min(60, length / 4);
  const [mx, my] = [(x1 + x2) / 2 + dy * bend, (y1 + y2) / 2 - dx * bend];
  /** @type {(x: number, y: number) => Point} */
  const edge = (x, y) => {
    const far = Math.hypot(mx - x, my - y);
    return [x + ((mx - x) / far) * RADIUS, y + ((my - y) / far) * RADIUS];
  };
  const [[fx, fy], [tx, ty]] = [edge(x1, y1), edge(x2, y2)];
  return { path: `M${fx} ${fy}Q${mx} ${my} ${tx} ${ty}`, label: [(x1 + x2) / 2 + dy * bend * 0.85, (y1 + y2) / 2 - dx * bend * 0.85] };
}

/**
 * An arrow from a thread to itself.
 * @param {Point} at
 */
function loop([x, y]) {
  const path = `M${x + RADIUS * 0.7} ${y - RADIUS * 0.7}C${x + 90} ${y - 80} ${x + 90} ${y + 80} ${x + RADIUS * 0.7} ${y + RADIUS * 0.7}`;
  return { path, label: [x + 130, y] };
}
