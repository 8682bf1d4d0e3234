//! The locks: mutex, spin, ticket.
//!
//! Owns mutual exclusion, and what a lock guards besides the screen: the counts of its acquisitions. Never decides when
//! to acquire one (that is the program's), nor what is done under it. The mutex is std's; the other two are ours, each
//! an algorithm in a file of its own, checked under loom.

mod stats; // how often a lock was acquired, and how
mod raw; // from an algorithm to a lock with guards
mod patience; // how long a waiter looks before it sleeps
mod event_count; // sleeping and waking
mod spin;
mod ticket;

/// The primitives that the algorithms are made of. The tests use loom's instead.
mod sync {
    pub use super::patience::pause;
    pub use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    #[cfg(not(target_arch = "wasm32"))]
    pub use std::sync::{Condvar, Mutex};
}

use std::ops::DerefMut;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossbeam_utils::CachePadded;

pub use self::patience::Patience;
pub use self::raw::{Lock, LockGuard, RawLock, TicketClaim};
pub use self::spin::Spin;
pub use self::stats::{Acquisition, LockStats};
pub use self::ticket::Ticket;

/// One holder at a time: a thread holds the lock from getting the guard to dropping it.
///
/// # Safety
///
/// A lock has at most one guard at a time. Everything before a guard is dropped happens before everything after the
/// next guard is made.
pub unsafe trait MutualExclusion: Default + Sync {
    /// Holds the lock.
    type Guard<'a>: DerefMut<Target = CachePadded<LockStats>>
    where
        Self: 'a;
    /// Whether there is a queue, with claims.
    const QUEUES: bool = false;
    /// Acquires the lock if it is free.
    fn try_acquire(&self) -> Option<Self::Guard<'_>>;
    /// Acquires the lock; waits while another thread holds it.
    fn acquire(&self, patience: Patience) -> Self::Guard<'_>;

    /// Joins the queue, if there is one. The thread must then acquire the lock with its claim: others wait behind it.
    fn draw_ticket(&self) -> Option<TicketClaim<'_>> {
        None
    }
    /// Acquires the lock if this claim is served, else returns the claim.
    fn try_acquire_at<'a>(&'a self, claim: TicketClaim<'a>) -> Result<Self::Guard<'a>, TicketClaim<'a>> {
        Err(claim)
    }
    /// Acquires the lock; waits until this claim is served.
    fn acquire_at<'a>(&'a self, _: TicketClaim<'a>, patience: Patience) -> Self::Guard<'a> {
        self.acquire(patience)
    }
}

// SAFETY: std's mutex provides mutual exclusion.
unsafe impl MutualExclusion for Mutex<CachePadded<LockStats>> {
    type Guard<'a> = MutexGuard<'a, CachePadded<LockStats>>;

    #[inline(always)]
    fn try_acquire(&self) -> Option<Self::Guard<'_>> {
        self.try_lock().ok()
    }

    fn acquire(&self, patience: Patience) -> Self::Guard<'_> {
        patience::barge(patience, || self.try_acquire())
            .unwrap_or_else(|| self.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests;
