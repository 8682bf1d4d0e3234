//! Resolves values and the functions that take them.
//!
//! Owns what a name may stand for in a value; never a statement.

use super::draft::{Is, Name, Piece, Value};
use super::globals::Global;
use super::resolve::{Gives, Resolver};
use super::scope::What;
use super::{SourceError, words};
use crate::program::tree::{Argument, Kind, Number, Piece as TreePiece};

impl<'t> Resolver<'_, 't> {
    /// Resolves a number that is known before the program runs.
    pub fn number(&mut self, value: &Value<'t>) -> Option<Number> {
        let found = words::quote(value.written);
        let possible = "`range` takes a number, `threads` or `count`";
        let problem = match &value.is {
            Is::Number(number) => return Some(Number::Literal(*number)),
            Is::Text(_) => format!("{found} is a text: {possible}"),
            Is::Name(name) => match (attribute(name.text), self.scope.find(name.text)) {
                (Some(number), _) => return Some(number),
                (None, Some(entry)) => format!("{found} is {}: {possible}", entry.what.words()),
                (None, None) => match words::nearest(name.text, ["threads", "count"]) {
                    Some(near) => format!("{found} is unknown here: did you mean `{near}`?"),
                    None => format!("{found} is no number that is known here: {possible}"),
                },
            },
        };
        self.errors.add(value.place, problem);
        None
    }

    /// Resolves the pieces of a text.
    pub fn pieces(&mut self, pieces: &[Piece<'t>]) -> Option<Vec<TreePiece>> {
        let mut resolved = Vec::new();
        for piece in pieces {
            resolved.push(match piece {
                Piece::Literal(text) => Some(TreePiece::Literal(text.clone())),
                Piece::Name(name) => match attribute(name.text) {
                    Some(number) => Some(TreePiece::Number(number)),
                    None => self.value(*name).map(|_| TreePiece::Name(name.text.to_owned())),
                },
            });
        }
        resolved.into_iter().collect()
    }

    /// Resolves an argument.
    pub fn argument(&mut self, value: &Value<'t>) -> Option<(Argument, Gives)> {
        match &value.is {
            Is::Number(number) => {
                Some((Argument::Number(Number::Literal(*number)), Gives::Kind(Kind::Number)))
            }
            Is::Text(pieces) => {
                let gives = if value.character().is_some() { Gives::Single } else { Gives::Kind(Kind::Text) };
                self.pieces(pieces).map(|pieces| (Argument::Text(pieces), gives))
            }
            Is::Name(name) => {
                if let Some(number) = attribute(name.text) {
                    return Some((Argument::Number(number), Gives::Kind(Kind::Number)));
                }
                let gives = match self.value(*name)? {
                    What::Parameter(slot) => Gives::Parameter(slot),
                    What::Loop(kind) => Gives::Kind(kind),
                    What::Cursor | What::Shared => return None,
                };
                Some((Argument::Name(name.text.to_owned()), gives))
            }
        }
    }

    /// Resolves a name that is to have this kind.
    pub fn need(&mut self, name: Name<'t>, kind: Kind) -> Option<String> {
        match self.value(name)? {
            What::Parameter(slot) => self.uses.needs.push((slot, kind, name)),
            What::Loop(found) if found == kind => {}
            what => {
                let (found, needed) = (words::quote(name.text), words::kind(kind));
                self.errors.add(name.place, format!("{found} is {}: {needed} is needed here", what.words()));
                return None;
            }
        }
        Some(name.text.to_owned())
    }

    /// Resolves a parameter or a loop's variable.
    fn value(&mut self, name: Name<'t>) -> Option<What> {
        let found = words::quote(name.text);
        let problem = match (self.scope.find(name.text).map(|entry| entry.what), self.globals.find(name.text))
        {
            (Some(What::Cursor | What::Shared), _) => {
                let possible = "only parameters, loop variables, `threads` and `count` are values here";
                format!("{found} is a local, loaded as the program runs: {possible}")
            }
            (Some(what), _) => return Some(what),
            (None, _) if self.scope.has_ended(name.text) => {
                format!("{found} is known only in the block that ends above")
            }
            (None, Some(Global::Lock(_) | Global::UnreadLock)) => format!("{found} is a lock, no value"),
            (None, Some(_)) => format!("{found} is a function, no value"),
            (None, None) => {
                let mut values = self.scope.names(|what| !matches!(what, What::Cursor | What::Shared));
                values.extend(["threads", "count"]);
                format!("{found} is unknown here: {}", words::suggest(name.text, &values, "the values are"))
            }
        };
        self.errors.add(name.place, problem);
        None
    }

    /// Resolves the name of a function that is called or started, unless the first error is before it.
    pub fn callee(&mut self, name: Name<'t>) -> Option<usize> {
        match self.globals.find(name.text) {
            Some(Global::Function(_) | Global::UnreadFunction) if name.text == "main" => {
                self.errors.add(name.place, "`main` runs by itself: it is neither called nor started");
                None
            }
            Some(Global::Function(index)) => Some(index),
            Some(Global::UnreadFunction) => None,
            global => {
                let error = self.no_function(name, global.is_some());
                self.errors.add_error(error);
                None
            }
        }
    }

    fn no_function(&self, name: Name<'t>, is_lock: bool) -> SourceError {
        let found = words::quote(name.text);
        let mut functions = self.globals.functions();
        functions.retain(|function| *function != "main");
        let defined = words::list(functions.iter().copied());
        functions.extend(["start", "join", "work"]);
        let problem = match (self.scope.find(name.text), name.text) {
            _ if is_lock => {
                format!("{found} is a lock: `{0}.acquire()` and `{0}.release()` are possible", name.text)
            }
            (Some(entry), _) => format!("{found} is {}, no function", entry.what.words()),
            (None, "print") => "`print` is not defined: define it, as in `def print(text):`".to_owned(),
            (None, "sleep") => "`sleep` is not defined: to wait, `work(MICROSECONDS)`".to_owned(),
            (None, "Thread") => "`Thread` is not defined: threads begin with `start(FUNCTION)`".to_owned(),
            (None, text) if words::RESERVED.contains(&text) => {
                format!("{found} is no function: it cannot be called or started")
            }
            (None, text) => match words::nearest(text, functions) {
                Some(near) => format!("{found} is not defined: did you mean `{near}`?"),
                None if defined.is_empty() => {
                    format!("{found} is not defined: `def {text}():` at the left margin")
                }
                None => format!("{found} is not defined: the functions are {defined}"),
            },
        };
        name.place.error(problem)
    }
}

/// Returns the number that is set outside of the text, if the name is one's.
fn attribute(name: &str) -> Option<Number> {
    match name {
        "threads" => Some(Number::Threads),
        "count" => Some(Number::Count),
        _ => None,
    }
}
