//! `main` and its threads, for real: the scheduler is the operating system.
//!
//! Owns one run: the shared screen, the lock, the threads' start and their end. Threads are rayon's: native ones
//! here, workers in the browser, and the code is the same. A run may block its caller, so in a browser its caller
//! is a worker of its own, never the page.

use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::lock::{Guarded, Shares, Tally, Timing, Unguarded};
use crate::machine::{Memory, Registers};
use crate::program::{Author, Execute, Lock, Main, Op, Program};
use crate::screen::Screen;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every thread printed its last line, then `main` its own.
    Finished,
    /// It was told to stop.
    Stopped,
    /// `main` exited and took its threads with it.
    Exited,
}

/// Which part of the time that a glyph takes passes between its put and its store: one in so many; the rest passes
/// after the store. Were it all in between, threads that start together would stay together: four glyphs of five
/// lost, and hardly a line torn. Were none of it there, hardly a glyph would be lost.
const WINDOW: u32 = 64;

/// A shorter wait than this is spent spinning: an operating system may sleep that much longer than it was asked to.
const SHORTEST_SLEEP: Duration = Duration::from_micros(100);

/// The states of [`Run::signal`].
mod signal {
    /// Go on.
    pub const NONE: u32 = 0;
    /// Somebody, from outside, wants the process to stop.
    pub const STOP: u32 = 1;
    /// `main` has exited.
    pub const EXIT: u32 = 2;
}

/// One execution of a program by real threads.
#[derive(Debug)]
pub struct Run {
    program: Program,
    pace: Duration,
    screen: Screen,
    mutex: CachePadded<Mutex<CachePadded<Shares>>>,
    /// A [`signal`]: every thread looks at it as it goes.
    signal: CachePadded<AtomicU32>,
    started: AtomicBool,
    /// One a thread; `main` has the last.
    lanes: Box<[Lane]>,
}

impl Run {
    /// Prepares a run in which writing one glyph takes `pace`, of which zero is full speed.
    pub fn new(program: Program, pace: Duration) -> Run {
        Run {
            program,
            pace,
            screen: Screen::new(program.screen_len()),
            mutex: CachePadded::default(),
            signal: CachePadded::new(AtomicU32::new(signal::NONE)),
            started: AtomicBool::new(false),
            lanes: (0..=program.threads()).map(|_| Lane::default()).collect(),
        }
    }

    /// Runs `main`: starts the threads together, each on a thread of rayon's global pool, prints, and returns when
    /// none of them runs any more. Returns how the program ended, and after how long.
    ///
    /// # Panics
    ///
    /// Where the pool has fewer threads than the program, which could not start together, and the second time.
    pub fn main(&self) -> (Outcome, Duration) {
        let threads = self.program.threads() as usize;
        assert!(threads <= rayon::current_num_threads(), "the pool has a thread for each of the program's");
        assert!(!self.started.swap(true, Relaxed), "a run runs once");
        let [ready, start] = [(); 2].map(|()| Barrier::new(threads + 1));
        let since = rayon::in_place_scope(|scope| {
            let (ready, start) = (&ready, &start);
            scope.spawn_broadcast(move |_, pool| {
                if pool.index() < threads {
                    ready.wait();
                    start.wait();
                    self.print_all(Author(pool.index() as u8), &self.lanes[pool.index()]);
                }
            });
            // The clock starts before the first thread does, however late this one goes on.
            ready.wait();
            let since = Instant::now();
            start.wait();
            if self.program.main == Main::Exit {
                self.print_all(Author::MAIN, &self.lanes[threads]);
                // Where a stop came first, it stays a stop.
                let _ = self.signal.compare_exchange(signal::NONE, signal::EXIT, Relaxed, Relaxed);
            }
            since
        });
        if self.program.main == Main::Join {
            self.print_all(Author::MAIN, &self.lanes[threads]);
        }
        let outcome = match self.signal.load(Relaxed) {
            signal::NONE => Outcome::Finished,
            signal::EXIT => Outcome::Exited,
            _ => Outcome::Stopped,
        };
        (outcome, since.elapsed())
    }

    /// Returns what the program prints to. Exclusively: while it runs, only its threads may access it.
    pub fn screen(&mut self) -> &Screen {
        &self.screen
    }

    /// Returns the word that stops the run when somebody stores 1 there, from whatever thread or page.
    pub fn signal(&self) -> &AtomicU32 {
        &self.signal
    }

    /// Stops the run: no thread begins another step, and [`main`](Run::main) returns soon.
    pub fn stop(&self) {
        self.signal.store(signal::STOP, Relaxed);
    }

    /// Returns what each thread did, by id. Waits for the threads to end.
    pub fn reports(&self) -> Vec<Report> {
        let threads = self.program.threads() as usize;
        self.lanes[..threads].iter().map(|lane| *lane.own()).collect()
    }

    /// Returns how many lines the threads have printed to their end. Waits for the threads to end.
    pub fn lines_printed(&self) -> u32 {
        let reports = self.reports();
        let lines = (0..).zip(&reports).map(|(id, report)| self.program.lines_in(Author(id), report.written));
        lines.sum()
    }

    /// Returns each thread's acquisitions until the first thread had printed its last line; `None` where no thread
    /// took a lock or none came to its end.
    pub fn shares(&self) -> Option<Vec<u32>> {
        let shares = self.mutex.lock().ok()?.until_first_end?;
        Some(shares[..self.program.threads() as usize].to_vec())
    }

    /// The life of one thread: prints all lines of `author`.
    fn print_all(&self, author: Author, lane: &Lane) {
        let Report { written, tally } = &mut *lane.own();
        let (program, screen) = (self.program, &self.screen);
        match program.lock {
            Lock::None if self.pace.is_zero() => {
                self.execute_all(author, Unguarded(screen), FullSpeed, written)
            }
            Lock::None => self.execute_all(author, Unguarded(screen), Paced, written),
            Lock::Mutex => {
                let sections = program.sections(author);
                let timing = if self.pace.is_zero() { Timing::Sampled } else { Timing::Exact };
                // SAFETY: in this run every thread comes here, so all take this mutex before they reach the screen;
                // nobody else has it, since `screen` asks for an exclusive reference.
                let memory = unsafe { Guarded::new(author, sections, screen, &self.mutex, timing, tally) };
                match timing {
                    Timing::Sampled => self.execute_all(author, memory, FullSpeed, written),
                    Timing::Exact => self.execute_all(author, memory, Paced, written),
                }
            }
        }
    }

    #[inline(always)]
    fn execute_all(&self, author: Author, memory: impl Memory, pace: impl Pace, written: &mut u32) {
        let mut thread = Thread { run: self, registers: Registers::new(author), memory, pace, written: 0 };
        // Where it broke off, there was a signal; `main` looks at that itself.
        let _ = self.program.execute_all(author, &mut thread);
        *written = thread.written;
    }

    /// Waits as long as `op` takes, or until there is a signal.
    fn wait(&self, op: Op) {
        let duration = match op {
            Op::Put(_) => self.pace / WINDOW,
            Op::Store => self.pace - self.pace / WINDOW,
            Op::Acquire | Op::Load | Op::Release => return,
        };
        let until = Instant::now() + duration;
        while self.signal.load(Relaxed) == signal::NONE {
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                break;
            }
            if rest < SHORTEST_SLEEP {
                std::hint::spin_loop();
            } else {
                // In slices, since a signal wakes nobody.
                thread::sleep(rest.min(Duration::from_millis(20)) - SHORTEST_SLEEP / 2);
            }
        }
    }
}

/// A thread of a run, at work.
struct Thread<'a, M, P> {
    run: &'a Run,
    registers: Registers,
    memory: M,
    pace: P,
    written: u32,
}

impl<M: Memory, P: Pace> Execute for Thread<'_, M, P> {
    #[inline(always)]
    fn execute(&mut self, op: Op) -> ControlFlow<()> {
        if self.pace.looks_before(op) && self.run.signal.load(Relaxed) != signal::NONE {
            return Break(());
        }
        self.registers.step(op, &mut self.memory);
        self.written += u32::from(matches!(op, Op::Put(_)));
        self.pace.spend(op, self.run);
        Continue(())
    }
}

/// How much time a step takes.
trait Pace {
    /// Tells whether a thread looks for a signal before `op`.
    fn looks_before(&self, op: Op) -> bool;
    /// Spends the time that `op` takes.
    fn spend(&self, op: Op, run: &Run);
}

/// No more than it takes.
struct FullSpeed;

impl Pace for FullSpeed {
    #[inline(always)]
    fn looks_before(&self, op: Op) -> bool {
        // Once a glyph: a look at each step would show in the time.
        matches!(op, Op::Acquire | Op::Load)
    }

    #[inline(always)]
    fn spend(&self, _: Op, _: &Run) {}
}

/// As long as the run's pace says.
struct Paced;

impl Pace for Paced {
    fn looks_before(&self, _: Op) -> bool {
        true
    }

    fn spend(&self, op: Op, run: &Run) {
        run.wait(op);
    }
}

/// What one thread did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    /// How many glyphs it put.
    pub written: u32,
    /// What locking cost it.
    pub tally: Tally,
}

/// One thread's report.
#[derive(Debug, Default)]
struct Lane(CachePadded<Mutex<Report>>);

impl Lane {
    /// The report, for one owner at a time. Its thread owns it from its start to its end.
    fn own(&self) -> MutexGuard<'_, Report> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Scope;
    use crate::rows::Rows;

    /// One process at a time: a pool has room for one program's threads.
    fn pool() -> MutexGuard<'static, bool> {
        static BUILT: Mutex<bool> = Mutex::new(false);
        let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
        if !*built {
            rayon::ThreadPoolBuilder::new().num_threads(16).build_global().expect("no pool yet");
            *built = true;
        }
        built
    }

    fn execute(program: Program, pace_us: u64) -> (Outcome, Rows, Vec<Report>, Option<Vec<u32>>) {
        let _pool = pool();
        let mut run = Run::new(program, Duration::from_micros(pace_us));
        let (outcome, _) = run.main();
        let cells: Vec<u16> = run.screen().glyphs().iter().map(|glyph| glyph.to_cell()).collect();
        let mut rows = Rows::new(program);
        rows.fold(&cells);
        (outcome, rows, run.reports(), run.shares())
    }

    fn counter(threads: u32, count: u32, lock: Lock, scope: Scope) -> Program {
        Program::new(threads, count).unwrap().guarded(lock, scope)
    }

    #[test]
    fn mutex_keeps_every_line_whole() {
        for (threads, count, pace_us) in [(1, 3, 0), (5, 5, 100), (5, 20_000, 0), (16, 500, 0)] {
            for scope in [Scope::Line, Scope::Thread] {
                let program = counter(threads, count, Lock::Mutex, scope);
                let (outcome, rows, reports, _) = execute(program, pace_us);
                let lines = rows.tally();
                assert_eq!(outcome, Outcome::Finished);
                assert_eq!((lines.whole, lines.torn), (threads * count, 0), "{program:?}");
                let written: u32 = reports.iter().map(|report| report.written).sum();
                assert_eq!((written, rows.surviving()), (program.glyphs(), program.glyphs()));
            }
        }
    }

    #[test]
    fn a_lock_a_glyph_loses_nothing_though_lines_tear() {
        let program = counter(5, 20_000, Lock::Mutex, Scope::Glyph);
        let (_, rows, ..) = execute(program, 0);
        assert_eq!(rows.surviving(), program.glyphs());
        assert_ne!(rows.tally().torn, 0);
    }

    #[test]
    fn without_a_lock_lines_tear_and_glyphs_are_lost() {
        let program = counter(5, 20_000, Lock::None, Scope::Line);
        let (outcome, rows, reports, shares) = execute(program, 0);
        assert_eq!(outcome, Outcome::Finished);
        assert_ne!(rows.tally().torn, 0);
        assert!(rows.surviving() < program.glyphs());
        assert_eq!(reports.iter().map(|report| report.written).sum::<u32>(), program.glyphs());
        assert_eq!(shares, None);
    }

    #[test]
    fn every_acquisition_is_counted_and_held_time_is_no_longer_than_the_run() {
        let program = counter(4, 5, Lock::Mutex, Scope::Line);
        let (_, _, reports, shares) = execute(program, 200);
        assert!(reports.iter().all(|report| report.tally.acquisitions == 5));
        // A line is nine glyphs of 200 µs, all of them under the lock.
        assert!(reports.iter().all(|report| 5.0 * 9.0 * 0.2 <= report.tally.held_ms), "{reports:?}");
        let waited: f64 = reports.iter().map(|report| report.tally.waited_ms).sum();
        assert!(0.0 < waited);
        assert!(reports.iter().all(|report| report.tally.max_wait_ms <= report.tally.waited_ms));
        let shares = shares.expect("a thread came to its end");
        assert_eq!(shares.iter().max(), Some(&5));
    }

    #[test]
    fn main_that_exits_takes_its_threads_with_it() {
        let program = counter(5, 1000, Lock::Mutex, Scope::Line).ending(Main::Exit);
        let (outcome, rows, reports, _) = execute(program, 500);
        assert_eq!(outcome, Outcome::Exited);
        assert!(rows.tally().whole < program.threads() * program.count());
        assert!(reports.iter().map(|report| report.written).sum::<u32>() < program.glyphs());
    }

    #[test]
    fn a_stopped_run_ends_though_every_glyph_would_take_a_second() {
        let _pool = pool();
        for lock in [Lock::None, Lock::Mutex] {
            let mut run = Run::new(counter(16, 1000, lock, Scope::Line), Duration::from_secs(1));
            run.stop();
            assert_eq!(run.main().0, Outcome::Stopped);
            assert_eq!(run.screen().glyphs(), []);
        }
    }

    #[test]
    fn a_stop_from_another_thread_ends_a_run_in_progress() {
        let _pool = pool();
        for scope in [Scope::Line, Scope::Glyph] {
            let run = Run::new(counter(5, 100_000, Lock::Mutex, scope), Duration::from_micros(50));
            let outcome = thread::scope(|threads| {
                threads.spawn(|| {
                    while run.mutex.lock().unwrap().so_far.iter().sum::<u32>() < 10 {
                        thread::yield_now();
                    }
                    run.stop();
                });
                run.main().0
            });
            assert_eq!(outcome, Outcome::Stopped);
        }
    }
}
