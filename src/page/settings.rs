//! The settings that views show.
//!
//! Owns their form; the attributes of the host are where they come from.

use crate::durations::Durations;
use crate::program::{Parameters, Program, ProgramError};

/// The settings that an element's attributes state.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The program's text.
    pub text: String,
    /// The name of the preset whose text that is; empty for any other text.
    pub preset: String,
    /// The critical section of a preset: its scope.
    pub scope: String,
    /// The values that the text leaves open.
    pub parameters: Parameters,
    /// The program, or why there is none.
    pub program: Result<Program, ProgramError>,
    /// How long each op takes.
    pub durations: Durations,
    /// Whether a run at full speed is taped, too, if it can be.
    pub tape: bool,
}
