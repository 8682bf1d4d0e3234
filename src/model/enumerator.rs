//! Every schedule, one after the other.
//!
//! Owns the order of the schedules: that of an odometer, whose last digit turns first. It merges nothing and counts
//! nothing, so it is for programs with few schedules. The [explorer](super::Explorer) counts those of the others, and
//! the tests hold it to this module. Source of the idea: G. Hoare, exhaustigen-rs, 2021.

use std::sync::Arc;

use super::{Outcome, State, Written};
use crate::program::{Program, ProgramError, ThreadId};

/// All schedules of a program, in order.
#[derive(Debug)]
pub struct Enumerator {
    program: Program,
    code: Arc<Written>,
    schedule: Vec<ThreadId>,
    /// The states before the first step and after each step of the schedule. Further elements are kept for reuse.
    reached: Vec<Reached>,
    begun: bool,
}

/// A state along the schedule.
#[derive(Debug)]
struct Reached {
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
    pub fn new(program: Program) -> Result<Enumerator, ProgramError> {
        let code = Written::new(&program)?;
        Ok(Enumerator::of_written(program, Arc::new(code)))
    }

    /// Begins before the first schedule of `program`, whose ops are `code`.
    pub(super) fn of_written(program: Program, code: Arc<Written>) -> Enumerator {
        let reached = vec![Reached { state: State::new(&code), lost: false }];
        Enumerator { program, code, schedule: Vec::new(), reached, begun: false }
    }

    /// Goes on to the next schedule and returns it; `None` after the last.
    #[allow(clippy::should_implement_trait)] // it lends what it returns
    pub fn next(&mut self) -> Option<&[ThreadId]> {
        while self.begun {
            let thread = self.schedule.pop()?;
            if let Some(next) = self.first_ready(thread.0 + 1) {
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
    pub fn outcome(&self) -> Outcome {
        let Reached { state, lost } = &self.reached[self.schedule.len()];
        Outcome::of(&self.program, &self.code, state, *lost)
    }

    fn first_ready(&self, from: u8) -> Option<ThreadId> {
        let Reached { state, .. } = &self.reached[self.schedule.len()];
        let threads = (from..self.code.threads.len() as u8).map(ThreadId);
        threads.into_iter().find(|&thread| state.ready(&self.code, thread).is_ok())
    }

    fn take(&mut self, thread: ThreadId) {
        let depth = self.schedule.len();
        if depth + 1 == self.reached.len() {
            self.reached.push(Reached { state: State::new(&self.code), lost: false });
        }
        let (before, after) = self.reached.split_at_mut(depth + 1);
        let (from, to) = (&before[depth], &mut after[0]);
        to.state.clone_from(&from.state);
        let step = to.state.step(&self.code, thread).expect("it is ready");
        to.lost = from.lost || step.overwrote.is_some();
        self.schedule.push(thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schedule;
    use crate::program::tests::{PARAMETERS, preset};
    use crate::program::{LockKind, Parameters};

    fn all(program: Program) -> Vec<(String, Outcome)> {
        let mut schedules = Enumerator::new(program).unwrap();
        let mut all = Vec::new();
        while let Some(schedule) = schedules.next() {
            all.push((schedule::print_plain(schedule), schedules.outcome()));
        }
        all
    }

    #[test]
    fn two_increments_have_six_schedules_and_two_keep_both() {
        let [one, two] = [1, 2].map(|value| Outcome::Values(vec![value]));
        let expected =
            [("0011", &two), ("0101", &one), ("0110", &one), ("1001", &one), ("1010", &one), ("1100", &two)];
        let found = all(preset("increment", Parameters { lock: LockKind::None, ..PARAMETERS }));
        assert_eq!(found, expected.map(|(schedule, outcome)| (schedule.to_string(), outcome.clone())));
    }

    #[test]
    fn with_the_lock_only_the_order_of_the_threads_is_left() {
        let found = all(preset("increment", Parameters { threads: 3, ..PARAMETERS }));
        assert_eq!(found.len(), 6);
        assert_eq!(found[0], ("000011112222".to_string(), Outcome::Values(vec![3])));
        assert!(found.iter().all(|(_, outcome)| *outcome == Outcome::Values(vec![3])));
    }

    #[test]
    fn lines_that_no_two_threads_share_are_clean() {
        let found = all(preset("counter-thread", Parameters { threads: 3, count: 1, ..PARAMETERS }));
        assert_eq!((found.len(), found.iter().all(|(_, outcome)| *outcome == Outcome::Clean)), (6, true));
    }

    #[test]
    fn two_locks_in_opposite_order_deadlock_in_two_of_six_schedules() {
        let found = all(preset("two-locks", Parameters { count: 1, ..PARAMETERS }));
        let deadlocks: Vec<&str> = found
            .iter()
            .filter(|(_, outcome)| *outcome == Outcome::Deadlock)
            .map(|(way, _)| &**way)
            .collect();
        assert_eq!((found.len(), deadlocks), (6, vec!["01", "10"]));
        let ordered = all(preset("two-locks-ordered", Parameters { count: 1, ..PARAMETERS }));
        assert!(ordered.iter().all(|(_, outcome)| *outcome == Outcome::Clean));
    }
}
