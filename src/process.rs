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
use crate::program::{Author, Execute, Kind, Lock, Main, Op, Program};
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
const WINDOW: f64 = 64.0;

/// Returns how long `op` takes where a glyph takes `pace_us`, both in microseconds.
pub(crate) fn op_duration(program: &Program, op: Op, pace_us: f64) -> f64 {
    match (program.kind, op) {
        (Kind::Counter, Op::Put(_)) => pace_us / WINDOW,
        (Kind::Counter, Op::Store) => pace_us - pace_us / WINDOW,
        // What the increment is thought to take.
        (Kind::Increment, Op::Load) => pace_us,
        _ => 0.0,
    }
}

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
    /// Who took each step, where the program is small enough to be replayed.
    tape: Option<Mutex<Vec<u8>>>,
    started: AtomicBool,
    /// The increments' value.
    value: AtomicU32,
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
            tape: tape_for(&program),
            started: AtomicBool::new(false),
            value: AtomicU32::new(0),
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
            self.take_value();
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

    /// Takes the increments' value from where `main` is about to print: it has the cursor's place.
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

    /// Returns who took each step, in order, once the threads have ended: replayed, it gives the same screen. `None`
    /// where the program is too large for a tape, or `main` did not wait for it.
    pub fn tape(&self) -> Option<Vec<u8>> {
        Some(self.tape.as_ref()?.lock().ok()?.clone())
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
        // Where steps are noted, they are not as fast as they can be anyway.
        let full_speed = self.pace.is_zero() && self.tape.is_none();
        match program.lock {
            Lock::None if full_speed => self.execute_all(author, Unguarded(screen), FullSpeed, written),
            Lock::None => self.execute_all(author, Unguarded(screen), Paced, written),
            Lock::Mutex => {
                let sections = program.sections(author);
                let timing = if full_speed { Timing::Sampled } else { Timing::Exact };
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
        let duration = op_duration(&self.program, op, self.pace.as_secs_f64() * 1e6);
        let duration = Duration::from_secs_f64(duration / 1e6);
        if duration.is_zero() {
            return;
        }
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

impl<M: Memory, P: Pace> Thread<'_, M, P> {
    /// Takes a step and, in a run that is taped, notes it.
    ///
    /// Both happen under the tape's lock, so the order on the tape is the order of the steps. That is a probe effect:
    /// two taped steps never overlap. Only to take the program's lock a thread does not hold the tape's, since it may
    /// have to wait; it notes the step while it has the lock, before anybody else can take it.
    fn noted_step(&mut self, op: Op) {
        let tape = if self.registers.author == Author::MAIN { &None } else { &self.run.tape };
        let Some(tape) = tape else { return self.registers.step(op, &mut self.memory) };
        let Author(thread) = self.registers.author;
        let note = |mut tape: MutexGuard<'_, Vec<u8>>| tape.push(thread);
        let tape = || tape.lock().expect("no thread panics while it holds the tape");
        if op == Op::Acquire {
            self.registers.step(op, &mut self.memory);
            note(tape());
        } else {
            let tape = tape();
            self.registers.step(op, &mut self.memory);
            note(tape);
        }
    }
}

impl<M: Memory, P: Pace> Execute for Thread<'_, M, P> {
    #[inline(always)]
    fn execute(&mut self, op: Op) -> ControlFlow<()> {
        if self.pace.looks_before(op) && self.run.signal.load(Relaxed) != signal::NONE {
            return Break(());
        }
        if P::NOTES {
            self.noted_step(op);
        } else {
            self.registers.step(op, &mut self.memory);
        }
        self.written += u32::from(matches!(op, Op::Put(_)));
        self.pace.spend(op, self.run);
        Continue(())
    }
}

fn tape_for(program: &Program) -> Option<Mutex<Vec<u8>>> {
    let steps = program.code().ok()?.iter().map(Vec::len).sum();
    (program.main == Main::Join).then(|| Mutex::new(Vec::with_capacity(steps)))
}

/// How a step is taken: how much time it takes, and whether it is noted.
trait Pace {
    /// Whether steps are noted on the tape, where there is one.
    const NOTES: bool;
    /// Tells whether a thread looks for a signal before `op`.
    fn looks_before(&self, op: Op) -> bool;
    /// Spends the time that `op` takes.
    fn spend(&self, op: Op, run: &Run);
}

/// No more than it takes.
struct FullSpeed;

impl Pace for FullSpeed {
    const NOTES: bool = false;

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
    const NOTES: bool = true;

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
mod tests;
