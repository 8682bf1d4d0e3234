//! What a complete run of the model came to.
//!
//! Owns the outcomes and their names; never counts them.

use crate::program::{Kind, Program};
use crate::rows::Rows;
use crate::state::{Code, State};

/// What a complete run came to, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Every line is whole.
    Clean,
    /// A row is torn, and no glyph lost.
    Torn,
    /// A glyph is lost; or, of the shortest way to one, an increment.
    Lost,
    /// The increment program's final value.
    Value(u32),
    /// Nobody can step, though not all are done.
    Deadlock,
}

impl End {
    /// Returns what `program` came to in `state`, in which nobody can step; `lost` tells whether a put covered another.
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
