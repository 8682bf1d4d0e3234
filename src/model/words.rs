//! The words for ops, and for threads that cannot step.
//!
//! Owns sentences about a model; never the facts in them.

use super::Blocked;
use crate::program::{Op, Program, ThreadId, Variable};
use crate::words::thread_words;

/// Says what `op` does: `acquire the lock`.
pub fn of_op(program: &Program, op: Op) -> String {
    match op {
        Op::DrawTicket(lock) if program.tree().locks.len() == 1 => {
            let _ = lock;
            "draw a ticket".to_string()
        }
        Op::DrawTicket(lock) => format!("draw a ticket for {}", program.lock_words(lock)),
        Op::Acquire(lock) => format!("acquire {}", program.lock_words(lock)),
        Op::Release(lock) => format!("release {}", program.lock_words(lock)),
        Op::Load(_, variable) => format!("load{}", of_variable(program, variable)),
        Op::Put(_, b'\n') => "put its newline".to_string(),
        Op::Put(_, byte) => format!("put `{}`", char::from(byte)),
        Op::Store(variable, ..) => format!("store{}", of_variable(program, variable)),
    }
}

/// Names a variable, after a space; nothing if the threads share no other.
pub fn of_variable(program: &Program, variable: Variable) -> String {
    let shared = &program.tree().shared;
    match variable {
        _ if shared.len() + usize::from(program.prints()) == 1 => String::new(),
        Variable::Cursor => " the cursor".to_string(),
        Variable::Shared(name) => format!(" `{}`", shared[usize::from(name.0)]),
    }
}

/// Says why `thread` cannot step: `waits for the lock that thread 1 holds`.
pub fn of_blocked(program: &Program, thread: ThreadId, blocked: Blocked) -> String {
    match blocked {
        Blocked::Done => "is done".to_string(),
        Blocked::Over => "cannot step: the run is over".to_string(),
        Blocked::Waits(lock, holder) if program.tree().locks.len() == 1 => {
            let lock = program.lock_words(lock);
            match holder == thread {
                true => format!("waits for {lock} that it holds itself"),
                false => format!("waits for {lock} that {} holds", thread_words(holder)),
            }
        }
        Blocked::Waits(lock, holder) => {
            let lock = program.lock_words(lock);
            match holder == thread {
                true => format!("waits for {lock}, which it holds itself"),
                false => format!("waits for {lock}, which {} holds", thread_words(holder)),
            }
        }
        Blocked::Behind(_, first) => format!("waits for its turn: it is {}'s", thread_words(first)),
    }
}
