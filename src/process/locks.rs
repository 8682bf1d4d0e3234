//! The locks of a run, all of one kind.
//!
//! Owns them; never acquires one, but to read its counts when the run is over.

use std::sync::Mutex;

use crossbeam_utils::CachePadded;

use crate::lock::{Lock, LockStats, MutualExclusion, Patience, Spin, Ticket};
use crate::program::LockKind;

/// std's mutex, and what it guards.
pub type StdMutex = Mutex<CachePadded<LockStats>>;

/// The locks, by id.
#[derive(Debug)]
pub enum Locks {
    /// Without locks there is none of a mutex's.
    Mutex(Box<[StdMutex]>),
    Spin(Box<[Lock<Spin>]>),
    Ticket(Box<[Lock<Ticket>]>),
}

impl Locks {
    /// Creates `number` locks.
    pub fn new(kind: LockKind, number: usize) -> Locks {
        match kind {
            LockKind::None => Locks::Mutex(Box::default()),
            LockKind::Mutex => Locks::Mutex(create(number)),
            LockKind::Spin => Locks::Spin(create(number)),
            LockKind::Ticket => Locks::Ticket(create(number)),
        }
    }

    /// Returns the counts of each.
    pub fn stats(&self) -> Vec<LockStats> {
        fn stats<L: MutualExclusion>(locks: &[L]) -> Vec<LockStats> {
            locks.iter().map(|lock| LockStats::clone(&lock.acquire(Patience::SHORT))).collect()
        }
        match self {
            Locks::Mutex(locks) => stats(locks),
            Locks::Spin(locks) => stats(locks),
            Locks::Ticket(locks) => stats(locks),
        }
    }
}

fn create<L: Default>(number: usize) -> Box<[L]> {
    (0..number).map(|_| L::default()).collect()
}
