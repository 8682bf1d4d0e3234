//! How long each op takes.
//!
//! Owns the time that each op takes and how it is spent, as the reader sets it; never spends it. Real and simulated
//! threads are asked to take the same.

use crate::program::{LockKind, Op, Program, ThreadId, Variable};

/// The part of a glyph's time that passes between its put and its store, one in so many; the rest passes after the
/// store. If all of it passed in between, threads that start together would stay together: four glyphs of five lost,
/// and hardly a line torn. If none of it did, hardly a glyph would be lost.
const WINDOW: f64 = 64.0;

/// The most of it, in microseconds. Threads that sleep equally long wake within some tens of microseconds of each other: with a
/// longer gap, slow threads, too, would stay together.
const LONGEST_WINDOW_US: f64 = 50.0;

/// Shorter waits, in microseconds, are spent spinning: an operating system may oversleep by that much.
pub const SHORTEST_SLEEP_US: u32 = 100;

/// How a thread spends its time inside and outside a lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spending {
    /// It sleeps, as if it waited for a device: no processor is in use.
    #[default]
    Wait,
    /// It computes: a processor is in use.
    Compute,
}

impl Spending {
    /// The words for the ways to spend time.
    pub const WORDS: [(&str, Spending); 2] = [("wait", Spending::Wait), ("compute", Spending::Compute)];
}

/// The time that an op takes, in microseconds: first the thread waits, then it computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// How long the thread waits.
    pub waited_us: f64,
    /// How long it computes.
    pub computed_us: u32,
}

/// How long each op takes, in microseconds. All zero is full speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// Writing one glyph, or incrementing a shared name.
    pub glyph_us: u32,
    /// Time that passes after each acquire.
    pub inside_us: u32,
    /// Time that passes after each release.
    pub outside_us: u32,
    /// How the thread spends these two.
    pub spending: Spending,
}

impl Durations {
    /// Tells whether nothing takes longer than it has to.
    pub fn is_full_speed(&self) -> bool {
        self.glyph_us + self.inside_us + self.outside_us == 0
    }

    /// Returns how long the gap is in which a glyph can be overwritten, between its put and its store, in microseconds.
    pub fn put_to_store_us(&self) -> f64 {
        (f64::from(self.glyph_us) / WINDOW).min(LONGEST_WINDOW_US)
    }

    /// Returns how long `op` of `thread` takes after the op `before` it.
    ///
    /// The time inside a critical section follows its acquire, and the time outside follows its release. Without a lock
    /// as much time passes after each line, and after each increment.
    pub fn of(&self, program: &Program, thread: ThreadId, before: Option<Op>, op: Op) -> Taken {
        let glyph_us = f64::from(self.glyph_us);
        let writing = match op {
            Op::Put(..) => self.put_to_store_us(),
            Op::Store(Variable::Cursor, ..) => glyph_us - self.put_to_store_us(),
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
        match self.spending {
            Spending::Wait => Taken { waited_us: writing + f64::from(besides), computed_us: 0 },
            Spending::Compute => Taken { waited_us: writing, computed_us: besides },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Parameters;
    use crate::program::tests::{PARAMETERS, preset};

    #[test]
    fn a_thread_takes_as_long_with_a_lock_around_each_line_as_without() {
        for (lock, spending) in [LockKind::None, LockKind::Mutex, LockKind::Ticket]
            .into_iter()
            .flat_map(|lock| [(lock, Spending::Wait), (lock, Spending::Compute)])
        {
            let durations = Durations { glyph_us: 64, inside_us: 100, outside_us: 10, spending };
            for (name, expected) in [("counter", 3 * (9 * 64 + 110)), ("increment", 64 + 110)] {
                let program = preset(name, Parameters { lock, ..PARAMETERS });
                let mut before = None;
                let ops = program.ops(ThreadId(0)).filter_map(|item| item.op()).map(|at| at.op);
                let taken = ops.map(|op| durations.of(&program, ThreadId(0), before.replace(op), op));
                let (waited, computed) = taken.fold((0.0, 0), |(waited, computed), taken| {
                    (waited + taken.waited_us, computed + taken.computed_us)
                });
                assert_eq!(waited + f64::from(computed), f64::from(expected), "{name}, {lock:?}");
                let times = if name == "counter" { 3 } else { 1 };
                let inside_and_outside = if spending == Spending::Wait { 0 } else { times * 110 };
                assert_eq!(computed, inside_and_outside, "{name}, {lock:?}");
            }
        }
    }

    #[test]
    fn full_speed_is_no_time_however_it_would_be_spent() {
        assert!(Durations { spending: Spending::Compute, ..Durations::default() }.is_full_speed());
        assert!(!Durations { outside_us: 1, ..Durations::default() }.is_full_speed());
    }

    #[test]
    fn a_sixty_fourth_of_a_glyph_s_time_and_no_more_passes_between_its_put_and_its_store() {
        let program = preset("counter", PARAMETERS);
        let durations = Durations { glyph_us: 2_000, ..Durations::default() };
        let put =
            program.ops(ThreadId(0)).filter_map(|item| item.op()).find(|at| matches!(at.op, Op::Put(..)));
        let taken = durations.of(&program, ThreadId(0), None, put.expect("it prints").op);
        assert_eq!(taken, Taken { waited_us: 31.25, computed_us: 0 });
        assert_eq!(durations.put_to_store_us(), 31.25);
        let slow = Durations { glyph_us: 200_000, ..Durations::default() };
        assert_eq!(slow.put_to_store_us(), 50.0);
        let fast = Durations { glyph_us: 640, ..Durations::default() };
        assert_eq!(fast.put_to_store_us(), 10.0);
    }
}
