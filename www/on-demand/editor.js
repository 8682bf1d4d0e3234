// Edits a program: its lock's lines one by one, or its text as a text; and has each edit checked. Loaded on demand.
//
// The element's attribute `source` is the only state of the program; this file adds what was there before, for undo.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { ProgramValues } from '../runs/program.js' */
/** @import { Views } from '../runs/watch.js' */
/** @import { Fact, Key } from '../texts/texts.js' */
/** @typedef {{ text: string, line: number }} Edited a text, and the new number of the line that was edited */
/** @typedef {{ line: number, indent: number, distance: number }} Place */

import { change } from '../element/change.js';
import { check, forget } from './check.js';
import { copyText } from './copy.js';
import { create, find } from '../element/elements.js';
import { load } from './engine.js';
import { toWasm } from '../runs/program.js';
import { Settings } from '../pkg/mutex_demo.js';
import { addLockLine, lockPlaces, moveLockLine, nudgeLockLine, removeLockLine } from '../pkg/on_demand.js';

// A text that the reader is typing is read when no key was pressed for so long.
const PAUSE_MS = 250;

/** The moves of a line of the lock, and its removal: the buttons of a pressed one, and the key that each stands for. */
const MOVES = /** @type {const} */ ({ up: 'ArrowUp', down: 'ArrowDown', remove: 'Delete' });

/**
 * Makes the editor of an element, when the module that knows the edits is loaded.
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {Views} views
 * @param {AbortSignal} signal
 */
export async function makeEditor(host, shadow, views, signal) {
  await Promise.all([load(), views.texts.load('more'), views.texts.load('errors')]);
  return new Editor(host, shadow, views, signal);
}

export class Editor {
  #host;
  #demo;
  #texts;
  #listing;
  #part;
  #buttons;
  /** The buttons of a line that was pressed, once there was one. @type {HTMLElement | undefined} */
  #moving;
  /** @type {string[]} */
  #past = [];
  /** @type {string[]} */
  #future = [];
  /** The text that was edited last, which another program takes the place of. @type {string | undefined} */
  #known;

  /** @param {MutexDemo} host @param {ShadowRoot} shadow @param {Views} views @param {AbortSignal} signal */
  constructor(host, shadow, { demo, texts }, signal) {
    this.#host = host;
    this.#demo = demo;
    this.#texts = texts;
    this.#listing = find(shadow, '[part=listing]');
    this.#part = find(shadow, '[part=check]');
    /** @param {string} name */
    const button = (name) => /** @type {HTMLButtonElement} */ (find(shadow, `[data-edit=${name}]`));
    this.#buttons = { undo: button('undo'), redo: button('redo'), text: button('text'), copy: button('copy') };
    const changed = new MutationObserver(() => this.#changed());
    changed.observe(host, { attributes: true, attributeFilter: ['source', 'program', 'scope', 'lock', 'main'] });
    signal.addEventListener('abort', () => changed.disconnect());
  }

  get #settings() {
    const { program, source, threads, count, lock, scope, main, pace, inside, outside } = this.#host;
    return { program, source, threads, count, lock, scope, main, pace, inside, outside };
  }

  /** The text of the program that is set. */
  get #text() {
    return this.#textOf(this.#settings);
  }

  /** @param {ProgramValues} settings */
  #textOf(settings) {
    const program = toWasm(Settings, settings);
    const { text } = program;
    program.free();
    return text;
  }

  /** Another program than the edited one, or the same with another lock: what was found is not about it. */
  #changed() {
    if (this.#host.source !== this.#known) {
      this.#known = undefined;
      forget(this.#part);
    } else this.#check();
  }

  #check() {
    check(this.#part, this.#settings, this.#texts);
  }

  /** Sets a text, and turns the lock on: a reader who places a lock wants to see what it does. @param {string} text */
  #set(text) {
    // A text that is edited back is the preset again.
    const source = text === this.#textOf({ ...this.#settings, source: '' }) ? '' : text;
    this.#known = source;
    const lock = this.#host.lock === 'none' ? 'mutex' : this.#host.lock;
    change(this.#host, { lock, schedule: null, source });
    this.#showHistory();
  }

  /** Takes over an edit, and returns whether there was one. The edited line keeps the focus. @param {Edited | undefined} edited */
  #edit(edited) {
    if (!edited) return false;
    this.#past.push(this.#text);
    this.#future = [];
    const offers = this.#moving?.isConnected;
    this.#set(edited.text);
    this.#focus(edited.line, offers);
    return true;
  }

  /** Focuses a line once the listing shows it. @param {number} line @param {boolean} [offers] whether with buttons to move it */
  async #focus(line, offers) {
    // The element applies attributes in a microtask of its own.
    await Promise.resolve();
    /** @type {HTMLElement | null} */
    const row = this.#listing.querySelector(`[data-lock][data-line="${line}"]`);
    (row ?? this.#listing).focus();
    if (row && offers) this.offer(row);
  }

  /** Offers buttons for a line that was pressed: not everyone can drag it. By keyboard there are keys. @param {HTMLElement} line */
  offer(line) {
    this.#moving ??= this.#makeMoving();
    this.#moving.style.insetBlockStart = `${line.offsetTop + line.offsetHeight / 2}px`;
    this.#listing.append(this.#moving);
  }

  #makeMoving() {
    const buttons = Object.keys(MOVES).map((name) => {
      const words = this.#texts.say(/** @type {Key} */ (`edit.${name}`));
      return create('button', { type: 'button', tabindex: -1, 'data-edit': name, 'aria-label': words, title: words });
    });
    const bar = create('span', { class: 'moving' }, ...buttons);
    // The line keeps the focus, and the buttons stay as long as it has it.
    bar.addEventListener('mousedown', (event) => event.preventDefault());
    this.#listing.addEventListener('focusout', ({ relatedTarget }) => bar.contains(/** @type {Node | null} */ (relatedTarget)) || bar.remove());
    return bar;
  }

  #showHistory() {
    this.#buttons.undo.hidden = this.#past.length === 0;
    this.#buttons.redo.hidden = this.#future.length === 0;
  }

  /** @param {string} button `undo`, `redo`, `text`, `copy`, `acquire`, `release`, or one of those of a line */
  press(button) {
    const key = MOVES[/** @type {keyof typeof MOVES} */ (button)];
    /** @type {HTMLElement | null} */
    const line = this.#listing.querySelector('[data-lock]:focus');
    if (key) return line && this.key(line, key);
    if (button === 'undo') return this.#step(this.#past, this.#future);
    if (button === 'redo') return this.#step(this.#future, this.#past);
    if (button === 'copy') return this.#copy();
    if (button === 'text') return this.#type();
    this.#edit(addLockLine(this.#text, button));
  }

  /** @param {string[]} from @param {string[]} to */
  #step(from, to) {
    const text = from.pop();
    if (text === undefined) return;
    to.push(this.#text);
    this.#set(text);
    // The pressed button may be gone, and the focus with it.
    if (from.length === 0) this.#listing.focus();
  }

  async #copy() {
    const copied = await copyText(this.#demo.wholeProgram() ?? '');
    this.#buttons.copy.textContent = this.#texts.say(copied ? 'copy.copied' : 'copy.notAllowed');
  }

  /** Moves or removes the line of the lock that has the focus. @param {HTMLElement} line @param {string} key */
  key(line, key) {
    const at = Number(line.dataset.line);
    if (key === 'ArrowUp' || key === 'ArrowDown') this.#edit(nudgeLockLine(this.#text, at, key === 'ArrowDown'));
    else this.#edit(removeLockLine(this.#text, at));
  }

  /** Moves a line with the pointer, to the nearest place. @param {HTMLElement} line @param {PointerEvent} event */
  pickUp(line, { pointerId }) {
    const at = Number(line.dataset.line);
    const text = this.#text;
    const places = lockPlaces(text, at);
    const mark = create('span', { class: 'drop', 'aria-hidden': 'true' });
    const advance = this.#characterWidth(line);
    /** @type {Place | undefined} */
    let chosen;
    /** @param {PointerEvent} event */
    const drag = ({ clientX, clientY }) => {
      chosen = this.#nearest(places, clientX, clientY, advance, mark);
    };
    const end = new AbortController();
    /** @type {(name: 'pointermove' | 'pointerup' | 'pointercancel', handler: (event: PointerEvent) => void) => void} */
    const on = (name, handler) => line.addEventListener(name, handler, { signal: end.signal });
    /** @param {boolean} edit */
    const drop = (edit) => {
      end.abort();
      mark.remove();
      line.removeAttribute('data-held');
      if (!edit || (chosen && this.#edit(moveLockLine(text, at, chosen.line, chosen.indent)))) return;
      this.offer(line);
    };
    line.setPointerCapture(pointerId);
    line.setAttribute('data-held', '');
    on('pointermove', drag);
    on('pointerup', () => drop(true));
    on('pointercancel', () => drop(false));
  }

  /** @param {HTMLElement} line */
  #characterWidth(line) {
    const range = document.createRange();
    range.selectNodeContents(line);
    return range.getBoundingClientRect().width / Math.max(1, (line.textContent ?? '').trimEnd().length);
  }

  /**
   * The place nearest to a point, which the mark shows.
   * @param {Uint32Array} places line and indentation of each
   * @param {number} x
   * @param {number} y
   * @param {number} advance the width of a character
   * @param {HTMLElement} mark
   */
  #nearest(places, x, y, advance, mark) {
    const box = this.#listing.getBoundingClientRect();
    const lines = [.../** @type {NodeListOf<HTMLElement>} */ (this.#listing.querySelectorAll('[data-line]'))];
    const [first, last] = [lines.at(0), lines.at(-1)?.getBoundingClientRect()];
    if (!first || !last) return undefined;
    const rows = new Map(lines.map((row) => [Number(row.dataset.line), row]));
    /** @param {number} line */
    const top = (line) => rows.get(line)?.getBoundingClientRect().top ?? last.bottom;
    const inset = parseFloat(getComputedStyle(first).paddingInlineStart);
    /** @param {number} indent */
    const left = (indent) => box.left + inset + indent * advance - this.#listing.scrollLeft;
    /** @type {Place | undefined} */
    let best;
    for (let at = 0; at < places.length; at += 2) {
      const [line = 0, indent = 0] = [places[at], places[at + 1]];
      // The line counts before the indentation.
      const distance = 100 * Math.abs(top(line) - y) + Math.abs(left(indent) - x);
      if (!best || distance < best.distance) best = { line, indent, distance };
    }
    if (!best) return undefined;
    mark.style.insetBlockStart = `${top(best.line) - box.top + this.#listing.scrollTop}px`;
    mark.style.insetInlineStart = `${inset + best.indent * advance}px`;
    this.#listing.append(mark);
    return best;
  }

  /** Opens the text as a text; its last valid form is the program. */
  #type() {
    const before = this.#text;
    const { say } = this.#texts;
    const field = create('textarea', { 'aria-label': say('editor.text'), spellcheck: 'false', rows: before.split('\n').length + 1 });
    const problem = create('p', { class: 'wrong', role: 'status' });
    const done = create('button', { type: 'button' }, say('editor.done'));
    const discard = create('button', { type: 'button' }, say('editor.discard'));
    const close = create('div', { class: 'bar' }, problem, done, discard);
    field.value = before;
    /** @type {number | undefined} */
    let late;
    const read = () => {
      clearTimeout(late);
      const settings = { ...this.#settings, source: field.value };
      const program = toWasm(Settings, settings);
      problem.textContent = program.problem ? say(.../** @type {Fact} */ (program.problem)) : '';
      field.toggleAttribute('aria-invalid', program.problem !== undefined);
      if (program.problem === undefined && field.value !== this.#text) this.#set(field.value);
      program.free();
      return !problem.textContent;
    };
    const finish = () => {
      // A text that is no program stays open: nothing that was typed is lost.
      if (!read()) return field.focus();
      if (this.#text !== before) {
        this.#past.push(before);
        this.#future = [];
        this.#showHistory();
      }
      field.remove();
      close.remove();
      this.#listing.hidden = this.#buttons.text.disabled = false;
      this.#buttons.text.focus();
    };
    field.addEventListener('input', () => {
      clearTimeout(late);
      late = setTimeout(read, PAUSE_MS);
    });
    // The keys that step threads are letters here.
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') finish();
    });
    done.addEventListener('click', finish);
    discard.addEventListener('click', () => {
      field.value = before;
      finish();
    });
    this.#listing.hidden = this.#buttons.text.disabled = true;
    this.#listing.after(field, close);
    field.focus();
  }
}
