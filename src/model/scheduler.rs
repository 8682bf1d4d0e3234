//! The choice of the thread that steps next.
//!
//! Owns the trait, and the simplest scheduler; never takes a step. Source of the idea: AWS shuttle's `Scheduler`.

use crate::program::ThreadId;

/// An oracle that picks the thread that takes the next step.
pub trait Scheduler {
    /// Picks a thread, given those that can step; `None` to take no step for now. A thread that cannot step is refused,
    /// with the reason.
    fn pick(&mut self, ready: &[ThreadId]) -> Option<ThreadId>;
}

/// Scheduler: the first thread that can step, until none can.
#[derive(Clone, Copy, Debug)]
pub struct InOrder;

impl Scheduler for InOrder {
    fn pick(&mut self, ready: &[ThreadId]) -> Option<ThreadId> {
        ready.first().copied()
    }
}
