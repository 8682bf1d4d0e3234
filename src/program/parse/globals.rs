//! The names of the whole text: its locks and functions.
//!
//! Owns what a name at the left margin may be; never looks into a function. After a line that is an error, the names
//! are still known, though not what they stand for, so that nobody is told that they do not exist.

use super::draft::{Draft, Name};
use super::lexer::{Line, WordKind};
use super::{Errors, words};
use crate::fact;
use crate::fact::LazyFact;

/// The names of the whole text.
#[derive(Debug)]
pub(super) struct Globals<'t> {
    locks: Vec<&'t str>,
    functions: Vec<&'t str>,
    /// The names after the first error.
    unread_locks: Vec<&'t str>,
    unread_functions: Vec<&'t str>,
}

const LOCK: LazyFact = || fact!("what.lock");
const FUNCTION: LazyFact = || fact!("what.function");

/// The meaning of a name of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Global {
    /// A lock, by its position.
    Lock(usize),
    /// A function, by its position.
    Function(usize),
    /// A lock after the first error.
    UnreadLock,
    /// A function after the first error.
    UnreadFunction,
}

impl<'t> Globals<'t> {
    /// Gathers the names, and refuses those that are taken.
    pub fn new(draft: &Draft<'t>, lines: &[Line<'t>], errors: &mut Errors) -> Globals<'t> {
        let mut names: Vec<(&Name<'t>, LazyFact)> = draft.locks.iter().map(|lock| (lock, LOCK)).collect();
        names.extend(draft.functions.iter().map(|function| (&function.name, FUNCTION)));
        for (name, what) in &names {
            let before =
                names.iter().filter(|(other, _)| other.text == name.text && other.place < name.place);
            let before = before.min_by_key(|(other, _)| other.place);
            let quoted = words::quote(name.text);
            if words::RESERVED.contains(&name.text) {
                errors.add(name.place, fact!("source.reserved", quoted, what()));
            } else if let Some((other, what)) = before {
                let problem = fact!("source.taken", quoted, what(), other.place.line);
                errors.add(name.place, problem);
            }
        }
        let mut globals = Globals {
            locks: draft.locks.iter().map(|lock| lock.text).collect(),
            functions: draft.functions.iter().map(|function| function.name.text).collect(),
            unread_locks: Vec::new(),
            unread_functions: Vec::new(),
        };
        for line in &lines[draft.lines..] {
            globals.glance(line);
        }
        globals
    }

    /// Notes the name that an unread line seems to declare.
    fn glance(&mut self, line: &Line<'t>) {
        let [first, second, ..] = &line.words[..] else { return };
        match (&first.kind, first.text, &second.kind, second.text) {
            (WordKind::Keyword, "def", WordKind::Name, name) => self.unread_functions.push(name),
            (WordKind::Name, name, _, "=") if line.indent == 0 => self.unread_locks.push(name),
            _ => {}
        }
    }

    /// Returns what a name stands for.
    pub fn find(&self, name: &str) -> Option<Global> {
        let position = |names: &[&str]| names.iter().position(|other| *other == name);
        let lock = position(&self.locks).map(Global::Lock);
        let function = || position(&self.functions).map(Global::Function);
        let unread_lock = || position(&self.unread_locks).map(|_| Global::UnreadLock);
        let unread_function = || position(&self.unread_functions).map(|_| Global::UnreadFunction);
        lock.or_else(function).or_else(unread_lock).or_else(unread_function)
    }

    /// Returns the names of the locks.
    pub fn locks(&self) -> Vec<&'t str> {
        [&self.locks[..], &self.unread_locks].concat()
    }

    /// Returns the names of the functions.
    pub fn functions(&self) -> Vec<&'t str> {
        [&self.functions[..], &self.unread_functions].concat()
    }
}
