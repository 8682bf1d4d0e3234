//! Scheduler: a schedule, thread by thread.
//!
//! Owns a position in a schedule; never changes it.

use super::Scheduler;
use crate::program::ThreadId;

/// A schedule that is replayed.
#[derive(Clone, Debug)]
pub struct Replay<'a>(&'a [ThreadId]);

impl Replay<'_> {
    /// Replays `schedule` from its beginning.
    pub fn of(schedule: &[ThreadId]) -> Replay<'_> {
        Replay(schedule)
    }
}

impl Scheduler for Replay<'_> {
    fn pick(&mut self, _: &[ThreadId]) -> Option<ThreadId> {
        let (&next, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(next)
    }
}
