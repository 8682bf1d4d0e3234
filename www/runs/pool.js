// The page's processes: one pool for all its elements.
//
// A run leases a process and gives it back, and another run may have it next, of whatever element. A run that finds no room
// waits its turn, first come, first served. This module imports little, so that a process can boot before the views are loaded.

import { Process } from './process-handle.js';

/** The most workers of all processes at a time, each process's own included: two runs of 16 threads, or five of five. */
export const MOST_WORKERS = 34;
/** The most processes that are kept warm while nothing runs in them. Each has reserved 128 MiB of addresses. */
export const MOST_IDLE = 2;
/** A process that has been idle for so long ends, in milliseconds. */
export const IDLE_MS = 30_000;
/** The same if the page has no element; an application may be about to put the next one there. */
export const ORPHANED_MS = 1_000;

/** @import { Cells } from './cells.js' */

/**
 * All processes that are not known to have ended.
 * @type {Set<Process>}
 */
const processes = new Set();
/**
 * The timers of those that are idle, the longest idle first.
 * @type {Map<Process, number>}
 */
const idle = new Map();
/**
 * The cells of the last run in an idle process, as long as they may still be read.
 * @type {Map<Process, Cells>}
 */
const read = new Map();
/**
 * The leases that wait for a process.
 * @type {Lease[]}
 */
const queue = [];
let elements = 0;

/** A process for a run, or for several runs one after the other. */
export class Lease {
  /** The least number of threads of its process. */
  threads;
  #module;
  /** @type {PromiseWithResolvers<Process>} */
  #granted = Promise.withResolvers();
  /** @type {Process | undefined} */
  #process;
  #ended = false;

  /**
   * Asks for a process.
   * @param {number} threads
   * @param {Promise<WebAssembly.Module>} module the compiled program
   */
  constructor(threads, module) {
    this.threads = threads;
    this.#module = module;
    queue.push(this);
    serve();
  }

  /** Whether other runs have to end first. */
  get waits() {
    return this.#process === undefined && !this.#ended;
  }

  /** Resolves with the process, which may still be booting; never, if the lease ends before. */
  get process() {
    return this.#granted.promise;
  }

  /** Takes a process that has enough threads, or a new one; tells whether there was room. The pool alone calls this. */
  grant() {
    this.#process = take(this.threads) ?? make(this.threads, this.#module);
    if (this.#process) this.#granted.resolve(this.#process);
    return this.#process !== undefined;
  }

  /**
   * Gives the process back, or stops waiting for one. Nothing may run in the process.
   * @param {Cells} [cells] the last run's, if they are still shown. They are copied when the memory goes
   * to another run or with its process, and not before: the first run would pay for a copy that its element's next run throws away.
   */
  end(cells) {
    if (this.#ended) return;
    this.#ended = true;
    if (!this.#process) queue.splice(queue.indexOf(this), 1);
    else if (cells) read.set(this.#process, cells);
    if (this.#process) rest(this.#process);
    serve();
    for (const process of idle.keys()) if (MOST_IDLE < idle.size) end(process);
  }
}

/** Grants leases as far as there is room. One for many threads is not overtaken by those for fewer. */
function serve() {
  while (queue.length > 0 && queue[0].grant()) queue.shift();
}

/**
 * The idle process that fits best: the smallest, and of several the one with the least to copy.
 * @param {number} threads
 */
function take(threads) {
  /** @type {(process: Process) => number} */
  const toCopy = (process) => read.get(process)?.length ?? 0;
  const fitting = [...idle.keys()].filter((process) => !process.dead && threads <= process.threads);
  fitting.sort((one, other) => one.threads - other.threads || toCopy(one) - toCopy(other));
  const process = fitting[0];
  if (!process) return undefined;
  clearTimeout(idle.get(process));
  idle.delete(process);
  if (keep(process)) return process;
  // Without memory for a copy, the reader keeps the process's, and another process runs.
  end(process);
  return undefined;
}

/**
 * A new process; `undefined` if there is no room.
 * @param {number} threads
 * @param {Promise<WebAssembly.Module>} module
 */
function make(threads, module) {
  const room = () => [...processes].reduce((left, process) => left - process.workers, MOST_WORKERS) - (threads + 1);
  // A larger process serves programs of fewer threads, too, and takes the place of an idle one that does not fit.
  const [unfit] = idle.keys();
  if (unfit) end(unfit);
  for (const process of idle.keys()) if (room() < 0) end(process);
  if (room() < 0) return undefined;
  const process = new Process(threads, module, endIdle);
  processes.add(process);
  return process;
}

/**
 * Keeps a process for a while; one that has died only takes its memory with it.
 * @param {Process} process
 */
function rest(process) {
  clearTimeout(idle.get(process));
  if (process.dead) return end(process);
  idle.set(process, setTimeout(end, elements > 0 ? IDLE_MS : ORPHANED_MS, process));
}

/**
 * Copies what may still be read of a process's memory. Tells whether there was memory for that.
 * @param {Process} process
 */
function keep(process) {
  try {
    read.get(process)?.keep();
    return true;
  } catch {
    return false;
  } finally {
    read.delete(process);
  }
}

/** @param {Process} process */
function end(process) {
  clearTimeout(idle.get(process));
  idle.delete(process);
  processes.delete(process);
  // Before the workers end: a copy of the cells lets the whole memory go.
  keep(process);
  process.end();
}

/** Ends the idle processes: the browser is short of memory, or the page is hidden. */
export function endIdle() {
  for (const process of [...idle.keys()]) end(process);
}

/** Counts an element in, or out again: without any, the pool empties soon. */
export function enter() {
  if (elements++ === 0) for (const process of [...idle.keys()]) rest(process);
}

export function leave() {
  if (--elements === 0) for (const process of [...idle.keys()]) rest(process);
}

// A page that is kept for the way back (`persisted`) freezes its runs and thaws them; it makes idle processes anew.
addEventListener('pagehide', ({ persisted }) => {
  endIdle();
  if (!persisted) for (const process of [...processes]) end(process);
});
