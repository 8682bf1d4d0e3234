// The inside of an element that is in a document: its views, and the run in progress.
//
// An element makes a session when it is connected and ends it when it is removed; nothing of the session is left then. Views,
// in Rust and beside this file, draw the page, and read a process's memory each frame. The process is the pool's.

/** @import { MutexDemo, Transcript } from '../mutex-demo.js' */
/** @import { Exploration } from '../on-demand/exploration.js' */
/** @import { Form } from '../on-demand/exports.js' */
/** @import { Findings } from '../on-demand/search.js' */
/** @import { Views } from '../runs/watch.js' */
/** @import { Ending, Result, Wait } from './result.js' */
/** @import { Values } from './settings.js' */

import { choose } from './change.js';
import { load } from '../runs/engine.js';
import { find } from './elements.js';
import { runProgram } from './execution.js';
import { listen } from './listen.js';
import { showMoment } from './moment.js';
import { Demo, Settings } from '../pkg/mutex_demo.js';
import { packed } from './open.js';
import { Panels } from './panels.js';
import { enter, Lease, leave } from '../runs/pool.js';
import { showOutcome, showWaits } from './outcome.js';
import { Replay } from './replay.js';
import { resultOf } from './result.js';
import { isWrong, programOf, toWasm } from '../runs/program.js';
import { prepareScene, showScene } from './scene.js';
import { isSeen, runInSight, Sight, willRun } from './sight.js';
import { Sign } from './sign.js';
import { showWords, styles } from './styles.js';
import { Stepping } from '../runs/stepping.js';
import { whyNoSharing } from '../runs/shared-memory.js';
import { whyNoThreads } from '../runs/threading.js';
import { TimelineCanvas } from './timeline.js';
import { Track } from './track.js';
import { inWords, said } from '../texts/failure.js';
import { textsAt } from '../texts/texts.js';
import { behind, goAhead, turn } from '../runs/turns.js';

export class Session {
  /** Resolves when the views exist, rejects if they cannot. */
  opened;
  #host;
  #shadow;
  #settings;
  #ended;
  #connection = new AbortController();
  #module = load();
  /** The views' sentences, in the language where the host stands. */
  #texts;
  #sight;
  /** The element's views, from its opening to its end. @type {Views & { stepping: Stepping, replay: Replay } | undefined} */
  #made;
  /** The scheduler that the views show. @type {Values['scheduler'] | undefined} */
  #scheduler;
  #sign;
  /** The sides of a stage. @type {Panels | undefined} */
  #panels;
  /** The process of a run that was asked for before the views exist. @type {Lease | undefined} */
  #lease;
  /** The run in progress. @type {Promise<Result | Findings['count']> | null} */
  #running = null;
  /** @type {PromiseWithResolvers<void> | undefined} */
  #stopping;
  /** The exploration, once there was one. @type {Exploration | undefined} */
  #exploration;

  /**
   * @param {MutexDemo} host
   * @param {ShadowRoot} shadow the host's
   * @param {{ settings: () => Values, ended: (result: Result) => void }} element `settings` reads the host's attributes, `ended`
   * takes a run's result
   */
  constructor(host, shadow, { settings, ended }) {
    this.#host = host;
    this.#shadow = shadow;
    this.#settings = settings;
    this.#texts = textsAt(host);
    this.#ended = ended;
    shadow.adoptedStyleSheets = styles;
    this.#sign = new Sign(shadow);
    this.#sight = new Sight(host, () => this.#draw(), this.#connection.signal);
    this.opened = this.#open();
    this.opened.catch(() => {});
  }

  /** `'real'` or `'simulated'`; `null` until that is known. */
  get threading() {
    return this.#sign.threading;
  }

  /** Why the page has no threads, with the cure if there is one, or `null`. */
  get whySimulated() {
    return this.#sign.whySimulated;
  }

  /** The screen's text and writers, once there is a screen. */
  transcript() {
    // Out of view, a run in progress is not read.
    if (this.#running && !this.#sight.inView) this.#made?.demo.read(Infinity);
    return /** @type {Transcript | undefined} */ (this.#made?.demo.transcript());
  }

  get #views() {
    if (!this.#made) throw new Error('there are no views');
    return this.#made;
  }

  /** The stepper's state; `null` if it is closed. */
  get state() {
    return this.#made?.stepping.state ?? null;
  }

  /** Whether the stepper is open. */
  get stepping() {
    return this.#made?.stepping.place != null;
  }

  /** Finds out whether the page can have threads, and shows the views. */
  async #open() {
    enter();
    const { signal } = this.#connection;
    runInSight(this.#host, signal);
    // An element that is about to run has its process start while the views are made.
    if (willRun(this.#host)) {
      this.#askEarly();
      goAhead(new Promise((resolve) => ['start', 'done'].forEach((name) => this.#host.addEventListener(name, resolve, { once: true, signal }))));
    } else if (!isSeen(this.#host)) await behind();
    const reason = whyNoThreads(this.#lease?.process);
    await Promise.all([this.#module, prepareScene(this.#host, this.#texts)]);
    await turn(this.#host);
    const texts = await this.#texts;
    const demo = new Demo(this.#shadow, choose.bind(null, this.#host), texts.say);
    const timeline = new TimelineCanvas(find(this.#shadow, '[part=timeline]'), this.#sight, texts, () => this.#host.scene !== '');
    this.#panels = new Panels(this.#shadow, timeline, texts);
    const views = { demo, timeline, sight: this.#sight, texts };
    showWords(find(this.#shadow, '.demo'), texts);
    const track = new Track(find(this.#shadow, '[part=track]'), this.#sight, signal);
    const stepping = new Stepping(views, track, (waits) => this.#showWaits(waits), find(this.#shadow, '.origin'));
    const replay = new Replay({
      ...{ ...views, host: this.#host, shadow: this.#shadow, stepping },
      apply: () => this.apply(this.#settings()),
      moved: () => this.#emit('step', this.state),
    });
    this.#made = { ...views, stepping, replay };
    // If that fails, a listing without sentences is shown.
    if (isWrong(Settings, this.#settings())) await texts.load('errors').catch(() => {});
    this.apply(this.#settings());
    const acts = {
      running: () => this.#running !== null,
      stop: () => this.stop(),
      replay,
      goTo: this.#goTo.bind(this),
    };
    listen(this.#host, this.#shadow, this.#made, acts, this.#module, signal);
    showScene(this.#host, this.#shadow, this.#texts, signal);
    [this.#sign.reason, this.#sign.texts] = [await reason, texts];
    this.#sign.show(this.#settings().scheduler);
  }

  /** Asks for a process before the program is known. */
  #askEarly() {
    const { scheduler, source, threads } = this.#settings();
    if (scheduler === 'os' && !source && !whyNoSharing()) this.#lease ??= new Lease(threads, this.#module);
  }

  /** Draws the output and the timeline, unless they are out of view; a run in progress draws itself. */
  #draw() {
    if (!this.#made || this.#running || !this.#sight.inView) return;
    this.#made.demo.render();
    this.#made.timeline.draw();
  }

  /** Shows settings. A run in progress continues; an exploration of other settings is cancelled. @param {Values} settings */
  apply(settings, asked = false) {
    if (!this.#made) return;
    const { demo, stepping, replay, texts } = this.#made;
    const { scheduler } = settings;
    if (!asked && !texts.has('errors') && isWrong(Settings, settings)) {
      return void texts.load('errors').catch(() => {}).then(() => this.apply(this.#settings(), true));
    }
    // Another scheduler takes over when the run in progress has ended.
    if (this.#running && this.#scheduler !== undefined && scheduler !== this.#scheduler) {
      this.stop().then(() => this.apply(this.#settings()));
      return;
    }
    if (scheduler !== 'step') {
      stepping.close();
      replay.leave();
    }
    if (scheduler !== this.#scheduler) this.#leave(scheduler);
    const leavesStepper = this.#scheduler === 'step' && scheduler === 'os';
    this.#scheduler = scheduler;
    const shown = toWasm(Settings, settings);
    demo.showScheduler(scheduler);
    demo.configure(shown, settings.language);
    this.#panels?.show(settings);
    shown.free();
    // The stage is not as tall as its stepper: what runs there now may be above what the reader sees.
    if (leavesStepper && settings.scene && this.#host.getBoundingClientRect().top < 0) this.#host.scrollIntoView();
    if (settings.language !== 'python') this.#print(settings);
    if (scheduler === 'step' && stepping.open(settings)) replay.pause();
    const explored = this.#exploration?.program;
    if (scheduler === 'explore' && explored !== undefined && explored !== programOf(settings)) {
      if (this.#running) this.#stopping?.resolve();
      this.#exploration?.forget();
    }
  }

  /** Shows the listing in another language than Python. @param {Values} settings */
  async #print(settings) {
    const { showPrinted } = await import('../on-demand/listing.js');
    await showPrinted(settings, () => ({ demo: this.#made?.demo, settings: this.#settings() }));
  }

  /** Clears the previous scheduler's views: the timeline, the numbers, and the words for its threads. @param {Values['scheduler']} scheduler */
  #leave(scheduler) {
    this.#forgetCells();
    this.#views.timeline.clear();
    this.#showWaits(null);
    for (const part of ['numbers', 'watchable']) find(this.#shadow, `[part=${part}]`).hidden = true;
    this.#sign.show(scheduler);
  }

  /** Runs the host's settings by its scheduler. Resolves when the run ends; a run in progress continues. */
  run() {
    if (this.#running) return this.#running;
    this.#exploration?.interrupt();
    this.#stopping = Promise.withResolvers();
    this.#running = this.#run(this.#stopping.promise).finally(() => (this.#running = null));
    return this.#running;
  }

  /** @param {Promise<void>} stopping */
  async #run(stopping) {
    if (!this.#made) this.#askEarly();
    try {
      await this.opened;
      // The settings may have changed since.
      const settings = this.#settings();
      if (settings.scheduler === 'step') return await this.#playOn(settings);
      return await (settings.scheduler === 'os' ? this.#execute(settings, stopping) : this.#explore(settings, stopping));
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

  /**
   * Runs real threads, or simulated ones.
   * @param {Values} settings
   * @param {Promise<void>} stopping
   */
  async #execute(settings, stopping) {
    // Many elements may begin at once, or end in the same frame.
    await turn(this.#host);
    const program = toWasm(Settings, settings);
    const began = performance.now();
    try {
      const report = await this.#report(settings, program, stopping);
      await turn(this.#host);
      const threading = this.#sign.reason ? 'simulated' : 'real';
      const result = showOutcome(this.#views, this.#shadow, settings, program, threading, report, began);
      await this.#showWaits(result.waits);
      this.#panels?.end(result);
      return this.#end(result);
    } finally {
      program.free();
    }
  }

  /** @param {Wait[] | null} waits */
  #showWaits(waits) {
    return showWaits(this.#shadow, waits, this.#views.texts);
  }

  /**
   * Runs the program, shows its output, and returns its report.
   * @param {Values} settings
   * @param {Settings} program
   * @param {Promise<void>} stopping
   * @returns {Promise<Ending>}
   */
  async #report(settings, program, stopping) {
    const early = () => {
      const lease = this.#lease;
      this.#lease = undefined;
      return lease;
    };
    try {
      this.#forgetCells();
      this.#showWaits(null);
      const [views, sign, panels, module] = [this.#views, this.#sign, this.#panels, this.#module];
      return await runProgram({ views, sign, panels, early, module, emit: (name) => this.#emit(name) }, settings, program, stopping);
    } catch (error) {
      throw await this.#fail('verdict.noRun', error);
    }
  }

  /**
   * Ends a run that broke off, and says why. Returns its error, in the reader's words.
   * @param {'verdict.noRun' | 'verdict.noExploration'} key
   * @param {unknown} error
   */
  async #fail(key, error) {
    const { texts } = this.#views;
    this.#made?.demo.fail(texts.say(key, await inWords(error, texts)));
    return said(error, texts);
  }

  /** Lets go of the cells of the last run: they are not shown any more, or will not be. */
  #forgetCells() {
    this.#made?.cells?.forget();
    if (this.#made) this.#made.cells = undefined;
  }

  /** Plays the stepper on to the program's end. @param {Values} settings */
  async #playOn(settings) {
    const played = this.#views.stepping.playOn();
    const program = toWasm(Settings, settings);
    // No thread ran: the model took the steps.
    const result = resultOf(settings, program, 'simulated', { ...played, elapsedMs: 0 });
    program.free();
    return this.#end(result);
  }

  /** @param {Result} result */
  #end(result) {
    this.#ended(result);
    this.#emit('done', result);
    return result;
  }

  /**
   * Explores the settings, and shows the counts.
   * @param {Values} settings
   * @param {Promise<void>} stopping
   */
  async #explore(settings, stopping) {
    try {
      const { Exploration } = await import('../on-demand/exploration.js');
      await this.#views.texts.load('more');
      this.#exploration ??= new Exploration(this.#views.demo);
      const exploration = await this.#exploration.run(settings, stopping);
      this.#emit('explored', exploration);
      return exploration;
    } catch (error) {
      throw await this.#fail('verdict.noExploration', error);
    }
  }

  /** The program's text, packed for a link; as it is until the program is loaded. @param {Values} settings */
  packed(settings) {
    return this.#made ? packed(settings) : settings.source;
  }

  /** The run as a file. @param {Form} form */
  async exported(form) {
    const { exported } = await import('../on-demand/exports.js');
    return exported(form, this.#host, this.#made).catch(async (error) => Promise.reject(await said(error, await this.#texts)));
  }

  /** Takes a step of `thread` in the stepper. If the thread cannot step, nothing happens. @param {number} thread */
  step(thread) {
    this.#views.replay.step(thread);
  }

  /** Takes one step back in the stepper. */
  back() {
    this.#views.replay.back();
  }

  /** Plays the stepper's schedule, or pauses it. @param {string} act that, or a move */
  play(act) {
    this.#views.replay.move(act);
  }

  /** Goes to a time of the timeline, in the output or in the stepper. @param {number} time */
  #goTo(time) {
    const { demo, timeline, replay } = this.#views;
    if (this.stepping) return replay.seek(Math.round(time));
    showMoment(demo, timeline.timeline, time, this.#running ? null : this.#host.result);
  }

  /** Ends a session without a run in progress, and its views: nothing is left. */
  end() {
    this.#connection.abort();
    leave();
    this.#lease?.end();
    this.#exploration?.end();
    this.#made?.replay.end();
    this.#forgetCells();
    this.#made?.timeline.end();
    this.#made?.demo.free();
    this.#made = undefined;
  }

  /** @type {(name: string, detail?: unknown) => void} */
  #emit(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
