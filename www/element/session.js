// The inside of an element that is in a document: its views, and the run in progress.
//
// An element makes a session when it is connected and ends it when it is removed; nothing of the session is left then. Views,
// in Rust and beside this file, draw the page, and read a process's memory each frame. The process is the pool's.

import { load } from '../runs/engine.js';
import { listenForEdits } from './editing.js';
import { execute, NotStarted } from '../runs/execute.js';
import { listenForExperiments } from './lab.js';
import { showMoment } from './moment.js';
import { showNumbers } from './numbers.js';
import { listenToOutput } from './output.js';
import { Demo, packText, Settings, Timeline } from '../pkg/mutex_demo.js';
import { enter, Lease, leave } from '../runs/pool.js';
import { resultOf } from './result.js';
import { programOf, toWasm } from './settings.js';
import { listenForShare } from './share.js';
import { runInSight, Sight, willRun } from './sight.js';
import { Stepping } from '../runs/stepping.js';
import { listenForSteps } from './steps.js';
import { threadingInWords, whyNoSharing, whyNoThreads } from '../runs/threading.js';
import { TimelineCanvas } from './timeline.js';
import { clockOf } from './times.js';
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
  /** What was explored, once something was. */
  #exploration;

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
    // An element that is about to run has its process start while the views are made.
    if (willRun(this.#host)) this.#askEarly();
    const reason = whyNoThreads(this.#lease?.process);
    await this.#module;
    await turn();
    this.#demo = new Demo(this.#host, this.#shadow);
    this.#timeline = new TimelineCanvas(this.#shadow.querySelector('[part=timeline]'), this.#sight);
    this.#views = { demo: this.#demo, timeline: this.#timeline, sight: this.#sight, cells: undefined };
    this.#stepping = new Stepping(this.#views, (waits) => this.#showWaits(waits));
    this.apply(this.#settings());
    this.#listen();
    this.#reason = await reason;
    this.#showThreading(this.#scheduler);
  }

  /** Asks for a process before the program is known. */
  #askEarly() {
    const { scheduler, source, threads } = this.#settings();
    if (scheduler === 'os' && !source && !whyNoSharing()) this.#lease ??= new Lease(threads, this.#module);
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
    listenForEdits(host, shadow, this.#demo, signal);
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
    if (settings.language !== 'python') this.#print(settings);
    if (scheduler === 'step') this.#stepping.open(settings);
    const explored = this.#exploration?.program;
    if (scheduler === 'explore' && explored !== undefined && explored !== programOf(settings)) {
      if (this.#running) this.#stopping.resolve();
      this.#exploration.forget();
    }
  }

  /** Shows the listing in another language than Python, unless it is already another program's by then. */
  async #print(settings) {
    const { printed } = await import('../on-demand/listing.js');
    const shown = toWasm(Settings, settings);
    try {
      // A text that is no program is shown as it is.
      if (shown.problem !== undefined) return;
      const { texts, sources, locks, whole } = await printed(settings);
      const now = this.#settings();
      if (!this.#demo || now.language !== settings.language || programOf(now) !== programOf(settings)) return;
      this.#demo.showPrinted(shown, settings.language, texts, sources, locks, whole);
    } finally {
      shown.free();
    }
  }

  /** Clears the previous scheduler's views: the timeline, the numbers, and the words for its threads. */
  #leave(scheduler) {
    this.#forgetCells();
    this.#timeline.clear();
    this.#showWaits(null);
    for (const part of this.#shadow.querySelectorAll('[part=numbers], [part=watchable]')) part.hidden = true;
    this.#showThreading(scheduler);
  }

  #showThreading(scheduler) {
    const sign = this.#shadow.querySelector('[part=threading]');
    if (this.#reason !== undefined) sign.textContent = threadingInWords(this.#reason, scheduler);
    sign.dataset.threading = scheduler === 'os' ? this.threading : 'model';
    const choice = this.#shadow.querySelector('[name=scheduler][value=os]').nextSibling;
    choice.textContent = this.#reason ? 'Chance decides, simulated' : 'Real threads decide';
  }

  /** Runs the host's settings by its scheduler. Resolves when the run ends; a run in progress continues. */
  run() {
    if (!this.#running) {
      this.#exploration?.interrupt();
      this.#stopping = Promise.withResolvers();
      this.#running = this.#run(this.#stopping.promise).finally(() => {
        this.#running = null;
      });
    }
    return this.#running;
  }

  async #run(stopping) {
    if (!this.#demo) this.#askEarly();
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
      const result = resultOf(settings, program, this.threading, { lines, glyphs, elapsedMs, clockUs: clockOf(this.threading), ...report });
      showNumbers(this.#shadow, result, this.#timeline.timeline.summed);
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
      this.#timeline.show(new Timeline(program), 'us', settings, clockOf(this.threading));
      const report = await this.#executed(settings, program, stopping);
      if (report || !this.#reason) return report ?? { outcome: 'stopped', written: 0, printed: 0, elapsedMs: 0 };
      this.#emit('start');
      const { simulate } = await import('../on-demand/simulate.js');
      return await simulate(this.#views, settings, program.guarded, stopping);
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
    try {
      const { Exploration } = await import('../on-demand/exploration.js');
      this.#exploration ??= new Exploration(this.#demo);
      const exploration = await this.#exploration.run(settings, stopping);
      this.#emit('explored', exploration);
      return exploration;
    } catch (error) {
      this.#demo.fail(`No exploration: ${error.message}.`);
      throw error;
    }
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
    this.#lease?.end();
    this.#exploration?.end();
    if (this.#views) this.#forgetCells();
    this.#timeline?.end();
    this.#demo?.free();
    this.#demo = undefined;
  }

  #emit(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
