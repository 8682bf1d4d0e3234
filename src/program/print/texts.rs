//! Literals, and texts that have names in them.
//!
//! Owns how characters are quoted; never resolves a name.

use super::style::{Format, fill};
use crate::program::tree::Kind;

/// A piece of a text.
#[derive(Debug)]
pub(super) enum Spot {
    /// Characters as they are.
    Literal(String),
    /// A value, written in the language.
    Value(Kind, String),
}

/// Quotes a text that has no names in it.
pub(super) fn literal(text: &str) -> String {
    format!("\"{}\"", escape(text, &[('"', "\\\"")]))
}

/// Quotes a character, which all these languages do alike.
pub(super) fn character(byte: u8) -> String {
    format!("'{}'", escape(&char::from(byte).to_string(), &[('\'', "\\'")]))
}

/// Writes a text, formatted if it has names in it. Tells which.
pub(super) fn text(spots: &[Spot], format: &Format) -> (String, bool) {
    match spots {
        [] => return (literal(""), false),
        [Spot::Literal(text)] => return (literal(text), false),
        _ => {}
    }
    let (mut written, mut arguments) = (format.open.to_owned(), String::new());
    for spot in spots {
        match spot {
            Spot::Literal(text) => written.push_str(&escape(text, format.escapes)),
            Spot::Value(kind, value) => {
                let spot = format.spots[*kind as usize];
                written.push_str(&fill(spot, &[value]));
                if !spot.contains("$1") {
                    arguments.push_str(", ");
                    arguments.push_str(value);
                }
            }
        }
    }
    (written + format.end + &arguments + format.close, true)
}

fn escape(text: &str, escapes: &[(char, &str)]) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match escapes.iter().find(|(other, _)| *other == character) {
            Some((_, instead)) => escaped.push_str(instead),
            None if character == '\n' => escaped.push_str("\\n"),
            None if character == '\\' => escaped.push_str("\\\\"),
            None => escaped.push(character),
        }
    }
    escaped
}
