//! How a thread gets at the screen: unguarded, or through the mutex.
//!
//! Owns acquiring and releasing, and the tally of what that cost; never decides when to (that is the program's).
//! Each lock is a [`Memory`], so the machine runs the same ops over all of them.

use std::sync::{Mutex, MutexGuard};

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::machine::Memory;
use crate::program::{Author, MAX_THREADS};
use crate::screen::{Exclusive, Glyph, Screen};

/// What locking cost one thread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Milliseconds spent waiting for the lock.
    pub waited_ms: f64,
    /// Milliseconds that the lock was held.
    pub held_ms: f64,
    /// The longest single wait, in milliseconds.
    pub max_wait_ms: f64,
    /// How often the lock was taken.
    pub acquisitions: u32,
}

/// How often each thread got the lock. The mutex guards it together with the screen, so counting costs no further
/// synchronisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Acquisitions so far, by thread.
    pub(crate) so_far: [u32; MAX_THREADS as usize],
    /// The same, as it was when the first thread released the lock for the last time.
    pub(crate) until_first_end: Option<[u32; MAX_THREADS as usize]>,
}

/// No lock: the threads race.
#[derive(Debug)]
pub struct Unguarded<'a>(pub &'a Screen);

impl Memory for Unguarded<'_> {
    fn acquire(&mut self) {
        unreachable!("an unguarded program has no acquire");
    }

    #[inline(always)]
    fn load_cursor(&mut self) -> u32 {
        self.0.load_cursor()
    }

    #[inline(always)]
    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.0.put(cursor, glyph);
    }

    #[inline(always)]
    fn store_cursor(&mut self, cursor: u32) {
        self.0.store_cursor(cursor);
    }

    fn release(&mut self) {
        unreachable!("an unguarded program has no release");
    }
}

/// At which holds the clock is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// At every one.
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
    fn weight(self, hold: u32) -> u32 {
        match () {
            _ if self == Timing::Exact || hold < SAMPLE => 1,
            _ if hold.is_multiple_of(SAMPLE) => SAMPLE,
            _ => 0,
        }
    }
}

/// The screen through [`std::sync::Mutex`].
///
/// While the lock is held nobody else may look at the cursor, so it is kept at hand, read at acquire and written back
/// at release, as a compiler would do with any variable.
#[derive(Debug)]
pub struct Guarded<'a> {
    author: Author,
    /// How many critical sections `author` has in all.
    sections: u32,
    screen: Exclusive<'a>,
    mutex: &'a Mutex<CachePadded<Shares>>,
    guard: Option<MutexGuard<'a, CachePadded<Shares>>>,
    /// The cursor, while the lock is held.
    cursor: u32,
    timing: Timing,
    /// When this hold began, where it is timed.
    since: Option<Instant>,
    tally: &'a mut Tally,
}

impl<'a> Guarded<'a> {
    /// Reaches `screen` through `mutex`, for `author`, who will do so `sections` times.
    ///
    /// # Safety
    ///
    /// While the result is used, no thread may access `screen` but through `mutex`.
    pub unsafe fn new(
        author: Author,
        sections: u32,
        screen: &'a Screen,
        mutex: &'a Mutex<CachePadded<Shares>>,
        timing: Timing,
        tally: &'a mut Tally,
    ) -> Guarded<'a> {
        // SAFETY: every access below is made while `guard` is some, hence under the mutex, without which nobody else
        // reaches the screen. A second mutex for the same screen would break this.
        let screen = unsafe { screen.exclusive() };
        Guarded { author, sections, screen, mutex, guard: None, cursor: 0, timing, since: None, tally }
    }

    #[inline(always)]
    fn check_held(&self) {
        assert!(self.guard.is_some(), "a guarded program reaches the screen only under the lock");
    }
}

impl Memory for Guarded<'_> {
    #[inline(always)]
    fn acquire(&mut self) {
        let mut guard = match self.mutex.try_lock() {
            Ok(guard) => guard,
            Err(_) => {
                let (guard, waited_ms) = wait(self.mutex);
                self.tally.waited_ms += waited_ms;
                self.tally.max_wait_ms = self.tally.max_wait_ms.max(waited_ms);
                guard
            }
        };
        if let Some(share) = guard.so_far.get_mut(usize::from(self.author.0)) {
            *share += 1;
        }
        self.guard = Some(guard);
        self.cursor = self.screen.load_cursor();
        if self.timing.weight(self.tally.acquisitions) != 0 {
            self.since = Some(now());
        }
        self.tally.acquisitions += 1;
    }

    #[inline(always)]
    fn load_cursor(&mut self) -> u32 {
        self.check_held();
        self.cursor
    }

    #[inline(always)]
    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.check_held();
        self.screen.put(cursor, glyph);
    }

    #[inline(always)]
    fn store_cursor(&mut self, cursor: u32) {
        self.check_held();
        self.cursor = cursor;
    }

    #[inline(always)]
    fn release(&mut self) {
        self.check_held();
        self.screen.store_cursor(self.cursor);
        if let Some(since) = self.since.take() {
            let holds = self.timing.weight(self.tally.acquisitions - 1);
            self.tally.held_ms += milliseconds_since(since) * f64::from(holds);
        }
        if let Some(mut shares) = self.guard.take()
            && self.tally.acquisitions == self.sections
            && self.author != Author::MAIN
            && shares.until_first_end.is_none()
        {
            shares.until_first_end = Some(shares.so_far);
        }
    }
}

// The slow paths, out of line. They take what they need and no `Guarded`: so that one stays in registers.

/// Waits for the lock. Returns it, and for how many milliseconds it waited.
#[cold]
fn wait(mutex: &Mutex<CachePadded<Shares>>) -> (MutexGuard<'_, CachePadded<Shares>>, f64) {
    let since = now();
    let guard = mutex.lock().expect("no thread panics while it holds the lock");
    (guard, milliseconds_since(since))
}

#[cold]
fn now() -> Instant {
    Instant::now()
}

#[cold]
fn milliseconds_since(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
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
