// Elements of a frame, found anew for each action, which waits until there is one.

import { setTimeout as delay } from 'node:timers/promises';

/** A text, or a regular expression, as the page's side takes it. */
const test = (wanted, exact) => (wanted instanceof RegExp ? { source: wanted.source, flags: wanted.flags } : { source: wanted, exact });

/** The ways by which a frame, a page or a locator finds, other than a selector. */
export class Finder {
  getByRole(role, { name, exact } = {}) {
    return this.locator('*', { role, ...(name === undefined ? {} : { name: test(name, exact) }) });
  }

  getByLabel(name, { exact } = {}) {
    return this.locator('input,select,textarea,button', { name: test(name, exact) });
  }

  getByText(text, { exact } = {}) {
    return this.locator('*', { text: test(text, exact) });
  }
}

export class Locator extends Finder {
  #frame;
  #query;

  /**
   * @param {import('./frame.mjs').Frame} frame
   * @param {string} selector
   */
  constructor(frame, selector, query = {}) {
    super();
    this.#frame = frame;
    this.#query = { selector, ...query };
  }

  #with(query) {
    return new Locator(this.#frame, this.#query.selector, { ...this.#query, ...query });
  }

  /** Elements within those of this locator. */
  locator(selector, query = {}) {
    return new Locator(this.#frame, selector, { ...query, within: this.#query });
  }

  /** Only elements that have this text. */
  filter({ hasText }) {
    return this.#with({ has: test(hasText) });
  }

  nth(nth) {
    return this.#with({ nth });
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  /** Calls a function of the elements, as they are now, of the query and of more. */
  #now(fn, ...args) {
    return this.#frame.evaluate(`(query, args) => (${fn})(locate(query), ...args)`, this.#query, args);
  }

  /** Calls a function of the element when there is one, and waits until it returns something. */
  async #when(fn, ...args) {
    const once = `([element, another], ...args) => {
      if (another) throw new Error('more than one element: ' + ${JSON.stringify(this.#query.selector)});
      return element ? { got: (${fn})(element, ...args) } : {};
    }`;
    for (const since = performance.now(); ; await delay(20)) {
      // A property that is undefined is none.
      const answer = await this.#now(once, ...args);
      if ('got' in answer) return answer.got;
      if (performance.now() - since > this.#frame.session.timeout) throw new Error(`waited too long for ${JSON.stringify(this.#query)}`);
    }
  }

  /** Waits until elements are there and visible, or hidden, or in the document or out of it. */
  async waitFor({ state = 'visible' } = {}) {
    const holds = {
      visible: '(found) => found.length > 0 && visible(found[0])',
      hidden: '(found) => !found.some(visible)',
      attached: '(found) => found.length > 0',
      detached: '(found) => found.length === 0',
    }[state];
    await this.#frame.waitForFunction(`([query]) => (${holds})(locate(query))`, [this.#query]);
  }

  count() {
    return this.#now('(found) => found.length');
  }

  isVisible() {
    return this.#now('([element]) => !!element && visible(element)');
  }

  async isHidden() {
    return !(await this.isVisible());
  }

  innerText() {
    return this.#when('(element) => element.innerText');
  }

  textContent() {
    return this.#when('(element) => element.textContent');
  }

  allInnerTexts() {
    return this.#now('(found) => found.map((element) => element.innerText)');
  }

  getAttribute(name) {
    return this.#when('(element, name) => element.getAttribute(name)', name);
  }

  inputValue() {
    return this.#when('(element) => element.value');
  }

  boundingBox() {
    return this.#when('(element) => { const { x, y, width, height } = element.getBoundingClientRect(); return { x, y, width, height }; }');
  }

  scrollIntoViewIfNeeded() {
    return this.#when("(element) => (element.scrollIntoView({ block: 'center', behavior: 'instant' }), null)");
  }

  focus() {
    return this.#when('(element) => (element.focus(), null)');
  }

  /** Calls `fn` with the element. */
  async evaluate(fn, arg) {
    await this.waitFor({ state: 'attached' });
    return this.#now(`([element], arg) => (${fn})(element, arg)`, arg);
  }

  evaluateAll(fn, arg) {
    return this.#now(`(found, arg) => (${fn})(found, arg)`, arg);
  }

  /** The point at which a pointer meets the element: in its middle, or at a place in it, once it has stood still for a frame. */
  async #place(position) {
    await this.waitFor();
    return this.#now(
      `async ([element], position) => {
        element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        for (let before; ; ) {
          const { x, y, width, height } = element.getBoundingClientRect();
          const now = [x + (position ? position.x : width / 2), y + (position ? position.y : height / 2)];
          if (String(now) === String(before)) return now.map(Math.round);
          before = now;
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
      }`,
      position ?? null,
    );
  }

  async hover({ position } = {}) {
    const [x, y] = await this.#place(position);
    await this.#frame.page.mouse.move(x, y, this.#frame);
  }

  /** A click of a real pointer. */
  async click({ position } = {}) {
    const [x, y] = await this.#place(position);
    await this.#frame.page.mouse.click(x, y, this.#frame);
  }

  /** A key press in the element. */
  async press(keys) {
    await this.focus();
    await this.#frame.page.keyboard.press(keys, this.#frame);
  }

  /** Replaces the text of a field, or its value, as Playwright does: by its value and an event. */
  fill(value) {
    return this.#when(
      `(element, value) => {
        element.focus();
        element.value = value;
        element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
        return null;
      }`,
      value,
    );
  }

  /** Chooses an option by its value. */
  selectOption(value) {
    return this.fill(value);
  }

  /** Sets a checkbox or a radio button, by a click if it is not set. */
  async check() {
    if (!(await this.evaluate((box) => box.checked))) await this.click();
  }

  /** A picture of the element, as PNG. */
  async screenshot() {
    await this.waitFor();
    throw new Error('WebKitGTK takes pictures of whole pages only: page.screenshot()');
  }
}
