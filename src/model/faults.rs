//! The faults of a schedule: each known by its step, from the moment that the step is first taken.
//!
//! Owns what counts as a fault, and the list of them; never takes a step. A step that others wait after is noted, too: a
//! wait is no fault.

use super::{Blocked, State, Step, Stepper, Written};
use crate::fact;
use crate::fact::{Fact, Value};
use crate::program::{Op, Program, ThreadId, Variable, name};
use crate::rows::{Row, Rows};
use crate::run_end::RunEnd;
use crate::screen::Glyph;

/// The kinds of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A put has overwritten a glyph.
    Lost = 1,
    /// A put has made its row one that no thread prints.
    Torn,
    /// A store has overwritten another that its thread has not seen.
    Stale,
    /// A thread has released a lock that it did not hold.
    Error,
    /// No thread can step any more, and not all are done.
    Stuck,
}

impl FaultKind {
    /// By name.
    pub const WORDS: [(&str, FaultKind); 5] = [
        ("lost", FaultKind::Lost),
        ("torn", FaultKind::Torn),
        ("stale", FaultKind::Stale),
        ("error", FaultKind::Error),
        ("stuck", FaultKind::Stuck),
    ];

    /// Returns the kind's name.
    pub fn name(self) -> &'static str {
        name(self, FaultKind::WORDS)
    }
}

/// The facts known of a step of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The fault in the step.
    pub fault: Option<FaultKind>,
    /// Whether a thread that could step before, or that stepped, waits from now on.
    pub waits: bool,
}

/// The kind of step to look for in a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A fault, of one kind if it is given.
    Fault(Option<FaultKind>),
    /// A step from which on a thread waits.
    Wait,
}

impl Sought {
    fn is_in(self, note: Note) -> bool {
        match self {
            Sought::Fault(None) => note.fault.is_some(),
            Sought::Fault(kind) => note.fault == kind,
            Sought::Wait => note.waits,
        }
    }
}

/// Returns which threads wait for a lock in `state`, a bit each.
pub fn waiting(state: &State, code: &Written) -> u16 {
    let waits = |thread| matches!(state.ready(code, thread), Err(Blocked::Waits(..) | Blocked::Behind(..)));
    code.thread_ids().filter(|&thread| waits(thread)).fold(0, |bits, ThreadId(id)| bits | 1 << id)
}

/// Returns the kind of fault in a step that led to `state`, which is stuck or not.
pub fn kind_of(step: Step, state: &State, rows: &Rows, is_over: bool, is_stuck: bool) -> Option<FaultKind> {
    match step.op.op {
        Op::Put(..) if step.overwrote.is_some() => Some(FaultKind::Lost),
        Op::Put(..) if tears(rows, &state.memory.cells, step.at as usize) => Some(FaultKind::Torn),
        Op::Store(..) if step.overwrites_a_store() => Some(FaultKind::Stale),
        Op::Release(_) if is_over => Some(FaultKind::Error),
        _ => is_stuck.then_some(FaultKind::Stuck),
    }
}

/// Tells whether the glyph at `at` has made its row one that no thread prints.
fn tears(rows: &Rows, cells: &[u16], at: usize) -> bool {
    let start = row_start(cells, at);
    let before = &cells[start..at];
    rows.can_become_whole(before)
        && match cells[at] as u8 {
            b'\n' => rows.classify(before, Some(cells[at])) == Row::Torn,
            _ => !rows.can_become_whole(&cells[start..=at]),
        }
}

fn row_start(cells: &[u16], at: usize) -> usize {
    cells[..at].iter().rposition(|&cell| cell as u8 == b'\n').map_or(0, |newline| newline + 1)
}

impl Stepper {
    /// Returns what is known of each step of the schedule.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Returns the position after the next step that has what is sought.
    fn next_with(&self, sought: Sought) -> Option<usize> {
        let later = self.notes.iter().skip(self.position());
        later.clone().position(|&note| sought.is_in(note)).map(|index| self.position() + index + 1)
    }

    /// Returns the position after the previous step that has it.
    fn previous_with(&self, sought: Sought) -> Option<usize> {
        let earlier = &self.notes[..self.position().saturating_sub(1)];
        earlier.iter().rposition(|&note| sought.is_in(note)).map(|index| index + 1)
    }

    /// Returns the position after the first step that has it.
    pub fn first_with(&self, sought: Sought) -> Option<usize> {
        self.notes.iter().position(|&note| sought.is_in(note)).map(|index| index + 1)
    }

    /// Returns the position after the next fault.
    pub fn next_fault(&self) -> Option<usize> {
        self.next_with(Sought::Fault(None))
    }

    /// Returns the position after the previous fault.
    pub fn previous_fault(&self) -> Option<usize> {
        self.previous_with(Sought::Fault(None))
    }

    /// Returns the schedule as a picture needs it, a byte a step: the thread, its fault's number from bit 4 on, and in bit 7
    /// whether a thread waits from then on.
    pub fn track(&self) -> Vec<u8> {
        let byte = |(&ThreadId(id), note): (&ThreadId, &Note)| {
            id | note.fault.map_or(0, |kind| (kind as u8) << 4) | u8::from(note.waits) << 7
        };
        self.schedule().iter().zip(&self.notes).map(byte).collect()
    }

    /// Returns the kind of fault in the last step.
    pub fn fault_kind(&self) -> Option<FaultKind> {
        self.notes[self.position().checked_sub(1)?].fault
    }

    /// Says what went wrong in the last step, if something did.
    pub fn fault(&self) -> Option<Fact> {
        let Step { thread, op, at, before, overwrote } = self.last()?;
        let program = self.program();
        Some(match self.fault_kind()? {
            FaultKind::Lost => {
                let Glyph { byte, author } = overwrote.expect("a lost glyph was overwritten");
                fact!("fault.lost", thread, author, character(byte), at)
            }
            FaultKind::Torn => {
                let cells = &self.state().memory.cells;
                let owner = cells[row_start(cells, at as usize)..at as usize].first();
                let owner = owner.map(|&cell| Glyph::from_cell(cell).author);
                let put = character(cells[at as usize] as u8);
                fact!("fault.torn", thread, put, owner.filter(|&owner| owner != thread))
            }
            FaultKind::Stale => {
                let (name, loaded) = match op.op {
                    Op::Store(variable, _, plus) => (name_of(program, variable), at.wrapping_sub(plus)),
                    _ => unreachable!("only a store is stale"),
                };
                fact!("fault.stale", thread, name, at, loaded, before)
            }
            FaultKind::Error => fact!("fault.error", thread),
            FaultKind::Stuck => match self.end() {
                Some(RunEnd::Deadlock(_)) => fact!("fault.deadlock"),
                _ => fact!("fault.abandoned"),
            },
        })
    }

    /// Says which threads wait from the last step on, and for which.
    pub fn wait(&self) -> Option<Fact> {
        if !self.notes[self.position().checked_sub(1)?].waits {
            return None;
        }
        let waits = self.program().thread_ids().filter_map(|thread| match self.ready(thread) {
            Err(Blocked::Waits(_, other) | Blocked::Behind(_, other)) => Some((thread, other)),
            _ => None,
        });
        let each = waits.map(|(thread, other)| fact!("fault.waits", thread, other)).collect::<Vec<_>>();
        Some(fact!("fault.wait", each))
    }
}

/// A character as a sentence has it: nothing is the newline.
fn character(byte: u8) -> Value {
    match byte {
        b'\n' => Value::None,
        byte => Value::Text(char::from(byte).to_string()),
    }
}

/// The name of a shared variable; nothing is the cursor.
fn name_of(program: &Program, variable: Variable) -> Value {
    match variable {
        Variable::Cursor => Value::None,
        Variable::Shared(name) => Value::Text(program.tree().shared[usize::from(name.0)].clone()),
    }
}
