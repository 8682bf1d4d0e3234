//! What a thread notes of itself: what it is doing, when it did what, and what that cost.
//!
//! Owns a thread's clock and sums; never takes a lock. Times are microseconds since the run's start, the same for all threads,
//! as far as their clocks agree.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::program::Author;
use crate::trace::{Event, Log, What};

/// What locking cost one thread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Milliseconds spent waiting for the lock.
    pub waited_ms: f64,
    /// Milliseconds that the lock was held.
    pub held_ms: f64,
    /// The longest single wait, in milliseconds.
    pub max_wait_ms: f64,
    /// How often the lock was taken.
    pub acquisitions: u32,
    /// Since when it waits, where waits are logged: microseconds since the run's start.
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

    /// Ends a wait that is logged, if there is one: with a hold, or with the thread.
    pub fn end_wait(&mut self, at_us: u32) {
        if let Some(since_us) = self.waits_since_us.take() {
            self.add_wait(f64::from(at_us.saturating_sub(since_us)) / 1e3);
        }
    }
}

/// At which holds the clock is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// At every one, in whole microseconds, as they are logged.
    Exact,
    /// At the first [`SAMPLE`], then at one in so many, which counts for all of them: at full speed a look at the
    /// clock takes longer than the hold. Waits are always timed: a thread that has to wait has the time.
    Sampled,
}

/// How many holds are timed before [`Timing::Sampled`] leaves any out, and how many a timed one counts for then.
pub const SAMPLE: u32 = 256;

impl Timing {
    /// Returns for how many holds number `hold`, from 0, is timed.
    #[inline(always)]
    pub fn weight(self, hold: u32) -> u32 {
        match () {
            _ if self == Timing::Exact || hold < SAMPLE => 1,
            _ if hold.is_multiple_of(SAMPLE) => SAMPLE,
            _ => 0,
        }
    }
}

/// What a thread is up to, as the others may ask.
#[derive(Debug, Default)]
pub struct Status(CachePadded<AtomicBool>);

impl Status {
    /// The thread, or `main`, waits or has ended: it does nothing of its own accord.
    pub fn is_idle(&self) -> bool {
        self.0.load(Relaxed)
    }

    /// It waits, or has ended.
    pub fn rest(&self) {
        self.0.store(true, Relaxed);
    }

    /// It works.
    pub fn work(&self) {
        self.0.store(false, Relaxed);
    }
}

/// What a thread records with, and when it gives up.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Whose record it is.
    pub author: Author,
    /// When the run's clock started. Who comes before that, comes at time 0.
    pub since: &'a OnceLock<Instant>,
    /// Where events go, if anywhere.
    pub log: Option<Log<'a>>,
    /// What the thread is up to.
    pub status: &'a Status,
    /// How many threads wait for the lock.
    pub waiting: &'a AtomicU32,
    /// Not zero when the run is over: a thread that waited takes no lock then.
    pub signal: &'a AtomicU32,
    /// At which holds the clock is read.
    pub timing: Timing,
}

impl Record<'_> {
    /// Logs what begins now. Returns the time, no earlier than `earliest_us`, nor than what was logged before. It ends at
    /// [`u32::MAX`], after an hour and eleven minutes.
    pub fn log(&self, what: What, earliest_us: u32) -> u32 {
        // Clocks of two threads may differ by some microseconds. Where the lock has ordered them, it knows better.
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
