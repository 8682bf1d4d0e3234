//! The scheduler that is used if threads cannot be had: a thread at random, from a seed, in simulated time.
//!
//! Owns a run of a program with no threads at all. The machine, the memory and the screen are those of the other
//! schedulers; only the order of the steps is made up. Time is simulated too: it stands still while a thread can step,
//! and moves on to when the next one has waited long enough. The same seed gives the same run.
//!
//! Chance does what an operating system and real clocks do: no two threads start at the same moment, a sleep takes
//! longer than it was asked to, and without a pace a thread runs for a while before another does. The amounts below are
//! calibrated: they give the torn lines and lost characters of real runs, which a browser test compares.

mod memory;

use self::memory::Single;
use crate::durations::{Durations, SHORTEST_SLEEP_US};
use crate::lock::{Came, Shares};
use crate::machine::Registers;
use crate::process::Report;
use crate::program::{Author, Lock, Main, Op, Ops, Program};
use crate::record::Cost;
use crate::trace::{Event, Trace, What};
use crate::verdict::Outcome;

/// By how much a thread starts after the run does: the mean of an exponential distribution, in microseconds.
const LATE_START_US: f64 = 60.0;
/// Likewise, by how much a sleep takes longer than it was asked to, in a run like most.
const OVERSLEEP_US: f64 = 100.0;
/// The factor by which that is more in a run on a busy machine, and less on a quiet one.
const BUSY: f64 = 2.5;
/// For how many steps a thread runs on the average before another one does, if no step takes time.
const BURST: u32 = 300;

/// A run in progress.
#[derive(Debug)]
pub struct Simulator {
    program: Program,
    durations: Durations,
    random: fastrand::Rng,
    /// The mean by which a sleep of this run takes too long.
    oversleep_us: f64,
    memory: Single,
    threads: Vec<Thread>,
    /// How many of the threads, from the first on, have been started: all but `main` while `main` waits for them.
    started: usize,
    /// The thread that stepped last.
    last: Option<usize>,
    now_us: f64,
    threads_took_us: Option<f64>,
    shares: Shares,
    trace: Trace,
    /// The thread that took each step, if the program is small enough to be replayed.
    tape: Option<Vec<u8>>,
    value: u32,
    outcome: Option<Outcome>,
}

/// A simulated thread: its ops, and when it can take the next.
#[derive(Debug)]
struct Thread {
    ops: Ops,
    next: Option<Op>,
    registers: Registers,
    /// The op that it took last.
    before: Option<Op>,
    wakes_us: f64,
    waits: bool,
    /// When its hold of the lock began: whole microseconds, as they are logged.
    held_us: Option<u32>,
    report: Report,
}

impl Thread {
    fn new(program: &Program, author: Author) -> Thread {
        let mut ops = program.ops(author);
        let next = ops.next();
        let report = Report { written: 0, cost: Cost::default() };
        Thread {
            ops,
            next,
            registers: Registers::new(author),
            before: None,
            wakes_us: 0.0,
            waits: false,
            held_us: None,
            report,
        }
    }

    /// Ends its hold, if it has one.
    fn end_hold(&mut self, trace: &Trace, index: usize, at_us: f64) {
        if let Some(held_us) = self.held_us.take() {
            let released_us = log(trace, index, at_us, What::Release);
            self.report.cost.held_ms += f64::from(released_us - held_us) / 1e3;
        }
    }
}

impl Simulator {
    /// Prepares a run of `program` in which everything takes as long as `durations` say, in simulated time.
    pub fn new(program: Program, durations: Durations, seed: u64) -> Simulator {
        let authors = program.authors().chain([Author::MAIN]);
        let mut threads: Vec<Thread> = authors.map(|author| Thread::new(&program, author)).collect();
        let memory = Single::new(program.screen_len());
        let started = if program.main == Main::Exit { threads.len() } else { threads.len() - 1 };
        // Without durations no time passes, so there is nothing to see in a trace.
        let trace = if durations == Durations::default() { Trace::none() } else { Trace::new(&program) };
        let mut random = fastrand::Rng::with_seed(seed);
        let oversleep_us = OVERSLEEP_US * BUSY.powf(2.0 * random.f64() - 1.0);
        for (index, thread) in threads[..started].iter_mut().enumerate() {
            // Threads that acquire a lock all wait for it before it is first released, and `main` is there already.
            if program.lock == Lock::None
                && thread.registers.author != Author::MAIN
                && durations != Durations::default()
            {
                thread.wakes_us = exponential(&mut random, LATE_START_US);
            }
            log(&trace, index, thread.wakes_us, What::Start);
        }
        Simulator {
            program,
            durations,
            random,
            oversleep_us,
            memory,
            threads,
            started,
            last: None,
            now_us: 0.0,
            threads_took_us: None,
            shares: Shares::default(),
            trace,
            tape: program.taped_steps().map(Vec::with_capacity),
            value: 0,
            outcome: None,
        }
    }

    /// Goes on until simulated time reaches `until_us`, `steps` steps have been taken, or the run has ended; in the
    /// last case, returns how.
    pub fn advance(&mut self, until_us: f64, steps: u32) -> Option<Outcome> {
        for _ in 0..steps {
            if self.outcome.is_some() || !self.step(until_us) {
                break;
            }
        }
        self.outcome
    }

    /// Ends the run.
    pub fn stop(&mut self) {
        if self.outcome.is_none() {
            self.end(Outcome::Stopped);
        }
    }

    /// Returns the screen's cells.
    pub fn cells(&self) -> &[u16] {
        &self.memory.cells
    }

    /// Returns each thread's report. Times are simulated.
    pub fn reports(&self) -> Vec<Report> {
        self.threads[..self.program.threads() as usize].iter().map(|thread| thread.report).collect()
    }

    /// Returns how many lines the threads have printed to their end.
    pub fn lines_printed(&self) -> u32 {
        self.program.lines_printed(self.reports().iter().map(|report| report.written))
    }

    /// Returns how often each thread acquired the lock; `None` if there is no lock.
    pub fn shares(&self) -> Option<Shares> {
        (self.program.lock != Lock::None).then(|| self.shares.clone())
    }

    /// Returns the threads' logs, `main`'s the last.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Returns the tape: the thread that took each step, in order. Replayed, it gives the same screen. `None` if the
    /// program is too large for a tape, or `main` did not wait for its threads.
    pub fn tape(&self) -> Option<&[u8]> {
        self.tape.as_deref()
    }

    /// Returns the increment program's final value.
    pub fn value(&self) -> Option<u32> {
        (!self.program.prints()).then_some(self.value)
    }

    /// Returns how long the threads took, in milliseconds: until the last of them ended.
    pub fn threads_took_ms(&self) -> f64 {
        self.threads_took_us.unwrap_or(self.now_us) / 1e3
    }

    /// Returns the simulated time, in milliseconds.
    pub fn elapsed_ms(&self) -> f64 {
        self.now_us / 1e3
    }

    /// Takes a step of a thread that can, or lets time pass until one can. Tells whether there is time left.
    fn step(&mut self, until_us: f64) -> bool {
        let (memory, now_us) = (&self.memory, self.now_us);
        let can = |index: usize, thread: &Thread| match thread.next {
            None => false,
            Some(Op::Acquire) => memory.is_free(index),
            Some(_) => true,
        };
        for (index, thread) in self.threads[..self.started].iter_mut().enumerate() {
            if !memory.is_free(index)
                && !thread.waits
                && thread.next == Some(Op::Acquire)
                && thread.wakes_us <= now_us
            {
                thread.waits = true;
                thread.report.cost.begin_wait(log(&self.trace, index, now_us, What::Wait));
            }
        }
        let started = &self.threads[..self.started];
        let is_ready = |index: usize| can(index, &started[index]) && started[index].wakes_us <= now_us;
        let full_speed = self.durations == Durations::default();
        let goes_on = |random: &mut fastrand::Rng| full_speed && random.u32(..BURST) != 0;
        let mut chosen = self.last.filter(|&last| is_ready(last) && goes_on(&mut self.random));
        if chosen.is_none() {
            // Every one of n threads with the same chance, in one pass: the n-th replaces the choice with chance 1/n.
            for (count, index) in (1u32..).zip((0..started.len()).filter(|&index| is_ready(index))) {
                if self.random.u32(..count) == 0 {
                    chosen = Some(index);
                }
            }
        }
        self.last = chosen;
        if let Some(index) = chosen {
            self.take(index);
            return true;
        }
        // A thread that waits for the lock is not due at any time; a thread on its way to the lock is.
        let coming = started.iter().filter(|thread| thread.next.is_some() && !thread.waits);
        match coming.map(|thread| thread.wakes_us).min_by(f64::total_cmp) {
            Some(wakes_us) if wakes_us <= until_us => self.now_us = wakes_us,
            Some(_) => return false,
            None => self.end_phase(),
        }
        true
    }

    /// Takes a step of one thread.
    fn take(&mut self, index: usize) {
        let others_wait = self.threads.iter().any(|thread| thread.waits);
        let is_main = index == self.program.threads() as usize;
        let thread = &mut self.threads[index];
        let op = thread.next.expect("it can step");
        let at_us = self.now_us;
        self.memory.stepping = index;
        if let Some(tape) = self.tape.as_mut().filter(|_| !is_main) {
            tape.push(index as u8);
        }
        thread.registers.step(op, &mut self.memory);
        thread.next = thread.ops.next();
        let (author, before) = (thread.registers.author, thread.before.replace(op));
        let duration_us = self.durations.of(&self.program, author, before, op);
        let late_us = if duration_us < SHORTEST_SLEEP_US as f64 {
            0.0
        } else {
            exponential(&mut self.random, self.oversleep_us)
        };
        thread.wakes_us = at_us + duration_us + late_us;
        match op {
            Op::Acquire => {
                let came = match () {
                    _ if std::mem::take(&mut thread.waits) => Came::HandOff,
                    // A queued thread cannot have barged.
                    _ if others_wait && self.program.lock != Lock::Ticket => Came::Barging,
                    _ => Came::Free,
                };
                let number = self.shares.count(thread.registers.author, came);
                let held_us = log(&self.trace, index, at_us, What::Hold(number));
                thread.held_us = Some(held_us);
                thread.report.cost.end_wait(held_us);
                thread.report.cost.acquisitions += 1;
            }
            Op::Release => {
                thread.end_hold(&self.trace, index, at_us);
                if thread.next.is_none() && !is_main {
                    self.shares.end();
                }
            }
            Op::Put(byte) => {
                thread.report.written += 1;
                if byte == b'\n' {
                    log(&self.trace, index, at_us, What::Line(thread.registers.cursor));
                }
            }
            Op::Come | Op::Load | Op::Store => {}
        }
        if thread.next.is_none() && !self.program.forgets(thread.registers.author) {
            log(&self.trace, index, thread.wakes_us, What::End);
        }
        if thread.next.is_none() && is_main && self.program.main == Main::Exit {
            self.end(Outcome::Exited);
        }
    }

    /// Ends a phase, after which no thread can step: `main` goes on, or the run has ended.
    fn end_phase(&mut self) {
        if self.threads[..self.started].iter().any(|thread| thread.waits) {
            return self.end(Outcome::Deadlock);
        }
        if self.started == self.threads.len() {
            return self.end(Outcome::Finished);
        }
        self.started = self.threads.len();
        self.threads_took_us = Some(self.now_us);
        if !self.program.prints() {
            // The value is in the cursor, which `main` needs for its line.
            self.value = std::mem::take(&mut self.memory.cursor);
        }
        log(&self.trace, self.started - 1, self.now_us, What::Start);
        self.threads.last_mut().expect("`main` is there").wakes_us = self.now_us;
    }

    /// Ends the run, and whatever is in progress with it.
    fn end(&mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
        if !self.program.prints() && self.started < self.threads.len() {
            self.value = self.memory.cursor;
        }
        for index in 0..self.started {
            let thread = &mut self.threads[index];
            if thread.next.is_some() || thread.held_us.is_some() {
                if thread.next.is_none() {
                    // The thread forgot to release the lock: now it does.
                    self.shares.end();
                }
                thread.end_hold(&self.trace, index, self.now_us);
                thread.report.cost.end_wait(log(&self.trace, index, self.now_us, What::End));
            }
        }
    }
}

/// Returns a sample of the exponential distribution with this mean.
fn exponential(random: &mut fastrand::Rng, mean: f64) -> f64 {
    -mean * (1.0 - random.f64()).ln()
}

/// Logs an event in whole microseconds, and returns its time.
fn log(trace: &Trace, index: usize, at_us: f64, what: What) -> u32 {
    let at_us = at_us as u32;
    if let Some(log) = trace.log(index) {
        log.push(Event { at_us, what });
    }
    at_us
}

#[cfg(test)]
mod tests;
