//! From an algorithm to a lock: guards, claims, and the counts that the lock guards.
//!
//! Owns what an algorithm must promise, and the types that keep its users to the rules: a lock is released by dropping
//! its guard, and a ticket is used once.

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::ptr;

use crossbeam_utils::CachePadded;

use super::{LockStats, MutualExclusion, Patience, Spin, Ticket};

/// An algorithm that lets one thread at a time past `acquire`, until `release`.
///
/// # Safety
///
/// If each number that `draw_ticket` returns is used at most once, two things hold. After a function acquires the lock,
/// no other one acquires it until the next `release`. Everything before a `release` happens before everything after the
/// next acquisition.
pub unsafe trait RawLock: Default + Sync {
    /// Whether there is a queue.
    const QUEUES: bool = false;
    /// Acquires the lock if it is free, and tells whether it did.
    fn try_acquire(&self) -> bool;
    /// Acquires the lock; waits while another thread holds it.
    fn acquire(&self, patience: Patience);
    /// Releases the lock. Only its holder may.
    fn release(&self);
    /// Draws a number, if there is a queue.
    fn draw_ticket(&self) -> Option<u32> {
        None
    }
    /// Acquires the lock if this number is served, and tells whether it did.
    fn try_acquire_with(&self, _: u32) -> bool {
        false
    }
    /// Acquires the lock; waits until this number is served.
    fn acquire_with(&self, _: u32, patience: Patience) {
        self.acquire(patience);
    }
}

/// A claim to be served in one lock's queue, to be used once.
#[derive(Debug)]
pub struct TicketClaim<'a> {
    number: u32,
    /// The claim's lock, which cannot move as long as the claim exists.
    of: *const (),
    lock: PhantomData<&'a ()>,
}

/// A lock by one of our algorithms.
#[derive(Default)]
pub struct Lock<A> {
    algorithm: CachePadded<A>,
    stats: UnsafeCell<CachePadded<LockStats>>,
}

// SAFETY: the cell is reached through `LockGuard` only, and there is one at a time, as `RawLock` promises.
unsafe impl<A: RawLock> Sync for Lock<A> {}

/// Holds a [`Lock`].
#[derive(Debug)]
pub struct LockGuard<'a, A: RawLock>(&'a Lock<A>);

impl<A: RawLock> Lock<A> {
    /// Returns a guard if the lock was acquired, and only then: dropping the guard releases the lock.
    #[inline(always)]
    fn guard(&self, acquired: bool) -> Option<LockGuard<'_, A>> {
        acquired.then(|| LockGuard(self))
    }

    fn address(&self) -> *const () {
        ptr::from_ref(self).cast()
    }

    #[inline(always)]
    fn number_of(&self, claim: &TicketClaim<'_>) -> u32 {
        assert!(ptr::eq(claim.of, self.address()), "a claim is for one lock");
        claim.number
    }
}

// SAFETY: a `LockGuard` is made after the algorithm acquires the lock, and dropping it releases the lock. A number is
// used once, and only with its own lock: a claim is taken by value, and says which lock it belongs to.
unsafe impl<A: RawLock> MutualExclusion for Lock<A> {
    type Guard<'a>
        = LockGuard<'a, A>
    where
        A: 'a;

    const QUEUES: bool = A::QUEUES;

    #[inline(always)]
    fn try_acquire(&self) -> Option<LockGuard<'_, A>> {
        self.guard(self.algorithm.try_acquire())
    }

    fn acquire(&self, patience: Patience) -> LockGuard<'_, A> {
        self.algorithm.acquire(patience);
        LockGuard(self)
    }

    #[inline(always)]
    fn draw_ticket(&self) -> Option<TicketClaim<'_>> {
        let number = self.algorithm.draw_ticket()?;
        Some(TicketClaim { number, of: self.address(), lock: PhantomData })
    }

    #[inline(always)]
    fn try_acquire_at<'a>(&'a self, claim: TicketClaim<'a>) -> Result<LockGuard<'a, A>, TicketClaim<'a>> {
        self.guard(self.algorithm.try_acquire_with(self.number_of(&claim))).ok_or(claim)
    }

    fn acquire_at<'a>(&'a self, claim: TicketClaim<'a>, patience: Patience) -> LockGuard<'a, A> {
        self.algorithm.acquire_with(self.number_of(&claim), patience);
        LockGuard(self)
    }
}

impl<A: RawLock> Deref for LockGuard<'_, A> {
    type Target = CachePadded<LockStats>;

    #[inline(always)]
    fn deref(&self) -> &CachePadded<LockStats> {
        // SAFETY: `self` is the only `LockGuard` of its lock, and borrowed as this reference is.
        unsafe { &*self.0.stats.get() }
    }
}

impl<A: RawLock> DerefMut for LockGuard<'_, A> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut CachePadded<LockStats> {
        // SAFETY: as for `deref`, and borrowed exclusively.
        unsafe { &mut *self.0.stats.get() }
    }
}

impl<A: RawLock> Drop for LockGuard<'_, A> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.algorithm.release();
    }
}

impl<A> fmt::Debug for Lock<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").finish_non_exhaustive()
    }
}

// SAFETY: the comments on the orderings in `spin` argue for exclusion, and loom checks it in the tests.
unsafe impl RawLock for Spin {
    #[inline(always)]
    fn try_acquire(&self) -> bool {
        self.try_acquire()
    }
    fn acquire(&self, _: Patience) {
        self.acquire();
    }
    #[inline(always)]
    fn release(&self) {
        self.release();
    }
}

// SAFETY: as for `Spin`, with the orderings in `ticket`. No two tickets that wait have the same number, since
// `Ticket::draw_ticket` bounds how many there are.
unsafe impl RawLock for Ticket {
    const QUEUES: bool = true;

    #[inline(always)]
    fn try_acquire(&self) -> bool {
        self.try_acquire()
    }
    fn acquire(&self, patience: Patience) {
        self.acquire(patience);
    }
    #[inline(always)]
    fn release(&self) {
        self.release();
    }
    #[inline(always)]
    fn draw_ticket(&self) -> Option<u32> {
        Some(self.draw_ticket())
    }
    #[inline(always)]
    fn try_acquire_with(&self, ticket: u32) -> bool {
        self.is_served(ticket)
    }
    fn acquire_with(&self, ticket: u32, patience: Patience) {
        self.acquire_with(ticket, patience);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_given_back_until_it_is_served_and_then_used_once() {
        let lock = Lock::<Ticket>::default();
        let held = lock.acquire(Patience::SHORT);
        let claim = lock.try_acquire_at(lock.draw_ticket().unwrap()).expect_err("another holds it");
        drop(held);
        drop(lock.try_acquire_at(claim).expect("it is served"));
        assert!(lock.try_acquire().is_some());
    }

    #[test]
    #[should_panic(expected = "a claim is for one lock")]
    fn a_claim_to_another_lock_is_none() {
        let [one, other] = [(); 2].map(|()| Lock::<Ticket>::default());
        let _ = one.try_acquire_at(other.draw_ticket().unwrap());
    }
}
