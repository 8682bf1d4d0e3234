//! Reads a program's text: a small subset of Python 3.
//!
//! Owns the limits of a text and the error of one that is no program; never runs a program. Every text that is
//! accepted is Python, too. A text is read in steps: `lexer` splits it into words; `blocks`, with `block` and
//! `statement`, parses them into a `draft`; `resolve` resolves the names in that; `kinds`, `calls` and `start` check
//! the whole. If a step finds an error, the next ones still check what is before it, so that the error reported is
//! the first in the text.

mod lexer;
mod draft;
mod literal;
mod words;
mod reader;
mod block;
mod statement;
mod blocks;
mod globals;
mod scope;
mod resolve;
mod values;
mod kinds;
mod calls;
mod start;

use std::fmt;

use super::tree::Tree;
use crate::fact;
use crate::fact::Fact;

/// The most characters that a text may have. A line end counts as one.
pub const MAX_CHARACTERS: usize = 4_000;
/// The most lines that a text may have.
pub const MAX_LINES: u32 = 200;
/// The most blocks within one another in a function: `for` and `with`.
pub const MAX_NESTING: usize = 8;
/// The most locks.
pub const MAX_LOCKS: usize = 8;
/// The most shared names.
pub const MAX_SHARED: usize = 8;
/// The most functions.
pub const MAX_FUNCTIONS: usize = 32;
/// The most parameters of a function.
pub const MAX_PARAMETERS: usize = 4;
/// The largest number that may be written.
pub const MAX_NUMBER: u32 = 1_000_000;
/// The most characters between the quotes of a text.
pub const MAX_TEXT: usize = 200;

/// Why a text is no program: where, what was found, and what is possible there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceError {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// The text that was found and those that are possible. Boxed, since every function of the parser passes the error on.
    pub problem: Box<Fact>,
}

impl SourceError {
    /// Says where the error is, and the problem there.
    pub fn fact(&self) -> Fact {
        fact!("source.at", self.line, self.column, (*self.problem).clone())
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fact().fmt(f)
    }
}

impl std::error::Error for SourceError {}

/// A place in the text. An earlier place is less than a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: u32,
    column: u32,
}

impl Place {
    const START: Place = Place { line: 1, column: 1 };

    fn error(self, problem: Fact) -> SourceError {
        SourceError { line: self.line, column: self.column, problem: Box::new(problem) }
    }
}

/// The errors found, of which the first in the text is kept.
#[derive(Debug, Default)]
struct Errors {
    first: Option<SourceError>,
}

impl Errors {
    fn add(&mut self, place: Place, problem: Fact) {
        self.add_error(place.error(problem));
    }

    fn add_error(&mut self, error: SourceError) {
        let place = |error: &SourceError| (error.line, error.column);
        if self.first.as_ref().is_none_or(|first| place(&error) < place(first)) {
            self.first = Some(error);
        }
    }
}

/// Reads a text.
///
/// # Errors
///
/// If the text is no program. The error is the first in the text, except that a text that is too long is not read.
pub fn parse(text: &str) -> Result<Tree, SourceError> {
    measure(text)?;
    let lines = lexer::lines(text);
    let mut errors = Errors::default();
    let draft = blocks::draft(&lines, &mut errors);
    let globals = globals::Globals::new(&draft, &lines, &mut errors);
    let (mut tree, uses) = resolve::resolve(&draft, &globals, &mut errors);
    start::check(&draft, &mut errors);
    calls::check(&draft, &uses.calls, &mut errors);
    let kinds = kinds::Solver::solve(&draft, &uses, &mut errors);
    if errors.first.is_none() {
        start::check_entry(&draft, &kinds, &mut errors);
    }
    match errors.first {
        Some(error) => Err(error),
        None => {
            kinds.fill(&mut tree);
            Ok(tree)
        }
    }
}

/// Refuses a text that is too long.
fn measure(text: &str) -> Result<(), SourceError> {
    let (mut place, mut characters, mut before) = (Place::START, 0, ' ');
    for character in text.chars() {
        if (before, character) != ('\r', '\n') {
            characters += 1;
            match () {
                _ if MAX_LINES < place.line => {
                    return Err(place.error(fact!("source.lines", MAX_LINES)));
                }
                _ if MAX_CHARACTERS < characters => {
                    return Err(place.error(fact!("source.characters", MAX_CHARACTERS)));
                }
                _ if matches!(character, '\n' | '\r') => place = Place { line: place.line + 1, column: 1 },
                _ => place.column += 1,
            }
        }
        before = character;
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
