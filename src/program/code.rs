//! A thread's code: instructions in a row, with loops.
//!
//! Owns the shape of the code, which is small however long the thread runs; never the order in which it is walked.

use super::template::{Slot, Template};
use super::{Local, LockId, Op, Variable};

/// An instruction: an op, or the control around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// Execute an op, which comes from this line.
    Op(Op, u16),
    /// Put the character that the loop of a slot is at.
    PutEach(Local, Slot, u16),
    /// Let this many microseconds pass.
    Work(u32),
    /// Begin a loop of so many iterations, whose number is in the slot; the loop's end is at `end`.
    Repeat {
        /// Its slot.
        slot: Slot,
        /// How many iterations it has.
        times: u32,
        /// The index of its [`Instruction::End`].
        end: u16,
        /// Whether an iteration is nothing but an acquire of a lock, one printed text, and the lock's release.
        prints: bool,
    },
    /// Begin a loop over the characters of a template.
    Each {
        /// Its slot, which holds the index of the character.
        slot: Slot,
        /// The index of its template.
        template: u16,
        /// The index of its [`Instruction::End`].
        end: u16,
        /// Whether the loop is nothing but a load of the cursor, a put and a store, by one register.
        prints: bool,
    },
    /// End a loop that begins at `begin`.
    End {
        /// The index of the loop's first instruction.
        begin: u16,
    },
}

/// A loop that prints a text under a lock, over and over: see [`Instruction::Repeat`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintLoop {
    /// The lock.
    pub lock: LockId,
    /// The register of the print.
    pub local: Local,
    pub(super) template: u16,
    pub(super) slot: Slot,
    pub(super) times: u32,
    pub(super) end: u16,
}

/// The code of one thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The instructions, in order.
    pub instructions: Vec<Instruction>,
    /// The texts that it loops over.
    pub(crate) templates: Vec<Template>,
    /// How many slots its loops need.
    pub slots: usize,
    /// How many registers its locals need.
    pub locals: usize,
}

/// Tells whether a loop's body is a load of the cursor, a put of the loop's character and a store, by one register.
pub(super) fn is_print(body: &[Instruction], slot: Slot) -> bool {
    let [
        Instruction::Op(Op::Load(loaded, Variable::Cursor), _),
        Instruction::PutEach(put, of, _),
        Instruction::Op(Op::Store(Variable::Cursor, stored, 1), _),
    ] = body
    else {
        return false;
    };
    loaded == put && put == stored && *of == slot
}

/// Returns the loop that prints a text under a lock, if the instructions from `begin` to `end` are one.
pub(super) fn print_loop(code: &[Instruction], begin: usize, end: u16) -> Option<PrintLoop> {
    let Instruction::Repeat { slot, times, .. } = *code.get(begin)? else { return None };
    let body = match code.get(begin + 1..usize::from(end))? {
        [Instruction::Op(Op::DrawTicket(drawn), _), body @ ..] => match body {
            [Instruction::Op(Op::Acquire(lock), _), ..] if drawn == lock => body,
            _ => return None,
        },
        body => body,
    };
    let [
        Instruction::Op(Op::Acquire(lock), _),
        Instruction::Each { template, prints: true, .. },
        Instruction::Op(Op::Load(local, Variable::Cursor), _),
        Instruction::PutEach(..),
        Instruction::Op(Op::Store(..), _),
        Instruction::End { .. },
        Instruction::Op(Op::Release(released), _),
    ] = *body
    else {
        return None;
    };
    (lock == released).then_some(PrintLoop { lock, local, template, slot, times, end })
}
