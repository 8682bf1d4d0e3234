// Numbers and plurals, as a language has them.

/** @param {string} language */
export function forms(language) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return {
    /** A number, its thousands grouped. @type {(value: number | bigint) => string} */
    number: (value) => numbers.format(value),
    /** A number and its noun. @type {(value: number, one: string, other: string) => string} */
    counted: (value, one, other) => `${numbers.format(value)} ${plurals.select(value) === 'one' ? one : other}`,
    /** Words that begin a sentence. @type {(words: string) => string} */
    capitalized: (words) => words.charAt(0).toLocaleUpperCase(language) + words.slice(1),
    /** The words for a thread, by its number; main is 255. @type {(thread: number) => string} */
    thread: (thread) => (thread === 255 ? 'main' : language === 'de' ? `Thread ${thread}` : `thread ${thread}`),
  };
}
