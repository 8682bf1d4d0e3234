// The listing in another language than Python.

/** @import { Values } from '../element/settings.js' */

import { load } from './engine.js';
import { toWasm } from '../element/settings.js';
import { printProgram, Settings } from '../pkg/on_demand.js';

/**
 * Prints a program.
 * @param {Values} settings the attributes' values
 * @returns {Promise<{ texts: string[], sources: Uint16Array, locks: Uint8Array, whole: string }>} by line its text, its line in the
 * program's text or 0, and whether it is there for a lock; and a whole program
 */
export async function printed(settings) {
  await load();
  const program = toWasm(Settings, settings);
  try {
    return printProgram(program, settings.language);
  } finally {
    program.free();
  }
}
