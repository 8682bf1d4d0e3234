//! Why there is no such program.
//!
//! Owns which limits there are to say; what is wrong in a text, the parser says.

use std::fmt;

use super::{MAX_COUNT, MAX_LINES, MAX_OPS, MAX_STEPS, MAX_THREADS, PackError, SourceError};
use crate::fact;
use crate::fact::Fact;

/// Why there is no such program. Its fact says what was found and what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgramError {
    /// The text is no program, or too large a one.
    Source(SourceError),
    /// The packed text cannot be unpacked.
    Packed(PackError),
    /// Not 1 to [`MAX_THREADS`] threads.
    Threads(u32),
    /// Not 1 to [`MAX_COUNT`] lines a thread.
    Count(u32),
    /// More than [`MAX_LINES`] lines together.
    Lines(u64),
    /// More than [`MAX_OPS`] ops together.
    Ops(u64),
    /// More than [`MAX_STEPS`] steps, to be taken one by one.
    Steps(u64),
}

impl ProgramError {
    /// Says what was found and what is possible.
    pub fn fact(&self) -> Fact {
        match *self {
            ProgramError::Source(ref error) => error.fact(),
            ProgramError::Packed(error) => error.fact(),
            ProgramError::Threads(n) => fact!("limit.threads", n, MAX_THREADS),
            ProgramError::Count(n) => fact!("limit.count", n, MAX_COUNT),
            ProgramError::Lines(n) => fact!("limit.lines", n, MAX_LINES),
            ProgramError::Ops(n) => fact!("limit.ops", n, MAX_OPS),
            ProgramError::Steps(n) => fact!("limit.steps", n, MAX_STEPS),
        }
    }
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fact().fmt(f)
    }
}

impl std::error::Error for ProgramError {}

impl From<SourceError> for ProgramError {
    fn from(error: SourceError) -> ProgramError {
        ProgramError::Source(error)
    }
}
