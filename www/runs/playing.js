// The replay in slow motion: steps of the schedule, one after the other. Its timer paces a replay, and never a thread.

const SLOWEST = 1;
const FASTEST = 32;

export class Playing {
  #forward;
  #show;
  #sight;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Steps a second. */
  speed = 4;

  /**
   * @param {() => boolean} forward takes the next step of the schedule, and tells whether there is another one
   * @param {() => void} show shows whether it plays, and how fast
   * @param {{ inView: boolean, entered: Promise<void> }} sight nothing plays out of view
   */
  constructor(forward, show, sight) {
    this.#forward = forward;
    this.#show = show;
    this.#sight = sight;
  }

  /** Whether it plays. */
  get plays() {
    return this.#timer !== undefined;
  }

  /** Plays on from the present step. */
  play() {
    this.#wait();
    this.#show();
  }

  pause() {
    if (!this.plays) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#show();
  }

  /** Plays so many times as fast. @param {number} factor */
  hurry(factor) {
    this.speed = Math.min(FASTEST, Math.max(SLOWEST, this.speed * factor));
    if (this.plays) this.#wait();
    this.#show();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#step(), 1000 / this.speed);
  }

  async #step() {
    const timer = this.#timer;
    if (!this.#sight.inView) await this.#sight.entered;
    // The reader may have paused it meanwhile.
    if (timer !== this.#timer) return;
    if (this.#forward()) this.#wait();
    else this.pause();
  }
}
