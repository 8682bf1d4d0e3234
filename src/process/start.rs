//! How threads start together, and how `main` joins them.
//!
//! Owns the gate, the rendezvous and the latch; it executes no op. Otherwise the thread that the operating system
//! happens to start first would run alone for a while, at full speed even to its end, and nothing would be seen of the
//! others.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

use web_time::Instant;

use super::locks::Locks;
use super::{Run, SHORTEST_SLEEP};
use crate::lock::MutualExclusion;
use crate::program::LockId;
use crate::watch::LockSet;

impl Run {
    /// Returns the lock that each thread acquires first of all, if there is one and `main` does not hold it: `held` are
    /// the locks that it holds.
    pub(super) fn gate(&self, held: LockSet) -> Option<LockId> {
        self.program.first_lock().filter(|&lock| 2 <= self.program.threads() && !held.contains(lock))
    }

    /// Starts the threads with their first lock held, and releases it when all of them wait for it.
    pub(super) fn open_gate(&self, LockId(lock): LockId, start: &Barrier) {
        let lock = usize::from(lock);
        match &self.locks {
            Locks::Mutex(locks) => self.open(&locks[lock], lock, start),
            Locks::Spin(locks) => self.open(&locks[lock], lock, start),
            Locks::Ticket(locks) => self.open(&locks[lock], lock, start),
        }
    }

    fn open(&self, lock: &impl MutualExclusion, index: usize, start: &Barrier) {
        let closed = lock.acquire(self.patience);
        start.wait();
        while self.waiting[index].load(Relaxed) < self.program.threads() && !self.signal.is_given() {
            thread::sleep(SHORTEST_SLEEP / 2);
        }
        self.start_clock();
        drop(closed);
    }

    /// Lets the first thread that starts wait for a second, and that one for an answer.
    pub(super) fn rendezvous(&self) {
        for arrivals in [2, 4] {
            self.arrivals.fetch_add(1, Relaxed);
            while self.arrivals.load(Relaxed) < arrivals && !self.signal.is_given() {
                std::hint::spin_loop();
            }
        }
    }

    /// Starts the clock, unless it runs.
    pub(super) fn start_clock(&self) -> Instant {
        *self.since.get_or_init(Instant::now)
    }
}

/// Opens when so many threads have counted down.
#[derive(Debug)]
pub struct Latch {
    left: Mutex<u32>,
    opened: Condvar,
}

impl Latch {
    /// A latch for `threads` threads.
    pub fn new(threads: u32) -> Latch {
        Latch { left: Mutex::new(threads), opened: Condvar::new() }
    }

    /// Counts down, once a thread.
    pub fn count_down(&self) {
        let mut left = self.left.lock().expect("nobody panics there");
        *left -= 1;
        if *left == 0 {
            self.opened.notify_all();
        }
    }

    /// Tells whether it is open. What the threads did before they counted down happens before that.
    pub fn is_open(&self) -> bool {
        *self.left.lock().expect("nobody panics there") == 0
    }

    /// Waits until it is open.
    pub fn wait(&self) {
        let left = self.left.lock().expect("nobody panics there");
        drop(self.opened.wait_while(left, |left| *left != 0).expect("nobody panics there"));
    }
}
