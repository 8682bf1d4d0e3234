//! The spin lock: test and test-and-set.
//!
//! A waiter loads until the lock seems free, then tries to acquire it: a load reads a copy in its own cache, a try
//! takes the cache line away from all others. Waiters do not sleep, so a wait burns a processor, and do not queue, so
//! any thread may barge. Source: L. Rudolph, Z. Segall, "Dynamic decentralized cache schemes for MIMD parallel
//! processors", 1984.

use super::sync::{AtomicBool, Ordering, pause};

/// A spin lock.
#[derive(Debug)]
pub struct Spin {
    held: AtomicBool,
}

impl Spin {
    /// Acquires the lock if it is free, and tells whether it was.
    #[inline(always)]
    pub fn try_acquire(&self) -> bool {
        // Acquire: everything that the last holder did happens before everything that this one does.
        self.held.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Acquires the lock; spins while another thread holds it.
    pub fn acquire(&self) {
        while !self.try_acquire() {
            while self.held.load(Ordering::Relaxed) {
                pause();
            }
        }
    }

    /// Releases the lock.
    #[inline(always)]
    pub fn release(&self) {
        // Release: pairs with the acquire above.
        self.held.store(false, Ordering::Release);
    }
}

impl Default for Spin {
    fn default() -> Spin {
        Spin { held: AtomicBool::new(false) }
    }
}
