// A page of WebKitGTK, with the part of Playwright's `Page` that the tests of all engines use.
//
// WebKitGTK 2.50 has no WebDriver BiDi, and so no `log.entryAdded`. A page under test loads `complaints.js` first, which
// keeps its errors and its console's messages; each answer of the page brings them along.

import { EventEmitter } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Frame } from './frame.mjs';
import { Keyboard, Mouse } from './input.mjs';

export class Page extends Frame {
  #events = new EventEmitter();
  #context;
  #closed = false;
  #url = 'about:blank';

  constructor(session, context) {
    super(session, undefined, (said) => said.forEach(([event, ...words]) => this.#tell(event, words)));
    this.#context = context;
    this.keyboard = new Keyboard(this);
    this.mouse = new Mouse(this);
  }

  #tell(event, [type, text]) {
    this.#events.emit(event, event === 'console' ? { type: () => type, text: () => text } : { message: text, stack: text });
  }

  /** The events are `console` and `pageerror`; others never come. */
  on(event, listener) {
    this.#events.on(event, listener);
    return this;
  }

  get page() {
    return this;
  }

  context() {
    return this.#context;
  }

  url() {
    return this.#url;
  }

  isClosed() {
    return this.#closed;
  }

  mainFrame() {
    return this;
  }

  async goto(url) {
    if (this.#url !== 'about:blank') await this.flush();
    await this.#navigate((send) => send('POST', '/url', { url }));
    this.#url = url;
  }

  async reload() {
    await this.flush();
    await this.#navigate((send) => send('POST', '/refresh', {}));
  }

  async #navigate(command) {
    await this.session.together(async (send) => {
      await command(send);
      this.session.inside = undefined;
    });
    // The driver may answer before modules are executed.
    await this.waitForFunction(() => document.readyState === 'complete');
  }

  async setViewportSize({ width, height }) {
    const size = () => this.evaluate(() => [innerWidth, innerHeight]);
    // The window has a bar.
    const rect = await this.session.command('GET', '/window/rect');
    const [inner, outer] = [await size(), [rect.width, rect.height]];
    const [barX, barY] = outer.map((length, axis) => length - inner[axis]);
    await this.session.command('POST', '/window/rect', { x: 0, y: 0, width: width + barX, height: height + barY });
    await this.waitForFunction(([width, height]) => innerWidth === width && innerHeight === height, [width, height]);
  }

  /** A picture of what is in view, as PNG. */
  async screenshot({ path } = {}) {
    const picture = Buffer.from(await this.within((send) => send('GET', '/screenshot')), 'base64');
    if (path) await writeFile(path, picture);
    return picture;
  }

  async close() {
    if (this.#closed) return;
    this.#closed = true;
    await this.flush().catch((error) => this.#tell('pageerror', ['', `the page could not be asked what it said: ${error.message}`]));
  }
}
