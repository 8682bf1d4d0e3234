//! One thread of a run, from its start to its end.
//!
//! Owns the choice of the thread's memory, and what it does when it has come to its end or gives up. It starts no other.

use super::Run;
use super::full_speed::full_speed;
use super::locks::Locks;
use super::paced::Paced;
use crate::lock::MutualExclusion;
use crate::memory::{LockedScreen, ProgramMemory, Racing, ThreadMemory, keep_until};
use crate::program::ThreadId;
use crate::record::{Printed, Report, ThreadContext, Timing};

impl Run {
    /// Runs one thread, not `main`, to its end or until there is a signal.
    pub(super) fn run_thread(&self, thread: ThreadId) {
        match &self.locks {
            Locks::Mutex(locks) => self.run_with(thread, locks),
            Locks::Spin(locks) => self.run_with(thread, locks),
            Locks::Ticket(locks) => self.run_with(thread, locks),
        }
    }

    fn run_with<L: MutualExclusion>(&self, thread: ThreadId, locks: &[L]) {
        let context = self.context(thread);
        let acquires = self.program.totals(thread).acquires.iter().sum();
        let Report { written, lines, cost } = &mut *self.report(thread);
        let printed = match self.program.guard() {
            None => {
                let screen = Racing(&self.screen);
                let memory = ThreadMemory::new(context, acquires, locks, &self.shared, screen, cost);
                self.live(memory, context)
            }
            Some(guard) => {
                // SAFETY: the guard is of this run's program, and the locks are the run's. Its threads come here, and
                // acquire the same lock before they reach the screen. `main` accesses the screen under that lock too,
                // or before it starts the threads, or after the latch has opened, which each thread counts down after
                // its `end`. Nothing else has the screen, since `screen` asks for an exclusive reference.
                let screen = unsafe { LockedScreen::new(&self.screen, guard) };
                let memory = ThreadMemory::new(context, acquires, locks, &self.shared, screen, cost);
                self.live(memory, context)
            }
        };
        (*written, *lines) = (printed.glyphs, printed.lines);
    }

    /// Executes a thread's code, and ends it: a thread that holds locks keeps them until there is a signal.
    #[inline(always)]
    fn live(&self, mut memory: impl ProgramMemory, context: ThreadContext<'_>) -> Printed {
        memory.start();
        let code = self.program.code(context.thread);
        let mut locals = vec![0; code.locals];
        let (ended, printed) = match self.timing {
            Timing::Sampled => full_speed(code, &mut locals, &mut memory, context),
            Timing::Exact => Paced::new(self, context, &mut memory, &mut locals).execute(code),
        };
        if ended.is_continue() {
            memory.end();
        }
        if ended.is_continue() && !memory.held().is_empty() {
            self.ended.count_down();
            keep_until(context, || false);
            memory.finish();
        } else {
            memory.finish();
            self.ended.count_down();
        }
        printed
    }
}
