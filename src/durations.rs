//! How long each op takes.
//!
//! Owns the time that each op takes, as the reader sets it; never waits. Real and simulated threads are asked to take
//! the same.

use crate::program::{LockKind, Op, Program, ThreadId, Variable};

/// The part of a glyph's time that passes between its put and its store, one in so many; the rest passes after the
/// store. If all of it passed in between, threads that start together would stay together: four glyphs of five lost,
/// and hardly a line torn. If none of it did, hardly a glyph would be lost.
const WINDOW: f64 = 64.0;

/// Shorter waits, in microseconds, are spent spinning: an operating system may oversleep by that much.
pub const SHORTEST_SLEEP_US: u32 = 100;

/// How long each op takes, in microseconds. All zero is full speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// Writing one glyph, or incrementing a shared name.
    pub glyph_us: u32,
    /// Time that passes after each acquire, as if the thread waited for a device.
    pub inside_us: u32,
    /// Likewise, after each release.
    pub outside_us: u32,
}

impl Durations {
    /// Tells whether nothing takes longer than it has to.
    pub fn is_full_speed(&self) -> bool {
        *self == Durations::default()
    }

    /// Returns how long `op` of `thread` takes after the op `before` it, in microseconds.
    ///
    /// The time inside a critical section follows its acquire, and the time outside follows its release. Without a lock
    /// as much time passes after each line, and after each increment.
    pub fn of(&self, program: &Program, thread: ThreadId, before: Option<Op>, op: Op) -> f64 {
        let glyph_us = f64::from(self.glyph_us);
        let writing = match op {
            Op::Put(..) => glyph_us / WINDOW,
            Op::Store(Variable::Cursor, ..) => glyph_us - glyph_us / WINDOW,
            // The time of the increment itself.
            Op::Load(_, Variable::Shared(_)) => glyph_us,
            _ => 0.0,
        };
        let besides = match op {
            // `main` takes no time but for its output.
            _ if thread == ThreadId::MAIN => 0,
            Op::Acquire(_) => self.inside_us,
            Op::Release(_) => self.outside_us,
            Op::Store(variable, ..) if program.lock() == LockKind::None => {
                let ends = match variable {
                    Variable::Cursor => matches!(before, Some(Op::Put(_, b'\n'))),
                    Variable::Shared(_) => true,
                };
                if ends { self.inside_us + self.outside_us } else { 0 }
            }
            _ => 0,
        };
        writing + f64::from(besides)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Parameters;
    use crate::program::tests::{PARAMETERS, preset};

    #[test]
    fn a_thread_takes_as_long_with_a_lock_around_each_line_as_without() {
        let durations = Durations { glyph_us: 64, inside_us: 100, outside_us: 10 };
        for lock in [LockKind::None, LockKind::Mutex, LockKind::Ticket] {
            for (name, expected) in [("counter", 3 * (9 * 64 + 110)), ("increment", 64 + 110)] {
                let program = preset(name, Parameters { lock, ..PARAMETERS });
                let mut before = None;
                let ops = program.ops(ThreadId(0)).filter_map(|item| item.op()).map(|at| at.op);
                let total: f64 =
                    ops.map(|op| durations.of(&program, ThreadId(0), before.replace(op), op)).sum();
                assert_eq!(total, f64::from(expected), "{name}, {lock:?}");
            }
        }
    }
}
