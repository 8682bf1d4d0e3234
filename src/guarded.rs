//! How a thread accesses the screen: unguarded, or through a lock.
//!
//! Owns what happens at a lock; never decides when to acquire one (that is the program's), nor how a lock excludes
//! (that is [`lock`](crate::lock)). Each access is a [`Memory`], so the machine runs the same ops over all.

use std::sync::atomic::Ordering::Relaxed;

use web_time::Instant;

use crate::lock::{Came, MutualExclusion, Shares, Turn};
use crate::machine::Memory;
use crate::program::Author;
use crate::record::{Cost, Record, Timing};
use crate::screen::{Exclusive, Glyph, Screen};
use crate::trace::What;

/// A thread's access to the screen, which it gives up when it ends.
pub trait Reach: Memory {
    /// Releases the lock if it is held, and gives up a place in its queue.
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

/// The screen through a lock.
///
/// While the lock is held, no other thread may access the cursor. So a copy is kept at hand, loaded at acquire and
/// stored at release, as a compiler would do with any variable.
#[derive(Debug)]
pub struct Guarded<'a, L: MutualExclusion> {
    record: Record<'a>,
    /// How many critical sections the thread has in all.
    sections: u32,
    screen: Exclusive<'a>,
    lock: &'a L,
    guard: Option<L::Guard<'a>>,
    /// The thread's turn, while it is in the queue.
    turn: Option<Turn<'a>>,
    /// The cursor, while the lock is held.
    cursor: u32,
    /// When this hold began: `since` if it is sampled, `held_us` if it is logged.
    since: Option<Instant>,
    held_us: u32,
    cost: &'a mut Cost,
}

impl<'a, L: MutualExclusion> Guarded<'a, L> {
    /// Reaches `screen` through `lock`, `sections` times.
    ///
    /// # Safety
    ///
    /// While the result is used, no thread may access `screen` but through `lock`, this one and no other.
    pub unsafe fn new(
        record: Record<'a>,
        sections: u32,
        screen: &'a Screen,
        lock: &'a L,
        cost: &'a mut Cost,
    ) -> Guarded<'a, L> {
        // SAFETY: every access below is made while `guard` is some, hence under the lock. The lock excludes, as its
        // trait promises, and no other thread reaches the screen without it.
        let screen = unsafe { screen.exclusive() };
        let (guard, turn, since) = (None, None, None);
        Guarded { record, sections, screen, lock, guard, turn, cursor: 0, since, held_us: 0, cost }
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
        // Threads behind in the queue wait until this turn has acquired the lock and released it.
        if let Some(turn) = self.turn.take() {
            drop(self.lock.acquire_at(turn));
        }
    }
}

impl<L: MutualExclusion> Guarded<'_, L> {
    #[inline(always)]
    fn let_go(&mut self) {
        let Some(mut guard) = self.guard.take() else { return };
        match self.record.timing {
            Timing::Exact => note_release(&mut guard, self.record, self.held_us, self.cost),
            Timing::Sampled => {
                if let Some(since) = self.since.take() {
                    let holds = self.record.timing.weight(self.cost.acquisitions - 1);
                    self.cost.held_ms += milliseconds_since(since) * f64::from(holds);
                }
            }
        }
        if self.cost.acquisitions == self.sections && self.record.author != Author::MAIN {
            guard.end();
        }
    }
}

impl<L: MutualExclusion> Memory for Guarded<'_, L> {
    #[inline(always)]
    fn come(&mut self) {
        self.turn = self.lock.come();
    }

    #[inline(always)]
    fn acquire(&mut self) {
        let turn = self.turn.take();
        // A queued thread cannot have barged.
        let queued = turn.is_some();
        let free = match turn {
            None => self.lock.try_acquire().ok_or(None),
            Some(turn) => self.lock.try_acquire_at(turn).map_err(Some),
        };
        let (mut guard, came) = match free {
            Ok(guard) if queued || self.record.waiting.load(Relaxed) == 0 => (guard, Came::Free),
            Ok(guard) => (guard, Came::Barging),
            Err(turn) => match wait(self.lock, turn, self.record, self.cost) {
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
                self.cost.end_wait(self.held_us);
            }
            Timing::Sampled if self.record.timing.weight(self.cost.acquisitions) != 0 => {
                self.since = Some(now());
            }
            Timing::Sampled => {}
        }
        self.cost.acquisitions += 1;
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

// The slow paths, out of line. They take the fields that they need, not the `Guarded`, so that it stays in registers.

/// Waits for the lock. Returns `None` if the run is over by then; the wait counts all the same.
#[cold]
fn wait<'a, L: MutualExclusion>(
    lock: &'a L,
    turn: Option<Turn<'a>>,
    record: Record<'_>,
    cost: &mut Cost,
) -> Option<L::Guard<'a>> {
    let since = now();
    if record.timing == Timing::Exact {
        cost.begin_wait(record.log(What::Wait, 0));
    }
    record.status.rest();
    record.waiting.fetch_add(1, Relaxed);
    let guard = match turn {
        None => lock.acquire(),
        Some(turn) => lock.acquire_at(turn),
    };
    record.waiting.fetch_sub(1, Relaxed);
    record.status.work();
    if record.timing == Timing::Sampled {
        let since = record.since.get().map_or(since, |&start| start.max(since));
        cost.add_wait(milliseconds_since(since));
    }
    (record.signal.load(Relaxed) == 0).then_some(guard)
}

/// Notes the end of a hold that began at `held_us`.
#[cold]
fn note_release(shares: &mut Shares, record: Record<'_>, held_us: u32, cost: &mut Cost) {
    shares.released_us = record.log(What::Release, held_us);
    cost.held_ms += f64::from(shares.released_us.saturating_sub(held_us)) / 1e3;
}

#[cold]
fn now() -> Instant {
    Instant::now()
}

#[cold]
fn milliseconds_since(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
