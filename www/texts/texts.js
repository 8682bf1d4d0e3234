// The sentences that a reader meets, in one language: each under a key that says what is the case.
//
// A catalogue has parts: `first` is loaded with an element, the others on demand. Rust and the scripts know keys and values,
// and never a sentence; numbers, plurals and the order of words are the catalogue's business.

import { first } from './en/first.js';

/** @typedef {typeof first & typeof import('./en/scenes.js').scenes} Sentences */
/** @typedef {keyof Sentences} Key */
/** What is the case: a key of the catalogue, and the values in it, which may be facts themselves. @typedef {[Key, ...Value[]]} Fact */
/** @typedef {string | number | null | Fact | Fact[]} Value */
/** @typedef {Record<string, string | ((...values: any[]) => string)>} Part */
/**
 * A part in another language: the same keys, each with the same values.
 * @template T
 * @typedef {{ [Key in keyof T]: T[Key] extends (...values: infer Values) => string ? (...values: Values) => string : string }} Translation
 */

/** By language, and by part: what loads it. English is the language of an element in any other. */
const CATALOGUES = {
  en: { first: async () => first, scenes: async () => (await import('./en/scenes.js')).scenes },
  de: {
    first: async () => (await import('./de/first.js')).first,
    scenes: async () => (await import('./de/scenes.js')).scenes,
  },
};

/** @typedef {keyof typeof CATALOGUES} Language */

/** The languages that there are. */
export const LANGUAGES = /** @type {Language[]} */ (Object.keys(CATALOGUES));

/**
 * The language in which to speak where an element stands: that of the nearest `lang`, if there is a catalogue of it.
 * @param {Element} element
 * @returns {Language}
 */
export function languageAt(element) {
  const lang = element.closest('[lang]')?.getAttribute('lang')?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === lang) ?? 'en';
}

/** The sentences of one language, as far as they are loaded. */
export class Texts {
  /** @type {Part} */
  #sentences = {};

  /** @param {Language} language */
  constructor(language) {
    this.language = language;
  }

  /** Loads a part. @param {keyof typeof CATALOGUES['en']} part */
  async load(part) {
    Object.assign(this.#sentences, await CATALOGUES[this.language][part]());
    return this;
  }

  /**
   * Says a fact.
   * @param {Key} key
   * @param {...Value} values
   * @returns {string}
   */
  say = (key, ...values) => {
    const sentence = this.#sentences[key];
    if (sentence === undefined) throw new Error(`no sentence for ${key}`);
    return typeof sentence === 'string' ? sentence : sentence(...values.map((value) => this.#said(value)));
  };

  /** A value as a sentence takes it: a fact is said. @param {Value} value @returns {string | number | null | string[]} */
  #said(value) {
    if (!Array.isArray(value)) return value;
    if (typeof value[0] === 'string') return this.say(.../** @type {Fact} */ (value));
    return /** @type {Fact[]} */ (value).map((fact) => this.say(...fact));
  }
}

/** The sentences for an element where it stands, the first part loaded. @param {Element} element */
export const textsAt = (element) => new Texts(languageAt(element)).load('first');
