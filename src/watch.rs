//! Whether threads hang: found from a word that each thread publishes about itself.
//!
//! Owns the words and what follows from them; never waits, nor decides when to look. A thread publishes only if a wait
//! begins or ends, or if the thread ends, so at full speed this costs nothing.
//!
//! **Why a hang that is found is one.** A thread is idle if it waits, has ended, has not been started, or is a `main`
//! that joins. [`Watch::hang`] reads all words twice. Every word has an epoch, so if the two readings are equal, no word
//! changed between them, and there is one instant at which all words said what was read. If all threads were idle then,
//! threads hang if and only if some wait, and each lock that is waited for is in the set of some idle thread:
//!
//! - If so, suppose that some of these waits end all the same, and take the first that does. Its lock was in the set of
//!   an idle thread, which releases the lock only after its own wait has ended (and it has published that). So its wait
//!   ended before the first. An ended thread releases nothing, and a `main` that joins goes on only when all threads
//!   have ended, which the waiting ones have not. So no wait ends.
//! - If a lock is in nobody's set, then it is free, or a thread has just acquired it and is about to publish that. So
//!   some thread goes on.
//!
//! Order is all that this needs: a thread publishes that it is idle after its last acquisition and before it waits; it
//! publishes that it works after it has acquired the lock and before it does anything else.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

use crossbeam_utils::CachePadded;

use crate::hang::Wait;
use crate::program::{LockId, ThreadId};

/// The state of a thread, as the others see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `main` has not started it.
    NotStarted,
    /// It executes ops.
    Working,
    /// It waits for a lock.
    Waiting(LockId),
    /// It is `main`, and waits for its threads to end.
    Joining,
    /// It has come to its end.
    Ended,
}

/// A set of locks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LockSet(u8);

impl LockSet {
    /// Tells whether `lock` is in the set.
    pub fn contains(self, LockId(lock): LockId) -> bool {
        self.0 & 1 << lock != 0
    }

    /// Tells whether no lock is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<LockId> for LockSet {
    fn from_iter<I: IntoIterator<Item = LockId>>(locks: I) -> LockSet {
        LockSet(locks.into_iter().fold(0, |set, LockId(lock)| set | 1 << lock))
    }
}

/// The words of a run's threads.
#[derive(Debug)]
pub struct Watch {
    /// By thread, `main`'s the last. A word: the set of locks that the thread holds, its status, and an epoch.
    words: Box<[CachePadded<AtomicU64>]>,
}

/// The bits of a word, from the lowest: the set has 8, the lock 3, the status 3, and the epoch the rest.
const LOCK_SHIFT: u32 = 8;
const STATUS_SHIFT: u32 = 11;
const EPOCH_SHIFT: u32 = 14;

impl Watch {
    /// The words of `threads` threads that have not started, and of a `main` that works.
    pub fn new(threads: u32) -> Watch {
        let watch = Watch { words: (0..=threads).map(|_| CachePadded::default()).collect() };
        watch.publish(ThreadId::MAIN, Status::Working, LockSet::default());
        watch
    }

    /// Publishes the status of a thread, and the locks that it holds. Only the thread itself may, or `main` before it
    /// starts the thread.
    pub fn publish(&self, thread: ThreadId, status: Status, LockSet(held): LockSet) {
        let main = self.words.len() - 1;
        let word = &self.words[if thread == ThreadId::MAIN { main } else { thread.0.into() }];
        let (status, LockId(lock)) = match status {
            Status::NotStarted => (0, LockId(0)),
            Status::Working => (1, LockId(0)),
            Status::Waiting(lock) => (2, lock),
            Status::Joining => (3, LockId(0)),
            Status::Ended => (4, LockId(0)),
        };
        let epoch = (word.load(Relaxed) >> EPOCH_SHIFT) + 1;
        let next =
            epoch << EPOCH_SHIFT | status << STATUS_SHIFT | u64::from(lock) << LOCK_SHIFT | u64::from(held);
        // One order of all words' loads and stores: the two readings of `hang` are before and after one another in it.
        word.store(next, SeqCst);
    }

    /// Returns the waits of threads that hang, if they do.
    pub fn hang(&self) -> Option<Vec<Wait>> {
        let read = || self.words.iter().map(|word| word.load(SeqCst));
        let words: Vec<u64> = read().collect();
        if !read().eq(words.iter().copied()) {
            return None;
        }
        let main = words.len() - 1;
        let thread = |index| if index == main { ThreadId::MAIN } else { ThreadId(index as u8) };
        let statuses: Vec<(ThreadId, Status, LockSet)> = words
            .into_iter()
            .enumerate()
            .map(|(index, word)| {
                let (status, held) = decode(word);
                (thread(index), status, held)
            })
            .collect();
        hang(&statuses)
    }
}

fn decode(word: u64) -> (Status, LockSet) {
    let lock = LockId((word >> LOCK_SHIFT & 7) as u8);
    let status = match word >> STATUS_SHIFT & 7 {
        0 => Status::NotStarted,
        1 => Status::Working,
        2 => Status::Waiting(lock),
        3 => Status::Joining,
        _ => Status::Ended,
    };
    (status, LockSet(word as u8))
}

/// Returns the waits of threads that hang, if these threads, all at one instant, do: see the module's argument.
fn hang(threads: &[(ThreadId, Status, LockSet)]) -> Option<Vec<Wait>> {
    if threads.iter().any(|&(_, status, _)| status == Status::Working) {
        return None;
    }
    let mut waits = Vec::new();
    for &(thread, status, _) in threads {
        if let Status::Waiting(lock) = status {
            let (holder, ..) = *threads.iter().find(|(_, _, held)| held.contains(lock))?;
            waits.push(Wait { thread, lock, holder });
        }
    }
    (!waits.is_empty()).then_some(waits)
}

#[cfg(test)]
mod tests {
    use super::Status::{Ended, Joining, NotStarted, Waiting, Working};
    use super::*;

    /// The waits of threads with these statuses and these locks, `main`'s the last: who waits for whom.
    fn waits(threads: &[(Status, &[u8])]) -> Option<Vec<(u8, u8)>> {
        let watch = Watch::new(threads.len() as u32 - 1);
        for (index, (status, held)) in threads.iter().enumerate() {
            let thread = if index + 1 == threads.len() { ThreadId::MAIN } else { ThreadId(index as u8) };
            watch.publish(thread, *status, held.iter().copied().map(LockId).collect());
        }
        Some(watch.hang()?.iter().map(|wait| (wait.thread.0, wait.holder.0)).collect())
    }

    const A: LockId = LockId(0);
    const B: LockId = LockId(7);

    #[test]
    fn threads_hang_if_each_waits_for_a_lock_that_an_idle_one_holds() {
        let circle = [(Waiting(B), &[0][..]), (Waiting(A), &[7]), (Joining, &[])];
        assert_eq!(waits(&circle), Some(vec![(0, 1), (1, 0)]));
        assert_eq!(waits(&[(Waiting(A), &[0]), (Joining, &[])]), Some(vec![(0, 0)]), "a circle of one");
        assert_eq!(waits(&[(Ended, &[0]), (Waiting(A), &[]), (Joining, &[])]), Some(vec![(1, 0)]));
        assert_eq!(waits(&[(Ended, &[0]), (Ended, &[]), (Waiting(A), &[])]), Some(vec![(255, 0)]));
        assert_eq!(waits(&[(Waiting(A), &[]), (Joining, &[0])]), Some(vec![(0, 255)]), "`main` holds it");
        assert_eq!(waits(&[(NotStarted, &[]), (Waiting(A), &[0])]), Some(vec![(255, 255)]));
    }

    #[test]
    fn nobody_hangs_as_long_as_somebody_can_go_on() {
        let waiting = (Waiting(A), &[7][..]);
        for (other, main) in [
            // A thread that works may release the lock.
            ((Working, &[0][..]), (Joining, &[][..])),
            ((Ended, &[0]), (Working, &[])),
            // A lock that nobody has published is free, or on its way to the thread that waits for it.
            ((Ended, &[]), (Joining, &[])),
            ((Waiting(B), &[]), (Joining, &[])),
        ] {
            assert_eq!(waits(&[waiting, other, main]), None);
        }
        assert_eq!(waits(&[(Ended, &[0]), (Ended, &[]), (Joining, &[])]), None, "nobody waits");
    }

    #[test]
    fn a_status_that_comes_again_is_another_word() {
        let watch = Watch::new(1);
        let word = || watch.words[0].load(Relaxed);
        let mut seen = vec![word()];
        for status in [Waiting(A), Working, Waiting(A), Working] {
            watch.publish(ThreadId(0), status, LockSet::default());
            assert!(!seen.contains(&word()));
            assert_eq!(decode(word()).0, status);
            seen.push(word());
        }
    }
}
