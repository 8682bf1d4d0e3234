//! The algorithms under loom: every schedule, and all that weak memory allows, within bounds.
//!
//! The files are those that ship. Only the primitives differ, and the patience: a waiter looks once before it sleeps. The
//! bounds: two or three threads, one acquisition each; and in some of the checks only so many preemptions, that is, switches
//! away from a thread that could go on. Loom has limits of its own: it does not explore all that relaxed operations and
//! fences allow.

/// Loom's primitives, for the same files.
mod sync {
    pub use loom::hint::spin_loop as pause;
    pub use loom::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    pub use loom::sync::{Condvar, Mutex};
}

#[path = "event_count.rs"]
#[allow(clippy::duplicate_mod, reason = "a second time, of loom's primitives")]
mod event_count;

#[path = "spin.rs"]
#[allow(clippy::duplicate_mod, reason = "a second time, of loom's primitives")]
mod spin;
#[path = "ticket.rs"]
#[allow(clippy::duplicate_mod, reason = "a second time, of loom's primitives")]
mod ticket;

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use super::Patience;
use spin::Spin;
use ticket::Ticket;

/// A lock as the tests use it.
trait Lock: Default + 'static {
    fn try_acquire(&self) -> bool;
    fn acquire(&self);
    fn release(&self);
}

/// One look.
const IMPATIENT: Patience = Patience { looks: 1 };

macro_rules! lock {
    ($name:ty $(, $patience:ident)?) => {
        impl Lock for $name {
            fn try_acquire(&self) -> bool {
                self.try_acquire()
            }
            fn acquire(&self) {
                self.acquire($($patience)?)
            }
            fn release(&self) {
                self.release()
            }
        }
    };
}
lock!(Spin);
lock!(Ticket, IMPATIENT);

/// A lock and its value. Loom fails if two threads access the value and neither access happens before the other.
struct Guarded<L> {
    lock: L,
    value: UnsafeCell<u32>,
}

// SAFETY: the tests check exactly this, under loom.
unsafe impl<L> Sync for Guarded<L> {}
// SAFETY: as above.
unsafe impl<L> Send for Guarded<L> {}

impl<L: Lock> Guarded<L> {
    fn increment(&self) {
        // SAFETY: the lock is held; loom fails the test if that is not enough.
        self.value.with_mut(|value| unsafe { *value += 1 });
        self.lock.release();
    }
}

fn check<L: Lock>(preemptions: Option<usize>, threads: usize, body: fn(&Guarded<L>)) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = preemptions;
    builder.check(move || {
        let guarded = Arc::new(Guarded { lock: L::default(), value: UnsafeCell::new(0) });
        let others = (1..threads).map(|_| {
            let guarded = guarded.clone();
            thread::spawn(move || body(&guarded))
        });
        let others: Vec<_> = others.collect();
        body(&guarded);
        for other in others {
            other.join().unwrap();
        }
        guarded.lock.acquire();
        // SAFETY: the lock is held, and all other threads have ended.
        let value = guarded.value.with(|value| unsafe { *value });
        assert_eq!(value, threads as u32);
        guarded.lock.release();
    });
}

fn acquire_once<L: Lock>(guarded: &Guarded<L>) {
    guarded.lock.acquire();
    guarded.increment();
}

fn try_then_acquire<L: Lock>(guarded: &Guarded<L>) {
    if !guarded.lock.try_acquire() {
        guarded.lock.acquire();
    }
    guarded.increment();
}

/// Acquires as a thread of a process does: draws a ticket, checks it once, and waits if it is not served.
fn draw_then_acquire(guarded: &Guarded<Ticket>) {
    let ticket = guarded.lock.draw_ticket();
    if !guarded.lock.is_served(ticket) {
        guarded.lock.acquire_with(ticket, IMPATIENT);
    }
    guarded.increment();
}

#[test]
fn spin_excludes_and_orders() {
    // Two threads without a bound on preemptions, and three with a bound of one.
    check::<Spin>(None, 2, acquire_once);
    check::<Spin>(None, 2, try_then_acquire);
    // With more preemptions, two spinning threads could yield to each other for ever.
    check::<Spin>(Some(1), 3, acquire_once);
}

#[test]
fn ticket_excludes_and_orders_and_wakes_sleepers() {
    // Two threads without a bound on preemptions, or with a bound of three; three with a bound of two.
    check::<Ticket>(None, 2, acquire_once);
    check::<Ticket>(Some(3), 2, try_then_acquire);
    check::<Ticket>(None, 2, draw_then_acquire);
    check::<Ticket>(Some(2), 3, acquire_once);
}

/// While the lock is held, two threads draw tickets, one surely first: they acquire in that order, in every schedule with
/// at most two preemptions.
#[test]
fn ticket_serves_in_the_order_of_the_tickets() {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(2);
    builder.check(|| {
        let lock = Arc::new(Ticket::default());
        let served = Arc::new(sync::AtomicU32::new(0));
        lock.acquire(IMPATIENT);
        let first = {
            let (lock, served) = (lock.clone(), served.clone());
            thread::spawn(move || {
                lock.acquire(IMPATIENT);
                assert_eq!(served.fetch_add(1, sync::Ordering::Relaxed), 0, "it drew first");
                lock.release();
            })
        };
        // The first thread is in the queue once its ticket is drawn.
        while lock.next.load(sync::Ordering::Relaxed) != 2 {
            thread::yield_now();
        }
        let second = {
            let (lock, served) = (lock.clone(), served.clone());
            thread::spawn(move || {
                lock.acquire(IMPATIENT);
                assert_eq!(served.fetch_add(1, sync::Ordering::Relaxed), 1, "it drew second");
                lock.release();
            })
        };
        lock.release();
        first.join().unwrap();
        second.join().unwrap();
    });
}
