//! Reads what is between a text's quotes.
//!
//! Owns escapes and the braces of f-strings; never resolves a name in them.

use super::draft::{Name, Piece};
use super::lexer::{Word, is_of_name};
use super::{Place, SourceError, words};
use crate::fact;

/// Returns the pieces of a text, none if it is empty. Literals are never neighbours.
pub(super) fn pieces<'t>(word: &Word<'t>) -> Result<Vec<Piece<'t>>, SourceError> {
    let prefix = usize::from(word.text.starts_with('f'));
    let content = &word.text[prefix + 1..word.text.len() - 1];
    let start = word.place.column + prefix as u32 + 1;
    let mut reader =
        Reader { content, start: Place { column: start, ..word.place }, at: 0, pieces: Vec::new() };
    while let Some(byte) = reader.byte(0) {
        match byte {
            b'\\' => reader.escape()?,
            b'{' | b'}' if prefix == 1 => reader.brace(byte)?,
            _ => reader.literal(byte, 1),
        }
    }
    Ok(reader.pieces)
}

struct Reader<'t> {
    content: &'t str,
    start: Place,
    at: usize,
    pieces: Vec<Piece<'t>>,
}

impl<'t> Reader<'t> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.content.as_bytes().get(self.at + ahead).copied()
    }

    fn place(&self, ahead: usize) -> Place {
        Place { column: self.start.column + (self.at + ahead) as u32, ..self.start }
    }

    /// Adds a character that takes so many bytes.
    fn literal(&mut self, byte: u8, bytes: usize) {
        self.at += bytes;
        match self.pieces.last_mut() {
            Some(Piece::Literal(text)) => text.push(char::from(byte)),
            _ => self.pieces.push(Piece::Literal(char::from(byte).into())),
        }
    }

    fn escape(&mut self) -> Result<(), SourceError> {
        let byte = self.byte(1).expect("the lexer ends no text within an escape");
        match byte {
            b'n' => self.literal(b'\n', 2),
            b'\\' | b'\'' | b'"' => self.literal(byte, 2),
            _ => {
                let found = format!("\\{}", char::from(byte));
                return Err(self.place(0).error(fact!("source.notPart", found, fact!("instead.escape"))));
            }
        }
        Ok(())
    }

    fn brace(&mut self, brace: u8) -> Result<(), SourceError> {
        if self.byte(1) == Some(brace) {
            self.literal(brace, 2);
            return Ok(());
        }
        if brace == b'}' {
            return Err(self.place(0).error(fact!("source.closingBrace")));
        }
        let inside = &self.content[self.at + 1..];
        let Some(end) = inside.find('}') else {
            return Err(self.place(0).error(fact!("source.openingBrace")));
        };
        let (text, place) = (&inside[..end], self.place(1));
        let is_name = text.bytes().all(is_of_name) && !text.starts_with(|c: char| c.is_ascii_digit());
        if text.is_empty() || !is_name || words::is_keyword(text) {
            let found = words::quote(&inside[..end + 1]);
            return Err(self.place(0).error(fact!("source.braces", format!("{{{found}"))));
        }
        self.pieces.push(Piece::Name(Name { text, place }));
        self.at += end + 2;
        Ok(())
    }
}
