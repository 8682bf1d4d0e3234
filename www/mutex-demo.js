// The element <mutex-demo>: attributes, lifecycle, events.
//
// It owns the process and the run in progress. What is seen belongs to the views, in Rust and beside this file, which
// get a look at the process's memory each frame. The attributes are the only state of the settings.

import { ATTRIBUTES, reflect, upgrade } from './attributes.js';
import { Deferred } from './deferred.js';
import { load } from './engine.js';
import { explore } from './explore.js';
import { listenForExperiments } from './lab.js';
import { showMoment } from './moment.js';
import { showNumbers } from './numbers.js';
import { listenToOutput } from './output.js';
import { Demo, Settings, Timeline } from './pkg/mutex_demo.js';
import { Process } from './process-handle.js';
import { parse, toQuery, toWasm } from './settings.js';
import { resultOf } from './result.js';
import { listenForShare } from './share.js';
import { simulate } from './simulate.js';
import { listenForSteps } from './steps.js';
import { threadingInWords, whyNoThreads } from './threading.js';
import { TimelineCanvas } from './timeline.js';
import { watch } from './watch.js';

const here = (path) => new URL(path, import.meta.url);

export class MutexDemo extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #shadow = this.attachShadow({ mode: 'open' });
  #ready = new Deferred();
  #connection;
  #opening;
  #warned = new Set();
  #settling = false;
  #demo;
  #timeline;
  #threading = null;
  #whySimulated = null;
  #module;
  #process;
  #seen;
  /** The scheduler that the views are for. */
  #scheduler;
  /** What the stepper is open on. */
  #stepping;
  /** The schedule that the timeline shows. */
  #drawn;
  #running = null;
  #stopping;
  #result = null;

  constructor() {
    super();
    // Until it can run, and where it cannot, the author's own content is shown.
    this.#shadow.append(document.createElement('slot'));
    this.#ready.promise.catch(() => {});
  }

  connectedCallback() {
    upgrade(this);
    this.#connection = new AbortController();
    this.#opening ??= this.#open().catch((error) => this.#close(error));
    if (this.#demo) this.#listen();
  }

  disconnectedCallback() {
    this.#connection.abort();
    const process = this.#process;
    this.#process = undefined;
    this.stop().finally(() => process?.end());
  }

  attributeChangedCallback(name) {
    if (name === 'autorun') {
      // Observing anew reports at once whether it can be seen.
      this.#seen?.unobserve(this);
      if (this.isConnected) this.#seen?.observe(this);
      return;
    }
    if (this.#settling) return;
    this.#settling = true;
    // All attributes of one change are read together: two may be valid only with each other.
    queueMicrotask(() => {
      this.#settling = false;
      this.#settle();
    });
  }

  /** `'real'` or `'simulated'`, and `null` until it is known. */
  get threading() {
    return this.#threading;
  }

  /** Why threads cannot be had, in a sentence, or `null`. */
  get whySimulated() {
    return this.#whySimulated;
  }

  /** Resolves when the element can run, rejects where it cannot. */
  get ready() {
    return this.#ready.promise;
  }

  /** What the last run came to, or `null`. */
  get result() {
    return this.#result;
  }

  get autorun() {
    return this.hasAttribute('autorun');
  }

  set autorun(value) {
    this.toggleAttribute('autorun', Boolean(value));
  }

  /** Runs the program. Resolves with the result when the run ends, however it ends; a run in progress goes on. */
  run() {
    // What has just been set counts.
    if (!this.#running) this.#settle();
    const { scheduler } = this.#settings().settings;
    const runs = { os: () => this.#execute(), step: () => this.#playOn(), explore: () => this.#explore() };
    this.#running ??= runs[scheduler]().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Takes one step of `thread` in the stepper. Where it cannot step, nothing happens; `state()` says why. */
  step(thread) {
    if (!this.#demo?.state()?.threads[thread]?.ready) return;
    this.#demo.step(thread);
    this.#stepped();
  }

  /** Takes one step back in the stepper. */
  back() {
    this.#seek((this.#demo?.state()?.position ?? 0) - 1);
  }

  /** Where the stepper is, who can step, and why the others cannot; `null` where it is not open. */
  state() {
    return (this.#settings().settings.scheduler === 'step' && this.#demo?.state()) || null;
  }

  /** Counts all schedules of the program by their outcome; resolves with an `Exploration`. */
  async explore() {
    this.setAttribute('scheduler', 'explore');
    await this.#running?.catch(() => {});
    return this.run();
  }

  /** Stops the run in progress; resolves when it has ended. */
  async stop() {
    this.#stopping?.resolve();
    await this.#running?.catch(() => {});
  }

  /** What the screen shows: `{ text, writers, torn }`, a thread id a character, 255 for main; which rows are torn. */
  transcript() {
    return this.#demo?.transcript() ?? { text: '', writers: new Uint8Array(), torn: new Uint32Array() };
  }

  /** What ran, as a `File`: `form` is `trace`, `json`, `csv`, `svg` or `png`. Rejects where there is no such thing. */
  async exported(form) {
    return (await import('./exports.js')).exported(form, this, this.#timeline);
  }

  /** A URL that opens this demo in this state: settings, scheduler, and where the stepper is. */
  permalink() {
    const { settings } = this.#settings();
    const url = here('./');
    // The stepper opens at the end of its schedule: that is where it is now. Elsewhere nobody follows one.
    const schedule = settings.scheduler === 'step' ? (this.state()?.taken ?? settings.schedule) : '';
    url.hash = toQuery({ ...settings, schedule });
    return url.href;
  }

  /** Finds out whether it can run, and shows the views. */
  async #open() {
    this.#whySimulated = whyNoThreads();
    // A parser may still be adding attributes, and whoever made the element.
    await null;
    this.#module = load();
    // The views and the threads are made at the same time.
    if (this.autorun && !this.#whySimulated) this.#spawn(this.#settings().settings.threads);
    await this.#module;
    this.#demo = new Demo(this, this.#shadow, here('./').href);
    this.#timeline = new TimelineCanvas(this.#shadow.querySelector('[part=timeline]'));
    this.#threading = this.#whySimulated ? 'simulated' : 'real';
    this.#settle();
    if (this.isConnected) this.#listen();
    this.#ready.resolve();
    this.#emit('ready');
  }

  /** Says why it cannot run at all, below the author's own content. */
  #close(error) {
    const words = document.createElement('p');
    words.part = 'threading';
    words.textContent = `This demo cannot run here. ${error.message}`;
    this.#shadow.append(words);
    this.#ready.reject(error);
  }

  /** Listens, as long as the element is in a document. */
  #listen() {
    const { signal } = this.#connection;
    const part = (name) => this.#shadow.querySelector(`[part=${name}]`);
    // The second click of a double click is none.
    const press = ({ detail }) => (this.#running && detail < 2 ? this.stop() : this.run().catch(() => {}));
    part('run').addEventListener('click', press, { signal });
    listenToOutput(this.#demo, part('output'), () => this.#running !== null, signal);
    listenForShare(this, this.#shadow, signal);
    const toFault = () => {
      this.#demo.seekFault();
      this.#stepped();
    };
    const open = (schedule, position) => this.#openExample(schedule, position);
    listenForSteps(this, this.#shadow, { seek: (position) => this.#seek(position), toFault, open }, signal);
    listenForExperiments(this, this.#shadow, this.#module, signal);
    this.#timeline.listen((time) => this.#goTo(time), signal);
    this.#seen = new IntersectionObserver((entries) => {
      // The stepper waits for the learner.
      if (!this.autorun || this.scheduler === 'step') return;
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#seen.disconnect();
      this.run().catch(() => {});
    });
    this.#seen.observe(this);
    signal.addEventListener('abort', () => this.#seen.disconnect());
  }

  async #execute() {
    const stopping = (this.#stopping = new Deferred());
    await this.#ready.promise;
    const { settings } = this.#settings();
    const program = toWasm(Settings, settings);
    const began = performance.now();
    let report;
    try {
      this.#demo.begin(program);
      this.#timeline.show(new Timeline(program), 'us', settings);
      if (this.#whySimulated) {
        this.#emit('start');
        report = await simulate(this.#demo, this.#timeline, settings, program, stopping.promise);
      } else {
        report = await this.#runProcess(settings, stopping.promise);
      }
    } catch (error) {
      this.#demo.fail(`No run: ${error.message}.`);
      throw error;
    } finally {
      program.free();
    }
    const { outcome, written, printed, value, schedule } = report;
    const { lines, glyphs } = this.#demo.end(outcome, written, printed, value ?? undefined);
    this.#demo.offerReplay(schedule ?? undefined);
    const elapsedMs = performance.now() - began;
    this.#result = resultOf(settings, this.#threading, { lines, glyphs, elapsedMs, ...report });
    showNumbers(this.#shadow.querySelector('[part=numbers]'), this.#result, this.#timeline.timeline.summed);
    this.#timeline.explain(this.#threading);
    this.#emit('done', this.#result);
    return this.#result;
  }

  /** Runs the settings in a process. */
  async #runProcess(settings, stopping) {
    const process = this.#spawn(settings.threads);
    const booted = await Promise.race([process.ready.then(() => true), stopping]);
    if (!booted) return { outcome: 'stopped', written: 0, printed: 0, elapsedMs: 0 };
    const report = await watch(this.#demo, this.#timeline, process, settings, stopping, () => this.#emit('start'));
    // As the program's process does.
    if (report.outcome === 'exited') process.end();
    return report;
  }

  /** Plays the stepper on to the program's end. */
  async #playOn() {
    await this.#ready.promise;
    const { settings } = this.#settings();
    const played = this.#demo.playOn();
    if (!played) throw new Error('the stepper is not open');
    this.#showSteps();
    // No thread ran: steps were taken, one after the other.
    this.#result = resultOf(settings, 'simulated', { ...played, elapsedMs: 0 });
    this.#emit('done', this.#result);
    return this.#result;
  }

  /** Explores the settings in a worker, and shows what it finds. */
  async #explore() {
    const stopping = (this.#stopping = new Deferred());
    await this.#ready.promise;
    const { settings } = this.#settings();
    try {
      this.#demo.showExploring(0, 0, 0);
      const exploration = await explore(await this.#module, settings, stopping.promise, ({ states, depth, steps }) =>
        this.#demo.showExploring(states, depth, steps),
      );
      this.#demo.showExploration(exploration);
      this.#emit('explored', exploration);
      return exploration;
    } catch (error) {
      this.#demo.fail(`No exploration: ${error.message}.`);
      throw error;
    }
  }

  #seek(position) {
    const before = this.state()?.position;
    if (before === undefined) return;
    this.#demo.seek(Math.max(0, position));
    if (this.state().position !== before) this.#stepped();
  }

  /** Shows and says where the stepper is. */
  #stepped() {
    this.#showSteps();
    this.#emit('step', this.state());
  }

  /** Shows the stepper's schedule in time. */
  #showSteps() {
    const { schedule, position } = this.#demo.state();
    if (this.#drawn !== schedule) {
      this.#drawn = schedule;
      const { settings } = this.#settings();
      const program = toWasm(Settings, settings);
      this.#timeline.show(Timeline.ofSchedule(program, schedule), 'step', settings);
      program.free();
    }
    this.#timeline.mark(position);
  }

  /** Opens the stepper on a schedule, at its end or at a position. */
  #openExample(schedule, position) {
    this.setAttribute('schedule', schedule);
    this.setAttribute('scheduler', 'step');
    this.#settle();
    if (position !== undefined) this.#seek(Number(position));
  }

  /** Goes to a moment of the timeline, in the output or in the stepper. */
  #goTo(time) {
    if (this.state()) return this.#seek(Math.round(time));
    const replay = this.#shadow.querySelector('[part=replay]');
    showMoment(this.#demo, this.#timeline.timeline, time, replay, this.#running ? null : this.#result);
  }

  /** The process for a run of so many threads: the one at hand if it can, else a new one. */
  #spawn(threads) {
    if (!this.#process || this.#process.dead || this.#process.threads < threads) {
      this.#process?.end();
      this.#process = new Process(threads, this.#module);
    }
    return this.#process;
  }

  /** What the attributes say now. */
  #settings() {
    return parse((name) => this.getAttribute(name));
  }

  /** Shows the settings, and names what was invalid, each value once. */
  #settle() {
    const { settings, problems } = this.#settings();
    for (const problem of problems.filter((problem) => !this.#warned.has(problem))) {
      this.#warned.add(problem);
      console.warn(`<mutex-demo>: ${problem}`);
    }
    if (!this.#demo) return;
    // Another scheduler takes over when the run in progress has ended.
    if (this.#running && settings.scheduler !== this.#scheduler) {
      this.stop().then(() => this.#settle());
      return;
    }
    if (settings.scheduler !== 'step') this.#stepping = undefined;
    if (settings.scheduler !== this.#scheduler) this.#leave();
    this.#scheduler = settings.scheduler;
    const shown = toWasm(Settings, settings);
    this.#demo.showScheduler(settings.scheduler);
    this.#demo.configure(shown);
    if (settings.scheduler === 'step') this.#openStepper(settings, shown);
    shown.free();
  }

  /** What one scheduler had to show is not the other's; and only one has threads. */
  #leave() {
    this.#timeline.clear();
    this.#shadow.querySelector('[part=numbers]').hidden = true;
    const words = threadingInWords(this.#whySimulated, this.scheduler);
    this.#shadow.querySelector('[part=threading]').textContent = words;
  }

  /** Opens the stepper on the settings, unless it is open on just these. */
  #openStepper(settings, shown) {
    const { program, threads, count, lock, scope, outside, schedule } = settings;
    const opened = [program, threads, count, lock, scope, outside, schedule].join();
    if (this.#stepping === opened) return;
    this.#stepping = opened;
    this.#drawn = undefined;
    try {
      this.#demo.openStepper(shown, schedule);
      this.#showSteps();
    } catch (error) {
      this.#demo.closeStepper(`No steps: ${error.message}.`);
    }
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

reflect(MutexDemo.prototype);
// A page may load this module twice, from two addresses.
if (!customElements.get('mutex-demo')) customElements.define('mutex-demo', MutexDemo);
