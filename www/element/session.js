// The inside of an element that is in a document: its views, and the run in progress.
//
// An element makes a session when it is connected and ends it when it is removed; nothing of the session is left then. Views,
// in Rust and beside this file, draw the page, and read a process's memory each frame. The process is the pool's.

import { Deferred } from '../runs/deferred.js';
import { load } from '../runs/engine.js';
import { listenForEdits } from './editing.js';
import { execute, NotStarted } from '../runs/execute.js';
import { explore } from '../runs/explore.js';
import { listenForExperiments } from './lab.js';
import { showMoment } from './moment.js';
import { showNumbers } from './numbers.js';
import { listenToOutput } from './output.js';
import { Demo, packText, Settings, Timeline } from '../pkg/mutex_demo.js';
import { enter, Lease, leave } from '../runs/pool.js';
import { resultOf } from './result.js';
import { programOf, toWasm } from './settings.js';
import { listenForShare } from './share.js';
import { runInSight, Sight } from './sight.js';
import { simulate } from '../runs/simulate.js';
import { Stepping } from '../runs/stepping.js';
import { listenForSteps } from './steps.js';
import { threadingInWords, whyNoSharing, whyNoThreads } from '../runs/threading.js';
import { TimelineCanvas } from './timeline.js';
import { turn } from '../runs/turns.js';

export class Session {
  /** Resolves when the views exist, rejects if they cannot. */
  opened;
  #host;
  #shadow;
  #settings;
  #ended;
  #connection = new AbortController();
  #module = load();
  #demo;
  #timeline;
  #stepping;
  #sight;
  /** What a run draws with: `demo`, `timeline`, `sight`; and the `cells` that it has left in a process's memory. */
  #views;
  /** The scheduler that the views show. */
  #scheduler;
  /** Why the page has no threads; `undefined` until that is known. */
  #reason;
  /** The process of a run that was asked for before the views exist. */
  #lease;
  #running = null;
  #stopping;
  /** The program of the exploration in progress, or of the one that is shown. */
  #explored;
  /** Ends the search for the largest size. */
  #looking;

  /**
   * @param {import('../mutex-demo.js').MutexDemo} host
   * @param {ShadowRoot} shadow the host's
   * @param {{ settings: () => object, ended: (result: object) => void }} element `settings` reads the host's attributes, `ended`
   * takes a run's result
   */
  constructor(host, shadow, { settings, ended }) {
    this.#host = host;
    this.#shadow = shadow;
    this.#settings = settings;
    this.#ended = ended;
    this.opened = this.#open();
    this.opened.catch(() => {});
  }

  /** `'real'` or `'simulated'`; `null` until that is known. */
  get threading() {
    if (this.#reason === undefined) return null;
    return this.#reason ? 'simulated' : 'real';
  }

  /** Why the page has no threads, with the cure if there is one, or `null`. */
  get whySimulated() {
    return this.#reason ? [this.#reason.why, this.#reason.cure].filter(Boolean).join(' ') : null;
  }

  /** What the screen shows, once there is one. */
  transcript() {
    // Out of view, a run in progress is not read.
    if (this.#running && !this.#sight.inView) this.#demo?.read(Infinity);
    return this.#demo?.transcript();
  }

  get timeline() {
    return this.#timeline;
  }

  /** The stepper's state; `null` if it is closed. */
  get state() {
    return this.#stepping?.state ?? null;
  }

  /** Finds out whether the page can have threads, and shows the views. */
  async #open() {
    enter();
    const { signal } = this.#connection;
    runInSight(this.#host, signal);
    this.#sight = new Sight(this.#host, () => this.#draw(), signal);
    const [reason] = await Promise.all([whyNoThreads(), this.#module]);
    await turn();
    this.#reason = reason;
    this.#demo = new Demo(this.#host, this.#shadow);
    this.#timeline = new TimelineCanvas(this.#shadow.querySelector('[part=timeline]'), this.#sight);
    this.#views = { demo: this.#demo, timeline: this.#timeline, sight: this.#sight, cells: undefined };
    this.#stepping = new Stepping(this.#views, (waits) => this.#showWaits(waits));
    this.apply(this.#settings());
    this.#listen();
  }

  /** Draws the output and the timeline, unless they are out of view; a run in progress draws itself. */
  #draw() {
    if (!this.#demo || this.#running || !this.#sight.inView) return;
    this.#demo.render();
    this.#timeline.draw();
  }

  #listen() {
    const { signal } = this.#connection;
    const [host, shadow] = [this.#host, this.#shadow];
    const part = (name) => shadow.querySelector(`[part=${name}]`);
    // The second click of a double click must not stop the run.
    const press = ({ detail }) => (this.#running && detail < 2 ? this.stop() : host.run().catch(() => {}));
    part('run').addEventListener('click', press, { signal });
    // Switching the lock takes effect at once. The views have set the attribute by now.
    const runAgain = async () => {
      if (host.scheduler === 'step') return;
      await this.stop();
      host.run().catch(() => {});
    };
    part('lock').addEventListener('click', runAgain, { signal });
    shadow.querySelector('[name=kind]').addEventListener('change', runAgain, { signal });
    listenToOutput(this.#demo, part('output'), () => this.#running !== null || !this.#sight.inView, signal);
    listenForShare(host, shadow, signal);
    const stepper = {
      seek: (position) => this.seek(position),
      toFault: () => this.#toFault(),
      open: (schedule, position) => this.#openExample(schedule, position),
    };
    listenForSteps(host, shadow, stepper, signal);
    listenForExperiments(host, shadow, this.#module, signal);
    listenForEdits(host, shadow, this.#demo, this.#module, signal);
    const exploreLargest = ({ target }) => {
      if (target.dataset.count === undefined) return;
      const { threads, count } = target.dataset;
      Object.assign(host, { threads, count });
      host.explore().catch(() => {});
      // The pressed button disappears, and the focus with it.
      part('run').focus();
    };
    part('largest').addEventListener('click', exploreLargest, { signal });
    this.#timeline.listen((time) => this.#goTo(time), signal);
  }

  /** Shows settings. A run in progress continues; an exploration of other settings is cancelled. */
  apply(settings) {
    if (!this.#demo) return;
    const { scheduler } = settings;
    // Another scheduler takes over when the run in progress has ended.
    if (this.#running && this.#scheduler !== undefined && scheduler !== this.#scheduler) {
      this.stop().then(() => this.#demo && this.apply(this.#settings()));
      return;
    }
    if (scheduler !== 'step') this.#stepping.close();
    if (scheduler !== this.#scheduler) this.#leave(scheduler);
    this.#scheduler = scheduler;
    const shown = toWasm(Settings, settings);
    this.#demo.showScheduler(scheduler);
    this.#demo.configure(shown, settings.language);
    shown.free();
    if (scheduler === 'step') this.#stepping.open(settings);
    if (scheduler === 'explore' && this.#explored !== undefined && this.#explored !== programOf(settings)) {
      this.#explored = undefined;
      this.#looking?.resolve();
      if (this.#running) this.#stopping.resolve();
      this.#demo.forgetExploration();
    }
  }

  /** Clears the previous scheduler's views: the timeline, the numbers, and the words for its threads. */
  #leave(scheduler) {
    this.#forgetCells();
    this.#timeline.clear();
    this.#showWaits(null);
    this.#shadow.querySelector('[part=numbers]').hidden = true;
    this.#showThreading(scheduler);
  }

  #showThreading(scheduler) {
    const sign = this.#shadow.querySelector('[part=threading]');
    sign.textContent = threadingInWords(this.#reason, scheduler);
    sign.dataset.threading = scheduler === 'os' ? this.threading : 'model';
    const choice = this.#shadow.querySelector('[name=scheduler][value=os]').nextSibling;
    choice.textContent = this.#reason ? 'Chance decides, simulated' : 'Real threads decide';
  }

  /** Runs the host's settings by its scheduler. Resolves when the run ends; a run in progress continues. */
  run() {
    if (!this.#running) {
      this.#looking?.resolve();
      this.#stopping = new Deferred();
      this.#running = this.#run(this.#stopping.promise).finally(() => {
        this.#running = null;
      });
    }
    return this.#running;
  }

  async #run(stopping) {
    const before = this.#settings();
    // The threads start while the views are made.
    if (!this.#demo && before.scheduler === 'os' && !before.source && !whyNoSharing()) {
      this.#lease = new Lease(before.threads, this.#module);
    }
    try {
      await this.opened;
      // The settings may have changed since.
      const settings = this.#settings();
      const runs = { os: this.#execute, step: this.#playOn, explore: this.#explore };
      return await runs[settings.scheduler].call(this, settings, stopping);
    } finally {
      this.#lease?.end();
      this.#lease = undefined;
    }
  }

  /** Stops the run in progress; resolves when it has ended. */
  stop() {
    this.#stopping?.resolve();
    return this.rest();
  }

  /** Resolves when the run in progress has ended. */
  async rest() {
    await this.#running?.catch(() => {});
  }

  /** Runs real threads, or simulated ones. */
  async #execute(settings, stopping) {
    // Many elements may begin at once, or end in the same frame.
    await turn();
    const program = toWasm(Settings, settings);
    const began = performance.now();
    try {
      const report = await this.#report(settings, program, stopping);
      await turn();
      const { outcome, details = [], written, printed, values, schedule } = report;
      const { lines, glyphs } = this.#demo.end(outcome, details, written, printed, values ?? undefined);
      if (this.#sight.inView) this.#demo.render();
      this.#demo.offerReplay(schedule ?? undefined);
      const elapsedMs = performance.now() - began;
      const result = resultOf(settings, program, this.threading, { lines, glyphs, elapsedMs, ...report });
      showNumbers(this.#shadow.querySelector('[part=numbers]'), result, this.#timeline.timeline.summed);
      this.#timeline.explain(this.threading);
      await this.#showWaits(result.waits);
      return this.#end(result);
    } finally {
      program.free();
    }
  }

  /** Draws who waits for whom; nothing if nobody does. */
  async #showWaits(waits) {
    const part = this.#shadow.querySelector('[part=circle]');
    part.replaceChildren();
    if (waits) (await import('../on-demand/circle.js')).drawWaits(part, waits);
  }

  /** Runs the program, shows its output, and returns its report. */
  async #report(settings, program, stopping) {
    try {
      this.#forgetCells();
      this.#demo.begin(program);
      this.#showWaits(null);
      this.#timeline.show(new Timeline(program), 'us', settings);
      const report = await this.#executed(settings, program, stopping);
      if (report || !this.#reason) return report ?? { outcome: 'stopped', written: 0, printed: 0, elapsedMs: 0 };
      this.#emit('start');
      return await simulate(this.#views, settings, program, stopping);
    } catch (error) {
      this.#demo.fail(`No run: ${error.message}.`);
      throw error;
    }
  }

  /** Runs the program on threads; `undefined` if it was stopped before, or if there are none. */
  async #executed(settings, program, stopping) {
    if (this.#reason) return undefined;
    const early = this.#lease;
    this.#lease = undefined;
    try {
      return await execute(this.#views, early, this.#module, settings, program, stopping, (name) => this.#emit(name));
    } catch (error) {
      if (!(error instanceof NotStarted)) throw error;
      // Whatever kept the threads from starting, the element simulates from here on.
      this.#reason = { why: `The threads did not start: ${error.message}.` };
      this.#showThreading('os');
      return undefined;
    }
  }

  /** Lets go of the cells of the last run: they are not shown any more, or will not be. */
  #forgetCells() {
    this.#views.cells?.forget();
    this.#views.cells = undefined;
  }

  /** Plays the stepper on to the program's end. */
  async #playOn(settings) {
    const played = this.#stepping.playOn();
    const program = toWasm(Settings, settings);
    // No thread ran: the model took the steps.
    const result = resultOf(settings, program, 'simulated', { ...played, elapsedMs: 0 });
    program.free();
    return this.#end(result);
  }

  #end(result) {
    this.#ended(result);
    this.#emit('done', result);
    return result;
  }

  /** Explores the settings, and shows the counts. */
  async #explore(settings, stopping) {
    this.#explored = programOf(settings);
    try {
      this.#demo.showExploring(0, 0, 0);
      const exploration = await explore('count', await this.#module, settings, stopping, ({ states, depth, steps }) =>
        this.#demo.showExploring(states, depth, steps),
      );
      this.#demo.showExploration(exploration);
      if (!exploration.complete) this.#offerLargest(settings);
      this.#emit('explored', exploration);
      return exploration;
    } catch (error) {
      this.#demo.fail(`No exploration: ${error.message}.`);
      throw error;
    }
  }

  /** Finds the largest size of the program that can be explored, and offers it, unless a run or a change interrupts. */
  async #offerLargest(settings) {
    this.#demo.showLargest(undefined, undefined);
    this.#looking = new Deferred();
    const nothing = () => {};
    const largest = await explore('largest', await this.#module, settings, this.#looking.promise, nothing).catch(nothing);
    // The search may have been interrupted, and the views may be gone.
    if (largest) this.#demo?.showLargest(largest.threads, largest.count);
  }

  /** The program's text, packed for a link; as it is until the program is loaded. */
  packed(settings) {
    if (!this.#demo) return settings.source;
    const program = toWasm(Settings, settings);
    const packed = packText(program.text);
    program.free();
    return packed;
  }

  /** Takes a step of `thread` in the stepper. If the thread cannot step, nothing happens. */
  step(thread) {
    if (this.#stepping.step(thread)) this.#emit('step', this.state);
  }

  /** Goes to a position of the stepper's schedule. */
  seek(position) {
    if (this.#stepping.seek(position)) this.#emit('step', this.state);
  }

  /** Opens the stepper on a schedule: at its end, at a position, or at the first fault. */
  #openExample(schedule, position) {
    this.#host.setAttribute('schedule', schedule);
    this.#host.setAttribute('scheduler', 'step');
    this.apply(this.#settings());
    // If there is no fault, the stepper opens before the first step.
    if (position === 'fault') this.#toFault() || this.seek(0);
    else if (position !== undefined) this.seek(Number(position));
  }

  /** Goes to the first fault, and tells whether there is one. */
  #toFault() {
    const found = this.#stepping.toFault();
    this.#emit('step', this.state);
    return found;
  }

  /** Goes to a time of the timeline, in the output or in the stepper. */
  #goTo(time) {
    if (this.state) return this.seek(Math.round(time));
    const replay = this.#shadow.querySelector('[part=replay]');
    showMoment(this.#demo, this.#timeline.timeline, time, replay, this.#running ? null : this.#host.result);
  }

  /** Ends a session without a run in progress, and its views: nothing is left. */
  end() {
    this.#connection.abort();
    leave();
    this.#looking?.resolve();
    if (this.#views) this.#forgetCells();
    this.#timeline?.end();
    this.#demo?.free();
    this.#demo = undefined;
  }

  #emit(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
