//! Why there is no such program.
//!
//! Owns the wording of limits; what is wrong in a text, the parser says.

use std::fmt;

use super::{MAX_COUNT, MAX_LINES, MAX_OPS, MAX_STEPS, MAX_THREADS, PackError, SourceError};

/// Why there is no such program. Its `Display` says what was found and what is possible.
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

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProgramError::Source(error) => error.fmt(f),
            ProgramError::Packed(error) => error.fmt(f),
            ProgramError::Threads(n) => write!(f, "{n} threads: choose 1 to {MAX_THREADS}"),
            ProgramError::Count(n) => write!(f, "{n} lines a thread: choose 1 to {MAX_COUNT}"),
            ProgramError::Lines(n) => write!(f, "{n} lines together: choose at most {MAX_LINES}"),
            ProgramError::Ops(n) => {
                write!(f, "{n} steps: choose fewer threads or lines, for at most {MAX_OPS} steps")
            }
            ProgramError::Steps(n) => {
                write!(f, "{n} steps or more: choose fewer threads or lines, for at most {MAX_STEPS} steps")
            }
        }
    }
}

impl std::error::Error for ProgramError {}

impl From<SourceError> for ProgramError {
    fn from(error: SourceError) -> ProgramError {
        ProgramError::Source(error)
    }
}
