//! The canonical form of a state.
//!
//! Owns what a state may forget: cells that no thread can overwrite any more, registers that no thread uses any more,
//! and shared names of a program that is judged by its screen. States that differ in nothing else have the same future.

use std::mem::size_of;

use super::super::{ModelMemory, State, Written};
use super::Count;
use crate::program::{Op, OpAt, Variable};
use crate::rows::{Row, Rows};

/// The outcome of the cells that a state has forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Settled {
    Clean,
    Torn,
    Lost,
}

/// A state, and the outcome of the cells that it has forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Node {
    /// Cells, cursor and registers count from the first cell that is not settled.
    pub state: State,
    pub settled: Settled,
    /// The settled cells of the row that has not ended, as long as it can become whole.
    pub open: Vec<u16>,
}

impl Node {
    /// Returns how many bytes the node takes, with the number of ways to it, about.
    pub fn bytes(&self) -> usize {
        /// The bytes that an allocator adds, at least.
        const EACH: usize = 16;
        let State { memory, steps, registers, .. } = &self.state;
        let ModelMemory { cells, shared, locks, .. } = memory;
        let queues = locks.iter().map(|lock| if lock.queue.is_empty() { 0 } else { lock.queue.len() + EACH });
        let vectors = [
            size_of_val(&**cells),
            size_of_val(&**shared),
            size_of_val(&**locks),
            size_of_val(&**steps),
            size_of_val(&**registers),
            size_of_val(&*self.open),
            0,
        ];
        size_of::<(Node, Count)>()
            + vectors.iter().map(|bytes| bytes + EACH).sum::<usize>()
            + queues.sum::<usize>()
    }
}

/// A thread's registers that hold a cursor which the thread will use, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Live {
    /// A put will use it.
    puts: u64,
    /// A store will use it.
    stores: u64,
}

/// The registers that each thread uses, by its position.
#[derive(Debug)]
pub(super) struct Canonicalizer {
    live: Vec<Vec<Live>>,
    /// The first register of each thread, and of `main`.
    registers: Vec<usize>,
}

impl Canonicalizer {
    /// Finds the registers that the threads of `code` use.
    pub fn new(code: &Written) -> Canonicalizer {
        let live = code.threads.iter().map(|ops| live(ops)).collect();
        Canonicalizer { live, registers: code.registers.clone() }
    }

    /// Turns `node`, whose program prints to `rows`, into its canonical form.
    pub fn canonicalize(&self, node: &mut Node, rows: &Rows) {
        let State { memory, steps, registers, .. } = &mut node.state;
        let ModelMemory { cells, cursor, shared, .. } = memory;
        // The screen alone decides the outcome.
        shared.fill(0);
        if node.settled == Settled::Lost {
            // No later put can mend a lost glyph; only the order of steps still counts.
            cells.clear();
            node.open.clear();
            *cursor = 0;
            registers.fill(0);
            return;
        }
        let of_main = *self.registers.iter().rev().nth(1).expect("`main` has a first register");
        registers[of_main..].fill(0);
        let mut floor = *cursor;
        for (thread, &taken) in steps.iter().enumerate() {
            let Live { puts, stores } = self.live[thread][taken as usize];
            for (bit, register) in
                registers[self.registers[thread]..self.registers[thread + 1]].iter_mut().enumerate()
            {
                match () {
                    _ if puts & 1 << bit != 0 => floor = floor.min(*register),
                    _ if stores & 1 << bit != 0 => floor = floor.min(register.wrapping_add(1)),
                    _ => *register = 0,
                }
            }
        }
        let floor = floor.min(cells.len() as u32);
        for cell in cells.drain(..floor as usize) {
            if node.settled == Settled::Torn {
                continue;
            }
            let newline = cell as u8 == b'\n';
            let torn = if newline {
                rows.classify(&node.open, Some(cell)) == Row::Torn
            } else {
                node.open.push(cell);
                !rows.can_become_whole(&node.open)
            };
            if torn {
                node.settled = Settled::Torn;
            }
            if torn || newline {
                node.open.clear();
            }
        }
        *cursor -= floor;
        for (thread, &taken) in steps.iter().enumerate() {
            let Live { puts, stores } = self.live[thread][taken as usize];
            for (bit, register) in
                registers[self.registers[thread]..self.registers[thread + 1]].iter_mut().enumerate()
            {
                if (puts | stores) & 1 << bit != 0 {
                    // Before a store, the register is one less than the cursor that is stored.
                    *register = register.wrapping_sub(floor);
                }
            }
        }
    }
}

/// Returns, for each position in `ops`, the registers that hold a cursor which is used from there on: a fold from the end.
fn live(ops: &[OpAt]) -> Vec<Live> {
    let mut now = Live::default();
    let mut live = vec![now];
    for at in ops.iter().rev() {
        match at.op {
            Op::Load(local, _) => {
                now.puts &= !(1 << local.0);
                now.stores &= !(1 << local.0);
            }
            Op::Put(local, _) => now.puts |= 1 << local.0,
            Op::Store(Variable::Cursor, local, _) => now.stores |= 1 << local.0,
            Op::Store(Variable::Shared(_), ..) | Op::DrawTicket(_) | Op::Acquire(_) | Op::Release(_) => {}
        }
        live.push(now);
    }
    live.reverse();
    live
}
