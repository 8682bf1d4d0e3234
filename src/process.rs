//! `main` and its threads, for real: the scheduler is the operating system.
//!
//! Owns one run: the shared memory, the threads' start and their end. Threads are rayon's: native ones here, workers in
//! the browser, and the code is the same. A run may block its caller, so in a browser its caller is a worker of its
//! own, never the page.

mod locks; // the locks of a run, all of one kind
mod start; // how threads start together, and are joined
mod main_thread; // `main`
mod thread; // one of its threads
mod full_speed; // a thread's ops, as fast as it may
mod paced; // a thread's ops, with time for each, and a note on the tape

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;

use crossbeam_utils::CachePadded;
use web_time::Instant;

pub use self::full_speed::full_speed;
use self::locks::Locks;
use self::start::Latch;
use crate::durations::{Durations, SHORTEST_SLEEP_US};
use crate::lock::{LockStats, Patience};
use crate::program::{MAX_STEPS, Program, ThreadId};
use crate::record::{Report, ThreadContext, Timing};
use crate::run_end::RunEnd;
use crate::screen::Screen;
use crate::signal::Signal;
use crate::trace::Trace;
use crate::watch::Watch;
use crate::watchable::{CommonStart, Watchable};

const SHORTEST_SLEEP: Duration = Duration::from_micros(SHORTEST_SLEEP_US as u64);

/// One execution of a program by real threads.
#[derive(Debug)]
pub struct Run {
    program: Program,
    durations: Durations,
    /// [`Timing::Sampled`] at full speed; else every step has time to be recorded.
    timing: Timing,
    patience: Patience,
    screen: Screen,
    /// The values of the shared names.
    shared: Box<[CachePadded<AtomicU32>]>,
    locks: Locks,
    /// How many threads wait for each lock.
    waiting: Box<[CachePadded<AtomicU32>]>,
    watch: Watch,
    /// Every thread checks it as it goes.
    signal: Signal,
    /// How often starting threads have arrived at their rendezvous.
    arrivals: CachePadded<AtomicU32>,
    /// Opens when all threads have come to their ends.
    ended: Latch,
    /// Whether `main` has been called.
    started: AtomicBool,
    /// How the threads started together, once they have.
    common_start: OnceLock<CommonStart>,
    /// The thread that took each step.
    tape: Option<Mutex<Vec<ThreadId>>>,
    trace: Trace,
    /// When the clock started.
    since: OnceLock<Instant>,
    threads_took: OnceLock<Duration>,
    /// By thread, `main`'s the last. A thread owns its report from its start to its end.
    reports: Box<[CachePadded<Mutex<Report>>]>,
}

impl Run {
    /// Prepares a run in which everything takes as long as `durations` say. At full speed it records nothing but sums.
    /// Otherwise it is traced, and taped if that is possible: see [`Run::taped`].
    pub fn new(program: Program, durations: Durations) -> Run {
        if durations.is_full_speed() {
            Run::unrecorded(program, durations)
        } else {
            Run::taped(program, durations)
        }
    }

    /// Prepares a run that is traced, and taped if its threads take at most [`MAX_STEPS`] steps and `main` joins them.
    /// Taping is a probe effect: threads take their steps one at a time, at full speed too.
    pub fn taped(program: Program, durations: Durations) -> Run {
        let steps = program.steps() as usize;
        let tape = Run::can_be_taped(&program).then(|| Mutex::new(Vec::with_capacity(steps)));
        let trace = Trace::new(&program);
        Run { tape, trace, timing: Timing::Exact, ..Run::unrecorded(program, durations) }
    }

    /// Tells whether a run of `program` can be taped.
    pub fn can_be_taped(program: &Program) -> bool {
        program.steps() <= u64::from(MAX_STEPS) && program.joins()
    }

    /// Prepares a run that records nothing but sums.
    pub fn unrecorded(program: Program, durations: Durations) -> Run {
        let (threads, locks, shared) =
            (program.threads(), program.tree().locks.len(), program.tree().shared.len());
        let words = |number| (0..number).map(|_| CachePadded::default()).collect();
        Run {
            durations,
            timing: if durations.is_full_speed() { Timing::Sampled } else { Timing::Exact },
            patience: Patience::new(threads, available_parallelism().map_or(1, |number| number.get() as u32)),
            screen: Screen::new(program.screen_len()),
            shared: words(shared),
            locks: Locks::new(program.lock(), locks),
            waiting: words(locks),
            watch: Watch::new(threads),
            signal: Signal::default(),
            arrivals: CachePadded::default(),
            ended: Latch::new(threads),
            started: AtomicBool::new(false),
            common_start: OnceLock::new(),
            tape: None,
            trace: Trace::none(),
            since: OnceLock::new(),
            threads_took: OnceLock::new(),
            reports: (0..=threads).map(|_| CachePadded::default()).collect(),
            program,
        }
    }

    /// Says how many processors there are, which the standard library cannot tell in a browser.
    pub fn on(self, processors: u32) -> Run {
        Run { patience: Patience::new(self.program.threads(), processors), ..self }
    }

    /// Returns how long the threads took, until the last of them came to its end; or the run, if `main` did not wait for
    /// them.
    pub fn threads_took(&self) -> Duration {
        *self.threads_took.get().expect("the run has ended")
    }

    /// Returns the screen, exclusively: while the program runs, only its threads may access it.
    pub fn screen(&mut self) -> &Screen {
        &self.screen
    }

    /// Returns the word that stops the run when 1 is stored there, from whatever thread or page.
    pub fn signal(&self) -> &AtomicU32 {
        self.signal.word()
    }

    /// Stops the run, unless it has another end already: no thread begins another step, and [`main`](Run::main) returns
    /// soon. At full speed a text that is printed in one go is one step, so that a thread ends within a line.
    pub fn stop(&self) {
        self.signal.give(RunEnd::Stopped);
    }

    /// Returns the threads' logs, `main`'s the last. They are empty if the run is not traced.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Returns each thread's report, by id. Waits for the threads to end.
    pub fn reports(&self) -> Vec<Report> {
        self.program.thread_ids().map(|thread| *self.report(thread)).collect()
    }

    /// Returns the tape, once the threads have ended: the thread that took each step, in order. Replayed, it gives the
    /// same screen. `None` if the run is not taped.
    pub fn tape(&self) -> Option<Vec<ThreadId>> {
        Some(self.tape.as_ref()?.lock().ok()?.clone())
    }

    /// Returns what the run did so that it could be watched, once it has ended.
    pub fn watchable(&self) -> Watchable {
        let common_start = self.common_start.get().copied();
        Watchable::of(&self.program, self.durations, common_start, self.tape.is_some())
    }

    /// Returns the values of the shared names, in the program's order, once the threads have ended.
    pub fn values(&self) -> Vec<u32> {
        self.shared.iter().map(|value| value.load(Relaxed)).collect()
    }

    /// Returns how many lines the threads have printed to their end. Waits for the threads to end.
    pub fn lines_printed(&self) -> u32 {
        self.reports().iter().map(|report| report.lines).sum()
    }

    /// Returns how often each thread acquired a lock, once the threads have ended; `None` if there is no lock. If several
    /// locks were acquired, the counts are sums over them.
    pub fn stats(&self) -> Option<LockStats> {
        let stats = self.locks.stats();
        let acquired = stats.iter().filter(|stats| stats.holds != 0).cloned();
        acquired.reduce(|sum, stats| sum.plus(&stats)).or(stats.first().cloned())
    }

    /// Returns the report of a thread, or of `main`, for one owner at a time.
    fn report(&self, thread: ThreadId) -> MutexGuard<'_, Report> {
        self.reports[self.index(thread)].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of a thread's log and report, `main`'s the last.
    fn index(&self, thread: ThreadId) -> usize {
        if thread == ThreadId::MAIN { self.program.threads() as usize } else { thread.0.into() }
    }

    fn context(&self, thread: ThreadId) -> ThreadContext<'_> {
        ThreadContext {
            thread,
            since: &self.since,
            log: self.trace.log(self.index(thread)),
            waiting: &self.waiting,
            watch: &self.watch,
            signal: &self.signal,
            timing: self.timing,
            patience: self.patience,
        }
    }
}

#[cfg(test)]
mod tests;
