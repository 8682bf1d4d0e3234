//! A thread's record of itself: the times of its events, what it printed, and the cost of locking.
//!
//! Owns a thread's clock and sums; never acquires a lock. Times are microseconds since the run's start, the same for
//! all threads, as far as their clocks agree.

use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::lock::Patience;
use crate::program::{Op, ThreadId};
use crate::signal::Signal;
use crate::trace::{Event, EventKind, Log};
use crate::watch::Watch;

/// The output of one thread, and its costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    /// How many glyphs it put.
    pub written: u32,
    /// How many newlines are among them.
    pub lines: u32,
    /// The cost of locking.
    pub cost: LockCost,
}

/// The output of a thread, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Glyphs put.
    pub glyphs: u32,
    /// Newlines among them.
    pub lines: u32,
}

impl Printed {
    /// Counts the glyph that `op` puts, if it does.
    #[inline(always)]
    pub fn count(&mut self, op: Op) {
        if let Op::Put(_, byte) = op {
            self.glyphs += 1;
            self.lines += u32::from(byte == b'\n');
        }
    }

    /// Counts what is printed at once.
    #[inline(always)]
    pub fn add(&mut self, glyphs: usize, lines: u32) {
        self.glyphs += glyphs as u32;
        self.lines += lines;
    }
}

/// The cost of locking, for one thread, all its locks together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LockCost {
    /// Milliseconds spent waiting for locks.
    pub waited_ms: f64,
    /// Milliseconds that locks were held, added up if several were held at once. See [`Timing`] for its error.
    pub held_ms: f64,
    /// The longest single wait, in milliseconds.
    pub max_wait_ms: f64,
    /// How often a lock was acquired.
    pub acquisitions: u32,
    /// When the current wait began, if waits are logged: microseconds since the run's start.
    waits_since_us: Option<u32>,
    /// When the current wait began, if waits are not logged.
    waits_since: Option<Instant>,
}

impl LockCost {
    /// Adds a wait.
    pub fn add_wait(&mut self, ms: f64) {
        self.waited_ms += ms;
        self.max_wait_ms = self.max_wait_ms.max(ms);
    }

    /// Begins a wait that is logged.
    pub fn begin_wait(&mut self, at_us: u32) {
        self.waits_since_us = Some(at_us);
    }

    /// Notes when a wait that is not logged began. The thread has acquired the lock since.
    pub fn waited_since(&mut self, since: Instant) {
        self.waits_since = Some(since);
    }

    /// Ends a wait that is not logged, if there is one. The thread may have released the lock already: to read the clock
    /// would take longer than a short hold.
    #[cold]
    pub fn end_wait_now(&mut self) {
        if let Some(since) = self.waits_since.take() {
            self.add_wait(since.elapsed().as_secs_f64() * 1e3);
        }
    }

    /// Ends a wait that is logged, if there is one: at a hold, or at the thread's end.
    pub fn end_wait(&mut self, at_us: u32) {
        if let Some(since_us) = self.waits_since_us.take() {
            self.add_wait(f64::from(at_us.saturating_sub(since_us)) / 1e3);
        }
    }
}

/// The holds at which the clock is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Every hold, in whole microseconds, as they are logged.
    Exact,
    /// The first [`SAMPLE`] holds, then the first of each block of so many, whose time counts for each hold of the
    /// block: at full speed, reading the clock takes longer than the hold. Waits are always timed: a thread that has to
    /// wait has the time.
    ///
    /// The sum is an estimate. Each time is longer than its hold by one reading of the clock (some 25 ns natively), and
    /// if the holds differ, the sum over b blocks is off by about their standard deviation times [`SAMPLE`] · √b. In a
    /// run that ends before its time, the last block counts as if it were complete.
    Sampled,
}

/// How many holds [`Timing::Sampled`] times before it leaves any out, and how many holds a block has.
pub const SAMPLE: u32 = 256;

impl Timing {
    /// Returns how many holds the time of number `hold`, from 0, counts for, of `all` that the thread has.
    #[inline(always)]
    pub fn weight(self, hold: u32, all: u32) -> u32 {
        match () {
            _ if self == Timing::Exact || hold < SAMPLE => 1,
            // The last block may be a smaller one.
            _ if hold.is_multiple_of(SAMPLE) => all.saturating_sub(hold).clamp(1, SAMPLE),
            _ => 0,
        }
    }

    /// Returns how many holds from number `hold` on are not timed, the thread's last one aside.
    pub fn untimed(self, hold: u32, all: u32) -> u32 {
        if self.weight(hold, all) != 0 {
            return 0;
        }
        (SAMPLE - hold % SAMPLE).min(all.saturating_sub(hold + 1))
    }
}

/// The means by which a thread records, and by which it learns of the others.
#[derive(Clone, Copy, Debug)]
pub struct ThreadContext<'a> {
    /// The thread.
    pub thread: ThreadId,
    /// When the run's clock started. Events before that are at time 0.
    pub since: &'a OnceLock<Instant>,
    /// The log for events, if there is one.
    pub log: Option<Log<'a>>,
    /// How many threads wait for each lock.
    pub waiting: &'a [CachePadded<AtomicU32>],
    /// The threads' statuses.
    pub watch: &'a Watch,
    /// Given when the run is over: a thread that waited then keeps no lock.
    pub signal: &'a Signal,
    /// The holds at which the clock is read.
    pub timing: Timing,
    /// How long the thread looks at a lock before it sleeps.
    pub patience: Patience,
}

impl ThreadContext<'_> {
    /// Logs what begins now. Returns the time, no earlier than `earliest_us`, nor than the last event. Times end at
    /// [`u32::MAX`], after an hour and eleven minutes.
    pub fn log(&self, kind: EventKind, earliest_us: u32) -> u32 {
        // Clocks of two threads may differ by some microseconds. If a lock has ordered two events, that order counts.
        let now_us =
            self.since.get().map_or(0, |since| since.elapsed().as_micros().min(u32::MAX.into()) as u32);
        let at_us = now_us.max(earliest_us);
        self.log.map_or(at_us, |log| log.push(Event { at_us, kind }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hold_counts_once_whether_timed_or_not() {
        for holds in [1, SAMPLE - 1, SAMPLE, 300, 2 * SAMPLE + 1, 100 * SAMPLE] {
            for timing in [Timing::Exact, Timing::Sampled] {
                assert_eq!((0..holds).map(|hold| timing.weight(hold, holds)).sum::<u32>(), holds);
                for hold in 0..holds {
                    let timed = (hold..holds - 1).find(|&hold| timing.weight(hold, holds) != 0);
                    assert_eq!(hold + timing.untimed(hold, holds), timed.unwrap_or(holds - 1));
                }
            }
        }
    }
}
