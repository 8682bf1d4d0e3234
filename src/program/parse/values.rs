//! Resolves values and the functions that take them.
//!
//! Owns what a name may stand for in a value; never a statement.

use super::draft::{Is, Name, Piece, Value};
use super::globals::Global;
use super::resolve::{Gives, Resolver};
use super::scope::What;
use super::{SourceError, words};
use crate::fact;
use crate::program::tree::{Argument, Kind, Number, Piece as TreePiece};

impl<'t> Resolver<'_, 't> {
    /// Resolves a number that is known before the program runs.
    pub fn number(&mut self, value: &Value<'t>) -> Option<Number> {
        let found = words::quote(value.written);
        let problem = match &value.is {
            Is::Number(number) => return Some(Number::Literal(*number)),
            Is::Text(_) => fact!("source.rangeNot", found, fact!("kind.text")),
            Is::Name(name) => match (attribute(name.text), self.scope.find(name.text)) {
                (Some(number), _) => return Some(number),
                (None, Some(entry)) => fact!("source.rangeNot", found, entry.what.fact()),
                (None, None) => match words::nearest(name.text, &["threads", "count"]) {
                    Some(near) => fact!("source.unknown", found, fact!("suggest.near", near)),
                    None => fact!("source.rangeUnknown", found),
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
                self.errors.add(name.place, fact!("source.needed", found, what.fact(), needed));
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
                fact!("source.localNoValue", found)
            }
            (Some(what), _) => return Some(what),
            (None, _) if self.scope.has_ended(name.text) => fact!("source.blockEnded", found),
            (None, Some(Global::Lock(_) | Global::UnreadLock)) => fact!("source.lockNoValue", found),
            (None, Some(_)) => fact!("source.functionNoValue", found),
            (None, None) => {
                let mut values = self.scope.names(|what| !matches!(what, What::Cursor | What::Shared));
                values.extend(["threads", "count"]);
                let near = words::suggest(name.text, &values, |all| fact!("suggest.values", all));
                fact!("source.unknown", found, near)
            }
        };
        self.errors.add(name.place, problem);
        None
    }

    /// Resolves the name of a function that is called or started, unless the first error is before it.
    pub fn callee(&mut self, name: Name<'t>) -> Option<usize> {
        match self.globals.find(name.text) {
            Some(Global::Function(_) | Global::UnreadFunction) if name.text == "main" => {
                self.errors.add(name.place, fact!("source.mainCalled"));
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
            _ if is_lock => fact!("source.lockCalled", found),
            (Some(entry), _) => fact!("source.noFunction", found, entry.what.fact()),
            (None, "print") => fact!("source.notDefined", found, fact!("instead.print")),
            (None, "sleep") => fact!("source.notDefined", found, fact!("instead.sleep")),
            (None, "Thread") => fact!("source.notDefined", found, fact!("instead.thread")),
            (None, text) if words::RESERVED.contains(&text) => fact!("source.reservedCalled", found),
            (None, text) => {
                let instead = match words::nearest(text, &functions) {
                    Some(near) => fact!("suggest.near", near),
                    None if defined.is_empty() => fact!("instead.def", text),
                    None => fact!("suggest.functions", defined),
                };
                fact!("source.notDefined", found, instead)
            }
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
