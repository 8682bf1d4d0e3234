// The element <mutex-demo>: attributes, methods, lifecycle.
//
// The attributes are the only state of the settings. All else belongs to the element's inside, which lasts as long as the
// element is in a document: a session in place, or a frame. This module is small, and loads what the inside needs.

/** @import { Session } from './element/session.js' */
/** @import { Result } from './element/result.js' */
/** @import { Values } from './element/settings.js' */
/** @import { Findings } from './on-demand/search.js' */
/** @import { Form } from './on-demand/exports.js' */
/** @import { State } from './runs/stepping.js' */
/** @import { Language } from './texts/texts.js' */

import { ATTRIBUTES, reflect, upgrade, written } from './element/attributes.js';
import { create } from './element/elements.js';
import { parse, toQuery } from './element/settings.js';
import { Framed } from './embedding/framed.js';
import { frameFor } from './embedding/ladder.js';
// Only here, so that its address is this file's.
import { files, home, homeHasThreads } from './files.js';
import { whyNoSharing } from './runs/shared-memory.js';
import { why } from './runs/why.js';
import base from './styles/base.css' with { type: 'css' };
import { languageAt, Texts, textsAt } from './texts/texts.js';

/** @typedef {Findings['count']} Exploration the counts of all schedules by their outcome */
/** @typedef {{ [Name in keyof Values]: { name: Name, value: Values[Name] } }[keyof Values]} Change a setting that the reader has turned */
/** @typedef {{ text: string, writers: Uint8Array, torn: Uint32Array }} Transcript */

const loadSession = () => import('./element/session.js');
// A server that renders pages may load this module: there is no element then, and nothing happens.
const isPage = typeof HTMLElement === 'function';
// A page that can have threads in place needs it at once.
if (isPage && !whyNoSharing()) loadSession().catch(() => {});

/** An element with a property for each setting. */
const Base = /** @type {new () => HTMLElement & Values} */ (isPage ? HTMLElement : class {});

/**
 * Threads that print to one screen, with a lock that can be switched on and off.
 *
 * @element mutex-demo
 * @slot - shown until the element can run, or if it cannot
 * @fires {CustomEvent<null>} ready - the element can run
 * @fires {CustomEvent<null>} wait - a run waits for another demo's to end
 * @fires {CustomEvent<null>} start - a run has started
 * @fires {CustomEvent<State>} step - the stepper has moved; the detail is its state
 * @fires {CustomEvent<Result>} done - a run has ended; the detail is its result
 * @fires {CustomEvent<Exploration>} explored - the schedules have been counted; the detail is what they come to
 * @fires {CustomEvent<Change>} change - the reader has turned a setting; the detail is the property's name and new value
 * @fires {CustomEvent<string>} goal - the goal of the element's scene is met; the detail is the scene
 */
export class MutexDemo extends Base {
  static observedAttributes = [...ATTRIBUTES, 'lang'];
  /** The address of the folder with the element's files and pages; `null` if it comes in a package, without pages. */
  static files = files;
  /** Whether the page that permalinks open, unless `home` says another, may have threads where an element has none. */
  static homeHasThreads = homeHasThreads;

  #shadow = this.attachShadow({ mode: 'open' });
  #ready = newReady();
  /** @type {Session | Framed | undefined} */
  #inside;
  /** The language of the inside. @type {Language | undefined} */
  #language;
  /** The choice of the inside, from the element's connection to its removal. @type {Promise<Session | Framed> | undefined} */
  #chosen;
  /** @type {Set<string>} */
  #warned = new Set();
  #settling = false;
  /** Calls of the stepper, queued until the element is ready. @type {(() => void)[]} */
  #asked = [];
  /** @type {Result | null} */
  #result = null;

  constructor() {
    super();
    this.#shadow.adoptedStyleSheets = [base];
    this.#showAuthors();
  }

  connectedCallback() {
    upgrade(this);
    if (!this.#chosen) this.#open();
  }

  disconnectedCallback() {
    // A moved element is connected again by then, and keeps its session.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === 'lang') this.#speak();
    if (name === 'autorun' || name === 'lang' || this.#settling) return;
    this.#settling = true;
    // All attributes of one change are read together: two may be valid only with each other.
    queueMicrotask(() => {
      this.#settling = false;
      this.#applySettings();
    });
  }

  /** `'real'` or `'simulated'`; `null` until that is known. @returns {'real' | 'simulated' | null} */
  get threading() {
    return this.#inside?.threading ?? null;
  }

  /** The reason for simulating, in a sentence or two, or `null`. @returns {string | null} */
  get whySimulated() {
    return this.#inside?.whySimulated ?? null;
  }

  /** Resolves when the element can run, rejects if it cannot. @returns {Promise<void>} */
  get ready() {
    return this.#ready.promise;
  }

  /** The last run's result, or `null`. @returns {Result | null} */
  get result() {
    return this.#result;
  }

  /** Whether the element runs once when it is scrolled into view. @returns {boolean} */
  get autorun() {
    return this.hasAttribute('autorun');
  }

  set autorun(value) {
    this.toggleAttribute('autorun', Boolean(value));
  }

  /**
   * Runs the program by the scheduler that is set. Resolves with the result when the run ends, however it ends. A run in progress
   * continues. May be called before `ready`: then the run begins once the element is ready.
   * @returns {Promise<Result | Exploration>}
   */
  async run() {
    // Attributes that were just set apply.
    this.#applySettings();
    const inside = this.#inside ?? (await (this.#chosen ?? this.ready.then(() => this.#chosen)));
    if (!inside) throw new Error('the element is in no document');
    return inside.run();
  }

  /** Opens the stepper, and takes one step of `thread`. If the thread cannot step, nothing happens; `state()` says why. @param {number} thread */
  step(thread) {
    return this.#inStepper((inside) => inside.step(thread));
  }

  /** Takes one step back in the stepper. */
  back() {
    return this.#inStepper((inside) => inside.back());
  }

  /**
   * Plays the stepper's schedule in slow motion, or pauses; or makes that `slower` or `faster`; or takes the schedule's next step.
   * @param {'play' | 'slower' | 'faster' | 'forward'} [act]
   */
  play(act = 'play') {
    return this.#inStepper((inside) => inside.play(act));
  }

  /** The stepper's position, the threads that can step, and why the others cannot; `null` if it is closed. @returns {State | null} */
  state() {
    return this.scheduler === 'step' ? (this.#inside?.state ?? null) : null;
  }

  /** Counts all schedules of the program by their outcome; resolves with an `Exploration`. @returns {Promise<Exploration>} */
  async explore() {
    this.setAttribute('scheduler', 'explore');
    await (await this.#chosen)?.rest();
    return /** @type {Promise<Exploration>} */ (this.run());
  }

  /** Stops the run in progress; resolves when it has ended. @returns {Promise<void>} */
  async stop() {
    await (await this.#chosen?.catch(() => undefined))?.stop();
  }

  /** The screen: `{ text, writers, torn }`, with a thread id for each character, 255 for main, and the torn rows. @returns {Transcript} */
  transcript() {
    return this.#inside?.transcript() ?? { text: '', writers: new Uint8Array(), torn: new Uint32Array() };
  }

  /** The run as a `File`: `form` is `trace`, `json`, `csv`, `svg` or `png`. Rejects if the run has no such file. @param {Form} form @returns {Promise<File>} */
  async exported(form) {
    const inside = await this.#chosen;
    if (!inside) throw new Error('nothing has run');
    return inside.exported(form);
  }

  /** A URL that opens this demo in this state: settings, scheduler, and the stepper's position. The page is `home`. @returns {string} */
  permalink() {
    const { settings } = this.#settings();
    const url = new URL(settings.home || home);
    // The stepper opens at the end of its schedule, hence the steps taken so far. Other schedulers follow none.
    const schedule = settings.scheduler === 'step' ? (this.state()?.taken ?? settings.schedule) : '';
    const source = settings.source && this.#inside ? this.#inside.packed(settings) : settings.source;
    url.hash = toQuery({ ...settings, source, schedule });
    return url.href;
  }

  /** Shows the author's own content, until the element can run or if it cannot; if there is none, `words`. */
  #showAuthors(words = '', language = '') {
    const slot = document.createElement('slot');
    // Ours, in a page of whatever language.
    slot.append(create('span', { lang: language, dir: 'ltr' }, words));
    // Takes up the room of what comes in its place.
    slot.toggleAttribute('data-waiting', words === '');
    this.#shadow.replaceChildren(slot);
  }

  async #open() {
    this.#language = languageAt(this);
    const chosen = this.#choose();
    this.#chosen = chosen;
    // A request of a page that is left fails in Firefox, and is nobody's fault. `coi.js` leaves a page for itself.
    let isLeft = false;
    const leave = () => {
      isLeft = true;
    };
    addEventListener('beforeunload', leave);
    try {
      const inside = await chosen;
      // Another one, in another language, may be in its place by now.
      if (chosen === this.#chosen) this.#inside = inside;
      await inside.opened;
    } catch (error) {
      if (chosen !== this.#chosen || isLeft) return;
      const { say, language } = await textsAt(this, 'host').catch(() => new Texts('en').load('host'));
      this.#showAuthors(say('host.cannotRun'), language);
      warnOnce(`cannot run here. ${why(error)}`);
      this.#ready.reject(error);
      return;
    } finally {
      removeEventListener('beforeunload', leave);
    }
    if (chosen !== this.#chosen) return;
    this.#applySettings();
    for (const act of this.#asked.splice(0)) act();
    this.#ready.resolve();
    this.dispatchEvent(new CustomEvent('ready', { bubbles: true, composed: true }));
  }

  /** Makes the inside where it can run best. */
  async #choose() {
    /** @param {Result} result */
    const ended = (result) => {
      this.#result = result;
    };
    const framed = await frameFor(this, files === null ? null : new URL(files), (folder) => {
      return new Framed(this, this.#shadow, new URL('embed.html', folder), ended);
    });
    if (framed) return framed;
    const { Session } = await loadSession();
    return new Session(this, this.#shadow, { settings: () => this.#settings().settings, ended });
  }

  /** Speaks the language where the element stands: an inside in another one is closed, and opened anew. */
  async #speak() {
    const chosen = this.#chosen;
    if (!chosen || this.#language === languageAt(this)) return;
    // Calls from now on are answered by the next one.
    this.#inside = this.#chosen = undefined;
    this.#ready = newReady();
    await end(chosen);
    if (!this.isConnected || this.#chosen) return;
    this.#showAuthors();
    await this.#open();
  }

  /** Ends the inside, and leaves nothing of it. If connected again, the element has another. */
  async #close() {
    const chosen = this.#chosen;
    await end(chosen, () => this.isConnected || chosen !== this.#chosen);
    if (this.isConnected || chosen !== this.#chosen) return;
    this.#inside = this.#chosen = undefined;
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
    this.#inside?.apply(settings);
  }

  /** Acts on the stepper: at once if it is open, else once it is. @param {(inside: Session | Framed) => unknown} act */
  #inStepper(act) {
    if (this.scheduler !== 'step') this.setAttribute('scheduler', 'step');
    this.#applySettings();
    if (this.#inside?.stepping) return act(this.#inside);
    const later = () => {
      this.#applySettings();
      if (this.#inside?.stepping) return act(this.#inside);
    };
    // Steps that are requested before `ready` are taken before it resolves.
    if (this.threading === null) return new Promise((resolve) => this.#asked.push(() => resolve(later())));
    return this.#inside?.rest().then(later);
  }
}

/** @type {Set<string>} */
const said = new Set();

/** Warns the page's author, once a page for each message. @param {string} words */
function warnOnce(words) {
  if (!said.has(words)) console.warn(`<mutex-demo> ${words}`);
  said.add(words);
}

/**
 * Ends an inside once it has opened and nothing runs in it, unless it is `kept` by then.
 * @param {Promise<Session | Framed> | undefined} chosen
 * @param {() => boolean} kept
 */
async function end(chosen, kept = () => false) {
  const inside = await chosen?.catch(() => undefined);
  await inside?.opened.catch(() => {});
  await inside?.stop();
  if (!kept()) inside?.end();
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
if (isPage && !customElements.get('mutex-demo')) customElements.define('mutex-demo', MutexDemo);
