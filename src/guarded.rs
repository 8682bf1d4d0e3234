//! How a thread gets at the screen: unguarded, or through a lock.
//!
//! Owns what happens at a lock, and the tally of what that cost; never decides when to take one (that is the program's), nor
//! how a lock excludes (that is [`lock`](crate::lock)). Each way is a [`Memory`], so the machine runs the same ops over all.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use crossbeam_utils::CachePadded;
use web_time::Instant;

use crate::lock::{Came, MutualExclusion, Place, Shares};
use crate::machine::Memory;
use crate::program::Author;
use crate::screen::{Exclusive, Glyph, Screen};
use crate::trace::{Event, Log, What};

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
    /// Since when it waits, where waits are logged: microseconds since the run's start.
    waits_since_us: Option<u32>,
}

impl Tally {
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
            self.add_wait(f64::from(at_us - since_us) / 1e3);
        }
    }
}

/// A way to the screen, which a thread leaves when it ends.
pub trait Reach: Memory {
    /// Lets go of what is held.
    fn leave(&mut self);
}

/// No lock: the threads race.
#[derive(Debug)]
pub struct Unguarded<'a>(pub &'a Screen);

impl Reach for Unguarded<'_> {
    fn leave(&mut self) {}
}

impl Memory for Unguarded<'_> {
    fn come(&mut self) {
        unreachable!("an unguarded program does not come to a lock");
    }

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
    fn weight(self, hold: u32) -> u32 {
        match () {
            _ if self == Timing::Exact || hold < SAMPLE => 1,
            _ if hold.is_multiple_of(SAMPLE) => SAMPLE,
            _ => 0,
        }
    }
}

/// What a thread is up to, as the others may ask.
#[derive(Debug, Default)]
pub struct Status(CachePadded<AtomicU32>);

impl Status {
    const WORKING: u32 = 0;
    const WAITING: u32 = 1;
    const ENDED: u32 = 2;

    /// The thread, or `main`, waits or has ended: it does nothing of its own accord.
    pub fn is_idle(&self) -> bool {
        self.0.load(Relaxed) != Status::WORKING
    }

    /// It waits.
    pub fn wait(&self) {
        self.0.store(Status::WAITING, Relaxed);
    }

    /// It goes on.
    pub fn work(&self) {
        self.0.store(Status::WORKING, Relaxed);
    }

    /// It has ended.
    pub fn end(&self) {
        self.0.store(Status::ENDED, Relaxed);
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
    /// Logs what begins now. Returns the time, no earlier than `earliest_us`.
    pub fn log(&self, what: What, earliest_us: u32) -> u32 {
        // Clocks of two threads may differ by some microseconds. Where the lock has ordered them, it knows better.
        let now_us = self.since.get().map_or(0, |since| since.elapsed().as_micros() as u32);
        let at_us = now_us.max(earliest_us);
        if let Some(log) = self.log {
            log.push(Event { at_us, what });
        }
        at_us
    }
}

/// The screen through a lock.
///
/// While the lock is held nobody else may look at the cursor, so it is kept at hand, read at acquire and written back
/// at release, as a compiler would do with any variable.
#[derive(Debug)]
pub struct Guarded<'a, L: MutualExclusion> {
    record: Record<'a>,
    /// How many critical sections the thread has in all.
    sections: u32,
    screen: Exclusive<'a>,
    lock: &'a L,
    guard: Option<L::Guard<'a>>,
    /// Where the thread stands in the queue.
    place: Option<Place>,
    /// The cursor, while the lock is held.
    cursor: u32,
    /// When this hold began, where it is sampled; and where it is logged.
    since: Option<Instant>,
    held_us: u32,
    tally: &'a mut Tally,
}

impl<'a, L: MutualExclusion> Guarded<'a, L> {
    /// Reaches `screen` through `lock`, `sections` times.
    ///
    /// # Safety
    ///
    /// While the result is used, no thread may access `screen` but through `lock`.
    pub unsafe fn new(
        record: Record<'a>,
        sections: u32,
        screen: &'a Screen,
        lock: &'a L,
        tally: &'a mut Tally,
    ) -> Guarded<'a, L> {
        // SAFETY: every access below is made while `guard` is some, hence under the lock, without which nobody else
        // reaches the screen. A second lock for the same screen would break this.
        let screen = unsafe { screen.exclusive() };
        let (guard, place, since) = (None, None, None);
        Guarded { record, sections, screen, lock, guard, place, cursor: 0, since, held_us: 0, tally }
    }

    #[inline(always)]
    fn check_held(&self) {
        assert!(self.guard.is_some(), "a guarded program reaches the screen only under the lock");
    }
}

impl<L: MutualExclusion> Reach for Guarded<'_, L> {
    #[inline(always)]
    fn leave(&mut self) {
        self.let_go();
        // Whoever stands behind waits for this place to be taken and left.
        if let Some(place) = self.place.take() {
            drop(self.lock.acquire_at(place));
        }
    }
}

impl<L: MutualExclusion> Guarded<'_, L> {
    #[inline(always)]
    fn let_go(&mut self) {
        let Some(mut guard) = self.guard.take() else { return };
        match self.record.timing {
            Timing::Exact => note_release(&mut guard, self.record, self.held_us, self.tally),
            Timing::Sampled => {
                if let Some(since) = self.since.take() {
                    let holds = self.record.timing.weight(self.tally.acquisitions - 1);
                    self.tally.held_ms += milliseconds_since(since) * f64::from(holds);
                }
            }
        }
        if self.tally.acquisitions == self.sections && self.record.author != Author::MAIN {
            guard.end();
        }
    }
}

impl<L: MutualExclusion> Memory for Guarded<'_, L> {
    #[inline(always)]
    fn come(&mut self) {
        self.place = self.lock.come();
    }

    #[inline(always)]
    fn acquire(&mut self) {
        let place = self.place.take();
        let free = match &place {
            None => self.lock.try_acquire(),
            Some(place) => self.lock.try_acquire_at(place),
        };
        let (mut guard, came) = match free {
            // Who stood in the queue has overtaken nobody.
            Some(guard) if place.is_some() || self.record.waiting.load(Relaxed) == 0 => (guard, Came::Free),
            Some(guard) => (guard, Came::Barging),
            None => match wait(self.lock, place, self.record, self.tally) {
                Some(guard) => (guard, Came::HandOff),
                // The run is over: nothing is held, and no further op is executed.
                None => return,
            },
        };
        let number = guard.count(self.record.author, came);
        self.cursor = self.screen.load_cursor();
        match self.record.timing {
            Timing::Exact => {
                self.held_us = self.record.log(What::Hold(number), guard.released_us);
                self.tally.end_wait(self.held_us);
            }
            Timing::Sampled if self.record.timing.weight(self.tally.acquisitions) != 0 => {
                self.since = Some(now());
            }
            Timing::Sampled => {}
        }
        self.tally.acquisitions += 1;
        self.guard = Some(guard);
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
        self.let_go();
    }
}

// The slow paths, out of line. They take what they need and no `Guarded`: so that one stays in registers.

/// Waits for the lock. Returns nothing where the run was over by then: what it waited counts all the same.
#[cold]
fn wait<'a, L: MutualExclusion>(
    lock: &'a L,
    place: Option<Place>,
    record: Record<'_>,
    tally: &mut Tally,
) -> Option<L::Guard<'a>> {
    let since = now();
    if record.timing == Timing::Exact {
        tally.begin_wait(record.log(What::Wait, 0));
    }
    record.status.wait();
    record.waiting.fetch_add(1, Relaxed);
    let guard = match place {
        None => lock.acquire(),
        Some(place) => lock.acquire_at(place),
    };
    record.waiting.fetch_sub(1, Relaxed);
    record.status.work();
    if record.timing == Timing::Sampled {
        let since = record.since.get().map_or(since, |&start| start.max(since));
        tally.add_wait(milliseconds_since(since));
    }
    (record.signal.load(Relaxed) == 0).then_some(guard)
}

/// Notes the end of a hold that began at `held_us`.
#[cold]
fn note_release(shares: &mut Shares, record: Record<'_>, held_us: u32, tally: &mut Tally) {
    shares.released_us = record.log(What::Release, held_us);
    tally.held_ms += f64::from(shares.released_us - held_us) / 1e3;
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
