//! Threads that hang: which waits for which, and whether in a circle.
//!
//! Owns the difference between a deadlock and an abandoned lock; never finds out which threads wait. A model knows that,
//! and so does a process.

use crate::program::{LockId, ThreadId};

/// A thread that waits for a lock that another holds, or that it holds itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wait {
    /// The thread that waits; it may be `main`.
    pub thread: ThreadId,
    /// The lock.
    pub lock: LockId,
    /// The lock's holder.
    pub holder: ThreadId,
}

/// Why threads hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// Some of them wait in a circle, or for a `main` that waits for them to end.
    Deadlock,
    /// A thread has ended without releasing a lock, and no circle is there.
    Abandoned,
}

impl Hang {
    /// Returns why threads hang, all of which wait as `waits` says.
    pub fn of(waits: &[Wait]) -> Hang {
        let joins = |thread| thread == ThreadId::MAIN && waits.iter().all(|wait| wait.thread != thread);
        let is_deadlock = |wait: &Wait| joins(wait.holder) || !circle(waits, wait.thread).is_empty();
        if waits.iter().any(is_deadlock) { Hang::Deadlock } else { Hang::Abandoned }
    }
}

/// Returns the circle of waiting that `thread` is part of, from its own wait on; empty if there is none.
pub fn circle(waits: &[Wait], thread: ThreadId) -> Vec<Wait> {
    let mut circle = Vec::new();
    let mut next = thread;
    while circle.len() < waits.len() {
        let Some(wait) = waits.iter().find(|wait| wait.thread == next) else { break };
        circle.push(*wait);
        next = wait.holder;
        if next == thread {
            return circle;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait((thread, holder): (u8, u8)) -> Wait {
        Wait { thread: ThreadId(thread), lock: LockId(0), holder: ThreadId(holder) }
    }

    #[test]
    fn a_circle_is_a_deadlock_and_a_chain_to_an_ended_thread_is_not() {
        for (waits, hang, in_circle) in [
            (&[(0, 1), (1, 0)][..], Hang::Deadlock, 2),
            (&[(0, 0)], Hang::Deadlock, 1),
            (&[(0, 1), (1, 2), (2, 1)], Hang::Deadlock, 0),
            (&[(0, 1), (2, 0)], Hang::Abandoned, 0),
            (&[(255, 3)], Hang::Abandoned, 0),
            (&[(0, 255)], Hang::Deadlock, 0),
            (&[(0, 255), (255, 3)], Hang::Abandoned, 0),
        ] {
            let waits: Vec<Wait> = waits.iter().copied().map(wait).collect();
            assert_eq!(Hang::of(&waits), hang, "{waits:?}");
            assert_eq!(circle(&waits, waits[0].thread).len(), in_circle, "{waits:?}");
        }
    }
}
