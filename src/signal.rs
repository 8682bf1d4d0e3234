//! The signal that ends a run: it is given once, and says how the run ends.
//!
//! Owns the word that every thread checks as it goes. The page can store [`STOP`] there from outside. Never ends a
//! thread: each does that itself when it sees the signal.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use crossbeam_utils::CachePadded;

use crate::run_end::RunEnd;

/// No signal: go on.
pub const NONE: u32 = 0;
/// A request from outside to stop the process.
pub const STOP: u32 = 1;
/// `main` has exited.
const EXIT: u32 = 2;
/// Threads hang.
const HANG: u32 = 3;
/// A thread released a lock that it did not hold.
const ERROR: u32 = 4;
/// `main` has come to its end after it joined its threads.
const DONE: u32 = 5;

/// A run's signal.
#[derive(Debug, Default)]
pub struct Signal {
    word: CachePadded<AtomicU32>,
    /// The end that the given signal stands for; empty if the word was stored from outside.
    end: OnceLock<RunEnd>,
}

impl Signal {
    /// Tells whether there is a signal. No thread executes another op then.
    #[inline(always)]
    pub fn is_given(&self) -> bool {
        self.word.load(Relaxed) != NONE
    }

    /// Gives the signal that ends the run as `end` says, unless there is one. Tells whether it was the first.
    pub fn give(&self, end: RunEnd) -> bool {
        let signal = match end {
            RunEnd::Stopped => STOP,
            RunEnd::Exited => EXIT,
            RunEnd::Deadlock(_) | RunEnd::Abandoned(_) => HANG,
            RunEnd::Error(_) => ERROR,
            RunEnd::Finished => DONE,
        };
        let first = self.word.compare_exchange(NONE, signal, Relaxed, Relaxed).is_ok();
        if first {
            self.end.set(end).expect("the first signal is the only one");
        }
        first
    }

    /// Returns how the run ended, once all its threads have.
    pub fn end(&self) -> RunEnd {
        self.end.get().cloned().unwrap_or(RunEnd::Stopped)
    }

    /// Returns the word, which stops the run when [`STOP`] is stored there, from whatever thread or page.
    pub fn word(&self) -> &AtomicU32 {
        &self.word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_signal_counts() {
        let signal = Signal::default();
        assert!(!signal.is_given());
        assert!(signal.give(RunEnd::Exited) && !signal.give(RunEnd::Stopped));
        // The page stores without a look at what is there.
        signal.word().store(STOP, Relaxed);
        assert_eq!(signal.end(), RunEnd::Exited);
    }

    #[test]
    fn a_word_from_outside_is_a_stop() {
        let signal = Signal::default();
        signal.word().store(STOP, Relaxed);
        assert!(signal.is_given() && !signal.give(RunEnd::Finished));
        assert_eq!(signal.end(), RunEnd::Stopped);
    }
}
