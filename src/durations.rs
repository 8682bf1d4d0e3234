//! How long each op takes.
//!
//! Owns the time that each op takes, as the reader sets it; never waits. Real and simulated threads are asked to take
//! the same.

use crate::program::{Author, Kind, Lock, Op, Program};

/// The part of a glyph's time that passes between its put and its store, one in so many; the rest passes after the
/// store. If all of it passed in between, threads that start together would stay together: four glyphs of five lost,
/// and hardly a line torn. If none of it did, hardly a glyph would be lost.
const WINDOW: f64 = 64.0;

/// Shorter waits, in microseconds, are spent spinning: an operating system may oversleep by that much.
pub const SHORTEST_SLEEP_US: u32 = 100;

/// How long each op takes, in microseconds. All zero is full speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// Writing one glyph; in the increment program, one increment.
    pub glyph_us: u32,
    /// Work in each critical section, besides the printing.
    pub inside_us: u32,
    /// Work after each release.
    pub outside_us: u32,
}

impl Durations {
    /// Returns how long `op` of `author` takes after the op `before` it, in microseconds.
    ///
    /// The work inside a critical section follows its acquire, and the work outside follows its release. Without a lock
    /// there is the same work, after each line.
    pub fn of(&self, program: &Program, author: Author, before: Option<Op>, op: Op) -> f64 {
        let glyph_us = f64::from(self.glyph_us);
        let writing = match (program.kind, op) {
            (Kind::Counter | Kind::Forgetful, Op::Put(_)) => glyph_us / WINDOW,
            (Kind::Counter | Kind::Forgetful, Op::Store) => glyph_us - glyph_us / WINDOW,
            // The time of the increment itself.
            (Kind::Increment, Op::Load) => glyph_us,
            _ => 0.0,
        };
        let line_ends = !program.prints() || before == Some(Op::Put(b'\n'));
        let work = match op {
            // `main` has no work but its line.
            _ if author == Author::MAIN => 0,
            Op::Acquire => self.inside_us,
            Op::Release => self.outside_us,
            Op::Store if program.lock == Lock::None && line_ends => self.inside_us + self.outside_us,
            _ => 0,
        };
        writing + f64::from(work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Scope;

    /// The total time of a thread.
    fn total(program: &Program, durations: &Durations) -> f64 {
        let mut before = None;
        program.ops(Author(0)).map(|op| durations.of(program, Author(0), before.replace(op), op)).sum()
    }

    #[test]
    fn a_thread_takes_as_long_with_a_lock_around_each_line_as_without() {
        let durations = Durations { glyph_us: 64, inside_us: 100, outside_us: 10 };
        for lock in [Lock::None, Lock::Mutex, Lock::Ticket] {
            let program = Program::new(2, 3).unwrap().guarded(lock, Scope::Line);
            assert_eq!(total(&program, &durations), f64::from(3 * (9 * 64 + 110)), "{lock:?}");
            let program = Program::increment(2).unwrap().guarded(lock, Scope::Line);
            assert_eq!(total(&program, &durations), f64::from(64 + 110), "{lock:?}");
        }
    }
}
