// The messages between an element and its frame: their shapes, and nothing else is taken.
//
// The frame's page greets its parent, by a message of its window; the element answers with a port, over which all else goes.

/** @import { State } from '../runs/stepping.js' */
/** @import { Transcript } from '../mutex-demo.js' */

/** The fragment of the address of a frame that waits for its element. An author's own frame has none, and starts by itself. */
export const FRAMED = '#framed';

/** The events that an element passes on from its frame. `ready` is its own. */
export const EVENTS = /** @type {const} */ (['wait', 'start', 'step', 'done', 'explored', 'change', 'goal']);

/** The methods that an element calls in its frame. */
export const METHODS = /** @type {const} */ (['run', 'stop', 'step', 'back', 'play', 'exported']);

/**
 * The scheme of the host's colours, those that its author has set, and the height of its viewport in pixels.
 * @typedef {{ theme: 'light' | 'dark', colours: Record<string, string>, viewport: number }} Look
 */

/**
 * The facts that the frame's element tells of itself.
 * @typedef {object} Told
 * @property {'real' | 'simulated' | null} threading
 * @property {string | null} whySimulated
 * @property {State | null} state
 */

/** @typedef {{ attributes: Record<string, string | null> }} Attributes those that have changed, `null` if one is gone */
/** @typedef {{ look: Look }} Looks */
/** @typedef {{ call: number, method: typeof METHODS[number], args: unknown[] }} Call */
/** @typedef {Attributes | Looks | Call} ToFrame */

/** @typedef {{ height: number }} Height of the frame's content, in pixels */
/** @typedef {{ told: Told }} Tells */
/** @typedef {{ event: typeof EVENTS[number], detail: unknown, transcript?: Transcript, told: Told }} Happened */
/** @typedef {{ reply: number, value?: unknown, failed?: string, told: Told }} Reply */
/** @typedef {Height | Tells | Happened | Reply} FromFrame */

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isRecord = (value) => typeof value === 'object' && value !== null;
/** @type {(value: unknown) => boolean} */
const isSize = (value) => typeof value === 'number' && 0 <= value && value < 1e6;
/** @type {(value: unknown) => boolean} */
const isText = (value) => typeof value === 'string' && value.length <= 20_000;
/** @type {(value: unknown) => boolean} */
const isTold = (value) => isRecord(value) && [null, 'real', 'simulated'].includes(/** @type {any} */ (value.threading));

/**
 * A greeting: whether the frame's page shares memory. `undefined` if the message is none.
 * @param {unknown} data
 */
export function readGreeting(data) {
  return isRecord(data) && data.mutexDemo === 'greeting' && typeof data.shares === 'boolean' ? { shares: data.shares } : undefined;
}

/**
 * A message from an element to its frame. `undefined` if it is none of the shapes.
 * @param {unknown} data
 * @returns {ToFrame | undefined}
 */
export function readForFrame(data) {
  if (!isRecord(data)) return undefined;
  const { attributes, look, call, method, args } = data;
  /** @type {(value: unknown, form: (value: unknown) => boolean) => boolean} */
  const every = (value, form) => isRecord(value) && Object.values(value).every(form);
  const isAttributes = every(attributes, (text) => text === null || isText(text));
  const isLook = isRecord(look) && (look.theme === 'light' || look.theme === 'dark') && isSize(look.viewport) && every(look.colours, isText);
  const isCall = isSize(call) && METHODS.includes(/** @type {any} */ (method)) && Array.isArray(args);
  return isAttributes || isLook || isCall ? /** @type {any} */ (data) : undefined;
}

/**
 * A message from a frame to its element. `undefined` if it is none of the shapes.
 * @param {unknown} data
 * @returns {FromFrame | undefined}
 */
export function readFromFrame(data) {
  if (!isRecord(data)) return undefined;
  const { height, told, event, reply } = data;
  const isEvent = event === undefined || EVENTS.includes(/** @type {any} */ (event));
  const isReply = reply === undefined || isSize(reply);
  return isSize(height) || (isTold(told) && isEvent && isReply) ? /** @type {any} */ (data) : undefined;
}
