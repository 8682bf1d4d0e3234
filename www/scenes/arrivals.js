// Characters on their way: in a run that is slow enough to see, each new character comes down from its thread's lane to its place.
//
// Owns flying copies and nothing else: the output shows a character at once, and nothing waits for a flight.

/** @import { MutexDemo } from '../mutex-demo.js' */

import { create, find } from '../element/elements.js';

const FLIGHT_MS = 120;

/** Faster than this, in microseconds a character, nobody could follow. */
const SLOW_US = 15_000;

/** More rows that change within a frame are a stream. */
const MOST = 4;

/**
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {AbortSignal} signal ends that
 */
export function showArrivals(host, shadow, signal) {
  const [demo, output, lanes] = ['.demo', '[part=output]', '[part=timeline] canvas'].map((selector) => find(shadow, selector));
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  /** How much of each row has arrived. @type {WeakMap<Element, number>} */
  let arrived = new WeakMap();

  /** @param {HTMLElement} row */
  const fly = (row) => {
    const span = /** @type {HTMLElement | null} */ ([...row.querySelectorAll('[data-thread]')].at(-1) ?? null);
    const text = span?.firstChild;
    const length = row.textContent?.length ?? 0;
    if (!span || !text || length <= (arrived.get(row) ?? 0)) return;
    arrived.set(row, length);
    const thread = Number(span.dataset.thread);
    const last = new Range();
    last.setStart(text, (text.textContent?.length ?? 0) - 1);
    last.setEnd(text, text.textContent?.length ?? 0);
    const [place, from, ground] = [last, lanes, demo].map((one) => one.getBoundingClientRect());
    // `main` has no lane here, nor has a row that is scrolled out.
    if (!(thread < host.threads) || last.toString() === ' ' || place.bottom > output.getBoundingClientRect().bottom) return;
    const copy = create('span', { class: 'arrival', 'data-thread': thread, 'aria-hidden': true }, last.toString());
    copy.style.left = `${place.left - ground.left}px`;
    copy.style.top = `${place.top - ground.top}px`;
    demo.append(copy);
    const rise = from.top + ((thread + 0.5) * from.height) / host.threads - (place.top + place.bottom) / 2;
    const flight = copy.animate([{ translate: `0 ${rise}px` }, { translate: '0 0' }], { duration: FLIGHT_MS, easing: 'ease-in' });
    flight.finished.catch(() => {}).then(() => copy.remove());
  };

  const seen = new MutationObserver((changes) => {
    const rows = new Set(changes.map(({ target }) => /** @type {HTMLElement | null} */ ((target instanceof Element ? target : target.parentElement)?.closest('[data-row]') ?? null)));
    if (calm.matches || rows.size > MOST) return;
    for (const row of rows) if (row) fly(row);
  });
  const start = () => {
    arrived = new WeakMap();
    if (host.scheduler === 'os' && host.pace >= SLOW_US) seen.observe(output, { childList: true, characterData: true, subtree: true });
  };
  host.addEventListener('start', start, { signal });
  host.addEventListener('done', () => seen.disconnect(), { signal });
  signal.addEventListener('abort', () => seen.disconnect());
}
