//! Prints a program in a language that learners know.
//!
//! Owns the listing: its lines, the line of the text that each comes from, and what surrounds them to make a whole
//! program that the language's own tools run. Python is the text as written; the other languages are printed from the
//! tree by one walk, `braces`, with a table of templates for each. Never runs a program, and never says how a listing
//! looks.
//!
//! Without a lock, the lines of the lock stay in the listing, and are commented out in the whole program; so is `join`
//! if `main` exits without waiting. The lock of every whole program is the language's own, whatever the lock's kind.

mod style; // what the tables say
mod names; // names that a language refuses
mod texts; // literals and formatted texts
mod uses; // what a block uses
mod walk; // functions and statements
mod values; // numbers, texts, arguments
mod braces; // a whole listing in a language with braces
mod python; // as written
mod rust;
mod javascript;
mod c;
mod java;
mod go;

use super::Program;

/// A language that a program is printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python, as written.
    Python,
    /// Rust.
    Rust,
    /// JavaScript, for Node.js.
    JavaScript,
    /// C, with POSIX threads.
    C,
    /// Java.
    Java,
    /// Go.
    Go,
}

impl Language {
    /// The words for languages.
    pub const WORDS: [(&str, Language); 6] = [
        ("python", Language::Python),
        ("rust", Language::Rust),
        ("javascript", Language::JavaScript),
        ("c", Language::C),
        ("java", Language::Java),
        ("go", Language::Go),
    ];
}

/// A program, printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The text before the lines in a whole program.
    pub prelude: String,
    /// The program.
    pub lines: Vec<Line>,
    /// The text after the lines in a whole program.
    pub ending: String,
}

/// One line of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, indented, without a line end.
    pub text: String,
    /// The line of the program's text that it comes from, from 1; `None` for braces and the like.
    pub source: Option<u16>,
    /// Whether it is there for a lock: declares, acquires or releases one.
    pub lock: bool,
    /// The line that stands for it in the whole program, if the parameters leave it out.
    instead: Option<String>,
}

/// Prints a program as written, in Python.
pub fn as_written(program: &Program) -> Listing {
    python::print(program)
}

/// Prints a program.
pub fn print(program: &Program, language: Language) -> Listing {
    match language {
        Language::Python => as_written(program),
        Language::Rust => braces::print(program, &rust::STYLE),
        Language::JavaScript => braces::print(program, &javascript::STYLE),
        Language::C => braces::print(program, &c::STYLE),
        Language::Java => braces::print(program, &java::STYLE),
        Language::Go => braces::print(program, &go::STYLE),
    }
}

impl Line {
    /// Returns what the whole program has for this line.
    fn in_whole(&self) -> &str {
        self.instead.as_ref().unwrap_or(&self.text)
    }
}

impl Listing {
    /// Returns the whole program, which the language's own tools run.
    pub fn whole(&self) -> String {
        let mut whole = self.prelude.clone();
        for line in &self.lines {
            whole.push_str(line.in_whole());
            whole.push('\n');
        }
        whole + &self.ending
    }
}

#[cfg(test)]
mod tests;
