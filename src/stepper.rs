//! Scheduler `step`: the learner picks the thread that steps.
//!
//! Owns a schedule, a position in it, and the state there; says what the last step did and why a thread cannot step. It
//! gives no hint of a step before it is taken. To go back is to start over and stop sooner: a schedule is data, and a
//! few thousand steps take no time.

use crate::program::{Author, LimitError, Op, Program};
use crate::rows::{Row, Rows};
use crate::screen::Glyph;
use crate::state::{Blocked, Code, Event, State};

/// The end of a run in which no thread can step any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Every thread has taken its last step.
    Finished,
    /// No thread can step, though not all are done. Each pair is a waiting thread, or `main`, and the lock's holder.
    Deadlock(Vec<(u8, u8)>),
}

/// A program, stepped by hand.
#[derive(Clone, Debug)]
pub struct Stepper {
    program: Program,
    code: Code,
    schedule: Vec<u8>,
    position: usize,
    state: State,
    /// The step that led to `state`, and the cursor before it.
    last: Option<Event>,
    cursor_before: u32,
}

impl Stepper {
    /// Opens `program` before its first step.
    ///
    /// # Errors
    ///
    /// If the program has too many steps to take one by one.
    pub fn new(program: Program) -> Result<Stepper, LimitError> {
        Ok(Stepper::of_code(program, program.code()?))
    }

    /// Opens `code`, which replaces the program's own.
    pub fn of_code(program: Program, code: Code) -> Stepper {
        let state = State::new(&code);
        Stepper { program, code, schedule: Vec::new(), position: 0, state, last: None, cursor_before: 0 }
    }

    /// Replays `schedule` and stays at its end. If a step of it cannot be taken, stays before that step and returns its
    /// number and the reason; the rest is forgotten.
    pub fn replay(&mut self, schedule: &[u8]) -> Result<(), (usize, String)> {
        self.schedule.clear();
        self.seek(0);
        for (number, &thread) in schedule.iter().enumerate() {
            self.step(thread).map_err(|why| (number, why))?;
        }
        Ok(())
    }

    /// Tells whether a thread has loaded anything yet.
    pub fn has_loaded(&self, thread: u8) -> bool {
        let thread = usize::from(thread);
        self.code[thread][..self.state.threads[thread].steps as usize].contains(&Op::Load)
    }

    /// Takes a step of `thread`. A step that was taken back and is taken again keeps those that followed it.
    ///
    /// # Errors
    ///
    /// If the thread cannot step; the error says why.
    pub fn step(&mut self, thread: u8) -> Result<Event, String> {
        if self.code.len() <= usize::from(thread) {
            return Err(format!("there is no thread {thread}"));
        }
        let cursor_before = self.state.cursor;
        let event =
            self.state.step(&self.code, thread).map_err(|blocked| format!("thread {thread} {blocked}"))?;
        if self.schedule.get(self.position) != Some(&thread) {
            self.schedule.truncate(self.position);
            self.schedule.push(thread);
        }
        self.position += 1;
        (self.last, self.cursor_before) = (Some(event), cursor_before);
        Ok(event)
    }

    /// Goes to the state after `position` steps of the schedule, or to its end.
    pub fn seek(&mut self, position: usize) {
        self.state = State::new(&self.code);
        self.last = None;
        self.position = 0;
        for index in 0..position.min(self.schedule.len()) {
            self.step(self.schedule[index]).expect("it could be stepped before");
        }
    }

    /// Returns the whole schedule, steps that were taken back included.
    pub fn schedule(&self) -> &[u8] {
        &self.schedule
    }

    /// Returns how many steps of the schedule have been taken.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Returns the state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Takes steps until no thread can: those of the schedule that were taken back, then of the first thread that can.
    pub fn play_on(&mut self) {
        self.seek(self.schedule.len());
        let first = |stepper: &Stepper| stepper.state.runnable(&stepper.code).next();
        while let Some(thread) = first(self) {
            self.step(thread).expect("it is ready");
        }
    }

    /// Returns the screen's cells. When all threads are done, `main` has printed its line as well.
    pub fn screen(&self) -> Vec<u16> {
        let mut cells = self.state.cells.clone();
        if self.end() == Some(End::Finished) {
            let start = if self.program.prints() { self.state.cursor as usize } else { 0 };
            let line = self.program.text(Author::MAIN, 0);
            cells.resize(cells.len().max(start + line.len()), 0);
            for (cell, &byte) in cells[start..].iter_mut().zip(line.as_bytes()) {
                *cell = Glyph { byte, author: Author::MAIN }.to_cell();
            }
        }
        cells
    }

    /// Returns the op that `thread` would execute next, or why it cannot.
    pub fn ready(&self, thread: u8) -> Result<Op, Blocked> {
        self.state.ready(&self.code, thread)
    }

    /// Returns the next op of `thread`, whether it can be taken or not; `None` if the thread is done.
    pub fn next(&self, thread: u8) -> Option<Op> {
        let id = usize::from(thread);
        self.code[id].get(self.state.threads[id].steps as usize).copied()
    }

    /// Returns how many glyphs each thread has put.
    pub fn written(&self) -> Vec<u32> {
        let taken = self.state.threads.iter().map(|place| place.steps as usize);
        let puts = |ops: &[Op]| ops.iter().filter(|op| matches!(op, Op::Put(_))).count() as u32;
        self.code.iter().zip(taken).map(|(ops, taken)| puts(&ops[..taken])).collect()
    }

    /// Returns how the run ended; `None` while a thread can step.
    pub fn end(&self) -> Option<End> {
        if self.state.runnable(&self.code).next().is_some() {
            return None;
        }
        if self.state.is_finished(&self.code) {
            return Some(End::Finished);
        }
        let waits = (0..self.code.len() as u8).filter_map(|thread| match self.ready(thread) {
            Err(Blocked::Waits(holder)) => Some((thread, holder)),
            _ => None,
        });
        let mut waits: Vec<(u8, u8)> = waits.collect();
        if let Some(holder) = self.state.holder.filter(|_| waits.is_empty()) {
            // All threads are done: `main` is the one that waits.
            waits.push((Author::MAIN.0, holder));
        }
        Some(End::Deadlock(waits))
    }

    /// Says what the last step did.
    pub fn sentence(&self) -> String {
        let Some(event) = self.last else { return "Nobody has stepped yet.".to_string() };
        let (thread, at) = (event.thread, event.at);
        let done = match event.op {
            Op::Come => format!("Thread {thread} drew a ticket."),
            Op::Acquire => format!("Thread {thread} took the lock."),
            Op::Release => format!("Thread {thread} released the lock."),
            Op::Load => format!("Thread {thread} loaded {at}."),
            Op::Put(b'\n') => format!("Thread {thread} put its newline at {at}."),
            Op::Put(byte) => format!("Thread {thread} put `{}` at {at}.", char::from(byte)),
            Op::Store => format!("Thread {thread} stored {at}."),
        };
        match self.fault() {
            Some(fault) => format!("{done} {fault}"),
            None => done,
        }
    }

    /// Says what went wrong in the last step, if something did.
    pub fn fault(&self) -> Option<String> {
        let Event { thread, op, at, overwrote } = self.last?;
        if let Some(glyph) = overwrote {
            let author = glyph.author.0;
            return Some(format!(
                "It overwrote a character of thread {author}: both had loaded cursor {at}, so one is lost."
            ));
        }
        match op {
            Op::Store if self.cursor_before != at - 1 => Some(format!(
                "It had loaded {}, but {} had been stored since: that is overwritten.",
                at - 1,
                self.cursor_before
            )),
            Op::Put(_) => self.tear(thread, at as usize),
            Op::Come | Op::Acquire | Op::Load | Op::Store | Op::Release => None,
        }
    }

    /// Says so if a put has made its row one that no thread prints.
    fn tear(&self, thread: u8, at: usize) -> Option<String> {
        let cells = &self.state.cells;
        let start =
            cells[..at].iter().rposition(|&cell| cell as u8 == b'\n').map_or(0, |newline| newline + 1);
        let rows = Rows::new(self.program);
        let before = &cells[start..at];
        if !rows.can_become_whole(before) {
            return None;
        }
        let torn = match cells[at] as u8 {
            b'\n' => rows.classify(before) == Row::Torn,
            _ => !rows.can_become_whole(&cells[start..=at]),
        };
        let owner = before.first().map(|&cell| cell >> 8);
        torn.then(|| match owner {
            Some(owner) if owner != u16::from(thread) => {
                format!("That is in the row which thread {owner} began: the row is torn.")
            }
            _ => "That is not how a line of it goes on: the row is torn.".to_string(),
        })
    }

    /// Returns after how many steps of the schedule something first went wrong: a row torn, a character or a store
    /// overwritten.
    pub fn first_fault(&self) -> Option<usize> {
        let mut replayed = Stepper::of_code(self.program, self.code.clone());
        let faulty = self.schedule.iter().position(|&thread| {
            replayed.step(thread).expect("it could be stepped before");
            replayed.fault().is_some()
        });
        faulty.map(|index| index + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Lock, Scope};

    fn stepper(program: Program, schedule: &[u8]) -> Stepper {
        let mut stepper = Stepper::new(program).unwrap();
        stepper.replay(schedule).unwrap();
        stepper
    }

    #[test]
    fn each_step_says_what_it_did() {
        let mut stepper = stepper(Program::new(2, 1).unwrap(), &[]);
        assert_eq!(stepper.sentence(), "Nobody has stepped yet.");
        let sentences = [0, 1, 0, 1, 0, 1].map(|thread| {
            stepper.step(thread).unwrap();
            stepper.sentence()
        });
        assert_eq!(
            sentences,
            [
                "Thread 0 loaded 0.",
                "Thread 1 loaded 0.",
                "Thread 0 put `[` at 0.",
                "Thread 1 put `[` at 0. It overwrote a character of thread 0: both had loaded cursor 0, so one is lost.",
                "Thread 0 stored 1.",
                "Thread 1 stored 1. It had loaded 0, but 1 had been stored since: that is overwritten.",
            ]
        );
        assert_eq!(stepper.first_fault(), Some(4));
    }

    #[test]
    fn the_step_that_tears_a_row_is_the_first_that_does_not_belong() {
        let stepper = stepper(Program::new(2, 1).unwrap(), &[0, 0, 0, 1, 1, 1, 0]);
        assert_eq!(stepper.first_fault(), Some(5));
        let mut there = stepper.clone();
        there.seek(5);
        assert_eq!(
            there.sentence(),
            "Thread 1 put `[` at 1. That is in the row which thread 0 began: the row is torn."
        );
    }

    #[test]
    fn a_guarded_run_has_no_fault() {
        let program = Program::new(2, 2).unwrap().guarded(Lock::Mutex, Scope::Line);
        let schedule: Vec<u8> = [[1; 29], [0; 29], [0; 29], [1; 29]].concat();
        let stepper = stepper(program, &schedule);
        assert_eq!((stepper.end(), stepper.first_fault()), (Some(End::Finished), None));
    }

    #[test]
    fn back_and_forth_is_the_same_place() {
        let mut stepper = stepper(Program::new(3, 1).unwrap(), &[0, 1, 2, 2, 1, 0, 0]);
        let (state, sentence) = (stepper.state().clone(), stepper.sentence());
        for position in (0..7).rev() {
            stepper.seek(position);
            assert_eq!(stepper.position(), position);
        }
        stepper.seek(99);
        assert_eq!((stepper.state(), stepper.sentence()), (&state, sentence));
        // The same step again keeps the later ones; another step forgets them.
        stepper.seek(2);
        stepper.step(2).unwrap();
        assert_eq!(stepper.schedule().len(), 7);
        stepper.step(0).unwrap();
        assert_eq!(stepper.schedule(), [0, 1, 2, 0]);
    }

    #[test]
    fn a_step_that_cannot_be_taken_is_refused_with_a_reason() {
        let mut stepper =
            Stepper::new(Program::increment(2).unwrap().guarded(Lock::Mutex, Scope::Line)).unwrap();
        assert_eq!(
            stepper.replay(&[0, 0, 1, 0]),
            Err((2, "thread 1 waits for the lock that thread 0 holds".into()))
        );
        assert_eq!((stepper.position(), stepper.schedule()), (2, &[0, 0][..]));
        assert_eq!(stepper.replay(&[7]), Err((0, "there is no thread 7".into())));
        assert_eq!(stepper.replay(&[0, 0, 0, 0, 0]), Err((4, "thread 0 is done".into())));
    }

    #[test]
    fn playing_on_ends_as_the_program_ends() {
        let mut stepper = stepper(Program::new(2, 1).unwrap(), &[0, 1, 0, 1, 0, 1]);
        stepper.seek(2);
        stepper.play_on();
        assert_eq!((stepper.end(), stepper.position()), (Some(End::Finished), 54));
        assert_eq!(stepper.schedule()[..6], [0, 1, 0, 1, 0, 1]);
        let text: String = stepper.screen().iter().map(|&cell| char::from(cell as u8)).collect();
        assert_eq!(text, "[0] => 0\n1] => 0\nMain thread exiting...\n");
    }

    #[test]
    fn a_release_that_is_forgotten_ends_in_deadlock() {
        let program = Program::increment(3).unwrap().guarded(Lock::Mutex, Scope::Line);
        let mut code = program.code().unwrap();
        code[1].pop();
        let mut stepper = Stepper::of_code(program, code);
        stepper.replay(&[1, 1, 1]).unwrap();
        assert_eq!(stepper.end(), Some(End::Deadlock(vec![(0, 1), (2, 1)])));
        stepper.replay(&[0, 0, 0, 0, 2, 2, 2, 2, 1, 1, 1]).unwrap();
        assert_eq!(stepper.end(), Some(End::Deadlock(vec![(Author::MAIN.0, 1)])));
    }
}
