// Charts: a histogram, which is a table, and a curve, with a table beside it. They turn figures into elements. A figure
// that is no number, or has no place on an axis, is left out.

import { create, row } from '../element/elements.js';

const MOST_BINS = 12;
const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [460, 260];
const PLOT = { left: 62, right: 448, top: 14, bottom: 214 };

// Every browser's `toLocaleString` accepts this many.
const MOST_DIGITS = 20;

/**
 * The value in the middle.
 * @param {number[]} values
 */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * The least of 1, 2, 5, 10, 20, 50 … that is no less than a positive number; 1 for any other.
 * @param {number} least
 */
function nice(least) {
  if (!(0 < least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => least <= step * (1 + 1e-9)) ?? 10 * power;
}

/**
 * The frequency of each value. If the values are counts, 0 has a bin of its own.
 * @param {string} title the meaning of the values
 * @param {Record<string, number[]>} series values by the series' name
 * @param {boolean} counts whether the values are counts, hence whole
 * @param {string} language of the numbers
 * @param {number} [width] of the narrowest bin of other values: the step of the clock that measured them
 * @returns {HTMLTableElement}
 */
export function histogram(title, series, counts, language, width = 0) {
  const known = Object.values(series).map((values) => values.filter(Number.isFinite));
  const all = known.flat();
  // If there is no value, there is one bin, at 0.
  const [least, most] = all.length ? [Math.min(...all), Math.max(...all)] : [0, 0];
  const step = Math.max(counts ? 1 : width, nice((most - least) / (MOST_BINS - 1)));
  /** @param {number} value */
  const binOf = (value) => (counts ? Math.ceil(value / step) : Math.floor(value / step + 1e-9));
  const first = binOf(least);
  const counted = known.map((values) => {
    const bins = Array(binOf(most) - first + 1).fill(0);
    for (const value of values) bins[binOf(value) - first] += 1;
    return bins;
  });
  const highest = Math.max(1, ...counted.flat());
  // As many digits as the step has.
  const digits = { maximumFractionDigits: Math.min(MOST_DIGITS, Math.max(0, -Math.floor(Math.log10(step)))) };
  /** @param {number} value */
  const format = (value) => value.toLocaleString(language, digits);
  /** @param {number} bin */
  const label = (bin) => {
    const [from, to] = counts ? [(bin - 1) * step + 1, bin * step] : [bin * step, (bin + 1) * step];
    return counts && (step === 1 || bin === 0) ? format(to) : `${format(from)} – ${format(to)}`;
  };
  /** @param {number} count */
  const cell = (count) => {
    const bar = create('span', { class: 'bar' });
    bar.style.inlineSize = `${(count / highest) * 70}%`;
    return create('td', {}, bar, String(count));
  };
  const heads = Object.keys(series).map((name) => create('th', { scope: 'col' }, name));
  const rows = counted[0].map((_, at) =>
    create('tr', {}, create('th', { scope: 'row' }, label(first + at)), ...counted.map((bins) => cell(bins[at]))));
  const head = create('thead', {}, create('tr', {}, create('th', { scope: 'col' }, title), ...heads));
  return create('table', { class: 'histogram' }, head, create('tbody', {}, ...rows));
}

/**
 * A table of rows of words, each with its head first.
 * @param {string[]} heads
 * @param {string[][]} rows
 */
export function table(heads, rows) {
  const head = create('thead', {}, create('tr', {}, ...heads.map((words) => create('th', { scope: 'col' }, words))));
  return create('table', {}, head, create('tbody', {}, ...rows.map((words) => row(words))));
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * Measured points, each with its spread, and the curve of the theory beside them. The horizontal axis is logarithmic, as
 * its label says.
 * @param {string} title the curve's statement, in a sentence
 * @param {{ x: string, y: string }} axes labels with units
 * @param {{ x: number, y: number[] }[]} points all measurements; the median is the point
 * @param {(x: number) => number} theory
 * @param {string} language of the numbers
 * @returns {SVGElement}
 */
export function curve(title, axes, points, theory, language) {
  /** @param {number} value */
  const format = (value) => value.toLocaleString(language, { maximumSignificantDigits: 3 });
  const known = points.map(({ x, y }) => ({ x, y: y.filter(Number.isFinite) }))
    .filter(({ x, y }) => Number.isFinite(x) && 0 < x && y.length);
  const xs = known.length ? known.map(({ x }) => x) : [1];
  const [from, to] = [Math.min(...xs) / 1.2, Math.max(...xs) * 1.2];
  const path = Array.from({ length: 101 }, (_, at) => from * (to / from) ** (at / 100)).map((x) => [x, theory(x)])
    .filter(([, y]) => Number.isFinite(y));
  // If all values are 0, the axis still has a length.
  const most = Math.max(...known.flatMap(({ y }) => y), ...path.map(([, y]) => y)) || 1;
  const tick = nice(most / 4);
  /** @param {number} x */
  const toX = (x) => PLOT.left + (Math.log(x / from) / Math.log(to / from)) * (PLOT.right - PLOT.left);
  /** @param {number} y */
  const toY = (y) => PLOT.bottom - (y / (Math.ceil(most / tick) * tick)) * (PLOT.bottom - PLOT.top);
  /** @type {(x: number, y: number, anchor: string, words: string) => SVGElement} */
  const text = (x, y, anchor, words) => svg('text', { x, y, 'text-anchor': anchor }, words);
  const ticks = Array.from({ length: Math.ceil(most / tick) + 1 }, (_, at) => at * tick).flatMap((y) => [
    svg('line', { class: 'grid', x1: PLOT.left, x2: PLOT.right, y1: toY(y), y2: toY(y) }),
    text(PLOT.left - 6, toY(y) + 4, 'end', format(y)),
  ]);
  const decades = [0.01, 0.1, 1, 10, 100, 1000].flatMap((power) => [1, 2, 5].map((factor) => factor * power));
  const marks = decades.filter((x) => from <= x && x <= to).flatMap((x) => [
    svg('line', { class: 'grid', x1: toX(x), x2: toX(x), y1: PLOT.top, y2: PLOT.bottom }),
    text(toX(x), PLOT.bottom + 16, 'middle', format(x)),
  ]);
  const dots = known.flatMap(({ x, y }) => [
    svg('line', { class: 'spread', x1: toX(x), x2: toX(x), y1: toY(Math.min(...y)), y2: toY(Math.max(...y)) }),
    svg('circle', { class: 'measured', cx: toX(x), cy: toY(median(y)), r: 4 }),
  ]);
  const line = path.map(([x, y], at) => `${at ? 'L' : 'M'}${toX(x).toFixed(1)} ${toY(y).toFixed(1)}`).join('');
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title, class: 'curve' },
    ...ticks, ...marks, svg('path', { class: 'theory', d: line }), ...dots,
    text((PLOT.left + PLOT.right) / 2, HEIGHT - 8, 'middle', axes.x),
    svg('text', { transform: `rotate(-90 12 ${HEIGHT / 2 - 20})`, x: 12, y: HEIGHT / 2 - 20, 'text-anchor': 'middle' }, axes.y));
}
