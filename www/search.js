// A search through schedules, in whatever worker or page.

import { Explorer, LargestSize, Settings } from './pkg/mutex_demo.js';
import { toWasm } from './settings.js';

const SEARCHES = { count: Explorer, largest: LargestSize };

/**
 * Begins a search.
 * @param {'count' | 'largest'} what to count all schedules by their outcome, or to find the largest size that can be counted
 * @param {object} settings what the attributes say
 * @returns {Explorer | LargestSize} who asks frees it
 */
export function search(what, settings) {
  const program = toWasm(Settings, settings);
  try {
    return new SEARCHES[what](program);
  } finally {
    program.free();
  }
}
