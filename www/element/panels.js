// The two sides of a stage: without the lock on the left, with it on the right. One is live, the other shows the run before the
// lock was switched, as a still copy, so that both can be compared.

/** @import { Result } from './result.js' */
/** @import { Values } from './settings.js' */
/** @import { TimelineCanvas } from './timeline.js' */
/** @import { Texts } from '../texts/texts.js' */

import { changedOf } from './settings.js';
import { create, find } from './elements.js';
import { LABEL } from './timeline-painting.js';

/** @type {(settings: Pick<Values, 'lock'>) => 'with' | 'without'} */
const sideOf = ({ lock }) => (lock === 'none' ? 'without' : 'with');

/** The settings that a still copy may differ in from the live one. */
const ALIKE = ['lock', 'schedule', 'language', 'scheduler', 'controls', 'theme', 'home', 'scene'];

/** Whether a run has done damage. @param {Result | undefined} result */
const isBad = (result) => result !== undefined && (result.lines.torn > 0 || Boolean(result.glyphs.lost));

/** The settings that two runs share if they differ in nothing but the lock. @param {Values} settings */
const keyOf = (settings) =>
  JSON.stringify(changedOf(settings).filter((name) => !ALIKE.includes(name)).map((name) => [name, settings[name]]));

/**
 * A still copy of drawn parts: texts and places. What can be pressed there, here says its words alone.
 * @param {Element} element
 * @returns {HTMLElement}
 */
function stillOf(element) {
  const mark = element.matches('[data-lost]');
  const copy = create(mark ? 'span' : /** @type {'div'} */ (element.localName));
  for (const { name, value } of element.attributes) if (!['style', 'type', 'tabindex'].includes(name)) copy.setAttribute(name, value);
  if (mark) {
    copy.setAttribute('role', 'img');
    copy.title = element.ariaLabel ?? '';
  }
  // A strict policy allows styles by script alone, in a clone, too.
  copy.style.cssText = /** @type {HTMLElement} */ (element).style.cssText;
  for (const node of element.childNodes) copy.append(node instanceof Element ? stillOf(node) : node.cloneNode());
  return copy;
}

export class Panels {
  #root;
  #still;
  #price;
  #timeline;
  #texts;
  /** Draws the lanes of the still side so that they end at a time of the live side's. @type {(to: number) => void} */
  #scale = () => {};
  /** The last run that is on the live side. @type {{ side: string, key: string, result?: Result } | undefined} */
  #live;
  /** The run whose copy the other side shows. @type {{ side: string, key: string, result?: Result } | undefined} */
  #before;

  /**
   * @param {ShadowRoot} shadow
   * @param {TimelineCanvas} timeline the live side's lanes; both sides have one scale
   * @param {Texts} texts
   */
  constructor(shadow, timeline, texts) {
    this.#timeline = timeline;
    timeline.drawn = (to) => this.#scale(to);
    this.#root = find(shadow, '.demo');
    this.#still = find(shadow, '[part=before]');
    this.#price = find(shadow, '[part=price]');
    this.#texts = texts;
  }

  /** Shows settings before anything has run with them. @param {Values} settings */
  show(settings) {
    this.#root.style.setProperty('--lanes', String(settings.threads));
    // The stepper and the counts draw on the live side's places: the run that was there cannot be copied any more.
    if (settings.scheduler !== 'os') this.#live = undefined;
    else if (!this.#live) this.#turnTo(sideOf(settings));
    // Other settings than the lock make the two incomparable.
    if (this.#before && this.#before.key !== keyOf(settings)) this.#clear();
  }

  /** A run begins: what the live side shows is kept if the run has the other side. @param {Values} settings */
  begin(settings) {
    const [side, key] = [sideOf(settings), keyOf(settings)];
    this.#price.textContent = '';
    find(this.#root, '[part=verdict]').removeAttribute('data-bad');
    const isOther = this.#live?.key === key && this.#live.side !== side;
    if (this.#live && isOther && this.#still.checkVisibility()) this.#keep(this.#live);
    else if (this.#before?.key !== key || this.#before.side === side) this.#clear();
    this.#live = { side, key };
    this.#turnTo(side);
  }

  /** A run has ended. @param {Result} result */
  end(result) {
    find(this.#root, '[part=verdict]').toggleAttribute('data-bad', isBad(result));
    if (!this.#live) return;
    this.#live.result = result;
    const [with_, without] = this.#live.side === 'with' ? [result, this.#before?.result] : [this.#before?.result, result];
    if (with_?.outcome !== 'finished' || without?.outcome !== 'finished' || !without.threadsMs || !with_.threadsMs) return;
    const ratio = with_.threadsMs / without.threadsMs;
    const words = this.#texts.say('side.price', ratio);
    const place = this.#live.side === 'with' ? this.#price : this.#still.querySelector('.price');
    if (place) place.textContent = words;
  }

  /** @param {'with' | 'without'} side */
  #turnTo(side) {
    if (this.#root.dataset.side === side) return;
    this.#root.dataset.side = side;
    if (!this.#before || this.#before.side === side) this.#clear();
  }

  /** Nothing is kept: says what would fill the side. */
  #clear() {
    this.#before = undefined;
    this.#timeline.least = 0;
    this.#scale = () => {};
    const words = this.#texts.say(this.#root.dataset.side === 'with' ? 'side.toWithout' : 'side.toWith');
    this.#still.replaceChildren(create('p', { class: 'vacant' }, words));
  }

  /** Keeps a copy of the live side: lanes, rows, verdict. @param {{ side: string, key: string, result?: Result }} live */
  #keep(live) {
    const { result } = live;
    this.#before = live;
    const lanes = this.#lanes();
    const rows = stillOf(find(this.#root, '.rows'));
    rows.classList.replace('rows', 'still');
    const whose = `${this.#texts.say(this.#root.dataset.side === 'with' ? 'side.with' : 'side.without')}: `;
    const said = create('p', { class: 'said' }, create('span', { class: 'whose' }, whose), find(this.#root, '[part=verdict]').textContent ?? '', ' ', create('span', { class: 'price' }));
    said.toggleAttribute('data-bad', isBad(result));
    const box = create('div', { class: 'rows-box' }, rows);
    this.#still.replaceChildren(create('div', { class: 'lanes' }, lanes), box, said);
    box.scrollTop = find(this.#root, '[part=output]').scrollTop;
  }

  /** A copy of the live side's lanes, which keeps its scale when another run is longer. */
  #lanes() {
    const drawn = find(find(this.#root, '[part=timeline]'), 'canvas');
    const [image, copy] = [0, 1].map(() => create('canvas', { width: drawn.width, height: drawn.height, 'aria-hidden': true }));
    copy.style.blockSize = drawn.style.blockSize;
    if (drawn.width === 0) return copy;
    image.getContext('2d')?.drawImage(drawn, 0, 0);
    const [context, names] = [copy.getContext('2d'), LABEL * devicePixelRatio];
    const [wide, end] = [image.width - names, this.#timeline.to];
    this.#timeline.least = end;
    this.#scale = (to) => {
      context?.clearRect(0, 0, image.width, image.height);
      context?.drawImage(image, 0, 0, names, image.height, 0, 0, names, image.height);
      context?.drawImage(image, names, 0, wide, image.height, names, 0, (wide * end) / to, image.height);
    };
    this.#scale(end);
    return copy;
  }
}
