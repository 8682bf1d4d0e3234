//! A program's ops, written out.
//!
//! Owns each thread's ops in a list, so that a thread's position is a number; never executes one.

use crate::program::{Code, Item, MAX_STEPS, OpAt, Ops, Program, ProgramError, ThreadId};

/// The ops of a program that is small enough to be stepped.
#[derive(Clone, Debug)]
pub struct Written {
    /// By thread.
    pub threads: Vec<Vec<OpAt>>,
    /// The first register of each thread, then `main`'s, then how many there are in all.
    pub registers: Vec<usize>,
    /// The ops of `main` before it starts its threads.
    pub main_before: Vec<OpAt>,
    /// Those between the start and the `join()`; or all others, if it does not join.
    pub main_during: Vec<OpAt>,
    /// Those after the `join()`.
    pub main_after: Vec<OpAt>,
    /// How many locks there are.
    pub locks: usize,
    /// How many shared names there are.
    pub shared: usize,
}

impl Written {
    /// Writes out the ops of `program`.
    ///
    /// # Errors
    ///
    /// If the threads, or `main`, have more than [`MAX_STEPS`].
    pub fn new(program: &Program) -> Result<Written, ProgramError> {
        let steps = program.steps().max(program.main_totals().ops);
        if u64::from(MAX_STEPS) < steps {
            return Err(ProgramError::Steps(steps));
        }
        let ops = |code: &Code| Ops::new(code).filter_map(Item::op).collect();
        let main = program.main();
        let mut registers = vec![0];
        for thread in program.thread_ids() {
            registers.push(registers.last().unwrap_or(&0) + program.code(thread).locals);
        }
        let parts = [Some(&main.before), Some(&main.during), main.after.as_ref()];
        let locals = parts.iter().flatten().map(|code| code.locals).max().unwrap_or(0);
        registers.push(registers.last().unwrap_or(&0) + locals);
        Ok(Written {
            threads: program.thread_ids().map(|thread| ops(program.code(thread))).collect(),
            registers,
            main_before: ops(&main.before),
            main_during: ops(&main.during),
            main_after: main.after.as_ref().map(ops).unwrap_or_default(),
            locks: program.tree().locks.len(),
            shared: program.tree().shared.len(),
        })
    }

    /// Returns the threads, `main` aside.
    pub fn thread_ids(&self) -> impl Iterator<Item = ThreadId> + use<> {
        (0..self.threads.len() as u8).map(ThreadId)
    }

    /// Returns the ops of a thread, not of `main`.
    pub fn ops(&self, ThreadId(thread): ThreadId) -> &[OpAt] {
        &self.threads[usize::from(thread)]
    }

    /// Returns how many steps the threads take together.
    pub fn steps(&self) -> usize {
        self.threads.iter().map(Vec::len).sum()
    }
}
