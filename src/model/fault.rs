//! The effect of a stepper's last step.
//!
//! Owns what is said of it; never takes a step, and knows no fault.

use super::{Step, Stepper, words};
use crate::fact;
use crate::fact::Fact;
use crate::program::Op;

impl Stepper {
    /// Says what the last step did.
    pub fn fact(&self) -> Fact {
        let Some(Step { thread, op, at, .. }) = self.last() else { return fact!("step.none") };
        let program = self.program();
        let did = match op.op {
            Op::DrawTicket(_) => fact!("did.draw"),
            Op::Acquire(lock) => fact!("did.acquire", program.lock_name(lock)),
            Op::Release(lock) => fact!("did.release", program.lock_name(lock)),
            Op::Load(_, variable) => fact!("did.load", words::of_variable(program, variable), at),
            Op::Put(_, b'\n') => fact!("did.putNewline", at),
            Op::Put(_, byte) => fact!("did.put", char::from(byte).to_string(), at),
            Op::Store(variable, ..) => fact!("did.store", words::of_variable(program, variable), at),
        };
        fact!("step.did", thread, did)
    }
}
