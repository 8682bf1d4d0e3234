//! How often each thread acquired a lock, and how.
//!
//! Owns the counts. They lie in the memory that the lock guards, so a thread counts while it holds the lock, and that
//! costs no further synchronisation.

use crate::program::{MAX_THREADS, ThreadId};

/// How often each thread acquired a lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[repr(C)] // what every acquisition counts comes first, on as few cache lines as can be
pub struct LockStats {
    /// Acquisitions so far, `main`'s included.
    pub holds: u32,
    /// The threads' acquisitions after a wait.
    pub waited: u32,
    /// The threads' acquisitions that barged: the thread arrived just then, while others waited.
    pub barged: u32,
    /// When the lock was released last, if that is recorded: microseconds since the run's start.
    pub released_us: u32,
    /// Acquisitions so far, by thread.
    by_thread: [u32; MAX_THREADS as usize],
    /// `by_thread`, as it was when the first thread released the lock for the last time.
    until_first_finished: Option<[u32; MAX_THREADS as usize]>,
}

/// How a thread acquired a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquisition {
    /// The lock was free, and no thread waited.
    Uncontended,
    /// The lock was free, and others waited.
    Barged,
    /// The thread waited.
    Waited,
}

impl LockStats {
    /// Counts an acquisition and returns its number, from 0.
    #[inline(always)]
    pub fn count(&mut self, ThreadId(thread): ThreadId, acquisition: Acquisition) -> u32 {
        if let Some(acquisitions) = self.by_thread.get_mut(usize::from(thread)) {
            *acquisitions += 1;
            match acquisition {
                Acquisition::Uncontended => {}
                Acquisition::Barged => self.barged += 1,
                Acquisition::Waited => self.waited += 1,
            }
        }
        self.holds += 1;
        self.holds - 1
    }

    /// Notes that a thread, not `main`, has released the lock for the last time.
    pub fn first_finished(&mut self) {
        self.until_first_finished.get_or_insert(self.by_thread);
    }

    /// Returns the acquisitions of each of `threads` threads until the first of them had released the lock for the last
    /// time; `None` if none has.
    pub fn until_first_finished(&self, threads: u32) -> Option<Vec<u32>> {
        Some(self.until_first_finished?[..threads as usize].to_vec())
    }

    /// Returns the counts of two locks together. A thread's last release of one lock says nothing about the other, so
    /// the counts until then are left out.
    pub fn plus(&self, other: &LockStats) -> LockStats {
        LockStats {
            by_thread: std::array::from_fn(|thread| self.by_thread[thread] + other.by_thread[thread]),
            until_first_finished: None,
            holds: self.holds + other.holds,
            waited: self.waited + other.waited,
            barged: self.barged + other.barged,
            released_us: self.released_us.max(other.released_us),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_s_acquisitions_are_holds_but_no_thread_s() {
        let mut stats = LockStats::default();
        assert_eq!(stats.count(ThreadId(1), Acquisition::Barged), 0);
        assert_eq!(stats.count(ThreadId::MAIN, Acquisition::Waited), 1);
        assert_eq!((stats.holds, stats.waited, stats.barged), (2, 0, 1));
        assert_eq!(stats.by_thread[..2], [0, 1]);
    }

    #[test]
    fn only_the_first_thread_that_finishes_counts() {
        let mut stats = LockStats::default();
        assert_eq!(stats.until_first_finished(2), None);
        stats.count(ThreadId(0), Acquisition::Uncontended);
        stats.first_finished();
        stats.count(ThreadId(1), Acquisition::Waited);
        stats.first_finished();
        assert_eq!(stats.until_first_finished(2), Some(vec![1, 0]));
        let both = stats.plus(&stats);
        assert_eq!((both.holds, both.waited, both.until_first_finished(2)), (4, 2, None));
    }
}
