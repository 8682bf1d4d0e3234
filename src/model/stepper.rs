//! A run of a model, step by step, forward and back.
//!
//! Owns a schedule, a position in it, and the state there; never picks a thread. It gives no hint of a step before it is
//! taken. To go back is to start over and stop sooner: a schedule is data, and a few thousand steps take no time.

use std::sync::Arc;

use super::faults::{self, Note};
use super::{Blocked, Scheduler, State, Step, Written, words};
use crate::fact;
use crate::fact::Fact;
use crate::program::{Op, OpAt, Program, ProgramError, ThreadId, Variable};
use crate::rows::Rows;
use crate::run_end::RunEnd;
use crate::screen::Glyph;

/// A program, stepped.
#[derive(Clone, Debug)]
pub struct Stepper {
    program: Program,
    code: Arc<Written>,
    schedule: Vec<ThreadId>,
    position: usize,
    state: State,
    /// The step that led to `state`.
    last: Option<Step>,
    /// The facts known of each step of the schedule.
    pub(super) notes: Vec<Note>,
    /// How often the schedule has changed.
    revision: u32,
    /// The outcomes that a row can still have.
    rows: Rows,
}

/// A step that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How many steps were taken before.
    pub after: usize,
    /// The reason.
    pub why: Fact,
}

impl Stepper {
    /// Opens `program` before its first step.
    ///
    /// # Errors
    ///
    /// If the program has too many steps to take one by one.
    pub fn new(program: Program) -> Result<Stepper, ProgramError> {
        let code = Arc::new(Written::new(&program)?);
        let state = State::new(&code);
        let rows = Rows::new(program.clone());
        let (schedule, notes) = (Vec::new(), Vec::new());
        Ok(Stepper { program, code, schedule, position: 0, state, last: None, notes, revision: 0, rows })
    }

    /// Takes steps as `scheduler` picks them, until it picks none.
    ///
    /// # Errors
    ///
    /// If it picks a thread that cannot step: the stepper stays before that step.
    pub fn run(&mut self, scheduler: &mut impl Scheduler) -> Result<(), Refused> {
        loop {
            let ready: Vec<ThreadId> = self.state.runnable(&self.code).collect();
            let Some(thread) = scheduler.pick(&ready) else { return Ok(()) };
            self.take(thread).map_err(|why| Refused { after: self.position, why })?;
        }
    }

    /// Replays `schedule` and stays at its end.
    ///
    /// # Errors
    ///
    /// If a step of it cannot be taken: the stepper stays before that step, and the rest is forgotten.
    pub fn replay(&mut self, schedule: &[ThreadId]) -> Result<(), Refused> {
        self.schedule.clear();
        self.notes.clear();
        self.seek(0);
        self.run(&mut super::Replay::of(schedule))
    }

    /// Takes a step of `thread`. A step that was taken back and is taken again keeps those that followed it.
    fn take(&mut self, thread: ThreadId) -> Result<(), Fact> {
        if self.code.threads.len() <= usize::from(thread.0) {
            return Err(fact!("refused.noThread", u32::from(thread.0)));
        }
        let is_new = self.schedule.get(self.position) != Some(&thread);
        let waiting = if is_new { faults::waiting(&self.state, &self.code) } else { 0 };
        let step = self.state.step(&self.code, thread);
        let step = step
            .map_err(|blocked| fact!("refused", thread, words::of_blocked(&self.program, thread, blocked)))?;
        if is_new {
            self.schedule.truncate(self.position);
            self.schedule.push(thread);
            self.notes.truncate(self.position);
            self.notes.push(self.note(step, waiting));
            self.revision += 1;
        }
        self.position += 1;
        self.last = Some(step);
        Ok(())
    }

    /// Returns what is known of a step that has led to the present state, and before which `waiting` threads waited.
    fn note(&self, step: Step, waiting: u16) -> Note {
        let is_over = self.ready(step.thread) == Err(Blocked::Over);
        let is_stuck =
            self.end().is_some_and(|end| matches!(end, RunEnd::Deadlock(_) | RunEnd::Abandoned(_)));
        let fault = faults::kind_of(step, &self.state, &self.rows, is_over, is_stuck);
        // The thread that stepped could step, and may wait now.
        Note { fault, waits: faults::waiting(&self.state, &self.code) & !waiting != 0 }
    }

    /// Goes to the state after `position` steps of the schedule, or to its end.
    pub fn seek(&mut self, position: usize) {
        if position < self.position {
            self.state = State::new(&self.code);
            self.last = None;
            self.position = 0;
        }
        for index in self.position..position.min(self.schedule.len()) {
            self.take(self.schedule[index]).expect("the step could be taken before");
        }
    }

    /// Takes steps until no thread can: those of the schedule that were taken back, then those of the first thread that
    /// can step.
    pub fn play_on(&mut self) {
        self.seek(self.schedule.len());
        self.run(&mut super::InOrder).expect("the thread is ready");
    }

    /// Returns the whole schedule, steps that were taken back included.
    pub fn schedule(&self) -> &[ThreadId] {
        &self.schedule
    }

    /// Returns how often the schedule has changed.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Returns how many steps of the schedule have been taken.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Returns the last step; `None` before the first.
    pub fn last(&self) -> Option<Step> {
        self.last
    }

    /// Returns the state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Returns how the run ended, and the state in which it did, in which `main` has come to its own end; `None` while a
    /// thread can step.
    pub fn ended(&self) -> Option<(RunEnd, State)> {
        self.state.ended(&self.code)
    }

    /// Returns how the run ended; `None` while a thread can step.
    pub fn end(&self) -> Option<RunEnd> {
        self.ended().map(|(end, _)| end)
    }

    /// Returns the screen's cells. When all threads are done, `main` has printed its last lines as well.
    pub fn screen(&self) -> Vec<u16> {
        self.ended().map_or_else(|| self.state.memory.cells.clone(), |(_, state)| state.memory.cells)
    }

    /// Returns the values of the shared names, likewise.
    pub fn values(&self) -> Vec<u32> {
        self.ended().map_or_else(|| self.state.memory.shared.clone(), |(_, state)| state.memory.shared)
    }

    /// Returns the op that `thread` would execute next, or why it cannot.
    pub fn ready(&self, thread: ThreadId) -> Result<OpAt, Blocked> {
        self.state.ready(&self.code, thread)
    }

    /// Returns the next op of `thread`, whether it can be executed or not; `None` if the thread is done.
    pub fn next(&self, thread: ThreadId) -> Option<OpAt> {
        self.state.next(&self.code, thread)
    }

    /// Returns the variable that `thread` loaded last, and what it loaded; `None` if it has loaded nothing.
    pub fn loaded(&self, thread: ThreadId) -> Option<(Variable, u32)> {
        self.state.loaded(&self.code, thread)
    }

    /// Returns how many of the threads' glyphs have been overwritten.
    pub fn lost(&self) -> u32 {
        let is_a_thread_s = |cell: &&u16| **cell != 0 && Glyph::from_cell(**cell).author != ThreadId::MAIN;
        let there = self.state.memory.cells.iter().filter(is_a_thread_s).count();
        self.written().0 - there as u32
    }

    /// Returns the name of the local that `thread` loaded last, as the text has it.
    pub fn local(&self, thread: ThreadId) -> Option<&str> {
        let ThreadId(id) = thread;
        let taken = self.code.ops(thread)[..self.state.steps[usize::from(id)] as usize].iter();
        let load = taken.rev().find(|at| matches!(at.op, Op::Load(..)))?;
        let line = self.program.text().lines().nth(usize::from(load.line).checked_sub(1)?)?;
        Some(line.split_once('=')?.0.trim())
    }

    /// Returns how many glyphs the threads have put, and how many newlines are among them.
    pub fn written(&self) -> (u32, u32) {
        let (mut glyphs, mut lines) = (0, 0);
        for (ops, &taken) in self.code.threads.iter().zip(&self.state.steps) {
            for at in &ops[..taken as usize] {
                if let Op::Put(_, byte) = at.op {
                    glyphs += 1;
                    lines += u32::from(byte == b'\n');
                }
            }
        }
        (glyphs, lines)
    }

    /// Returns each step of the schedule that overwrote a glyph, with that glyph, in their order.
    pub fn overwrites(&self) -> Vec<(Step, Glyph)> {
        let mut replayed = self.clone();
        replayed.seek(0);
        let step = |&thread| {
            replayed.take(thread).expect("the step could be taken before");
            replayed.last.and_then(|step| Some((step, step.overwrote?)))
        };
        self.schedule.iter().filter_map(step).collect()
    }
}

#[cfg(test)]
mod tests;
