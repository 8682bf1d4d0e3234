//! Scheduler `step`: the learner.
//!
//! Owns one choice; never suggests one.

use super::Scheduler;
use crate::program::ThreadId;

/// The thread that the learner has chosen, for one step.
#[derive(Clone, Copy, Debug)]
pub struct Learner(Option<ThreadId>);

impl Learner {
    /// The learner chooses `thread`.
    pub fn chooses(thread: ThreadId) -> Learner {
        Learner(Some(thread))
    }
}

impl Scheduler for Learner {
    fn pick(&mut self, _: &[ThreadId]) -> Option<ThreadId> {
        self.0.take()
    }
}
