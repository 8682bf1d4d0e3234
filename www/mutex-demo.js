// The element <mutex-demo>: attributes, methods, lifecycle.
//
// The attributes are the only state of the settings. All else belongs to a session, which lasts as long as the element is in a
// document.

import { ATTRIBUTES, reflect, upgrade } from './attributes.js';
import { Deferred } from './deferred.js';
import { Session } from './session.js';
import { parse, toQuery } from './settings.js';

export class MutexDemo extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #shadow = this.attachShadow({ mode: 'open' });
  #ready = newReady();
  #session;
  #warned = new Set();
  #settling = false;
  /** What was asked of the stepper before it could be open. */
  #asked = [];
  #result = null;

  constructor() {
    super();
    this.#showAuthors();
  }

  connectedCallback() {
    upgrade(this);
    if (!this.#session) this.#open();
  }

  disconnectedCallback() {
    // An element that is moved is back by then, and goes on as it was.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  attributeChangedCallback(name) {
    if (name === 'autorun' || this.#settling) return;
    this.#settling = true;
    // All attributes of one change are read together: two may be valid only with each other.
    queueMicrotask(() => {
      this.#settling = false;
      this.#applySettings();
    });
  }

  /** `'real'` or `'simulated'`, and `null` until it is known. */
  get threading() {
    return this.#session?.threading ?? null;
  }

  /** Why threads cannot be had, in a sentence or two, or `null`. */
  get whySimulated() {
    return this.#session?.whySimulated ?? null;
  }

  /** Resolves when the element can run, rejects where it cannot. */
  get ready() {
    return this.#ready.promise;
  }

  /** What the last run came to, or `null`. */
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
   * Runs the program by the scheduler that is set. Resolves with the result when the run ends, however it ends; a run in progress
   * goes on. It may be called at once: an element that is not ready runs when it is.
   */
  run() {
    // What has just been set counts.
    this.#applySettings();
    return this.#session ? this.#session.run() : this.ready.then(() => this.run());
  }

  /** Takes one step of `thread`, in the stepper, which opens. If the thread cannot step, nothing happens; `state()` says why. */
  step(thread) {
    return this.#inStepper((session) => session.step(thread));
  }

  /** Takes one step back in the stepper. */
  back() {
    return this.#inStepper((session) => session.seek(session.state.position - 1));
  }

  /** Where the stepper is, who can step, and why the others cannot; `null` where it is not open. */
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

  /** What the screen shows: `{ text, writers, torn }`, a thread id a character, 255 for main; which rows are torn. */
  transcript() {
    return this.#session?.demo?.transcript() ?? { text: '', writers: new Uint8Array(), torn: new Uint32Array() };
  }

  /** What ran, as a `File`: `form` is `trace`, `json`, `csv`, `svg` or `png`. Rejects where there is no such thing. */
  async exported(form) {
    return (await import('./exports.js')).exported(form, this, this.#session?.timeline);
  }

  /** A URL that opens this demo in this state: settings, scheduler, and where the stepper is. */
  permalink() {
    const { settings } = this.#settings();
    const url = new URL('./', import.meta.url);
    // The stepper opens at the end of its schedule: that is where it is now. Elsewhere nobody follows one.
    const schedule = settings.scheduler === 'step' ? (this.state()?.taken ?? settings.schedule) : '';
    url.hash = toQuery({ ...settings, schedule });
    return url.href;
  }

  /** Shows the author's own content, until the element can run and where it cannot; without any, these words. */
  #showAuthors(words = '') {
    const slot = document.createElement('slot');
    slot.textContent = words;
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
      warnOnce(`cannot run here. ${error.message}`);
      this.#ready.reject(error);
      return;
    }
    this.#applySettings();
    for (const act of this.#asked.splice(0)) act();
    this.#ready.resolve();
    this.dispatchEvent(new CustomEvent('ready', { bubbles: true, composed: true }));
  }

  /** Leaves nothing of a session behind. An element that comes back has another. */
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

  /** What the attributes say now. */
  #settings() {
    return parse((name) => this.getAttribute(name));
  }

  /** Shows the settings, and names what was invalid, each value once. */
  #applySettings() {
    const { settings, problems } = this.#settings();
    for (const problem of problems.filter((problem) => !this.#warned.has(problem))) {
      this.#warned.add(problem);
      console.warn(`<mutex-demo>: ${problem}`);
    }
    this.#session?.apply(settings);
  }

  /** Does something in the stepper: at once if it is open, else when it is. */
  #inStepper(act) {
    if (this.scheduler !== 'step') this.setAttribute('scheduler', 'step');
    this.#applySettings();
    if (this.state()) return act(this.#session);
    const later = () => {
      this.#applySettings();
      if (this.state()) act(this.#session);
    };
    // What is asked for before the element is ready has happened when it is.
    if (this.threading === null) return new Promise((resolve) => this.#asked.push(() => resolve(later())));
    return this.#session.rest().then(later);
  }
}

const said = new Set();

/** Tells the page's author what no element of the page has told before. */
function warnOnce(words) {
  if (!said.has(words)) console.warn(`<mutex-demo> ${words}`);
  said.add(words);
}

/** A promise that nobody needs to wait for. */
function newReady() {
  const ready = new Deferred();
  ready.promise.catch(() => {});
  return ready;
}

reflect(MutexDemo.prototype);
// A page may load this module twice, from two addresses.
if (!customElements.get('mutex-demo')) customElements.define('mutex-demo', MutexDemo);
