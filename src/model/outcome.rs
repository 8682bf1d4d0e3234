//! The outcome of a complete run of a model.
//!
//! Owns the outcomes and their names; never counts them.

use super::{State, Written};
use crate::program::Program;
use crate::rows::Rows;
use crate::run_end::RunEnd;

/// The outcome of a complete run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Every line is whole.
    Clean,
    /// A row is torn, and no glyph lost.
    Torn,
    /// A glyph is lost; in the shortest schedule to a loss, also a store.
    Lost,
    /// The program prints nothing: the final values of its shared names.
    Values(Vec<u32>),
    /// Threads wait in a circle.
    Deadlock,
    /// A lock was never released, and a thread waits for it.
    Abandoned,
    /// A thread released a lock that it did not hold.
    Error,
}

impl Outcome {
    /// Returns the outcome of `program` in `state`, in which no thread can step; `lost` tells whether a glyph was lost.
    pub fn of(program: &Program, code: &Written, state: &State, lost: bool) -> Outcome {
        let (end, last) = state.ended(code).expect("no thread can step");
        Outcome::of_hang(&end).unwrap_or_else(|| match program.prints() {
            false => Outcome::Values(last.memory.shared),
            true if lost => Outcome::Lost,
            true => {
                let mut rows = Rows::new(program.clone());
                rows.fold(&state.memory.cells);
                if rows.tally().torn == 0 { Outcome::Clean } else { Outcome::Torn }
            }
        })
    }

    /// Returns the outcome of a run that did not finish; `None` if it did.
    pub(super) fn of_hang(end: &RunEnd) -> Option<Outcome> {
        match end {
            RunEnd::Deadlock(_) => Some(Outcome::Deadlock),
            RunEnd::Abandoned(_) => Some(Outcome::Abandoned),
            RunEnd::Error(_) => Some(Outcome::Error),
            RunEnd::Finished | RunEnd::Stopped | RunEnd::Exited => None,
        }
    }

    /// Returns its name: `clean`, `torn`, `lost`, `deadlock`, `abandoned`, `error`; or the value of each shared name,
    /// as in `value 3` or `x 1, y 2`, and `finished` if there is none.
    pub fn name(&self, program: &Program) -> String {
        match self {
            Outcome::Clean => "clean".to_string(),
            Outcome::Torn => "torn".to_string(),
            Outcome::Lost => "lost".to_string(),
            Outcome::Deadlock => "deadlock".to_string(),
            Outcome::Abandoned => "abandoned".to_string(),
            Outcome::Error => "error".to_string(),
            Outcome::Values(values) if values.is_empty() => "finished".to_string(),
            Outcome::Values(values) => {
                let names = program.tree().shared.iter().zip(values);
                names.map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", ")
            }
        }
    }
}
