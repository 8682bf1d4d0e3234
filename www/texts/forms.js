// Numbers, plurals and lists, as a language has them.

/** The number of `main` among the threads. */
export const MAIN = 255;

/**
 * The languages' conventions, by what has them.
 * @param {string} language
 */
export function forms(language) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  // British, and so without a comma before the last.
  const lists = new Intl.ListFormat(language === 'en' ? 'en-GB' : language);
  /** A number, its thousands grouped; of digits, which may be more than a number holds, too. @type {(value: number | bigint | string) => string} */
  const number = (value) => numbers.format(typeof value === 'string' ? BigInt(value) : value);
  /** Whether a number takes the singular. @param {number | string} value */
  const isOne = (value) => plurals.select(Number(value)) === 'one';
  /** A time, in a unit that suits it. @param {number} us */
  const duration = (us) => {
    if (us < 1000) return `${Math.round(us)} µs`;
    const [value, unit] = us < 1e6 ? [us / 1e3, 'ms'] : [us / 1e6, 's'];
    return `${Number(value.toPrecision(3)).toLocaleString(language)} ${unit}`;
  };
  return {
    number,
    duration,
    isOne,
    /** A number with so many digits after the point. @type {(value: number, digits: number) => string} */
    fixed: (value, digits) => value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    /** A number and its noun. @type {(value: number | string, one: string, other: string) => string} */
    counted: (value, one, other) => `${number(value)} ${isOne(value) ? one : other}`,
    /** Words, the last two joined by “and”. @type {(words: string[]) => string} */
    list: (words) => lists.format(words),
    /** Words that begin a sentence. @type {(words: string) => string} */
    capitalized: (words) => words.charAt(0).toLocaleUpperCase(language) + words.slice(1),
    /** The words for a thread, by its number. @type {(thread: number) => string} */
    thread: (thread) => (thread === MAIN ? 'main' : language === 'de' ? `Thread ${thread}` : `thread ${thread}`),
    /** A share of a whole. @param {number} share */
    percent: (share) => `${Math.round(share * 100)} %`,
  };
}
