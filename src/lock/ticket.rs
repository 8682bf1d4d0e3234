//! The ticket lock: first come, first served.
//!
//! Each who comes draws a ticket and waits for its number. Spinning alone would be ruinous where threads outnumber
//! processors, since the one whose turn it is may be the one that does not run: so a waiter looks a while and then sleeps,
//! and a release wakes the one whose turn it is. Sources: the tickets, D. Reed, R. Kanodia, "Synchronization with
//! eventcounts and sequencers", 1979; to look and then sleep, J. Ousterhout, "Scheduling techniques for concurrent
//! systems", 1982.

use super::parts::{AtomicU32, Condvar, LOOKS, Mutex, Ordering, spin_loop};

/// How many can sleep, each in a place of its own: more than there are threads.
const PLACES: usize = 32;

/// A ticket lock.
#[derive(Debug)]
pub struct Ticket {
    /// The ticket that is drawn next.
    pub(super) next: AtomicU32,
    /// The ticket whose holder has the lock; if it is the next one, the lock is free.
    serving: AtomicU32,
    /// How many are about to sleep, or asleep.
    sleepers: AtomicU32,
    /// Held while falling asleep, so that a wake cannot come in between.
    bed: Mutex<()>,
    places: [Condvar; PLACES],
}

impl Ticket {
    /// Takes the lock if it is free, and tells whether it was.
    #[inline(always)]
    pub fn try_acquire(&self) -> bool {
        // Acquire: what the last holder did happens before what this one does.
        let serving = self.serving.load(Ordering::Acquire);
        let drawn = serving.wrapping_add(1);
        self.next.compare_exchange(serving, drawn, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// Draws a ticket, with which the lock has to be taken.
    #[inline(always)]
    pub fn come(&self) -> u32 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Tells whether a ticket is served. It is, until its holder releases the lock.
    #[inline(always)]
    pub fn is_served(&self, ticket: u32) -> bool {
        // Acquire: as above.
        self.serving.load(Ordering::Acquire) == ticket
    }

    /// Takes the lock; waits while those who came before have not had it.
    pub fn acquire(&self) {
        self.acquire_with(self.come());
    }

    /// Takes the lock with a ticket that was drawn; waits until it is served.
    pub fn acquire_with(&self, ticket: u32) {
        for _ in 0..LOOKS {
            if self.is_served(ticket) {
                return;
            }
            spin_loop();
        }
        // Either this comes before the look at `sleepers` in `release`, and that one wakes whom it serves; or after, and
        // then what that one served before it looked is seen here.
        self.sleepers.fetch_add(1, Ordering::AcqRel);
        let mut awake = self.bed.lock().expect("nobody panics there");
        while !self.is_served(ticket) {
            awake = self.places[ticket as usize % PLACES].wait(awake).expect("nobody panics there");
        }
        drop(awake);
        self.sleepers.fetch_sub(1, Ordering::Relaxed);
    }

    /// Lets the lock go, to whoever has the next ticket.
    #[inline(always)]
    pub fn release(&self) {
        let next = self.serving.load(Ordering::Relaxed).wrapping_add(1);
        // Release: pairs with the acquires above.
        self.serving.store(next, Ordering::Release);
        // An exchange and no load: of two exchanges one is the later, and sees what was done before the other.
        if self.sleepers.fetch_add(0, Ordering::AcqRel) != 0 {
            self.wake(next);
        }
    }

    #[cold]
    fn wake(&self, ticket: u32) {
        // Who has not seen its turn by now is asleep, or will look once more before it sleeps.
        drop(self.bed.lock().expect("nobody panics there"));
        self.places[ticket as usize % PLACES].notify_one();
    }
}

impl Default for Ticket {
    fn default() -> Ticket {
        let [next, serving, sleepers] = [(); 3].map(|()| AtomicU32::new(0));
        let places = [(); PLACES].map(|()| Condvar::new());
        Ticket { next, serving, sleepers, bed: Mutex::new(()), places }
    }
}
