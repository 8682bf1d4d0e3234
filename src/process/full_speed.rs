//! A thread's ops as fast as it may: a text that is printed in one go is one inner loop, and a loop that prints a text
//! under a lock is another.
//!
//! Owns the loop, the check for a signal in it, and the count of what is printed. It reads no clock and records no
//! event. One copy of it does for all locks: the two inner loops are the memory's, so that they are fast.

use std::ops::ControlFlow::{self, Break, Continue};
use std::time::Duration;

use web_time::Instant;

use crate::machine;
use crate::memory::ProgramMemory;
use crate::program::{Code, Item, LockId, Next, Op, OpAt, Position};
use crate::record::{Printed, ThreadContext};
use crate::run_end::{Misuse, RunEnd};
use crate::signal::Signal;

/// Executes code to its end, or until there is a signal; tells which, and what was printed.
pub fn full_speed(
    code: &Code,
    locals: &mut [u32],
    memory: &mut dyn ProgramMemory,
    context: ThreadContext<'_>,
) -> (ControlFlow<()>, Printed) {
    let mut position = Position::new(code);
    let mut printed = Printed::default();
    while let Some(next) = position.advance::<true>(code) {
        // Once a text: a check at each step would show in the time.
        if context.signal.is_given() {
            return (Break(()), printed);
        }
        match next {
            Next::Print(local, template) => {
                let text = position.text(template);
                memory.print(text, &mut locals[usize::from(local.0)]);
                printed.add(text.len(), position.newlines(template));
            }
            Next::Loop(of) => {
                let local = &mut locals[usize::from(of.local.0)];
                let at_once = memory.print_loop(&of, code, &mut position, local);
                printed.add(at_once.glyphs as usize, at_once.lines);
            }
            Next::Item(Item::Op(OpAt { op: Op::Release(lock), line })) if !memory.holds(lock) => {
                misuse(context, lock, line);
                return (Break(()), printed);
            }
            Next::Item(Item::Op(OpAt { op, .. })) => {
                machine::step(context.thread, op, locals, memory);
                printed.count(op);
            }
            Next::Item(Item::Work(us)) => compute(us, context.signal),
        }
    }
    (Continue(()), printed)
}

/// Ends the run by the release of a lock that the thread does not hold. Tells whether this was the first signal.
#[cold]
pub(super) fn misuse(context: ThreadContext<'_>, lock: LockId, line: u16) -> bool {
    context.signal.give(RunEnd::Error(Misuse { thread: context.thread, lock, line }))
}

/// Computes for so many microseconds by the clock, or until there is a signal. A thread that has no processor for a part
/// of that time computes less.
#[cold]
pub(super) fn compute(us: u32, signal: &Signal) {
    let until = Instant::now() + Duration::from_micros(us.into());
    let mut number = 1u32;
    while !signal.is_given() && Instant::now() < until {
        // Some work between two readings of the clock, which no compiler leaves out.
        for _ in 0..64 {
            number = std::hint::black_box(number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        }
    }
}
