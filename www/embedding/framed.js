// The inside of an element whose page cannot have threads, but whose files' host can: a frame of `embed.html`, which behaves
// as an element in place does.
//
// Owns the frame, and what it has told. Takes messages from that frame only, and of the shapes that it expects only.

/** @import { MutexDemo, Transcript } from '../mutex-demo.js' */
/** @import { Result } from '../element/result.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { Call, FromFrame, Told } from './messages.js' */

import { ATTRIBUTES, written } from '../element/attributes.js';
import { watchLook } from './look.js';
import { FRAMED, readFromFrame, readGreeting } from './messages.js';
import { languageAt, textsAt } from '../texts/texts.js';

// The time that a frame has for its greeting, which a small script sends while the frame loads.
const GREETING_MS = 3_000;
// The same once it has loaded: the greeting may be on its way from another process. A page without one is none of ours.
const LOADED_MS = 700;
// Said by the look: a frame does not inherit its host's scheme.
const LOOKS = ['theme'];
// How far outside the viewport a frame begins to load what it needs for a run.
const AHEAD = '50%';

/** @type {Transcript} */
const EMPTY = { text: '', writers: new Uint8Array(), torn: new Uint32Array() };

export class Framed {
  /** Resolves when the element can run. */
  opened = Promise.resolve();
  #host;
  #shadow;
  #address;
  #ended;
  #connection = new AbortController();
  #look;
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  /** @type {PromiseWithResolvers<boolean | null>} */
  #greeting = Promise.withResolvers();
  /** Whether the frame's page waits for a port. */
  #greeted = false;
  /** @type {MessagePort | undefined} */
  #port;
  /** Whether the frame is to load what it needs for a run. */
  #wanted = false;
  /** The attributes as the frame has them. @type {Map<string, string | null>} */
  #sent = new Map();
  #looks = '';
  /** The calls without a reply. @type {Map<number, { call: Call } & PromiseWithResolvers<any>>} */
  #calls = new Map();
  #next = 0;
  /** @type {Told} */
  #told = { threading: 'real', whySimulated: null, state: null };
  #transcript = EMPTY;

  /**
   * @param {MutexDemo} host
   * @param {ShadowRoot} shadow the host's
   * @param {URL} page the address of `embed.html`
   * @param {(result: Result) => void} ended takes a run's result
   */
  constructor(host, shadow, page, ended) {
    this.#host = host;
    this.#shadow = shadow;
    this.#address = new URL(FRAMED, page);
    this.#ended = ended;
    const { signal } = this.#connection;
    this.#look = watchLook(host, shadow, () => this.apply(), signal);
    addEventListener('message', (event) => this.#greet(event), { signal });
    const near = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#want(), {
      rootMargin: AHEAD,
    });
    near.observe(host);
    const autorun = new MutationObserver(() => this.apply());
    autorun.observe(host, { attributeFilter: ['autorun'] });
    signal.addEventListener('abort', () => {
      near.disconnect();
      autorun.disconnect();
    });
  }

  get threading() {
    return this.#told.threading;
  }

  get whySimulated() {
    return this.#told.whySimulated;
  }

  /** The stepper's state, as told last; `null` if it is closed. */
  get state() {
    return this.#told.state;
  }

  /** The frame's own element opens its stepper. */
  stepping = true;

  /** The screen, as it was when something last happened. */
  transcript() {
    return this.#transcript;
  }

  /** Packing takes the program, which the frame alone has. @param {Values} settings */
  packed({ source }) {
    return source;
  }

  /** Loads the frame, and resolves with whether its page shares memory; with `null` if the element ends before that is known. */
  async greeting() {
    this.#load();
    const late = setTimeout(() => this.#greeting.resolve(false), GREETING_MS);
    try {
      return await this.#greeting.promise;
    } finally {
      clearTimeout(late);
    }
  }

  #load() {
    if (this.#frame) return;
    const frame = document.createElement('iframe');
    frame.setAttribute('part', 'frame');
    textsAt(this.#host, 'host').then(({ say }) => (frame.title = say('host.frame')), () => {});
    frame.allow = 'cross-origin-isolated; clipboard-write';
    frame.src = this.#address.href;
    frame.addEventListener('load', () => setTimeout(() => this.#greeting.resolve(false), LOADED_MS));
    this.#frame = frame;
    this.#shadow.append(frame);
  }

  /** @param {MessageEvent} event */
  #greet({ data, source, origin }) {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#address.origin) return;
    const greeting = readGreeting(data);
    if (!greeting) return;
    this.#greeting.resolve(greeting.shares);
    // A frame that is moved loads anew.
    this.#port?.close();
    this.#port = undefined;
    if (this.#wanted) this.#connect();
    else this.#greeted = true;
  }

  #want() {
    this.#wanted = true;
    this.#load();
    if (this.#greeted) this.#connect();
  }

  #connect() {
    this.#greeted = false;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => {
      const message = readFromFrame(data);
      if (message) this.#take(message);
    };
    this.#sent.clear();
    this.#looks = '';
    this.#frame?.contentWindow?.postMessage({ mutexDemo: 'open' }, this.#address.origin, [port2]);
    this.apply();
    for (const { call } of this.#calls.values()) port1.postMessage(call);
  }

  /** Sends what has changed of the attributes and of the look. */
  apply() {
    if (!this.#port) return;
    const look = this.#look();
    if (JSON.stringify(look) !== this.#looks) this.#port.postMessage({ look });
    this.#looks = JSON.stringify(look);
    const names = ATTRIBUTES.filter((name) => !LOOKS.includes(name));
    const language = languageAt(this.#host);
    /** @type {[name: string, text: string | null][]} */
    const all = [...names.map((name) => /** @type {[string, string | null]} */ ([name, written(this.#host, name)])), ['lang', language === 'en' ? null : language]];
    const changed = all.filter(([name, text]) => text !== (this.#sent.get(name) ?? null));
    if (changed.length === 0) return;
    for (const [name, text] of changed) this.#sent.set(name, text);
    this.#port.postMessage({ attributes: Object.fromEntries(changed) });
  }

  /** @param {FromFrame} message */
  #take(message) {
    if ('height' in message) return this.#show(message.height);
    this.#told = message.told;
    if ('event' in message) this.#pass(message);
    if (!('reply' in message)) return;
    const { reply, value, failed } = message;
    const call = this.#calls.get(reply);
    this.#calls.delete(reply);
    if (failed === undefined) call?.resolve(value);
    else call?.reject(new Error(failed));
  }

  /** Shows the frame in the place of the author's content, as tall as its own. @param {number} height */
  #show(height) {
    if (!this.#frame) return;
    this.#frame.style.blockSize = `${height}px`;
    this.#frame.toggleAttribute('data-shown', true);
    this.#shadow.querySelector('slot')?.remove();
  }

  /** Passes an event on. @param {import('./messages.js').Happened} happened */
  #pass({ event, detail, transcript }) {
    if (transcript) this.#transcript = transcript;
    if (event === 'start') this.#transcript = EMPTY;
    if (event === 'done') this.#ended(/** @type {Result} */ (detail));
    if (event === 'change') {
      const { name, value } = /** @type {{ name: string, value: unknown }} */ (detail);
      if (!ATTRIBUTES.includes(/** @type {any} */ (name))) return;
      const text = value === false ? null : value === true ? '' : String(value);
      this.#sent.set(name, text);
      if (text === null) this.#host.removeAttribute(name);
      else this.#host.setAttribute(name, text);
    }
    this.#host.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }

  /**
   * Calls a method of the frame's element.
   * @param {Call['method']} method
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  #call(method, ...args) {
    this.#want();
    this.apply();
    const call = { call: this.#next++, method, args };
    const waiting = { call, .../** @type {PromiseWithResolvers<any>} */ (Promise.withResolvers()) };
    this.#calls.set(call.call, waiting);
    this.#port?.postMessage(call);
    return waiting.promise;
  }

  run() {
    return this.#call('run');
  }

  /** Stops the run in progress; resolves when it has ended. A frame that is gone has ended with all that ran in it. */
  async stop() {
    if (this.#frame?.contentWindow) await this.#call('stop');
  }

  /** Resolves when the run in progress has ended. */
  async rest() {
    await Promise.allSettled([...this.#calls.values()].filter(({ call }) => call.method === 'run').map(({ promise }) => promise));
  }

  /** @param {number} thread */
  step(thread) {
    return this.#call('step', thread);
  }

  back() {
    return this.#call('back');
  }

  /** @param {string} act */
  play(act) {
    return this.#call('play', act);
  }

  /** @param {string} form */
  exported(form) {
    return this.#call('exported', form);
  }

  /** Ends the frame, and with it all that ran in it. */
  end() {
    this.#connection.abort();
    this.#greeting.resolve(null);
    this.#port?.close();
    this.#frame?.remove();
    this.#frame = undefined;
    for (const { reject } of this.#calls.values()) reject(new Error('the element was removed'));
    this.#calls.clear();
  }
}
