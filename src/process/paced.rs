//! A thread's ops one by one, with time for each, and a note on the tape.
//!
//! Owns what happens around a step: the check for a signal, the note, the events, the time that the step takes. There is
//! time enough, so one copy of this does for all locks.

use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use web_time::Instant;

use super::full_speed::{compute, misuse};
use super::{Run, SHORTEST_SLEEP};
use crate::machine;
use crate::memory::ProgramMemory;
use crate::program::{Code, Item, Op, OpAt, Position, ThreadId};
use crate::record::{Printed, ThreadContext};
use crate::trace::EventKind;

/// A thread that takes its steps one by one.
pub(super) struct Paced<'a> {
    run: &'a Run,
    context: ThreadContext<'a>,
    memory: &'a mut dyn ProgramMemory,
    locals: &'a mut [u32],
    /// The op that it executed last.
    before: Option<Op>,
}

impl<'a> Paced<'a> {
    pub fn new(
        run: &'a Run,
        context: ThreadContext<'a>,
        memory: &'a mut dyn ProgramMemory,
        locals: &'a mut [u32],
    ) -> Paced<'a> {
        Paced { run, context, memory, locals, before: None }
    }

    /// Executes code to its end, or until there is a signal; tells which, and what was printed.
    pub fn execute(mut self, code: &Code) -> (ControlFlow<()>, Printed) {
        let mut position = Position::new(code);
        let mut printed = Printed::default();
        while let Some(item) = position.next(code) {
            match item {
                Item::Work(us) => compute(us, self.context.signal),
                Item::Op(at) => {
                    if self.take(at).is_break() {
                        return (Break(()), printed);
                    }
                    printed.count(at.op);
                    if let Op::Put(local, b'\n') = at.op {
                        self.context.log(EventKind::Line(self.locals[usize::from(local.0)]), 0);
                    }
                    self.run.pass(self.context.thread, self.before.replace(at.op), at.op);
                }
            }
        }
        (Continue(()), printed)
    }

    /// Takes a step, unless there is a signal; and if the run is taped, notes it. After a signal nothing is noted.
    ///
    /// Both happen under the tape's lock, so the order on the tape is the order of the steps. That is a probe effect:
    /// two taped steps never overlap. An acquire is the exception: the thread may have to wait, so it does not hold the
    /// tape's lock meanwhile. It notes the step while it holds the program's lock, before another thread can acquire
    /// that.
    fn take(&mut self, OpAt { op, line }: OpAt) -> ControlFlow<()> {
        let thread = self.context.thread;
        // The tape has no steps of `main`'s.
        let tape = self.run.tape.as_ref().filter(|_| thread != ThreadId::MAIN);
        if let Op::Acquire(_) = op {
            self.check()?;
            machine::step(thread, op, self.locals, self.memory);
            let tape = tape.map(locked);
            // A thread that waited until the run was over took no step.
            self.check()?;
            note(tape, thread);
            return Continue(());
        }
        let tape = tape.map(locked);
        self.check()?;
        if let Op::Release(lock) = op
            && !self.memory.holds(lock)
        {
            // To the model, this is a step.
            if misuse(self.context, lock, line) {
                note(tape, thread);
            }
            return Break(());
        }
        machine::step(thread, op, self.locals, self.memory);
        note(tape, thread);
        Continue(())
    }

    fn check(&self) -> ControlFlow<()> {
        if self.context.signal.is_given() { Break(()) } else { Continue(()) }
    }
}

type Tape<'a> = MutexGuard<'a, Vec<ThreadId>>;

fn locked(tape: &Mutex<Vec<ThreadId>>) -> Tape<'_> {
    tape.lock().expect("no thread panics while it holds the tape")
}

fn note(tape: Option<Tape<'_>>, thread: ThreadId) {
    if let Some(mut tape) = tape {
        tape.push(thread);
    }
}

impl Run {
    /// Spends the time that `op` takes after the op `before` it, or returns when there is a signal.
    fn pass(&self, thread: ThreadId, before: Option<Op>, op: Op) {
        let taken = self.durations.of(&self.program, thread, before, op);
        self.wait(Duration::from_secs_f64(taken.waited_us / 1e6));
        if taken.computed_us != 0 {
            compute(taken.computed_us, &self.signal);
        }
    }

    fn wait(&self, duration: Duration) {
        if duration.is_zero() {
            return;
        }
        let until = Instant::now() + duration;
        while !self.signal.is_given() {
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                break;
            }
            if rest < SHORTEST_SLEEP {
                std::hint::spin_loop();
            } else {
                // In slices, since a signal wakes no thread.
                thread::sleep(rest.min(Duration::from_millis(20)) - SHORTEST_SLEEP / 2);
            }
        }
    }
}
