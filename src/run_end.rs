//! How a run ended.
//!
//! Owns the ways and their names; never decides one.

use crate::hang::{Hang, Wait};
use crate::program::{LockId, ThreadId};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// Every thread, and `main`, came to its end.
    Finished,
    /// The run was told to stop.
    Stopped,
    /// `main` exited, and its threads were told to stop.
    Exited,
    /// Threads waited in a circle.
    Deadlock(Vec<Wait>),
    /// Threads waited for a lock that an ended thread had not released.
    Abandoned(Vec<Wait>),
    /// A thread released a lock that it did not hold.
    Error(Misuse),
}

/// The release of a lock by a thread that did not hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Misuse {
    /// The thread; it may be `main`.
    pub thread: ThreadId,
    /// The lock.
    pub lock: LockId,
    /// The line of the release, from 1.
    pub line: u16,
}

impl RunEnd {
    /// The end of a run whose threads hang, as `waits` says.
    pub fn of_hang(waits: Vec<Wait>) -> RunEnd {
        match Hang::of(&waits) {
            Hang::Deadlock => RunEnd::Deadlock(waits),
            Hang::Abandoned => RunEnd::Abandoned(waits),
        }
    }

    /// Returns its name, as in a result.
    pub fn name(&self) -> &'static str {
        match self {
            RunEnd::Finished => "finished",
            RunEnd::Stopped => "stopped",
            RunEnd::Exited => "exited",
            RunEnd::Deadlock(_) => "deadlock",
            RunEnd::Abandoned(_) => "abandoned",
            RunEnd::Error(_) => "error",
        }
    }

    /// Returns what goes with the name, in numbers: thread, lock and holder of each wait, or thread, lock and line of a
    /// misuse.
    pub fn details(&self) -> Vec<u32> {
        match self {
            RunEnd::Finished | RunEnd::Stopped | RunEnd::Exited => Vec::new(),
            RunEnd::Deadlock(waits) | RunEnd::Abandoned(waits) => waits
                .iter()
                .flat_map(|wait| [wait.thread.0, wait.lock.0, wait.holder.0].map(u32::from))
                .collect(),
            RunEnd::Error(misuse) => vec![misuse.thread.0.into(), misuse.lock.0.into(), misuse.line.into()],
        }
    }

    /// Reads a name and its details; `None` if there is no such end.
    pub fn parse(name: &str, details: &[u32]) -> Option<RunEnd> {
        let triples = || details.chunks_exact(3).map(|triple| [triple[0], triple[1], triple[2]]);
        let waits = || {
            let wait = |[thread, lock, holder]: [u32; 3]| Wait {
                thread: ThreadId(thread as u8),
                lock: LockId(lock as u8),
                holder: ThreadId(holder as u8),
            };
            triples().map(wait).collect()
        };
        Some(match name {
            "finished" => RunEnd::Finished,
            "stopped" => RunEnd::Stopped,
            "exited" => RunEnd::Exited,
            "deadlock" => RunEnd::Deadlock(waits()),
            "abandoned" => RunEnd::Abandoned(waits()),
            "error" => {
                let [thread, lock, line] = triples().next()?;
                RunEnd::Error(Misuse {
                    thread: ThreadId(thread as u8),
                    lock: LockId(lock as u8),
                    line: line as u16,
                })
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_read_as_it_is_written() {
        let waits = vec![Wait { thread: ThreadId(0), lock: LockId(1), holder: ThreadId::MAIN }];
        let misuse = Misuse { thread: ThreadId::MAIN, lock: LockId(7), line: 300 };
        for end in [
            RunEnd::Finished,
            RunEnd::Stopped,
            RunEnd::Exited,
            RunEnd::Deadlock(waits.clone()),
            RunEnd::Abandoned(waits),
            RunEnd::Error(misuse),
        ] {
            assert_eq!(RunEnd::parse(end.name(), &end.details()), Some(end));
        }
        assert_eq!((RunEnd::parse("done", &[]), RunEnd::parse("error", &[1, 2])), (None, None));
    }
}
