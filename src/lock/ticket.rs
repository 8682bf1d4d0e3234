//! The ticket lock: first come, first served.
//!
//! Each thread draws a ticket and waits for its number. Spinning alone would be ruinous if threads outnumber
//! processors, since the thread whose turn it is may be the one that does not run. So a waiter spins a while and then
//! sleeps, and a release wakes the thread whose turn it is, and no other. Sources: the tickets, D. Reed, R. Kanodia,
//! "Synchronization with eventcounts and sequencers", 1979; spinning before sleeping, J. Ousterhout, "Scheduling
//! techniques for concurrent systems", 1982.

use super::Patience;
use super::event_count::EventCount;
use super::sync::{AtomicU32, Ordering, pause};

/// How many threads can sleep, each at a count of its own: more than there are threads.
const SLOTS: usize = 32;

/// How many tickets can be drawn and not yet served: half of all numbers, so that those which are drawn while the last
/// of them is being refused do not come round to the first.
const MAX_OUTSTANDING: u32 = 1 << 31;

/// A ticket lock.
#[derive(Debug)]
pub struct Ticket {
    /// The next ticket to be drawn.
    pub(super) next: AtomicU32,
    /// The ticket whose owner holds the lock; if it equals `next`, the lock is free.
    serving: AtomicU32,
    /// How many threads sleep or are about to.
    sleepers: AtomicU32,
    /// By ticket, modulo their number: how often the owner was woken.
    wakes: [EventCount; SLOTS],
}

impl Ticket {
    /// Acquires the lock if it is free, and tells whether it was.
    #[inline(always)]
    pub fn try_acquire(&self) -> bool {
        // Acquire: everything that the last holder did happens before everything that this one does.
        let serving = self.serving.load(Ordering::Acquire);
        let drawn = serving.wrapping_add(1);
        self.next.compare_exchange(serving, drawn, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// Draws a ticket, with which the thread must acquire the lock. Aborts the process if `MAX_OUTSTANDING` tickets
    /// are outstanding: two that wait must never have the same number.
    #[inline(always)]
    pub fn draw_ticket(&self) -> u32 {
        let ticket = self.next.fetch_add(1, Ordering::Relaxed);
        // This load may return an older number than the last, and then there seem to be more tickets, not fewer.
        if MAX_OUTSTANDING <= ticket.wrapping_sub(self.serving.load(Ordering::Relaxed)) {
            too_many_tickets();
        }
        ticket
    }

    /// Tells whether a ticket is served. It stays served until its owner releases the lock.
    #[inline(always)]
    pub fn is_served(&self, ticket: u32) -> bool {
        // Acquire: as above.
        self.serving.load(Ordering::Acquire) == ticket
    }

    /// Acquires the lock; waits until the owners of all earlier tickets have released it.
    pub fn acquire(&self, patience: Patience) {
        self.acquire_with(self.draw_ticket(), patience);
    }

    /// Acquires the lock with a ticket that was drawn; waits until it is served.
    pub fn acquire_with(&self, ticket: u32, patience: Patience) {
        for _ in 0..patience.looks {
            if self.is_served(ticket) {
                return;
            }
            pause();
        }
        // Either this increment precedes the check of `sleepers` in `release`, and that release wakes the thread that
        // it serves. Or it follows that check, and then `is_served` below sees what the release stored.
        self.sleepers.fetch_add(1, Ordering::AcqRel);
        let wakes = &self.wakes[ticket as usize % SLOTS];
        loop {
            // The order matters: a wake after this reading ends the wait.
            let woken = wakes.read();
            if self.is_served(ticket) {
                break;
            }
            wakes.wait(woken);
        }
        self.sleepers.fetch_sub(1, Ordering::Relaxed);
    }

    /// Releases the lock, to the owner of the next ticket.
    #[inline(always)]
    pub fn release(&self) {
        let next = self.serving.load(Ordering::Relaxed).wrapping_add(1);
        // Release: pairs with the acquires above.
        self.serving.store(next, Ordering::Release);
        // A read-modify-write, not a load: of two of them one is later, and sees everything before the other.
        if self.sleepers.fetch_add(0, Ordering::AcqRel) != 0 {
            wake(&self.wakes[next as usize % SLOTS]);
        }
    }
}

#[cold]
fn wake(sleeper: &EventCount) {
    sleeper.advance();
}

/// Ends the process, as `Arc` does when its count is too large. A panic would not do: the ticket is drawn already, and
/// whoever catches panics could draw more until the numbers come round.
#[cold]
fn too_many_tickets() -> ! {
    std::process::abort()
}

impl Default for Ticket {
    fn default() -> Ticket {
        let [next, serving, sleepers] = [(); 3].map(|()| AtomicU32::new(0));
        Ticket { next, serving, sleepers, wakes: [(); SLOTS].map(|()| EventCount::new()) }
    }
}
