//! The outcome of a complete run of the model.
//!
//! Owns the outcomes and their names; never counts them.

use crate::program::{Kind, Program};
use crate::rows::Rows;
use crate::state::{Code, State};

/// The outcome of a complete run, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Every line is whole.
    Clean,
    /// A row is torn, and no glyph lost.
    Torn,
    /// A glyph is lost; in the shortest schedule to a loss, also an increment.
    Lost,
    /// The increment program's final value.
    Value(u32),
    /// No thread can step, though not all are done.
    Deadlock,
}

impl End {
    /// Returns the outcome of `program` in `state`, in which no thread can step; `lost` tells whether a glyph was lost.
    pub fn of(program: &Program, code: &Code, state: &State, lost: bool) -> End {
        match program.kind {
            _ if !state.is_finished(code) => End::Deadlock,
            Kind::Increment => End::Value(state.cursor),
            Kind::Counter | Kind::Forgetful if lost => End::Lost,
            Kind::Counter | Kind::Forgetful => {
                let mut rows = Rows::new(*program);
                rows.fold(&state.cells);
                if rows.tally().torn == 0 { End::Clean } else { End::Torn }
            }
        }
    }

    /// Returns its name: `clean`, `torn`, `lost`, `value 3`, `deadlock`.
    pub fn name(self) -> String {
        match self {
            End::Clean => "clean".to_string(),
            End::Torn => "torn".to_string(),
            End::Lost => "lost".to_string(),
            End::Value(value) => format!("value {value}"),
            End::Deadlock => "deadlock".to_string(),
        }
    }
}
