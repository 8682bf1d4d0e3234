//! The values of names, numbers and texts, as far as they are known when a program is compiled.
//!
//! Owns how a value in the tree becomes one in the code; never adds an instruction.

use super::super::parse::SourceError;
use super::super::template::{self, Slot, Template};
use super::super::tree::{Argument, Character, Number, Piece, Text};
use super::{Compiler, error};
use crate::fact;

/// The most characters that a text may have, its numbers aside: calls may multiply it.
const MAX_TEMPLATE: usize = 4_096;

/// The value of a name.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Number(u32),
    /// The number of a loop's iteration.
    Iteration(Slot),
    Character(u8),
    /// The character that a loop is at.
    Each(Slot),
    Text(Template),
}

impl Compiler<'_> {
    pub(super) fn number(&self, number: Number) -> u32 {
        match number {
            Number::Literal(number) => number,
            Number::Threads => self.parameters.threads,
            Number::Count => self.parameters.count,
        }
    }

    pub(super) fn value(&self, name: &str) -> Value {
        let found = self.names.iter().rev().find(|(other, _)| *other == name);
        found.expect("every name in a tree resolves").1.clone()
    }

    pub(super) fn character(&self, character: &Character) -> Value {
        match character {
            Character::Literal(byte) => Value::Character(*byte),
            Character::Name(name) => self.value(name),
        }
    }

    pub(super) fn argument(&self, argument: &Argument, line: u16) -> Result<Value, SourceError> {
        Ok(match argument {
            Argument::Number(number) => Value::Number(self.number(*number)),
            Argument::Text(pieces) => Value::Text(self.template(pieces, line)?),
            Argument::Name(name) => self.value(name),
        })
    }

    pub(super) fn text(&self, text: &Text, line: u16) -> Result<Template, SourceError> {
        match text {
            Text::Pieces(pieces) => self.template(pieces, line),
            Text::Name(name) => match self.value(name) {
                Value::Text(template) => Ok(template),
                _ => unreachable!("a loop is over a text"),
            },
        }
    }

    pub(super) fn template(&self, pieces: &[Piece], line: u16) -> Result<Template, SourceError> {
        let mut template = Template::default();
        for piece in pieces {
            if MAX_TEMPLATE < template.size() {
                return Err(error(line, fact!("source.printed", MAX_TEMPLATE)));
            }
            match piece {
                Piece::Literal(text) => template.push(text.as_bytes()),
                Piece::Number(number) => template.push(self.number(*number).to_string().as_bytes()),
                Piece::Name(name) => match self.value(name) {
                    Value::Number(number) => template.push(number.to_string().as_bytes()),
                    Value::Character(byte) => template.push(&[byte]),
                    Value::Iteration(slot) => template.0.push(template::Piece::Number(slot)),
                    Value::Each(slot) => template.0.push(template::Piece::Character(slot)),
                    Value::Text(text) => {
                        for piece in text.0 {
                            match piece {
                                template::Piece::Literal(bytes) => template.push(&bytes),
                                other => template.0.push(other),
                            }
                        }
                    }
                },
            }
        }
        Ok(template)
    }
}
