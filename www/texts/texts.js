// The sentences that a reader meets, in one language: each under a key that says what is the case.
//
// A catalogue has parts: `host` and `first` are loaded with an element, the others on demand. Rust and the scripts know keys and values,
// and never a sentence; numbers, plurals and the order of words are the catalogue's business.

import { host } from './en/host.js';

/**
 * @typedef {typeof host & typeof import('./en/first.js').first & typeof import('./en/view.js').view
 * & typeof import('./en/more.js').more & typeof import('./en/errors.js').errors & typeof import('./en/scenes.js').scenes} Sentences
 */
/** @typedef {keyof Sentences} Key */
/** A fact: a key of the catalogue, and the values in it, which may be facts themselves. @typedef {[Key, ...Value[]]} Fact */
/** @typedef {string | number | null | Fact | Fact[]} Value */
/** @typedef {Record<string, string | ((...values: any[]) => string)>} Part */
/**
 * A part in another language: the same keys. A test holds that they take as many values.
 * @template T
 * @typedef {Record<keyof T, string | ((...values: any[]) => string)>} Translation
 */

/** By language, and by part: what loads it. English is the language of an element in any other. */
const CATALOGUES = {
  en: {
    host: async () => host,
    first: async () => {
      const [{ first }, { view }] = await Promise.all([import('./en/first.js'), import('./en/view.js')]);
      return { ...first, ...view };
    },
    more: async () => (await import('./en/more.js')).more,
    errors: async () => (await import('./en/errors.js')).errors,
    scenes: async () => (await import('./en/scenes.js')).scenes,
  },
  de: {
    host: async () => (await import('./de/host.js')).host,
    first: async () => {
      const [{ first }, { view }] = await Promise.all([import('./de/first.js'), import('./de/view.js')]);
      return { ...first, ...view };
    },
    more: async () => (await import('./de/more.js')).more,
    errors: async () => (await import('./de/errors.js')).errors,
    scenes: async () => (await import('./de/scenes.js')).scenes,
  },
};

/** @typedef {keyof typeof CATALOGUES} Language */
/** @typedef {keyof typeof CATALOGUES['en']} PartName */

/** The parts of a catalogue. */
export const PARTS = /** @type {PartName[]} */ (Object.keys(CATALOGUES.en));

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
  /** The parts that are loaded, or being loaded. @type {Map<PartName, Promise<void>>} */
  #parts = new Map();
  /** @type {Set<PartName>} */
  #loaded = new Set();

  /** @param {Language} language */
  constructor(language) {
    this.language = language;
  }

  /** Loads a part, once. @param {PartName} part */
  async load(part) {
    const loading = this.#parts.get(part) ?? this.#load(part);
    this.#parts.set(part, loading);
    await loading;
    return this;
  }

  /** @param {PartName} part */
  async #load(part) {
    try {
      Object.assign(this.#sentences, await CATALOGUES[this.language][part]());
      this.#loaded.add(part);
    } catch (error) {
      this.#parts.delete(part);
      throw error;
    }
  }

  /** Whether there is a sentence, in the parts that are loaded. @param {Key} key */
  knows(key) {
    return key in this.#sentences;
  }

  /** Whether a part is loaded. @param {PartName} part */
  has(part) {
    return this.#loaded.has(part);
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

/** The sentences for an element where it stands, a part loaded. @param {Element} element @param {PartName} [part] */
export const textsAt = (element, part = 'first') => new Texts(languageAt(element)).load(part);
