//! The traces of a simulated step in the threads' records and in the locks' counts.
//!
//! Owns how an acquisition counts; never takes a step.

use super::Simulator;
use super::thread::{Status, Thread};
use crate::lock::Acquisition;
use crate::program::{LockId, LockKind, Op};

impl Simulator {
    /// Records a step of a thread.
    pub(super) fn record(&mut self, index: usize, op: Op) {
        let at_us = self.chance.now_us();
        match op {
            Op::Acquire(lock) => {
                let acquisition = self.acquisition(index, lock);
                let thread = &mut self.threads[index];
                let number = self.stats[usize::from(lock.0)].count(thread.id, acquisition);
                thread.hold(lock, number, &self.trace, at_us);
            }
            Op::Release(lock) => self.release(index, lock),
            Op::Put(local, byte) => {
                let thread = &mut self.threads[index];
                thread.put(byte, thread.locals[usize::from(local.0)], &self.trace, at_us);
            }
            Op::DrawTicket(_) | Op::Load(..) | Op::Store(..) => {}
        }
    }

    /// Returns how a thread has just acquired a lock.
    fn acquisition(&self, index: usize, lock: LockId) -> Acquisition {
        let waits = |thread: &Thread| thread.status == Status::Waiting(lock);
        match () {
            () if waits(&self.threads[index]) => Acquisition::Waited,
            // A queued thread cannot have barged.
            () if self.program.lock() == LockKind::Ticket => Acquisition::Uncontended,
            () if self.threads.iter().any(waits) => Acquisition::Barged,
            () => Acquisition::Uncontended,
        }
    }

    /// Records the end of a hold.
    pub(super) fn release(&mut self, index: usize, lock: LockId) {
        if self.threads[index].release(lock, &self.trace, self.chance.now_us()) {
            self.stats[usize::from(lock.0)].first_finished();
        }
    }
}
