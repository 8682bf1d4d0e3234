//! The facts of ops, and of threads that cannot step.
//!
//! Owns what is said about a model; never a sentence.

use super::Blocked;
use crate::fact;
use crate::fact::Fact;
use crate::program::{Op, Program, ThreadId, Variable};

/// Says what `op` does: acquire the lock.
pub fn of_op(program: &Program, op: Op) -> Fact {
    match op {
        Op::DrawTicket(lock) => fact!("op.draw", program.lock_name(lock)),
        Op::Acquire(lock) => fact!("op.acquire", program.lock_name(lock)),
        Op::Release(lock) => fact!("op.release", program.lock_name(lock)),
        Op::Load(_, variable) => fact!("op.load", of_variable(program, variable)),
        Op::Put(_, b'\n') => fact!("op.putNewline"),
        Op::Put(_, byte) => fact!("op.put", char::from(byte).to_string()),
        Op::Store(variable, ..) => fact!("op.store", of_variable(program, variable)),
    }
}

/// Names a variable; nothing if the threads share no other.
pub fn of_variable(program: &Program, variable: Variable) -> Option<Fact> {
    let shared = &program.tree().shared;
    match variable {
        _ if shared.len() + usize::from(program.prints()) == 1 => None,
        Variable::Cursor => Some(fact!("variable.cursor")),
        Variable::Shared(name) => Some(fact!("variable.shared", &*shared[usize::from(name.0)])),
    }
}

/// Says why `thread` cannot step: it waits for the lock that thread 1 holds.
pub fn of_blocked(program: &Program, thread: ThreadId, blocked: Blocked) -> Fact {
    match blocked {
        Blocked::Done => fact!("blocked.done"),
        Blocked::Over => fact!("blocked.over"),
        Blocked::Waits(lock, holder) if holder == thread => {
            fact!("blocked.waitsForItself", program.lock_name(lock))
        }
        Blocked::Waits(lock, holder) => fact!("blocked.waits", program.lock_name(lock), holder),
        Blocked::Behind(_, first) => fact!("blocked.turn", first),
    }
}
