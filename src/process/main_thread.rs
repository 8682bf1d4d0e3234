//! `main`: it starts the threads, executes its own code, joins the threads if it does, and ends the run.
//!
//! Owns the order of these. It may hold locks from one to the next, and be part of a hang like any thread.

use std::ops::ControlFlow;
use std::sync::Barrier;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use super::Run;
use super::full_speed::full_speed;
use super::locks::Locks;
use super::paced::Paced;
use crate::lock::MutualExclusion;
use crate::memory::{ProgramMemory, Racing, ThreadMemory, keep_until};
use crate::program::{Code, ThreadId};
use crate::record::{LockCost, ThreadContext, Timing};
use crate::run_end::RunEnd;
use crate::watch::{LockSet, Status};
use crate::watchable::CommonStart;

/// `main` as a thread: its memory and its registers, which it keeps from one part of its code to the next.
struct MainThread<'a> {
    run: &'a Run,
    context: ThreadContext<'a>,
    memory: &'a mut dyn ProgramMemory,
    locals: Vec<u32>,
}

impl Run {
    /// Runs `main`: starts the threads together, each on a thread of rayon's global pool, prints, and returns when
    /// none of them runs any more. Returns how the program ended, and how long after the threads' start; what `main`
    /// does before that happens at time 0.
    ///
    /// # Panics
    ///
    /// If the pool has fewer threads than the program, which could not start together, or if `main` is called twice.
    pub fn main(&self) -> (RunEnd, Duration) {
        assert!(!self.started.swap(true, Relaxed), "a run runs once");
        let threads = self.program.threads() as usize;
        assert!(threads <= rayon::current_num_threads(), "the pool has a thread for each of the program's");
        match &self.locks {
            Locks::Mutex(locks) => self.main_with(locks),
            Locks::Spin(locks) => self.main_with(locks),
            Locks::Ticket(locks) => self.main_with(locks),
        }
        let took = self.start_clock().elapsed();
        self.threads_took.get_or_init(|| took);
        (self.signal.end(), took)
    }

    fn main_with<L: MutualExclusion>(&self, locks: &[L]) {
        let context = self.context(ThreadId::MAIN);
        let mut cost = LockCost::default();
        let acquires = self.program.main_totals().acquires.iter().sum();
        // `main` accesses the screen atomically even if its threads do not. What it does before they start or after it
        // has joined them is ordered by that; what it does meanwhile, by the lock that guards the screen, if one does.
        let screen = Racing(&self.screen);
        let mut memory = ThreadMemory::new(context, acquires, locks, &self.shared, screen, &mut cost);
        let main = self.program.main();
        let parts = [&main.before, &main.during].into_iter().chain(&main.after);
        let locals = vec![0; parts.map(|code| code.locals).max().unwrap_or(0)];
        MainThread { run: self, context, memory: &mut memory, locals }.main();
    }
}

impl MainThread<'_> {
    fn main(mut self) {
        let before = &self.run.program.main().before;
        let ended =
            if before.instructions.is_empty() { ControlFlow::Continue(()) } else { self.execute(before) };
        if ended.is_continue() {
            self.with_threads();
        } else {
            self.memory.finish();
        }
    }

    /// Starts the threads, and returns when all of them have ended.
    fn with_threads(&mut self) {
        let run = self.run;
        let threads = run.program.threads() as usize;
        let [ready, start] = [(); 2].map(|()| Barrier::new(threads + 1));
        let gate = run.gate(self.memory.held());
        let meet = gate.is_none() && 2 <= threads;
        let common = if meet { Some(CommonStart::Pair) } else { gate.map(|_| CommonStart::Lock) };
        common.map(|common| run.common_start.get_or_init(|| common));
        rayon::in_place_scope(|scope| {
            let (ready, start) = (&ready, &start);
            scope.spawn_broadcast(move |_, pool| {
                if pool.index() < threads {
                    ready.wait();
                    start.wait();
                    if meet {
                        run.rendezvous();
                    }
                    run.run_thread(ThreadId(pool.index() as u8));
                }
            });
            ready.wait();
            for thread in run.program.thread_ids() {
                run.watch.publish(thread, Status::Working, LockSet::default());
            }
            match gate {
                Some(lock) => run.open_gate(lock, start),
                None => {
                    // The clock starts before the first thread does, however late `main` goes on.
                    run.start_clock();
                    start.wait();
                }
            }
            self.during_and_after();
            // At the latest now: threads may wait for locks of `main`'s, and the scope waits for the threads.
            self.memory.finish();
        });
    }

    fn during_and_after(&mut self) {
        let main = self.run.program.main();
        let Some(after) = &main.after else {
            if self.execute(&main.during).is_continue() {
                self.run.signal.give(RunEnd::Exited);
            }
            return;
        };
        if !main.during.instructions.is_empty() && self.execute(&main.during).is_break() {
            return;
        }
        self.join();
        if self.run.signal.is_given() {
            return;
        }
        self.run.threads_took.get_or_init(|| self.run.start_clock().elapsed());
        if self.execute(after).is_continue() {
            // Threads that ended with locks held keep them until now.
            self.run.signal.give(RunEnd::Finished);
        }
    }

    /// Waits until each thread has come to its end, or has given up.
    fn join(&mut self) {
        let (watch, held) = (&self.run.watch, self.memory.held());
        watch.publish(ThreadId::MAIN, Status::Joining, held);
        if held.is_empty() {
            self.run.ended.wait();
        } else {
            keep_until(self.context, || self.run.ended.is_open());
        }
        watch.publish(ThreadId::MAIN, Status::Working, held);
    }

    fn execute(&mut self, code: &Code) -> ControlFlow<()> {
        self.memory.start();
        let (ended, _) = match self.run.timing {
            Timing::Sampled => full_speed(code, &mut self.locals, self.memory, self.context),
            Timing::Exact => Paced::new(self.run, self.context, self.memory, &mut self.locals).execute(code),
        };
        ended
    }
}
