// Why something failed: a fact, which is said in the reader's language.

/** @import { Fact, Key, PartName, Texts, Value } from './texts.js' */

/** The parts in which failures stand, besides the first. @type {PartName[]} */
const PARTS = ['errors', 'more'];

/** An error that carries a fact. Its message is for programmers. */
export class Failure extends Error {
  /** @param {Key} key @param {...Value} values */
  constructor(key, ...values) {
    super([key, ...values].join(' '));
    /** @type {Fact} */
    this.fact = [key, ...values];
  }
}

/** The fact of an error, ours or the program's; of any other, none. @param {unknown} error @returns {Fact | undefined} */
export const factOf = (error) => (error instanceof Error && 'fact' in error ? /** @type {Fact} */ (error.fact) : undefined);

/** The error of a fact that has come from a worker, or of words. @param {{ fact?: Fact, why: string }} failed */
export const toError = ({ fact, why }) => (fact ? new Failure(...fact) : new Error(why));

/**
 * An error's words. Those of a browser are in the browser's own language.
 * @param {unknown} error
 * @param {Texts} texts
 */
export async function inWords(error, texts) {
  const fact = factOf(error);
  if (!fact) return error instanceof Error ? error.message : String(error);
  for (const part of PARTS) if (!texts.knows(fact[0])) await texts.load(part);
  return texts.say(...fact);
}

/** An error as whoever is told of it: that of a fact says it in the reader's words. @param {unknown} error @param {Texts} texts */
export const said = async (error, texts) => (factOf(error) ? new Error(await inWords(error, texts), { cause: error }) : error);
