// A scene in an element: its question, its goal with the goal's marks, what is said of them, and the sentence to take home.
// Loaded when an element has a scene.
//
// Owns the parts `question`, `goal` and `findings`, and what a scene adds to the bar. The scenes themselves, each in a function, say what
// meets a mark; the last mark meets the goal, which is told once. All room is taken from the start: nothing moves when words come.

/** @import { MutexDemo, Exploration } from '../mutex-demo.js' */
/** @import { Result } from '../element/result.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { State } from '../runs/stepping.js' */
/** @import { Key, Texts, Value } from '../texts/texts.js' */

import { change } from '../element/change.js';
import { create, find } from '../element/elements.js';
import { NAMES } from '../element/settings.js';
import { adoptScene } from '../element/styles.js';
import { showArrivals } from './arrivals.js';
import { cost } from './cost.js';
import { deadlock } from './deadlock.js';
import { exit } from './exit.js';
import { lock } from './lock.js';
import { lose } from './lose.js';
import { next } from './next.js';
import { prove } from './prove.js';
import { tear } from './tear.js';
import { yours } from './yours.js';
import sheet from './scene.css' with { type: 'css' };
import stage from './stage.css' with { type: 'css' };
import stageSmall from './stage-small.css' with { type: 'css' };

/** Each scene: declares its marks and its controls, and listens. @type {Record<string, (lesson: Lesson) => void>} */
const SCENES = { tear, lose, lock, cost, next, deadlock, prove, exit, yours };

/**
 * The details of the events that scenes listen to.
 * @typedef {{ start: null, step: State, done: Result, explored: Exploration, change: { name: string, value: unknown } }} Details
 */

/** Words, and what stands between backticks as code. @param {string} words */
const coded = (words) => words.split('`').map((part, at) => (at % 2 ? create('code', {}, part) : part));

/**
 * A line whose words change, as tall as the tallest of its words.
 * @param {string[]} samples the longest of its words, or all of them
 * @param {import('../element/elements.js').Attributes} attributes
 */
function line(samples, attributes) {
  const said = create('span', { role: 'status' });
  const rooms = samples.map((words) => create('span', { class: 'room', 'aria-hidden': true }, ...coded(words)));
  const element = create('p', { ...attributes }, said, ...rooms);
  let last = '';
  /** @param {string} words */
  const say = (words) => {
    if (words !== last) said.replaceChildren(...coded(words));
    last = words;
  };
  return { element, say };
}

export class Lesson {
  #shadow;
  #texts;
  #name;
  #signal;
  /** The marks that are not met, each with its row. @type {Map<string, HTMLElement | undefined>} */
  #open = new Map();
  #met = false;
  #took;
  /** Shows words on the reader's acts. @type {((words: string) => void) | undefined} */
  #note;
  #restored;
  /** The last state of the stepper. @type {State | null} */
  #state = null;

  /**
   * @param {MutexDemo} host
   * @param {ShadowRoot} shadow
   * @param {Texts} texts
   * @param {AbortSignal} signal ends the lesson
   */
  constructor(host, shadow, texts, signal) {
    this.host = host;
    this.#shadow = shadow;
    this.#texts = texts;
    this.#name = host.scene;
    this.#signal = signal;
    // "Start over" goes back to these.
    this.#restored = Object.fromEntries(NAMES.map((name) => [name, host.getAttribute(name)]));
    this.question = find(shadow, '[part=question]');
    this.goal = find(shadow, '[part=goal]');
    this.findings = find(shadow, '[part=findings]');
    this.extras = find(shadow, '.extras');
    for (const part of [this.question, this.goal, this.findings, this.extras]) part.hidden = false;
    adoptScene(shadow, [stage, stageSmall], sheet);
    this.question.append(create('p', { class: 'asked' }, this.say('question')));
    this.goal.append(create('p', { class: 'wanted' }, ...this.#sign(), this.say('goal')));
    const take = line([this.say('take')], { class: 'take' });
    this.#took = take.say;
    SCENES[this.#name](this);
    showArrivals(host, shadow, signal);
    this.findings.append(take.element);
    this.#state = host.state();
    this.on('step', (state) => (this.#state = state));
  }

  /** Says a fact of this scene. @param {string} key @param {...Value} values */
  say(key, ...values) {
    return this.#texts.say(/** @type {Key} */ (`scene.${this.#name}.${key}`), ...values);
  }

  /** Says a fact of all scenes. @param {'over' | 'met' | 'unknown' | 'count'} key */
  common(key) {
    return this.#texts.say(`scene.${key}`);
  }

  #sign() {
    return [create('span', { class: 'sign-met', 'aria-hidden': true }), create('span', { class: 'unseen' })];
  }

  /** Declares the goal's marks. @param {...string} marks */
  wants(...marks) {
    for (const mark of marks) this.#open.set(mark, undefined);
  }

  /** Declares the goal's marks, and lists them. @param {...string} marks */
  lists(...marks) {
    const rows = marks.map((mark) => create('li', {}, ...this.#sign(), create('span', {}, ...coded(this.say(mark)))));
    marks.forEach((mark, at) => this.#open.set(mark, rows[at]));
    this.goal.append(create('ul', { class: 'marks' }, ...rows));
  }

  /** Whether a mark is met. @param {string} mark */
  has(mark) {
    return !this.#open.has(mark);
  }

  /** Meets a mark; the last one meets the goal. @param {string} mark */
  meet(mark) {
    if (this.has(mark)) return;
    this.#show(this.#open.get(mark));
    this.#open.delete(mark);
    if (this.#open.size > 0) return;
    this.#met = true;
    this.#show(find(this.goal, '.wanted'));
    this.#took(this.say('take'));
    this.host.dispatchEvent(new CustomEvent('goal', { detail: this.#name, bubbles: true, composed: true }));
  }

  /** @param {HTMLElement | undefined} row */
  #show(row) {
    row?.toggleAttribute('data-met', true);
    if (row) find(row, '.unseen').textContent = `${this.common('met')}: `;
  }

  /** Makes the line that says what comes of the reader's acts. @param {string[]} samples what it may say */
  notes(...samples) {
    const { element, say } = line(samples, { class: 'note' });
    find(this.goal, '.wanted').after(element);
    this.#note = say;
  }

  /** @param {string} words */
  note(words) {
    this.#note?.(words);
  }

  /**
   * Listens to the element's own events, those of no other element.
   * @template {keyof Details} Name
   * @param {Name} name
   * @param {(detail: Details[Name]) => void} act
   */
  on(name, act) {
    /** @param {Event} event */
    const listener = (event) => event.target === this.host && act(/** @type {CustomEvent} */ (event).detail);
    this.host.addEventListener(name, listener, { signal: this.#signal });
  }

  /**
   * Listens to the steps that the reader takes: new ones, not those of a schedule that is there already.
   * @param {(state: State, before: State | null) => void} act
   */
  onStep(act) {
    this.on('step', (state) => {
      const before = this.#state;
      const next = (before?.position ?? 0) + 1;
      if (state.position === next && (state.schedule !== before?.schedule || state.position === state.length)) act(state, before);
    });
  }

  /** The language of its words, for numbers. */
  get language() {
    return this.#texts.language;
  }

  /** Whether the lesson has ended. */
  get ended() {
    return this.#signal.aborted;
  }

  /** Changes settings for the reader. @param {Partial<Record<keyof Values, string | number | boolean | null>>} values */
  change(values) {
    change(this.host, values);
  }

  /** Runs anew, with the settings as they are now. */
  async run() {
    await this.host.stop();
    await this.host.run().catch(() => {});
  }

  /** Keeps the room that the element has now, for what comes in its place: the bar below it stays. */
  keepRoom() {
    const demo = find(this.#shadow, '.demo');
    demo.style.setProperty('--room', `${demo.getBoundingClientRect().height}px`);
    const run = find(demo, '[part=run]');
    run.style.setProperty('--wide', `${run.getBoundingClientRect().width}px`);
  }

  /** Adds a button to the bar. @param {string} words @param {() => unknown} act */
  button(words, act) {
    const button = create('button', { type: 'button' }, words);
    button.addEventListener('click', act);
    this.extras.append(button);
    return button;
  }

  /** Adds the button that goes back to where the scene began. @param {() => void} act comes last: nothing that changed was the reader's act */
  addStartOver(act = () => this.note('')) {
    this.button(this.common('over'), async () => {
      await this.host.stop();
      this.change({ ...this.#restored });
      this.#shadow.querySelector('[data-move=restart]')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      act();
    });
  }

  /**
   * Adds a table of figures.
   * @param {string} caption
   * @param {string[]} heads
   * @param {Record<string, string>} rows the first words of each row, by its key
   */
  table(caption, heads, rows) {
    const head = create('tr', {}, ...heads.map((words) => (words ? create('th', { scope: 'col' }, words) : create('td'))));
    const made = Object.entries(rows).map(([key, words]) => {
      const cells = heads.slice(1).map(() => create('td', {}, this.common('unknown')));
      return { key, cells, row: create('tr', {}, create('th', { scope: 'row' }, words), ...cells) };
    });
    const body = create('tbody', {}, ...made.map(({ row }) => row));
    this.findings.append(create('table', { class: 'figures' }, create('caption', {}, caption), create('thead', {}, head), body));
    /** Fills a row. @type {(key: string, ...words: string[]) => void} */
    return (key, ...words) => made.find((row) => row.key === key)?.cells.forEach((cell, at) => (cell.textContent = words[at]));
  }
}

/**
 * Opens the scene of an element.
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {Texts} texts with the part `scenes`
 * @param {AbortSignal} signal ends it
 */
export const openLesson = (host, shadow, texts, signal) => new Lesson(host, shadow, texts, signal);

/** The parts of a scene are left empty. @param {ShadowRoot} shadow */
export function closeLesson(shadow) {
  for (const part of ['[part=question]', '[part=goal]', '[part=findings]', '.extras'].map((selector) => find(shadow, selector))) {
    part.replaceChildren();
    part.hidden = true;
  }
}
