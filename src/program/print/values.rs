//! Prints numbers, texts and arguments.
//!
//! Owns how a value is written; never a statement.

use super::style::fill;
use super::texts::{self, Spot};
use super::walk::{Walk, What};
use crate::program::tree::{Argument, Kind, Number, Piece};

impl Walk<'_> {
    pub fn number(&self, number: Number) -> String {
        match number {
            Number::Literal(number) => number.to_string(),
            Number::Threads => self.style.threads.to_owned(),
            Number::Count => self.style.count.to_owned(),
        }
    }

    /// Returns a parameter's or a loop variable's kind, and its value.
    pub fn value(&self, name: &str) -> (Kind, String) {
        let found = self.scope.iter().find(|(other, _)| *other == name).map(|(_, what)| *what);
        let printed = self.names.get(name);
        match found {
            Some(What::Variable(Kind::Character)) => {
                (Kind::Character, fill(self.style.character, &[printed]))
            }
            Some(What::Parameter(kind) | What::Variable(kind)) => (kind, printed.to_owned()),
            _ => unreachable!("the tree's values are parameters and loop variables"),
        }
    }

    pub fn argument(&self, argument: &Argument, kind: Kind) -> String {
        match (argument, kind) {
            (Argument::Number(number), _) => self.number(*number),
            (Argument::Name(name), _) => self.value(name).1,
            (Argument::Text(pieces), Kind::Character) => match &pieces[..] {
                [Piece::Literal(text)] => texts::character(text.as_bytes()[0]),
                _ => unreachable!("a character is a literal of one"),
            },
            (Argument::Text(pieces), _) => match self.text(pieces) {
                (text, true) => self.style.format.borrow.to_owned() + &text,
                (text, false) => text,
            },
        }
    }

    pub fn text(&self, pieces: &[Piece]) -> (String, bool) {
        let spot = |piece: &Piece| match piece {
            Piece::Literal(text) => Spot::Literal(text.clone()),
            Piece::Number(number) => Spot::Value(Kind::Number, self.number(*number)),
            Piece::Name(name) => {
                let (kind, value) = self.value(name);
                Spot::Value(kind, value)
            }
        };
        texts::text(&pieces.iter().map(spot).collect::<Vec<_>>(), &self.style.format)
    }
}
