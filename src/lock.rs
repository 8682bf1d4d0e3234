//! The locks: mutex, spin, ticket.
//!
//! Owns mutual exclusion, and what a lock guards besides the screen: a record of its acquisitions. Never decides when
//! to acquire one (that is the program's), nor what is done under it. The mutex is std's; the other two are ours, each
//! an algorithm in a file of its own, checked under loom.

mod spin;
mod ticket;

/// The primitives that the algorithms are made of. The tests use loom's instead.
mod parts {
    pub use std::hint::spin_loop;
    pub use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    pub use std::sync::{Condvar, Mutex};

    /// How often a waiter checks before it sleeps: about as long as going to sleep takes.
    pub const LOOKS: u32 = 200;
}

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::ptr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossbeam_utils::CachePadded;

pub use self::spin::Spin;
pub use self::ticket::Ticket;
use crate::program::{Author, MAX_THREADS};

/// How often each thread acquired the lock. That lock guards the counts, so counting costs no further synchronisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Acquisitions so far, by thread.
    by_thread: [u32; MAX_THREADS as usize],
    /// `by_thread`, as it was when the first thread released the lock for the last time.
    until_first_end: Option<[u32; MAX_THREADS as usize]>,
    /// Acquisitions so far, `main`'s included.
    pub holds: u32,
    /// The threads' acquisitions after a wait.
    pub hand_offs: u32,
    /// The threads' acquisitions that barged: the thread came just then, while others waited.
    pub bargings: u32,
    /// When the lock was released last, if that is recorded: microseconds since the run's start.
    pub released_us: u32,
}

/// How a thread acquired the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// The lock was free, and no thread waited.
    Free,
    /// The lock was free, and others waited.
    Barging,
    /// The thread waited.
    HandOff,
}

impl Shares {
    /// Counts an acquisition and returns its number, from 0.
    #[inline(always)]
    pub fn count(&mut self, Author(thread): Author, came: Came) -> u32 {
        if let Some(share) = self.by_thread.get_mut(usize::from(thread)) {
            *share += 1;
            match came {
                Came::Free => {}
                Came::Barging => self.bargings += 1,
                Came::HandOff => self.hand_offs += 1,
            }
        }
        self.holds += 1;
        self.holds - 1
    }

    /// Notes that a thread, not `main`, has released the lock for the last time.
    pub fn end(&mut self) {
        self.until_first_end.get_or_insert(self.by_thread);
    }

    /// Returns the acquisitions of each of `threads` threads until the first had released the lock for the last time;
    /// `None` if none has.
    pub fn until_first_end(&self, threads: u32) -> Option<Vec<u32>> {
        Some(self.until_first_end?[..threads as usize].to_vec())
    }
}

/// One holder at a time: a thread holds the lock from getting the guard to dropping it.
///
/// # Safety
///
/// A lock has at most one guard at a time. Everything before a guard is dropped happens before everything after the
/// next guard is made.
pub unsafe trait MutualExclusion: Default + Sync {
    /// Holds the lock.
    type Guard<'a>: DerefMut<Target = CachePadded<Shares>>
    where
        Self: 'a;
    /// Acquires the lock if it is free.
    fn try_acquire(&self) -> Option<Self::Guard<'_>>;
    /// Acquires the lock; waits while another thread holds it.
    fn acquire(&self) -> Self::Guard<'_>;

    /// Joins the queue, if there is one. The thread must then acquire the lock with its turn: others wait behind it.
    fn come(&self) -> Option<Turn<'_>> {
        None
    }
    /// Acquires the lock if this turn is served, else returns the turn.
    fn try_acquire_at<'a>(&'a self, turn: Turn<'a>) -> Result<Self::Guard<'a>, Turn<'a>> {
        Err(turn)
    }
    /// Acquires the lock; waits until this turn is served.
    fn acquire_at<'a>(&'a self, _: Turn<'a>) -> Self::Guard<'a> {
        self.acquire()
    }
}

/// A turn in one lock's queue, to be used once.
#[derive(Debug)]
pub struct Turn<'a> {
    number: u32,
    /// The turn's lock, which cannot move as long as the turn exists.
    of: *const (),
    lock: PhantomData<&'a ()>,
}

// SAFETY: std's mutex provides mutual exclusion.
unsafe impl MutualExclusion for Mutex<CachePadded<Shares>> {
    type Guard<'a> = MutexGuard<'a, CachePadded<Shares>>;

    #[inline(always)]
    fn try_acquire(&self) -> Option<Self::Guard<'_>> {
        self.try_lock().ok()
    }

    fn acquire(&self) -> Self::Guard<'_> {
        self.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An algorithm that lets one thread at a time past `acquire`, until `release`.
///
/// # Safety
///
/// If each number that `come` returns is used at most once, two things hold. After a function acquires the lock, no
/// other one acquires it until the next `release`. Everything before a `release` happens before everything after the
/// next acquisition.
pub unsafe trait Algorithm: Default + Sync {
    /// Acquires the lock if it is free, and tells whether it did.
    fn try_acquire(&self) -> bool;
    /// Acquires the lock; waits while another thread holds it.
    fn acquire(&self);
    /// Releases the lock. Only its holder may.
    fn release(&self);
    /// Draws a number, if there is a queue.
    fn come(&self) -> Option<u32> {
        None
    }
    /// Acquires the lock if this number is served, and tells whether it did.
    fn try_acquire_with(&self, _: u32) -> bool {
        false
    }
    /// Acquires the lock; waits until this number is served.
    fn acquire_with(&self, _: u32) {
        self.acquire();
    }
}

/// A lock by one of our algorithms.
#[derive(Default)]
pub struct Locked<A> {
    algorithm: CachePadded<A>,
    shares: UnsafeCell<CachePadded<Shares>>,
}

// SAFETY: the cell is reached through `Held` only, and there is one at a time, as `Algorithm` promises.
unsafe impl<A: Algorithm> Sync for Locked<A> {}

/// Holds a [`Locked`].
#[derive(Debug)]
pub struct Held<'a, A: Algorithm>(&'a Locked<A>);

impl<A: Algorithm> Locked<A> {
    /// Returns a guard if the lock was acquired, and only then: dropping the guard releases the lock.
    #[inline(always)]
    fn guard(&self, taken: bool) -> Option<Held<'_, A>> {
        taken.then(|| Held(self))
    }

    fn address(&self) -> *const () {
        ptr::from_ref(self).cast()
    }

    #[inline(always)]
    fn number_of(&self, turn: &Turn<'_>) -> u32 {
        assert!(ptr::eq(turn.of, self.address()), "a turn is one lock's");
        turn.number
    }
}

// SAFETY: a `Held` is made after the algorithm acquires the lock, and dropping it releases the lock. A number is used
// once, and only with its own lock: a turn is taken by value, and says which lock it belongs to.
unsafe impl<A: Algorithm> MutualExclusion for Locked<A> {
    type Guard<'a>
        = Held<'a, A>
    where
        A: 'a;

    #[inline(always)]
    fn try_acquire(&self) -> Option<Held<'_, A>> {
        self.guard(self.algorithm.try_acquire())
    }

    fn acquire(&self) -> Held<'_, A> {
        self.algorithm.acquire();
        Held(self)
    }

    #[inline(always)]
    fn come(&self) -> Option<Turn<'_>> {
        let number = self.algorithm.come()?;
        Some(Turn { number, of: self.address(), lock: PhantomData })
    }

    #[inline(always)]
    fn try_acquire_at<'a>(&'a self, turn: Turn<'a>) -> Result<Held<'a, A>, Turn<'a>> {
        self.guard(self.algorithm.try_acquire_with(self.number_of(&turn))).ok_or(turn)
    }

    fn acquire_at<'a>(&'a self, turn: Turn<'a>) -> Held<'a, A> {
        self.algorithm.acquire_with(self.number_of(&turn));
        Held(self)
    }
}

impl<A: Algorithm> Deref for Held<'_, A> {
    type Target = CachePadded<Shares>;

    #[inline(always)]
    fn deref(&self) -> &CachePadded<Shares> {
        // SAFETY: `self` is the only `Held` of its lock, and borrowed as this reference is.
        unsafe { &*self.0.shares.get() }
    }
}

impl<A: Algorithm> DerefMut for Held<'_, A> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut CachePadded<Shares> {
        // SAFETY: as for `deref`, and borrowed exclusively.
        unsafe { &mut *self.0.shares.get() }
    }
}

impl<A: Algorithm> Drop for Held<'_, A> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.algorithm.release();
    }
}

impl<A> fmt::Debug for Locked<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locked").finish_non_exhaustive()
    }
}

// SAFETY: the comments on the orderings in `spin` argue for exclusion, and loom checks it in the tests.
unsafe impl Algorithm for Spin {
    #[inline(always)]
    fn try_acquire(&self) -> bool {
        self.try_acquire()
    }
    fn acquire(&self) {
        self.acquire();
    }
    #[inline(always)]
    fn release(&self) {
        self.release();
    }
}

// SAFETY: as for `Spin`, with the orderings in `ticket`. No number is drawn twice.
unsafe impl Algorithm for Ticket {
    #[inline(always)]
    fn try_acquire(&self) -> bool {
        self.try_acquire()
    }
    fn acquire(&self) {
        self.acquire();
    }
    #[inline(always)]
    fn release(&self) {
        self.release();
    }
    #[inline(always)]
    fn come(&self) -> Option<u32> {
        Some(self.come())
    }
    #[inline(always)]
    fn try_acquire_with(&self, ticket: u32) -> bool {
        self.is_served(ticket)
    }
    fn acquire_with(&self, ticket: u32) {
        self.acquire_with(ticket);
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod turns {
    use super::*;

    #[test]
    fn a_turn_is_given_back_until_it_is_served_and_then_used_once() {
        let lock = Locked::<Ticket>::default();
        let held = lock.acquire();
        let turn = lock.try_acquire_at(lock.come().unwrap()).expect_err("another holds it");
        drop(held);
        drop(lock.try_acquire_at(turn).expect("it is served"));
        assert!(lock.try_acquire().is_some());
    }

    #[test]
    #[should_panic(expected = "a turn is one lock's")]
    fn a_turn_of_another_lock_is_none() {
        let [one, other] = [(); 2].map(|()| Locked::<Ticket>::default());
        let _ = one.try_acquire_at(other.come().unwrap());
    }
}
