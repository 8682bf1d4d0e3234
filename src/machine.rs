//! The meaning of each op: no other module knows it.
//!
//! Owns the meaning of [`Op`]; never the order of ops (that is [`program`](crate::program)), nor how memory is accessed
//! (that is the [`Memory`] it is given).

use crate::program::{LockId, Op, ThreadId, Variable};
use crate::screen::Glyph;

/// The memory that the threads share, as one thread accesses it.
pub trait Memory {
    /// Joins the queue for a lock.
    fn draw_ticket(&mut self, lock: LockId);
    /// Acquires a lock; waits while a thread holds it.
    fn acquire(&mut self, lock: LockId);
    /// Releases a lock.
    fn release(&mut self, lock: LockId);
    /// Loads a variable.
    fn load(&mut self, variable: Variable) -> u32;
    /// Puts a glyph into the cell at `cursor`.
    fn put(&mut self, cursor: u32, glyph: Glyph);
    /// Stores a variable.
    fn store(&mut self, variable: Variable, value: u32);
}

/// Executes one op of `thread`, whose registers are `locals`.
#[inline(always)]
pub fn step(thread: ThreadId, op: Op, locals: &mut [u32], memory: &mut (impl Memory + ?Sized)) {
    match op {
        Op::DrawTicket(lock) => memory.draw_ticket(lock),
        Op::Acquire(lock) => memory.acquire(lock),
        Op::Release(lock) => memory.release(lock),
        Op::Load(local, variable) => locals[usize::from(local.0)] = memory.load(variable),
        Op::Put(local, byte) => memory.put(locals[usize::from(local.0)], Glyph { byte, author: thread }),
        Op::Store(variable, local, plus) => {
            memory.store(variable, locals[usize::from(local.0)].wrapping_add(plus));
        }
    }
}

/// Executes the ops of a loop that prints `text`: for each character a load of the cursor, a put and a store, by one
/// register, which ends with the last cursor that was loaded.
#[inline(always)]
pub fn print(thread: ThreadId, text: &[u8], local: &mut u32, memory: &mut (impl Memory + ?Sized)) {
    let mut cursor = *local;
    for &byte in text {
        cursor = memory.load(Variable::Cursor);
        memory.put(cursor, Glyph { byte, author: thread });
        memory.store(Variable::Cursor, cursor.wrapping_add(1));
    }
    *local = cursor;
}
