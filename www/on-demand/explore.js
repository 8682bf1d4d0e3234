// The page's handle on an exploration: a worker for each, ended with it; without workers, the page explores.

/** @import { ProgramValues } from '../runs/program.js' */
/** @import { Findings, Progress } from './search.js' */

import { load } from './engine.js';
import { search } from './search.js';
import { spawn } from '../runs/spawn.js';
import { workersAreRefused } from '../runs/threading.js';
import { Failure, toError } from '../texts/failure.js';

// The longest slice of searching in the page, in milliseconds, and the number of states between two checks of the clock.
const SLICE_MS = 8;
const STATES = 200;

/** @typedef {{ module: WebAssembly.Module, what: keyof Findings, settings: ProgramValues }} Task what the worker is asked */
/** @typedef {(progress: Progress) => void} Reporter takes the progress, now and then */

/**
 * Searches all schedules of a program.
 * @template {keyof Findings} What
 * @param {What} what the counts by outcome, or the largest size that can be counted
 * @param {ProgramValues} settings the attributes' values
 * @param {Promise<void>} stopping cancels the search when it resolves
 * @param {Reporter} report
 * @returns {Promise<Findings[What]>} rejects if the search is cancelled
 */
export async function explore(what, settings, stopping, report) {
  const module = await load();
  const cancelled = stopping.then(() => Promise.reject(new Failure('search.cancelled')));
  let worker;
  try {
    worker = spawnExplorer();
    const loaded = await Promise.race([worker?.loaded, cancelled]);
    const found = worker && loaded ? worker.find({ module, what, settings }, report) : exploreHere(what, settings, stopping, report);
    return await Promise.race([found, cancelled]);
  } finally {
    worker?.end();
  }
}

/** A worker that explores; `undefined` if the page allows none. */
function spawnExplorer() {
  if (workersAreRefused()) return undefined;
  /** @type {Worker} */
  let worker;
  try {
    worker = spawn(new URL('../workers/explorer.js', import.meta.url), 'explorer');
  } catch {
    return undefined;
  }
  const loaded = new Promise((resolve) => {
    worker.onmessage = () => resolve(true);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(false);
    };
  });
  /** @type {(task: Task, report: Reporter) => Promise<any>} */
  const find = (task, report) =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => {
        event.preventDefault();
        reject(event.message ? new Error(event.message) : new Failure('search.brokeOff'));
      };
      worker.onmessage = ({ data }) => {
        if (data.type === 'progress') report(data);
        else if (data.type === 'found') resolve(data.found);
        else reject(toError(data));
      };
      worker.postMessage(task);
    });
  return { loaded, find, end: () => worker.terminate() };
}

/**
 * Explores in the page itself, a slice at a time.
 * @param {keyof Findings} what
 * @param {ProgramValues} settings
 * @param {Promise<void>} stopping
 * @param {Reporter} report
 */
async function exploreHere(what, settings, stopping, report) {
  let more = true;
  stopping.then(() => (more = false));
  const since = performance.now();
  const searched = search(what, settings);
  try {
    while (more) {
      const until = performance.now() + SLICE_MS;
      while (more && performance.now() < until) more = searched.advance(STATES);
      report(searched.progress());
      await new Promise((resolve) => setTimeout(resolve));
    }
    return { ...searched.result(), elapsedMs: performance.now() - since };
  } finally {
    searched.free();
  }
}
