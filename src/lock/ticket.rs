//! The ticket lock: first come, first served.
//!
//! Each thread draws a ticket and waits for its number. Spinning alone would be ruinous if threads outnumber
//! processors, since the thread whose turn it is may be the one that does not run. So a waiter spins a while and then
//! sleeps, and a release wakes the thread whose turn it is. Sources: the tickets, D. Reed, R. Kanodia, "Synchronization
//! with eventcounts and sequencers", 1979; spinning before sleeping, J. Ousterhout, "Scheduling techniques for
//! concurrent systems", 1982.

use super::sync::{AtomicU32, Condvar, Mutex, Ordering, SPIN_LIMIT, spin_loop};

/// How many threads can sleep, each on a condition variable of its own: more than there are threads.
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
    /// Held while a thread goes to sleep, so that a wake cannot come in between.
    parking: Mutex<()>,
    slots: [Condvar; SLOTS],
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

    /// Draws a ticket, with which the thread must acquire the lock. Aborts the process if [`MAX_OUTSTANDING`] tickets
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
    pub fn acquire(&self) {
        self.acquire_with(self.draw_ticket());
    }

    /// Acquires the lock with a ticket that was drawn; waits until it is served.
    pub fn acquire_with(&self, ticket: u32) {
        for _ in 0..SPIN_LIMIT {
            if self.is_served(ticket) {
                return;
            }
            spin_loop();
        }
        // Either this increment precedes the check of `sleepers` in `release`, and that release wakes the thread that
        // it serves. Or it follows that check, and then `is_served` below sees what the release stored.
        self.sleepers.fetch_add(1, Ordering::AcqRel);
        let mut awake = self.parking.lock().expect("nobody panics there");
        while !self.is_served(ticket) {
            awake = self.slots[ticket as usize % SLOTS].wait(awake).expect("nobody panics there");
        }
        drop(awake);
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
            self.wake(next);
        }
    }

    #[cold]
    fn wake(&self, ticket: u32) {
        // With `parking` locked, a waiter that has not seen its turn is asleep, or will check once more before it sleeps.
        drop(self.parking.lock().expect("nobody panics there"));
        self.slots[ticket as usize % SLOTS].notify_one();
    }
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
        let slots = [(); SLOTS].map(|()| Condvar::new());
        Ticket { next, serving, sleepers, parking: Mutex::new(()), slots }
    }
}
