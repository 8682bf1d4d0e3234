// The element <mutex-demo>: attributes, methods, lifecycle.
//
// The attributes are the only state of the settings. All else belongs to a session, which lasts as long as the element is in a
// document.

/** @import { Result } from './element/result.js' */
/** @import { Values } from './element/settings.js' */
/** @import { Findings } from './on-demand/search.js' */
/** @import { Form } from './on-demand/exports.js' */

import { ATTRIBUTES, reflect, upgrade, written } from './element/attributes.js';
import { Session } from './element/session.js';
import { parse, toQuery } from './element/settings.js';
import { styles } from './element/styles.js';
import { why } from './runs/why.js';

/** An element with a property for each setting. */
const Base = /** @type {new () => HTMLElement & Values} */ (HTMLElement);

export class MutexDemo extends Base {
  static observedAttributes = ATTRIBUTES;

  #shadow = this.attachShadow({ mode: 'open' });
  #ready = newReady();
  /** @type {Session | undefined} */
  #session;
  /** @type {Set<string>} */
  #warned = new Set();
  #settling = false;
  /** Calls of the stepper, queued until the element is ready. @type {(() => void)[]} */
  #asked = [];
  /** @type {Result | null} */
  #result = null;

  constructor() {
    super();
    this.#shadow.adoptedStyleSheets = styles;
    this.#showAuthors();
  }

  connectedCallback() {
    upgrade(this);
    if (!this.#session) this.#open();
  }

  disconnectedCallback() {
    // A moved element is connected again by then, and keeps its session.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === 'autorun' || this.#settling) return;
    this.#settling = true;
    // All attributes of one change are read together: two may be valid only with each other.
    queueMicrotask(() => {
      this.#settling = false;
      this.#applySettings();
    });
  }

  /** `'real'` or `'simulated'`; `null` until that is known. */
  get threading() {
    return this.#session?.threading ?? null;
  }

  /** The reason for simulating, in a sentence or two, or `null`. */
  get whySimulated() {
    return this.#session?.whySimulated ?? null;
  }

  /** Resolves when the element can run, rejects if it cannot. */
  get ready() {
    return this.#ready.promise;
  }

  /** The last run's result, or `null`. */
  get result() {
    return this.#result;
  }

  get autorun() {
    return this.hasAttribute('autorun');
  }

  set autorun(value) {
    this.toggleAttribute('autorun', Boolean(value));
  }

  /**
   * Runs the program by the scheduler that is set. Resolves with the result when the run ends, however it ends. A run in progress
   * continues. May be called before `ready`: then the run begins once the element is ready.
   * @returns {Promise<Result | Findings['count']>}
   */
  run() {
    // Attributes that were just set apply.
    this.#applySettings();
    return this.#session ? this.#session.run() : this.ready.then(() => this.run());
  }

  /** Opens the stepper, and takes one step of `thread`. If the thread cannot step, nothing happens; `state()` says why. @param {number} thread */
  step(thread) {
    return this.#inStepper((session) => session.step(thread));
  }

  /** Takes one step back in the stepper. */
  back() {
    return this.#inStepper((session) => session.seek((session.state?.position ?? 0) - 1));
  }

  /** The stepper's position, the threads that can step, and why the others cannot; `null` if it is closed. */
  state() {
    return this.scheduler === 'step' ? (this.#session?.state ?? null) : null;
  }

  /** Counts all schedules of the program by their outcome; resolves with an `Exploration`. */
  async explore() {
    this.setAttribute('scheduler', 'explore');
    await this.#session?.rest();
    return this.run();
  }

  /** Stops the run in progress; resolves when it has ended. */
  async stop() {
    await this.#session?.stop();
  }

  /** The screen: `{ text, writers, torn }`, with a thread id for each character, 255 for main, and the torn rows. */
  transcript() {
    return this.#session?.transcript() ?? { text: '', writers: new Uint8Array(), torn: new Uint32Array() };
  }

  /** The run as a `File`: `form` is `trace`, `json`, `csv`, `svg` or `png`. Rejects if the run has no such file. @param {Form} form */
  async exported(form) {
    return (await import('./on-demand/exports.js')).exported(form, this, this.#session?.timeline);
  }

  /** A URL that opens this demo in this state: settings, scheduler, and the stepper's position. */
  permalink() {
    const { settings } = this.#settings();
    const url = new URL('./', import.meta.url);
    // The stepper opens at the end of its schedule, hence the steps taken so far. Other schedulers follow none.
    const schedule = settings.scheduler === 'step' ? (this.state()?.taken ?? settings.schedule) : '';
    const source = settings.source && this.#session ? this.#session.packed(settings) : settings.source;
    url.hash = toQuery({ ...settings, source, schedule });
    return url.href;
  }

  /** Shows the author's own content, until the element can run or if it cannot; if there is none, `words`. */
  #showAuthors(words = '') {
    const slot = document.createElement('slot');
    slot.textContent = words;
    // Takes up the room of what comes in its place.
    slot.toggleAttribute('data-waiting', words === '');
    this.#shadow.replaceChildren(slot);
  }

  async #open() {
    const settings = () => this.#settings().settings;
    const session = new Session(this, this.#shadow, { settings, ended: (result) => (this.#result = result) });
    this.#session = session;
    try {
      await session.opened;
    } catch (error) {
      this.#showAuthors('This demo cannot run here.');
      warnOnce(`cannot run here. ${why(error)}`);
      this.#ready.reject(error);
      return;
    }
    this.#applySettings();
    for (const act of this.#asked.splice(0)) act();
    this.#ready.resolve();
    this.dispatchEvent(new CustomEvent('ready', { bubbles: true, composed: true }));
  }

  /** Ends the session, and leaves nothing of it. If connected again, the element has another. */
  async #close() {
    const session = this.#session;
    await session?.opened.catch(() => {});
    await session?.stop();
    if (!session || this.isConnected || session !== this.#session) return;
    session.end();
    this.#session = undefined;
    this.#ready = newReady();
    this.#showAuthors();
  }

  /** The attributes' current values. */
  #settings() {
    return parse((name) => written(this, name));
  }

  /** Shows the settings, and warns of invalid values, once for each. */
  #applySettings() {
    const { settings, problems } = this.#settings();
    for (const problem of problems.filter((problem) => !this.#warned.has(problem))) {
      this.#warned.add(problem);
      console.warn(`<mutex-demo>: ${problem}`);
    }
    this.#session?.apply(settings);
  }

  /** Acts on the stepper: at once if it is open, else once it is. @param {(session: Session) => void} act */
  #inStepper(act) {
    if (this.scheduler !== 'step') this.setAttribute('scheduler', 'step');
    this.#applySettings();
    if (this.#session && this.state()) return act(this.#session);
    const later = () => {
      this.#applySettings();
      if (this.#session && this.state()) act(this.#session);
    };
    // Steps that are requested before `ready` are taken before it resolves.
    if (this.threading === null) return new Promise((resolve) => this.#asked.push(() => resolve(later())));
    return this.#session?.rest().then(later);
  }
}

/** @type {Set<string>} */
const said = new Set();

/** Warns the page's author, once a page for each message. @param {string} words */
function warnOnce(words) {
  if (!said.has(words)) console.warn(`<mutex-demo> ${words}`);
  said.add(words);
}

/** A promise whose rejection need not be handled. */
function newReady() {
  /** @type {PromiseWithResolvers<void>} */
  const ready = Promise.withResolvers();
  ready.promise.catch(() => {});
  return ready;
}

reflect(MutexDemo.prototype);
// A page may load this module twice, from two addresses.
if (!customElements.get('mutex-demo')) customElements.define('mutex-demo', MutexDemo);
