//! Every schedule, one after the other.
//!
//! Owns the order of the schedules: that of an odometer, whose last digit turns first. It merges nothing and counts
//! nothing, so it is for programs with few schedules. The [explorer](crate::explorer) counts those of the others, and
//! the tests hold it to this module. Source of the idea: G. Hoare, exhaustigen-rs, 2021.

use crate::end::End;
use crate::program::{LimitError, Program};
use crate::state::{Code, State};

/// All schedules of a program, in order.
#[derive(Debug)]
pub struct Enumerator {
    program: Program,
    code: Code,
    schedule: Vec<u8>,
    /// The states before the first step and after each step of the schedule. Further elements are kept for reuse.
    places: Vec<Place>,
    begun: bool,
}

/// A state along the schedule.
#[derive(Debug)]
struct Place {
    state: State,
    /// Whether a put has overwritten a glyph.
    lost: bool,
}

impl Enumerator {
    /// Begins before the first schedule.
    ///
    /// # Errors
    ///
    /// If the program has too many steps to take one by one.
    pub fn new(program: Program) -> Result<Enumerator, LimitError> {
        Ok(Enumerator::of_code(program, program.code()?))
    }

    /// Begins before the first schedule of `code`, which replaces the program's own.
    pub fn of_code(program: Program, code: Code) -> Enumerator {
        let places = vec![Place { state: State::new(&code), lost: false }];
        Enumerator { program, code, schedule: Vec::new(), places, begun: false }
    }

    /// Goes on to the next schedule and returns it; `None` after the last.
    #[allow(clippy::should_implement_trait)] // it lends what it returns
    pub fn next(&mut self) -> Option<&[u8]> {
        while self.begun {
            let thread = self.schedule.pop()?;
            if let Some(next) = self.first_ready(thread + 1) {
                self.take(next);
                break;
            }
        }
        self.begun = true;
        while let Some(thread) = self.first_ready(0) {
            self.take(thread);
        }
        Some(&self.schedule)
    }

    /// Returns the outcome of the schedule that `next` returned last.
    pub fn end(&self) -> End {
        let Place { state, lost } = &self.places[self.schedule.len()];
        End::of(&self.program, &self.code, state, *lost)
    }

    fn first_ready(&self, from: u8) -> Option<u8> {
        let Place { state, .. } = &self.places[self.schedule.len()];
        (from..self.code.len() as u8).find(|&thread| state.ready(&self.code, thread).is_ok())
    }

    fn take(&mut self, thread: u8) {
        let depth = self.schedule.len();
        if depth + 1 == self.places.len() {
            self.places.push(Place { state: State::new(&self.code), lost: false });
        }
        let (before, after) = self.places.split_at_mut(depth + 1);
        let (from, to) = (&before[depth], &mut after[0]);
        to.state.clone_from(&from.state);
        let event = to.state.step(&self.code, thread).expect("it is ready");
        to.lost = from.lost || event.overwrote.is_some();
        self.schedule.push(thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Lock, Scope};

    fn all(program: Program) -> Vec<(String, End)> {
        let mut schedules = Enumerator::new(program).unwrap();
        let mut all = Vec::new();
        while let Some(schedule) = schedules.next() {
            let digits = schedule.iter().map(u8::to_string).collect();
            all.push((digits, schedules.end()));
        }
        all
    }

    #[test]
    fn two_increments_have_six_schedules_and_two_keep_both() {
        let (two, one) = (End::Value(2), End::Value(1));
        let expected =
            [("0011", two), ("0101", one), ("0110", one), ("1001", one), ("1010", one), ("1100", two)];
        let found = all(Program::increment(2).unwrap());
        assert_eq!(found, expected.map(|(schedule, end)| (schedule.to_string(), end)));
    }

    #[test]
    fn with_the_lock_only_the_order_of_the_threads_is_left() {
        let program = Program::increment(3).unwrap().guarded(Lock::Mutex, Scope::Line);
        let found = all(program);
        assert_eq!(found.len(), 6);
        assert_eq!(found[0], ("000011112222".to_string(), End::Value(3)));
        assert!(found.iter().all(|(_, end)| *end == End::Value(3)));
    }

    #[test]
    fn lines_that_no_two_threads_share_are_clean() {
        let found = all(Program::new(3, 1).unwrap().guarded(Lock::Mutex, Scope::Thread));
        assert_eq!((found.len(), found.iter().all(|(_, end)| *end == End::Clean)), (6, true));
    }
}
