// Paints a timeline: lanes with lines, stripes and blocks, the times that a lock passes between them, and an axis.

/** @import { Timeline } from '../pkg/mutex_demo.js' */

/** The height of a lane, the width of its label, and the height of the axis, in pixels. */
export const [LANE, LABEL, AXIS] = [22, 28, 22];
const MOST_HOLDS = 400;

/** @typedef {{ font: string, text: string, colour: (lane: number) => string }} Look */
/**
 * The part of a timeline that is painted.
 * @typedef {object} View
 * @property {Timeline} timeline
 * @property {number} from the first time in sight
 * @property {number} to the last
 * @property {number} [at] a time that is marked
 * @property {boolean} inSteps whether times are steps, else microseconds
 * @property {boolean} [bare] whether it has no axis
 * @property {(time: number) => string} tick the words at a time of the axis
 */

/** @type {(view: View, time: number, width: number) => number} */
const toX = ({ from, to }, time, width) => LABEL + ((time - from) / (to - from)) * (width - LABEL);

/**
 * Paints on a canvas's context, or on a substitute.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {number} width in pixels of a style sheet, each of which is `scale` of the picture's
 * @param {number} scale
 * @param {Look} look
 */
export function paint(context, view, width, scale, { font, text, colour }) {
  const { lanes, locks } = view.timeline;
  context.font = `600 12px ${font}`;
  context.textBaseline = 'middle';
  for (let lane = 0; lane < lanes; lane++) paintLane(context, view, lane, width, scale, colour(lane));
  // A thread that waits may hold another lock.
  for (let lock = 0; 1 < locks && lock < locks; lock++) paintHeld(context, view, lock, width, colour);
  for (let lock = 0; lock < locks; lock++) paintPassings(context, view, lock, width, text);
  if (!view.bare) paintAxis(context, view, width, lanes * LANE, text);
  if (view.at === undefined) return;
  const x = toX(view, view.at, width);
  context.fillStyle = text;
  if (LABEL <= x) context.fillRect(x, 0, 1, lanes * LANE);
}

/**
 * A lane: a line while the thread works, stripes while it waits, a block while it holds the lock.
 * @type {(context: CanvasRenderingContext2D, view: View, lane: number, width: number, scale: number, colour: string) => void}
 */
function paintLane(context, { timeline, from, to }, lane, width, scale, colour) {
  const top = lane * LANE;
  context.fillStyle = colour;
  const main = lane === timeline.lanes - 1;
  context.fillText(main ? 'm' : lane.toString(16), 8, top + LANE / 2);
  const columns = Math.max(0, Math.round((width - LABEL) * scale));
  const pixels = timeline.pixels(lane, from, to, columns);
  for (let start = 0; start < columns; ) {
    let end = start + 1;
    while (end < columns && pixels[end] === pixels[start]) end++;
    const [x, wide] = [LABEL + start / scale, (end - start) / scale];
    if (pixels[start] === 1) context.fillRect(x, top + LANE / 2 - 1, wide, 2);
    if (pixels[start] === 2) paintWait(context, x, top, wide);
    if (pixels[start] === 3) context.fillRect(x, top + 3, wide, LANE - 6);
    start = end;
  }
}

/** @type {(context: CanvasRenderingContext2D, x: number, top: number, wide: number) => void} */
function paintWait(context, x, top, wide) {
  context.globalAlpha = 0.22;
  context.fillRect(x, top + 6, wide, LANE - 12);
  context.globalAlpha = 1;
  for (let stripe = Math.ceil(x / 5) * 5; stripe < x + wide; stripe += 5) context.fillRect(stripe, top + 6, 1, LANE - 12);
}

/**
 * A bar along the foot of a lane while it holds a lock: seen where the thread waits for another one.
 * @type {(context: CanvasRenderingContext2D, view: View, lock: number, width: number, colour: Look['colour']) => void}
 */
function paintHeld(context, view, lock, width, colour) {
  const holds = view.timeline.holds(lock, view.from, view.to, Math.min(MOST_HOLDS, width / 6));
  for (let at = 0; at < holds.length; at += 3) {
    const [lane = 0, start = 0, end = 0] = holds.subarray(at, at + 3);
    const [left, right] = [start, end].map((time) => Math.min(width, Math.max(LABEL, toX(view, time, width))));
    context.fillStyle = colour(lane);
    context.fillRect(left, lane * LANE + LANE - 7, right - left, 4);
  }
}

/**
 * A bar at each time that a lock passes from lane to lane, unless there are too many to tell apart.
 * @type {(context: CanvasRenderingContext2D, view: View, lock: number, width: number, colour: string) => void}
 */
function paintPassings(context, view, lock, width, colour) {
  const holds = view.timeline.holds(lock, view.from, view.to, Math.min(MOST_HOLDS, width / 6));
  context.fillStyle = colour;
  context.globalAlpha = 0.55;
  for (let at = 3; at < holds.length; at += 3) {
    const [before = 0, , , after = 0, start = 0] = holds.subarray(at - 3, at + 2);
    const x = toX(view, start, width);
    if (before === after || x < LABEL) continue;
    const [top, bottom] = [Math.min(before, after), Math.max(before, after)];
    context.fillRect(x - 0.5, top * LANE + LANE / 2, 1, (bottom - top) * LANE);
  }
  context.globalAlpha = 1;
}

/** @type {(context: CanvasRenderingContext2D, view: View, width: number, top: number, colour: string) => void} */
function paintAxis(context, view, width, top, colour) {
  context.fillStyle = colour;
  const { from, to, inSteps } = view;
  const rough = (to - from) / Math.max(2, (width - LABEL) / 110);
  const power = 10 ** Math.floor(Math.log10(rough));
  const tick = Math.max(inSteps ? 1 : 0, [1, 2, 5].map((n) => n * power).find((n) => rough <= n) ?? 10 * power);
  for (let time = Math.ceil(from / tick) * tick; time <= to; time += tick) {
    const x = toX(view, time, width);
    const words = view.tick(time);
    context.fillRect(x, top, 1, 4);
    context.textAlign = width < x + context.measureText(words).width / 2 ? 'right' : x < LABEL + 12 ? 'left' : 'center';
    context.fillText(words, x, top + 13);
  }
  context.textAlign = 'left';
}
