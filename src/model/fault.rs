//! The effect of a stepper's last step.
//!
//! Owns the sentences; never takes a step, and knows no fault.

use super::{Step, Stepper, words};
use crate::program::Op;

impl Stepper {
    /// Says what the last step did.
    pub fn sentence(&self) -> String {
        let Some(Step { thread, op, at, .. }) = self.last() else {
            return "Nobody has stepped yet.".to_string();
        };
        let program = self.program();
        let did = match op.op {
            Op::DrawTicket(_) => "drew a ticket".to_string(),
            Op::Acquire(lock) => format!("took {}", program.lock_words(lock)),
            Op::Release(lock) => format!("released {}", program.lock_words(lock)),
            Op::Load(_, variable) => match &*words::of_variable(program, variable) {
                "" => format!("loaded {at}"),
                name => format!("loaded{name}: {at}"),
            },
            Op::Put(_, b'\n') => format!("put its newline at {at}"),
            Op::Put(_, byte) => format!("put `{}` at {at}", char::from(byte)),
            Op::Store(variable, ..) => match &*words::of_variable(program, variable) {
                "" => format!("stored {at}"),
                name => format!("stored{name}: {at}"),
            },
        };
        format!("Thread {} {did}.", thread.0)
    }
}
