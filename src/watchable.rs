//! The things that a run does so that it can be watched.
//!
//! Owns the list, which the page states beside the run and in its result; changes nothing about a run.

use crate::durations::{Durations, Spending};
use crate::program::Program;

/// How threads start together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommonStart {
    /// All wait for their first lock before it is first released.
    Lock,
    /// The first thread waits for a second one.
    Pair,
}

impl CommonStart {
    /// Returns its name, as in a result.
    pub fn name(self) -> &'static str {
        match self {
            CommonStart::Lock => "lock",
            CommonStart::Pair => "pair",
        }
    }
}

/// The things that a run did so that it could be watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watchable {
    /// How many microseconds pass between put and store, in which a glyph can be overwritten; `None` if no time passes, or
    /// if a lock excludes it.
    pub put_to_store_us: Option<f64>,
    /// How many microseconds pass between the load and the store of a shared name; `None` if no time passes, or if the
    /// program has no such name.
    pub load_to_store_us: Option<u32>,
    /// How the threads started together; `None` if they did not.
    pub common_start: Option<CommonStart>,
    /// Whether steps were taken one at a time, to be noted on a tape.
    pub taped: bool,
    /// How the threads spent the time inside and outside a lock; `None` if there was none.
    pub spending: Option<Spending>,
}

impl Watchable {
    /// Returns the things that a run of `program` does, with these durations, this start, and a tape or none.
    pub fn of(
        program: &Program,
        durations: Durations,
        common_start: Option<CommonStart>,
        taped: bool,
    ) -> Watchable {
        let Durations { glyph_us, inside_us, outside_us, spending } = durations;
        let paced = glyph_us != 0;
        let can_lose = program.prints() && program.guard().is_none();
        Watchable {
            put_to_store_us: (paced && can_lose).then(|| durations.put_to_store_us()),
            load_to_store_us: (paced && !program.tree().shared.is_empty()).then_some(glyph_us),
            common_start,
            taped,
            spending: (inside_us + outside_us != 0).then_some(spending),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset};
    use crate::program::{LockKind, Parameters};

    fn of(name: &str, lock: LockKind, durations: Durations) -> Watchable {
        Watchable::of(&preset(name, Parameters { lock, ..PARAMETERS }), durations, None, false)
    }

    #[test]
    fn a_window_is_stated_if_something_can_be_lost_in_it() {
        let paced = Durations { glyph_us: 640, ..Durations::default() };
        let windows = |name, lock, durations| {
            let Watchable { put_to_store_us, load_to_store_us, .. } = of(name, lock, durations);
            (put_to_store_us, load_to_store_us)
        };
        assert_eq!(windows("counter", LockKind::None, paced), (Some(10.0), None));
        assert_eq!(windows("counter", LockKind::Mutex, paced), (None, None));
        assert_eq!(windows("increment", LockKind::None, paced), (None, Some(640)));
        assert_eq!(windows("counter", LockKind::None, Durations::default()), (None, None));
        assert_eq!(windows("increment", LockKind::None, Durations::default()), (None, None));
    }

    #[test]
    fn how_time_is_spent_is_stated_if_there_is_any() {
        let durations = Durations { inside_us: 5, spending: Spending::Compute, ..Durations::default() };
        assert_eq!(of("counter", LockKind::Mutex, durations).spending, Some(Spending::Compute));
        let none = Durations { spending: Spending::Compute, ..Durations::default() };
        assert_eq!(of("counter", LockKind::Mutex, none).spending, None);
    }
}
