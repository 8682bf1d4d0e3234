//! `main` and its threads, for real: the scheduler is the operating system.
//!
//! Owns one run: the shared screen, the lock, the threads' start and their end. Threads are rayon's: native ones
//! here, workers in the browser, and the code is the same. A run may block its caller, so in a browser its caller
//! is a worker of its own, never the page.

mod life;
mod steps;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::durations::{Durations, SHORTEST_SLEEP_US};
use crate::lock::{Locked, MutualExclusion, Shares, Spin, Ticket};
use crate::program::{Author, Kind, Lock, Main, Program};
use crate::record::{Cost, Status};
use crate::screen::Screen;
use crate::trace::Trace;
use crate::verdict::Outcome;

const SHORTEST_SLEEP: Duration = Duration::from_micros(SHORTEST_SLEEP_US as u64);

/// The states of [`Run::signal`].
mod signal {
    /// Go on.
    pub const NONE: u32 = 0;
    /// A request from outside to stop the process.
    pub const STOP: u32 = 1;
    /// `main` has exited.
    pub const EXIT: u32 = 2;
    /// No thread could go on any more.
    pub const DEADLOCK: u32 = 3;
}

/// One execution of a program by real threads.
#[derive(Debug)]
pub struct Run {
    program: Program,
    durations: Durations,
    screen: Screen,
    locks: Locks,
    /// How many threads wait for the lock.
    waiting: CachePadded<AtomicU32>,
    /// A [`signal`], which every thread checks as it goes.
    signal: CachePadded<AtomicU32>,
    /// How often starting threads have called each other, if there is no lock.
    calls: CachePadded<AtomicU32>,
    /// Whether `main` has been called.
    started: AtomicBool,
    /// The thread that took each step, if the program is small enough to be replayed.
    tape: Option<Mutex<Vec<u8>>>,
    trace: Trace,
    /// When the clock started.
    since: OnceLock<Instant>,
    threads_took: OnceLock<Duration>,
    /// The increments' value.
    value: AtomicU32,
    /// One for each thread, `main`'s the last.
    lanes: Box<[Lane]>,
}

/// One lock of each kind; a program acquires at most one of them.
#[derive(Debug, Default)]
struct Locks {
    mutex: CachePadded<Mutex<CachePadded<Shares>>>,
    spin: Locked<Spin>,
    ticket: Locked<Ticket>,
}

impl Run {
    /// Prepares a run in which everything takes as long as `durations` say. The run is traced, unless it is at full
    /// speed and its program large. A small one is taped, too.
    pub fn new(program: Program, durations: Durations) -> Run {
        let tape = program.taped_steps().map(|steps| Mutex::new(Vec::with_capacity(steps)));
        let full_speed = durations == Durations::default() && tape.is_none();
        let trace = if full_speed { Trace::none() } else { Trace::new(&program) };
        Run { tape, trace, ..Run::unrecorded(program, durations) }
    }

    /// Prepares a run that records nothing but sums.
    pub fn unrecorded(program: Program, durations: Durations) -> Run {
        Run {
            program,
            durations,
            screen: Screen::new(program.screen_len()),
            locks: Locks::default(),
            waiting: CachePadded::default(),
            signal: CachePadded::new(AtomicU32::new(signal::NONE)),
            calls: CachePadded::default(),
            started: AtomicBool::new(false),
            tape: None,
            trace: Trace::none(),
            since: OnceLock::new(),
            threads_took: OnceLock::new(),
            value: AtomicU32::new(0),
            lanes: (0..=program.threads()).map(|_| Lane::default()).collect(),
        }
    }

    /// Returns how long the threads took, until the last of them ended; or the run, if `main` did not wait for them.
    pub fn threads_took(&self) -> Duration {
        *self.threads_took.get().expect("the run has ended")
    }

    /// Runs `main`: starts the threads together, each on a thread of rayon's global pool, prints, and returns when
    /// none of them runs any more. Returns how the program ended, and after how long.
    ///
    /// # Panics
    ///
    /// If the pool has fewer threads than the program, which could not start together, or if `main` is called twice.
    pub fn main(&self) -> (Outcome, Duration) {
        assert!(!self.started.swap(true, Relaxed), "a run runs once");
        let threads = self.program.threads() as usize;
        assert!(threads <= rayon::current_num_threads(), "the pool has a thread for each of the program's");
        let [ready, start] = [(); 2].map(|()| Barrier::new(threads + 1));
        if self.program.main == Main::Join {
            // `main` waits for its threads.
            self.lanes[threads].status.rest();
        }
        rayon::in_place_scope(|scope| {
            let (ready, start) = (&ready, &start);
            scope.spawn_broadcast(move |_, pool| {
                if pool.index() < threads {
                    ready.wait();
                    start.wait();
                    self.meet();
                    self.live(Author(pool.index() as u8));
                }
            });
            ready.wait();
            match self.program.lock {
                Lock::None => {
                    // The clock starts before the first thread does, however late `main` goes on.
                    self.start_clock();
                    start.wait();
                }
                Lock::Mutex => self.open(&*self.locks.mutex, start),
                Lock::Spin => self.open(&self.locks.spin, start),
                Lock::Ticket => self.open(&self.locks.ticket, start),
            }
            if self.program.main == Main::Exit {
                self.live(Author::MAIN);
            }
        });
        let _ = self.threads_took.set(self.since().elapsed());
        if self.program.main == Main::Join {
            self.take_value();
            // After a signal, `main` does not print its line.
            if self.signal.load(Relaxed) == signal::NONE {
                self.live(Author::MAIN);
            }
        }
        let outcome = match self.signal.load(Relaxed) {
            signal::NONE => Outcome::Finished,
            signal::EXIT => Outcome::Exited,
            signal::DEADLOCK => Outcome::Deadlock,
            _ => Outcome::Stopped,
        };
        (outcome, self.since().elapsed())
    }

    /// Starts the threads with the lock held, and releases it when all of them wait for it. Otherwise the thread that
    /// the operating system happens to start first would acquire the lock, at full speed even for all its lines.
    fn open(&self, lock: &impl MutualExclusion, start: &Barrier) {
        // A single thread waits for no other and begins at once: the clock starts before it does.
        if self.program.threads() == 1 {
            self.start_clock();
            start.wait();
            return;
        }
        let closed = lock.acquire();
        start.wait();
        while self.waiting.load(Relaxed) < self.program.threads() && self.signal.load(Relaxed) == signal::NONE
        {
            thread::sleep(SHORTEST_SLEEP / 2);
        }
        self.start_clock();
        drop(closed);
    }

    /// Without a lock to wait for, the first thread that starts waits for a second, and that one for an answer. At full
    /// speed one could otherwise be done before another is awake.
    fn meet(&self) {
        if self.program.lock != Lock::None || self.program.threads() == 1 {
            return;
        }
        for calls in [2, 4] {
            self.calls.fetch_add(1, Relaxed);
            while self.calls.load(Relaxed) < calls && self.signal.load(Relaxed) == signal::NONE {
                std::hint::spin_loop();
            }
        }
    }

    fn start_clock(&self) {
        self.since.set(Instant::now()).expect("the clock starts once");
    }

    /// Gives a signal, unless there is one: a stop that came first stays a stop.
    fn end_by(&self, signal: u32) {
        let _ = self.signal.compare_exchange(signal::NONE, signal, Relaxed, Relaxed);
    }

    fn since(&self) -> Instant {
        *self.since.get().expect("the run has started")
    }

    /// Returns the screen, exclusively: while the program runs, only its threads may access it.
    pub fn screen(&mut self) -> &Screen {
        &self.screen
    }

    /// Returns the word that stops the run when 1 is stored there, from whatever thread or page.
    pub fn signal(&self) -> &AtomicU32 {
        &self.signal
    }

    /// Stops the run: no thread begins another step, and [`main`](Run::main) returns soon.
    pub fn stop(&self) {
        self.signal.store(signal::STOP, Relaxed);
    }

    /// Returns the threads' logs, `main`'s the last. They are empty if the run is not traced.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Returns each thread's report, by id. Waits for the threads to end.
    pub fn reports(&self) -> Vec<Report> {
        let threads = self.program.threads() as usize;
        self.lanes[..threads].iter().map(|lane| *lane.report()).collect()
    }

    /// Takes the increments' value out of the cursor, which `main` needs for its line.
    fn take_value(&self) {
        if self.program.kind == Kind::Increment {
            self.value.store(self.screen.load_cursor(), Relaxed);
            self.screen.store_cursor(0);
        }
    }

    /// Returns the increment program's final value, once the threads have ended.
    pub fn value(&self) -> Option<u32> {
        (self.program.kind == Kind::Increment).then(|| self.value.load(Relaxed))
    }

    /// Returns the tape, once the threads have ended: the thread that took each step, in order. Replayed, it gives the
    /// same screen. `None` if the program is too large for a tape, or `main` did not wait for its threads.
    pub fn tape(&self) -> Option<Vec<u8>> {
        Some(self.tape.as_ref()?.lock().ok()?.clone())
    }

    /// Returns how many lines the threads have printed to their end. Waits for the threads to end.
    pub fn lines_printed(&self) -> u32 {
        self.program.lines_printed(self.reports().iter().map(|report| report.written))
    }

    /// Returns how often each thread acquired the lock, once the threads have ended; `None` if there is no lock.
    pub fn shares(&self) -> Option<Shares> {
        let locks = &self.locks;
        match self.program.lock {
            Lock::None => None,
            Lock::Mutex => Some(Shares::clone(&locks.mutex.acquire())),
            Lock::Spin => Some(Shares::clone(&locks.spin.acquire())),
            Lock::Ticket => Some(Shares::clone(&locks.ticket.acquire())),
        }
    }
}

/// The output of one thread, and its costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    /// How many glyphs it put.
    pub written: u32,
    /// The cost of locking.
    pub cost: Cost,
}

/// A thread's status and report.
#[derive(Debug, Default)]
struct Lane {
    status: Status,
    report: CachePadded<Mutex<Report>>,
}

impl Lane {
    /// The report, for one owner at a time. Its thread owns it from its start to its end.
    fn report(&self) -> MutexGuard<'_, Report> {
        self.report.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
