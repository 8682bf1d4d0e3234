//! Reads the words of one line, one by one.
//!
//! Owns what is said of a word that is not possible where it stands; never knows a whole statement.

use super::draft::{Is, Name, Value};
use super::lexer::{Line, Word, WordKind};
use super::{SourceError, literal, words};
use crate::fact;
use crate::fact::{Fact, LazyFact};

/// The words of a line that are still to be read.
#[derive(Debug)]
pub(super) struct Reader<'a, 't> {
    words: &'a [Word<'t>],
    at: usize,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(line: &'a Line<'t>) -> Reader<'a, 't> {
        Reader { words: &line.words, at: 0 }
    }

    pub fn peek(&self) -> &'a Word<'t> {
        // The last word is the end of the line, which no one passes.
        &self.words[self.at.min(self.words.len() - 1)]
    }

    pub fn next(&mut self) -> &'a Word<'t> {
        let word = self.peek();
        self.at += 1;
        word
    }

    pub fn take(&mut self, sign: &str) -> bool {
        let takes = self.peek().kind == WordKind::Sign && self.peek().text == sign;
        self.at += usize::from(takes);
        takes
    }

    /// Makes the error of a word that is not possible. A word that is none has its own.
    pub fn refuse(&self, word: &Word<'t>, problem: Fact) -> SourceError {
        match &word.kind {
            WordKind::Bad(problem) => word.place.error(problem.clone()),
            _ => word.place.error(problem),
        }
    }

    pub fn sign(&mut self, sign: &str, form: &str) -> Result<(), SourceError> {
        if self.take(sign) {
            return Ok(());
        }
        let word = self.peek();
        let problem = match (&word.kind, word.text) {
            (WordKind::End, _) => fact!("source.missing", sign, form),
            (_, "+=" | "-=" | "*=" | "/=") => steps_apart(word.text),
            (_, "+" | "-" | "*" | "/" | "//" | "%" | "**") => fact!("source.sum", word.text),
            _ => fact!("source.inPlaceOfSign", words::found(word), sign, form),
        };
        Err(self.refuse(word, problem))
    }

    pub fn name(&mut self, what: LazyFact, form: &str) -> Result<Name<'t>, SourceError> {
        let word = self.next();
        let found = words::found(word);
        match word.kind {
            WordKind::Name => Ok(Name { text: word.text, place: word.place }),
            WordKind::Keyword => Err(self.refuse(word, fact!("source.wordOfPython", found, what()))),
            _ => Err(self.refuse(word, fact!("source.inPlaceOfName", found, what(), form))),
        }
    }

    pub fn value(&mut self, what: LazyFact, form: &str) -> Result<Value<'t>, SourceError> {
        let word = self.next();
        let is = match word.kind {
            WordKind::Number(number) => Is::Number(number),
            WordKind::Text => Is::Text(literal::pieces(word)?),
            WordKind::Name => Is::Name(Name { text: word.text, place: word.place }),
            _ => {
                let found = words::found(word);
                return Err(self.refuse(word, fact!("source.inPlaceOf", found, what(), form)));
            }
        };
        Ok(Value { place: word.place, written: word.text, is })
    }

    /// Reads `:` and the line's end.
    pub fn colon(&mut self, form: &str) -> Result<(), SourceError> {
        self.sign(":", form)?;
        let word = self.peek();
        match word.kind {
            WordKind::End => Ok(()),
            _ => {
                let found = words::found(word);
                Err(self.refuse(word, fact!("source.afterColon", found)))
            }
        }
    }

    pub fn end(&mut self) -> Result<(), SourceError> {
        let word = self.next();
        match (&word.kind, word.text) {
            (WordKind::End, _) => Ok(()),
            (_, ";") => Err(self.refuse(word, fact!("source.notPart", ";", fact!("instead.semicolon")))),
            (_, ":") => Err(self.refuse(word, fact!("source.colon"))),
            (_, text) => Err(self.refuse(word, fact!("source.complete", words::quote(text)))),
        }
    }

    /// Makes the error of a line that no form fits, by its first word.
    pub fn strange(&mut self, first: &Word<'t>) -> SourceError {
        let (second, found) = (self.peek(), words::quote(first.text));
        let problem = match first.kind {
            WordKind::Keyword => words::keyword(first.text),
            WordKind::Text => fact!("source.textAlone"),
            WordKind::Name => {
                match words::nearest(first.text, &["for", "with", "pass", "def", "while", "import"]) {
                    _ if matches!(second.text, "+=" | "-=" | "*=" | "/=") => {
                        return self.refuse(second, steps_apart(second.text));
                    }
                    Some(near) => fact!("source.noStatement", found, fact!("suggest.near", near)),
                    None if second.kind == WordKind::End => {
                        fact!("source.nameAlone", found)
                    }
                    None => {
                        let after = words::quote(second.text);
                        return self.refuse(second, fact!("source.cannotFollow", after, found));
                    }
                }
            }
            _ => fact!("source.cannotBegin", found),
        };
        self.refuse(first, problem)
    }
}

/// Says what to write in place of an assignment that also calculates.
pub(super) fn steps_apart(sign: &str) -> Fact {
    fact!("source.notPart", sign, fact!("instead.add"))
}
