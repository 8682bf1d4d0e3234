// A search through schedules, in a worker or in the page.

/** @import { ProgramValues } from '../runs/program.js' */

import { Explorer, LargestSize, Settings } from '../pkg/on_demand.js';
import { toWasm } from '../runs/program.js';

const SEARCHES = { count: Explorer, largest: LargestSize };

/**
 * All schedules, counted.
 * @typedef {object} Exploration
 * @property {string} schedules how many there are
 * @property {{ name: string, schedules: string, example: string }[]} outcomes
 * @property {Record<string, string | undefined>} shortest the shortest schedule to each fault, by its name
 * @property {{ name: string, schedule: string }[]} listed the schedules one by one if they are few
 * @property {number} states
 * @property {boolean} complete
 */

/**
 * The findings of each search, and its time.
 * @typedef {object} Findings
 * @property {Exploration & { elapsedMs: number }} count
 * @property {{ threads?: number, count?: number, elapsedMs: number }} largest
 */

/** @typedef {{ states: number, depth: number, steps: number }} Progress how far a search is */

/**
 * Begins a search.
 * @param {keyof typeof SEARCHES} what the counts of all schedules by outcome, or the largest size that can be counted
 * @param {ProgramValues} settings the attributes' values
 * @returns {Explorer | LargestSize} the caller frees it
 */
export function search(what, settings) {
  const program = toWasm(Settings, settings);
  try {
    return new SEARCHES[what](program);
  } finally {
    program.free();
  }
}
