// A search through schedules, in a worker or in the page.

import { Explorer, LargestSize, Settings } from '../pkg/on_demand.js';
import { toWasm } from '../element/settings.js';

const SEARCHES = { count: Explorer, largest: LargestSize };

/**
 * Begins a search.
 * @param {'count' | 'largest'} what the counts of all schedules by outcome, or the largest size that can be counted
 * @param {object} settings the attributes' values
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
