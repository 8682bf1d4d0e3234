//! The spin lock: test and test-and-set.
//!
//! A waiter looks until the lock seems free, and only then tries to take it: looking reads a copy in its own cache, trying
//! would take the line away from everybody else. Nobody sleeps, so a wait burns a processor, and nobody queues, so anybody
//! may overtake. Source: L. Rudolph, Z. Segall, "Dynamic decentralized cache schemes for MIMD parallel processors", 1984.

use super::parts::{AtomicBool, Ordering, spin_loop};

/// A spin lock.
#[derive(Debug)]
pub struct Spin {
    held: AtomicBool,
}

impl Spin {
    /// Takes the lock if it is free, and tells whether it was.
    #[inline(always)]
    pub fn try_acquire(&self) -> bool {
        // Acquire: what the last holder did happens before what this one does.
        self.held.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Takes the lock; spins while another holds it.
    pub fn acquire(&self) {
        while !self.try_acquire() {
            while self.held.load(Ordering::Relaxed) {
                // The processor's pause, where there is one. Wasm has no such instruction, and this is nothing there.
                spin_loop();
            }
        }
    }

    /// Lets the lock go.
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
