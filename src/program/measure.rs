//! How many ops and glyphs a thread's code comes to, without walking through all of them.
//!
//! Owns the totals; they are exact.

use super::code::{Code, Instruction};
use super::ops::{Item, Position};
use super::template::{Piece, Template, digits_below};
use super::{Local, LockId, Op, Variable};

/// How much a thread does in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Its ops.
    pub ops: u64,
    /// How often it lets time pass by `work`.
    pub works: u64,
    /// The characters that it puts.
    pub glyphs: u64,
    /// The newlines among them.
    pub lines: u64,
    /// Its stores to the cursor.
    pub cursor_stores: u64,
    /// How often it acquires each lock.
    pub acquires: [u32; 8],
}

impl Totals {
    /// Returns the sum of two.
    pub fn plus(&self, other: &Totals) -> Totals {
        Totals {
            ops: self.ops.saturating_add(other.ops),
            works: self.works.saturating_add(other.works),
            glyphs: self.glyphs.saturating_add(other.glyphs),
            lines: self.lines.saturating_add(other.lines),
            cursor_stores: self.cursor_stores.saturating_add(other.cursor_stores),
            acquires: std::array::from_fn(|lock| self.acquires[lock].saturating_add(other.acquires[lock])),
        }
    }

    /// Adds so many executions of an op.
    fn add(&mut self, op: Op, times: u64) {
        self.ops = self.ops.saturating_add(times);
        match op {
            Op::Put(_, byte) => {
                self.glyphs = self.glyphs.saturating_add(times);
                if byte == b'\n' {
                    self.lines = self.lines.saturating_add(times);
                }
            }
            Op::Store(Variable::Cursor, ..) => self.cursor_stores = self.cursor_stores.saturating_add(times),
            Op::Acquire(LockId(lock)) => {
                let acquires = &mut self.acquires[usize::from(lock)];
                *acquires = acquires.saturating_add(u32::try_from(times).unwrap_or(u32::MAX));
            }
            _ => {}
        }
    }
}

/// The most ops that are walked through if there is no formula for them.
const MAX_WALKED: u64 = 4_000_000;

/// Measures `code`. More ops than a program may have are not counted to their end.
pub(super) fn measure(code: &Code) -> Totals {
    by_formula(code).unwrap_or_else(|| walked(code))
}

/// The executions of a loop's body, and of them those at a newline.
#[derive(Clone, Copy, Default)]
struct Loop {
    outside: u64,
    inside: u64,
    newlines: u64,
    /// Whether the loop is over a text.
    is_each: bool,
}

/// Multiplies the iterations of loops. That is exact unless a text in a loop over a text varies; then `None`.
fn by_formula(code: &Code) -> Option<Totals> {
    let mut totals = Totals::default();
    let mut loops: Vec<Loop> = vec![Loop { inside: 1, ..Loop::default() }];
    let mut by_slot = vec![Loop::default(); code.slots];
    for instruction in &code.instructions {
        let times = loops.last().expect("the outermost is never left").inside;
        match *instruction {
            Instruction::Op(op, _) => totals.add(op, times),
            Instruction::PutEach(_, slot, _) => {
                let of = by_slot[usize::from(slot)];
                // A loop over texts without a character is never entered.
                let newlines = of.newlines.checked_mul(times)?.checked_div(of.inside).unwrap_or(0);
                totals.add(Op::Put(Local(0), b'\n'), newlines);
                totals.add(Op::Put(Local(0), b' '), times - newlines);
            }
            Instruction::Work(_) => totals.works = totals.works.saturating_add(times),
            Instruction::Repeat { slot, times: each, .. } => {
                let inside = times.saturating_mul(each.into());
                let entered = Loop { outside: times, inside, newlines: 0, is_each: false };
                by_slot[usize::from(slot)] = entered;
                loops.push(entered);
            }
            Instruction::Each { slot, template, .. } => {
                let template = &code.templates[usize::from(template)];
                let varies = template.constant().is_none();
                if varies && loops.iter().any(|around| around.is_each) {
                    return None;
                }
                let (inside, newlines) = characters(template, times, &by_slot)?;
                let entered = Loop { outside: times, inside, newlines, is_each: true };
                by_slot[usize::from(slot)] = entered;
                loops.push(entered);
            }
            Instruction::End { .. } => {
                loops.pop();
            }
        }
    }
    Some(totals)
}

/// Returns how many characters `times` executions of a template have, and how many newlines.
fn characters(template: &Template, times: u64, loops: &[Loop]) -> Option<(u64, u64)> {
    let (mut all, mut newlines) = (0u64, 0u64);
    for piece in &template.0 {
        match piece {
            Piece::Literal(bytes) => {
                let newline = bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
                all = all.saturating_add(times.saturating_mul(bytes.len() as u64));
                newlines = newlines.saturating_add(times.saturating_mul(newline));
            }
            Piece::Number(slot) => {
                let Loop { outside, inside, .. } = loops[usize::from(*slot)];
                if outside == 0 || inside == 0 {
                    continue;
                }
                let each = inside / outside;
                all = all.saturating_add((times / each).saturating_mul(digits_below(each)));
            }
            // A character of a text that varies may be a newline or not.
            Piece::Character(_) => return None,
        }
    }
    Some((all, newlines))
}

fn walked(code: &Code) -> Totals {
    let mut totals = Totals::default();
    let mut position = Position::new(code);
    while let Some(item) = position.next(code) {
        match item {
            Item::Op(at) => totals.add(at.op, 1),
            Item::Work(_) => totals.works += 1,
        }
        if MAX_WALKED < totals.ops + totals.works {
            totals.ops = u64::MAX;
            break;
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, program_of};

    #[test]
    fn the_formula_counts_what_walking_counts() {
        let bodies = [
            "for i in range(12):\n        print(f\"[{t}] => {i}\\n\")",
            "for i in range(11):\n        for j in range(101):\n            print(f\"{j}{i}\\n\\n\")",
            "for c in \"a\\nb\":\n        for i in range(3):\n            at = screen.cursor\n            screen[at] = c\n            screen.cursor = at + 1",
            "for i in range(0):\n        print(f\"{i}\")",
            "for c in \"abc\":\n        print(f\"{c}{t}\")",
            "for c in \"abc\":\n        print(\"xy\\n\")",
        ];
        for body in bodies {
            let program = program_of(body, PARAMETERS);
            for thread in program.thread_ids() {
                assert_eq!(measure(program.code(thread)), walked(program.code(thread)), "{body}");
            }
        }
    }
}
