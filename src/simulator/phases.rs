//! The phases of a simulated run: `main` before its threads, among them, and after them.
//!
//! Owns which code `main` executes when, the threads' start, and what follows when no thread can step; never takes a
//! step.

use super::Simulator;
use super::thread::{Status, Thread};
use crate::hang::Wait;
use crate::program::{Code, MainCode, Program, ThreadId};
use crate::run_end::RunEnd;

/// The part of its code that `main` is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The threads have not started.
    Before,
    /// The threads run.
    During,
    /// All threads have come to their ends.
    After,
}

impl Simulator {
    /// Begins a part of `main`.
    pub(super) fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        let main = self.threads.last_mut().expect("`main` is there");
        main.enter(code(&self.program, phase, ThreadId::MAIN));
        if main.next.is_some() || is_last(&self.program, phase) {
            self.chance.start(ThreadId::MAIN);
            main.start(&self.trace, self.chance.now_us());
        }
    }

    /// Ends a part of `main`, which then waits for its threads, or exits.
    pub(super) fn end_part(&mut self) {
        let main = self.threads.last_mut().expect("`main` is there");
        match is_last(&self.program, self.phase) {
            false => main.status = Status::Joining,
            true if self.program.joins() => main.finish(&self.trace, self.chance.now_us()),
            true => self.end(RunEnd::Exited),
        }
    }

    /// Ends a phase, after which no thread can step: `main` goes on, or the run has ended.
    pub(super) fn end_phase(&mut self) {
        let waits = self.waits();
        match self.phase {
            _ if !waits.is_empty() => self.end(RunEnd::of_hang(waits)),
            Phase::Before => {
                self.enter(Phase::During);
                self.start_threads();
            }
            Phase::During => {
                self.threads_took_us = Some(self.chance.now_us());
                self.enter(Phase::After);
            }
            Phase::After => self.end(RunEnd::Finished),
        }
    }

    fn start_threads(&mut self) {
        let together = self.program.first_lock().is_some();
        for id in self.program.thread_ids() {
            // As real threads do, they all wait for their first lock before it is first released.
            if together {
                self.chance.start(id);
            } else {
                self.chance.start_late(id);
            }
            let thread = &mut self.threads[usize::from(id.0)];
            thread.enter(self.program.code(id));
            thread.start(&self.trace, self.chance.due_us(id));
        }
    }

    /// Returns which threads wait for which.
    fn waits(&self) -> Vec<Wait> {
        let wait = |thread: &Thread| {
            let Status::Waiting(lock) = thread.status else { return None };
            Some(Wait { thread: thread.id, lock, holder: self.memory.lock(lock).holder? })
        };
        self.threads.iter().filter_map(wait).collect()
    }
}

/// Returns the code that a thread executes in a phase.
pub(super) fn code(program: &Program, phase: Phase, id: ThreadId) -> &Code {
    let MainCode { before, during, after } = program.main();
    match phase {
        _ if id != ThreadId::MAIN => program.code(id),
        Phase::Before => before,
        Phase::During => during,
        Phase::After => after.as_ref().expect("a `main` that does not join exits before"),
    }
}

/// Tells whether `main` exits after its part of a phase.
fn is_last(program: &Program, phase: Phase) -> bool {
    phase == Phase::After || phase == Phase::During && !program.joins()
}
