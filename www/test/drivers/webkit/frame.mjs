// A frame of a page: functions are evaluated in it. A page is a frame, too.

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Finder, Locator } from './locator.mjs';

/** The page's side of a locator, as text: WebDriver sends scripts. */
const LOCATE = readFileSync(new URL('./locate.js', import.meta.url), 'utf8');

// A call that takes long is asked for again and again: a driver takes one command at a time, and a test may click while
// it waits for a run. A call whose document has been left has no answer.
const WAIT = `
  const [id, ...rest] = arguments;
  const done = rest.at(-1);
  const kept = globalThis[Symbol.for('calls')] ??= new Map();
  const told = (answer) => done({ ...answer, said: (globalThis[Symbol.for('said')] ?? []).splice(0) });
  const wait = (call) => Promise.race([call, new Promise((resolve) => setTimeout(resolve, 100, { waits: true }))]).then((answer) => {
    if (!answer.waits) kept.delete(id);
    told(answer);
  });
`;
const AGAIN = `${WAIT}; kept.has(id) ? wait(kept.get(id)) : told({ gone: true });`;
const begin = (fn) => `${WAIT}
  const call = (async () => {
    ${LOCATE}
    const fn = ${fn};
    return { value: JSON.stringify(typeof fn === 'function' ? await fn(...rest[0]) : await fn) };
  })().catch((error) => ({ error: error instanceof Error ? error.message + '\\n' + error.stack : String(error) }));
  kept.set(id, call);
  wait(call);`;

/** Errors of a driver that say that the document of a call has been left. */
const LEFT = new Set(['no such window', 'no such frame', 'stale element reference', 'unexpected alert open']);

let calls = 0;

export class Frame extends Finder {
  /** The frame's own children by the selectors of their elements. */
  #children = new Map();

  /**
   * @param {import('./session.mjs').Session} session
   * @param {{ parent: Frame, selector: string } | undefined} [place] none for a page
   * @param {(said: [string, string][]) => void} [listener] told of what the frame says on its console
   */
  constructor(session, place, listener) {
    super();
    this.session = session;
    this.place = place;
    this.listener = listener;
  }

  /** The page that the frame is in. */
  get page() {
    return this.place.parent.page;
  }

  /** Sends commands from within this frame. */
  within(commands) {
    return this.session.together(async (send) => {
      await this.#enter(send);
      return commands(send);
    });
  }

  async #enter(send) {
    if (this.session.inside === this) return;
    this.session.inside = undefined;
    if (this.place) {
      await this.place.parent.#enter(send);
      this.session.inside = undefined;
      const element = await send('POST', '/element', { using: 'css selector', value: this.place.selector });
      await send('POST', '/frame', { id: element });
    } else await send('POST', '/frame', { id: null });
    this.session.inside = this;
  }

  /** Calls `fn` in the frame, and resolves with what its promise does, as JSON tells it. */
  async evaluate(fn, ...args) {
    const answer = await this.call(fn, args);
    if (answer.gone) throw new Error('the document was left while a function was evaluated in it');
    return answer.value;
  }

  /** The answer to a call, or `{ gone: true }` if the document was left meanwhile. */
  async call(fn, args) {
    const id = ++calls;
    const since = performance.now();
    for (let script = begin(fn); ; script = AGAIN) {
      const { said, ...answer } = await this.within((send) => send('POST', '/execute/async', { script, args: [id, args] })).catch((error) => {
        if (script === AGAIN && LEFT.has(error.code)) return { gone: true, said: [] };
        throw error;
      });
      this.listener?.(said);
      if (answer.error !== undefined) throw new Error(answer.error);
      if (!answer.waits) return answer.gone ? answer : { value: answer.value === undefined ? undefined : JSON.parse(answer.value) };
      if (performance.now() - since > this.session.timeout) throw new Error(`${String(fn).slice(0, 100)} took too long`);
    }
  }

  /** Waits until `fn` is true in the frame, whatever document that has meanwhile. */
  async waitForFunction(fn, arg) {
    const holds = `async (...args) => { const fn = ${fn}; return !!(await (typeof fn === 'function' ? fn(...args) : fn)); }`;
    for (const since = performance.now(); ; await delay(20)) {
      if ((await this.call(holds, arg === undefined ? [] : [arg])).value) return;
      if (performance.now() - since > this.session.timeout) throw new Error(`waited too long for ${String(fn).slice(0, 200)}`);
    }
  }

  /** Waits for an element, which may be a frame's. */
  async waitForSelector(selector) {
    await this.locator(selector).waitFor();
    return { contentFrame: async () => this.#child(selector) };
  }

  #child(selector) {
    const child = this.#children.get(selector) ?? new Frame(this.session, { parent: this, selector }, this.listener);
    this.#children.set(selector, child);
    return child;
  }

  /** Asks every frame that a test has entered for what it has said. */
  async flush() {
    await this.call('undefined', []);
    for (const child of this.#children.values()) await child.flush().catch(() => {});
  }

  locator(selector, query) {
    return new Locator(this, selector, query);
  }
}
