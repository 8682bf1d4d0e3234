// Keyboard and pointer by WebDriver's actions: trusted events, as a reader's are.

const KEYS = {
  ...{ Backspace: '\uE003', Tab: '\uE004', Enter: '\uE006', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Escape: '\uE00C' },
  ...{ PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011', Delete: '\uE017', Meta: '\uE03D', Space: ' ' },
  ...{ ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015' },
};

const MOUSE = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } };

const perform = (frame, actions) => frame.within((send) => send('POST', '/actions', { actions }));

export class Keyboard {
  #page;

  constructor(page) {
    this.#page = page;
  }

  /** Presses a key, after modifiers, as in `Control+ArrowRight`. */
  async press(keys, frame = this.#page) {
    const [, modifiers, last] = /^((?:\w+\+)*)(.+)$/.exec(keys);
    const all = [...modifiers.split('+').filter(Boolean), last].map((key) => KEYS[key] ?? key);
    const down = all.map((value) => ({ type: 'keyDown', value }));
    const up = all.toReversed().map((value) => ({ type: 'keyUp', value }));
    await perform(frame, [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }]);
  }

  async down(key) {
    await perform(this.#page, [{ type: 'key', id: 'keyboard', actions: [{ type: 'keyDown', value: KEYS[key] ?? key }] }]);
  }

  async up(key) {
    await perform(this.#page, [{ type: 'key', id: 'keyboard', actions: [{ type: 'keyUp', value: KEYS[key] ?? key }] }]);
  }
}

export class Mouse {
  #page;

  constructor(page) {
    this.#page = page;
  }

  #perform(frame, ...actions) {
    return perform(frame, [{ ...MOUSE, actions }]);
  }

  move(x, y, frame = this.#page) {
    return this.#perform(frame, { type: 'pointerMove', duration: 0, x, y });
  }

  down() {
    return this.#perform(this.#page, { type: 'pointerDown', button: 0 });
  }

  up() {
    return this.#perform(this.#page, { type: 'pointerUp', button: 0 });
  }

  click(x, y, frame = this.#page) {
    const press = [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    return this.#perform(frame, { type: 'pointerMove', duration: 0, x, y }, ...press);
  }
}
