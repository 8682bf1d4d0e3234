//! A thread of a run: the machine, step by step, at full speed or with time for each step.
//!
//! Owns what happens around a step: the check for a signal, the note on the tape, the time that the step takes.

use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::MutexGuard;
use std::sync::atomic::Ordering::Relaxed;

use super::{Run, signal};
use crate::machine::{Memory, Registers};
use crate::program::{Author, Execute, Op};
use crate::record::Record;
use crate::trace::What;

/// A thread of a run, at work.
pub(super) struct Thread<'a, M: ?Sized, P> {
    run: &'a Run,
    registers: Registers,
    memory: &'a mut M,
    pace: P,
    record: Record<'a>,
    /// The op that it executed last.
    before: Option<Op>,
    /// How many glyphs it has put.
    pub written: u32,
}

impl<'a, M: Memory + ?Sized, P: Pace> Thread<'a, M, P> {
    #[inline(always)]
    pub fn new(run: &'a Run, memory: &'a mut M, pace: P, record: Record<'a>) -> Thread<'a, M, P> {
        Thread {
            run,
            registers: Registers::new(record.author),
            memory,
            pace,
            record,
            before: None,
            written: 0,
        }
    }

    /// Takes a step and, if the run is taped, notes it.
    ///
    /// Both happen under the tape's lock, so the order on the tape is the order of the steps. That is a probe effect:
    /// two taped steps never overlap. Acquire is the exception: the thread may have to wait, so it does not hold the
    /// tape's lock. It notes the step while it holds the program's lock, before another thread can acquire that.
    fn noted_step(&mut self, op: Op) {
        let tape = if self.registers.author == Author::MAIN { &None } else { &self.run.tape };
        let Some(tape) = tape else { return self.registers.step(op, self.memory) };
        let Author(thread) = self.registers.author;
        let note = |mut tape: MutexGuard<'_, Vec<u8>>| tape.push(thread);
        let tape = || tape.lock().expect("no thread panics while it holds the tape");
        if op == Op::Acquire {
            self.registers.step(op, self.memory);
            // A thread that waited until the run's end took no step.
            if self.run.signal.load(Relaxed) == signal::NONE {
                note(tape());
            }
        } else {
            let tape = tape();
            self.registers.step(op, self.memory);
            note(tape);
        }
    }
}

impl<M: Memory + ?Sized, P: Pace> Execute for Thread<'_, M, P> {
    #[inline(always)]
    fn execute(&mut self, op: Op) -> ControlFlow<()> {
        if self.pace.looks_before(op) && self.run.signal.load(Relaxed) != signal::NONE {
            return Break(());
        }
        if P::NOTES {
            self.noted_step(op);
        } else {
            self.registers.step(op, self.memory);
        }
        self.written += u32::from(matches!(op, Op::Put(_)));
        if P::NOTES && op == Op::Put(b'\n') {
            self.record.log(What::Line(self.registers.cursor), 0);
        }
        self.pace.spend(self.registers.author, self.before, op, self.run);
        self.before = Some(op);
        Continue(())
    }
}

/// The pace of a thread: how much time a step takes, and whether it is noted.
pub(super) trait Pace {
    /// Whether steps are noted on the tape, if there is one.
    const NOTES: bool;
    /// Tells whether a thread checks for a signal before `op`.
    fn looks_before(&self, op: Op) -> bool;
    /// Spends the time that `op` takes after the op `before` it.
    fn spend(&self, author: Author, before: Option<Op>, op: Op, run: &Run);
}

/// Full speed: a step takes no longer than it has to.
pub(super) struct FullSpeed;

impl Pace for FullSpeed {
    const NOTES: bool = false;

    #[inline(always)]
    fn looks_before(&self, op: Op) -> bool {
        // Once a glyph: a check at each step would show in the time.
        matches!(op, Op::Acquire | Op::Load)
    }

    #[inline(always)]
    fn spend(&self, _: Author, _: Option<Op>, _: Op, _: &Run) {}
}

/// The run's pace: a step takes as long as the durations say.
pub(super) struct Paced;

impl Pace for Paced {
    const NOTES: bool = true;

    fn looks_before(&self, _: Op) -> bool {
        true
    }

    fn spend(&self, author: Author, before: Option<Op>, op: Op, run: &Run) {
        run.wait(author, before, op);
    }
}
