//! A thread's record of itself: its activity, the times of its events, and the cost of locking.
//!
//! Owns a thread's clock and sums; never acquires a lock. Times are microseconds since the run's start, the same for
//! all threads, as far as their clocks agree.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::program::Author;
use crate::trace::{Event, Log, What};

/// The cost of locking, for one thread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Milliseconds spent waiting for the lock.
    pub waited_ms: f64,
    /// Milliseconds that the lock was held.
    pub held_ms: f64,
    /// The longest single wait, in milliseconds.
    pub max_wait_ms: f64,
    /// How often the lock was acquired.
    pub acquisitions: u32,
    /// When the current wait began, if waits are logged: microseconds since the run's start.
    waits_since_us: Option<u32>,
}

impl Cost {
    /// Adds a wait.
    pub fn add_wait(&mut self, ms: f64) {
        self.waited_ms += ms;
        self.max_wait_ms = self.max_wait_ms.max(ms);
    }

    /// Begins a wait that is logged.
    pub fn begin_wait(&mut self, at_us: u32) {
        self.waits_since_us = Some(at_us);
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
    /// The first [`SAMPLE`] holds, then one in so many, which counts for all of them: at full speed, reading the clock
    /// takes longer than the hold. Waits are always timed: a thread that has to wait has the time.
    Sampled,
}

/// How many holds [`Timing::Sampled`] times before it leaves any out, and how many each later one counts for.
pub const SAMPLE: u32 = 256;

impl Timing {
    /// Returns how many holds the time of number `hold`, from 0, counts for.
    #[inline(always)]
    pub fn weight(self, hold: u32) -> u32 {
        match () {
            _ if self == Timing::Exact || hold < SAMPLE => 1,
            _ if hold.is_multiple_of(SAMPLE) => SAMPLE,
            _ => 0,
        }
    }
}

/// A thread's status, which the others may read.
#[derive(Debug, Default)]
pub struct Status(CachePadded<AtomicBool>);

impl Status {
    /// Tells whether the thread, or `main`, waits or has ended: it does nothing of its own accord.
    pub fn is_idle(&self) -> bool {
        self.0.load(Relaxed)
    }

    /// Notes that the thread waits, or has ended.
    pub fn rest(&self) {
        self.0.store(true, Relaxed);
    }

    /// Notes that the thread works.
    pub fn work(&self) {
        self.0.store(false, Relaxed);
    }
}

/// The means by which a thread records, and the signal to give up.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The author of the record.
    pub author: Author,
    /// When the run's clock started. Events before that are at time 0.
    pub since: &'a OnceLock<Instant>,
    /// The log for events, if there is one.
    pub log: Option<Log<'a>>,
    /// The thread's status.
    pub status: &'a Status,
    /// How many threads wait for the lock.
    pub waiting: &'a AtomicU32,
    /// Not zero when the run is over: a thread that waited then keeps no lock.
    pub signal: &'a AtomicU32,
    /// The holds at which the clock is read.
    pub timing: Timing,
}

impl Record<'_> {
    /// Logs what begins now. Returns the time, no earlier than `earliest_us`, nor than the last event. Times end at
    /// [`u32::MAX`], after an hour and eleven minutes.
    pub fn log(&self, what: What, earliest_us: u32) -> u32 {
        // Clocks of two threads may differ by some microseconds. If the lock has ordered two events, that order counts.
        let now_us =
            self.since.get().map_or(0, |since| since.elapsed().as_micros().min(u32::MAX.into()) as u32);
        let at_us = now_us.max(earliest_us);
        self.log.map_or(at_us, |log| log.push(Event { at_us, what }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hold_counts_once_whether_timed_or_not() {
        for holds in [1, SAMPLE - 1, SAMPLE, 100 * SAMPLE] {
            for timing in [Timing::Exact, Timing::Sampled] {
                assert_eq!((0..holds).map(|hold| timing.weight(hold)).sum::<u32>(), holds);
            }
        }
    }
}
