// Whether an element is in view. The output and the timeline of one that is not are not drawn: they catch up when it comes
// into view. Its words, which a screen reader reads anywhere, are written at once.

// How far outside the viewport an element is drawn, lest the reader scroll to an empty one.
const AHEAD = '50%';

export class Sight {
  // Until it is known, an element counts as being in view.
  #near = true;
  #printing = false;
  /** @type {PromiseWithResolvers<void>} */
  #entered = Promise.withResolvers();

  /**
   * @param {Element} host
   * @param {() => void} draw is called whenever the element comes into view
   * @param {AbortSignal} signal ends observing
   */
  constructor(host, draw, signal) {
    const look = () => {
      if (!this.inView) return;
      this.#entered.resolve();
      this.#entered = Promise.withResolvers();
      draw();
    };
    const observer = new IntersectionObserver((entries) => {
      this.#near = entries.at(-1)?.isIntersecting ?? true;
      look();
    }, { rootMargin: AHEAD });
    observer.observe(host);
    document.addEventListener('visibilitychange', look, { signal });
    // On paper all of a page is in view.
    /** @param {Event} event */
    const print = ({ type }) => {
      this.#printing = type === 'beforeprint';
      look();
    };
    for (const type of ['beforeprint', 'afterprint']) addEventListener(type, print, { signal });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  /** Whether the element is in view, or close to it, in a page that is visible. */
  get inView() {
    return this.#printing || (this.#near && !document.hidden);
  }

  /** Resolves when the element comes into view the next time. */
  get entered() {
    return this.#entered.promise;
  }
}

/**
 * Whether an element with `autorun` is in view already, and runs as soon as it can.
 * @param {import('../mutex-demo.js').MutexDemo} host
 */
export function willRun(host) {
  return host.autorun && host.scheduler !== 'step' && isSeen(host);
}

/** Whether an element is in the viewport now. @param {Element} host */
export function isSeen(host) {
  const { top, bottom } = host.getBoundingClientRect();
  return top < innerHeight && 0 < bottom;
}

/**
 * Runs an element with `autorun` once when it comes into view.
 * @param {import('../mutex-demo.js').MutexDemo} host
 * @param {AbortSignal} signal ends observing
 */
export function runInSight(host, signal) {
  const seen = new IntersectionObserver((entries) => {
    // The stepper waits for the learner.
    if (!host.autorun || host.scheduler === 'step') return;
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    host.run().catch(() => {});
  });
  seen.observe(host);
  // Observing again reports at once whether the host is in view.
  const asked = new MutationObserver(() => {
    seen.unobserve(host);
    seen.observe(host);
  });
  asked.observe(host, { attributeFilter: ['autorun'] });
  signal.addEventListener('abort', () => {
    seen.disconnect();
    asked.disconnect();
  });
}
