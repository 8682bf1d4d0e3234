//! A text without the line that moves.
//!
//! Owns the places of a line that moves: those of the text without it. Never knows whether a text is a program with the
//! line in one of them.

use super::layout::{self, Layout, is_alone};
use super::lines::{Content, Lines};
use super::{Edited, LineKind, Place, SourceError, error, lock_line};
use crate::fact;

#[derive(Debug)]
pub(super) struct Lifted<'t> {
    /// The text without the line; `pass` is in its stead if its block has no other.
    pub lines: Lines<'t>,
    /// The places in this text.
    pub places: Vec<Place>,
    /// The place in this text that the line comes from. It need not be among the others.
    pub from: Place,
    leaves_pass: bool,
    content: Content<'t>,
}

impl<'t> Lifted<'t> {
    /// Takes the call of a lock out of the text.
    pub fn of(text: &'t str, line: u16) -> Result<Lifted<'t>, SourceError> {
        if lock_line(text, line)?.kind == LineKind::With {
            return Err(error(line, fact!("edit.with")));
        }
        let mut lines = Lines::of(text);
        let index = usize::from(line) - 1;
        let indent = lines.contents()[index].indent as u16;
        let leaves_pass = is_alone(lines.contents(), index);
        let content = if leaves_pass {
            let pass = Content::new(indent, "pass");
            std::mem::replace(lines.content_mut(index), pass)
        } else {
            lines.take(index)
        };
        let places = Layout::of(&lines).places;
        Ok(Lifted { lines, places, from: Place { line, indent }, leaves_pass, content })
    }

    /// Returns the text with the line in a place of the text without it.
    pub fn put(&self, place: Place) -> Edited {
        layout::put(&mut self.lines.clone(), place, self.content.clone())
    }

    /// Returns the place as one of the text with the line, of which an outer block's place is below the line.
    pub fn in_text(&self, place: Place) -> Place {
        let from = self.from;
        let is_below = from.line < place.line || from.line == place.line && place.indent < from.indent;
        Place { line: place.line + u16::from(is_below && !self.leaves_pass), ..place }
    }

    /// Returns the place of the text with the line as one of the text without it.
    pub fn in_lifted(&self, place: Place) -> Place {
        let from = self.from;
        let stays = place.line == from.line + 1 && place.indent == from.indent;
        let is_below = from.line < place.line && (stays || !self.leaves_pass);
        Place { line: place.line - u16::from(is_below), ..place }
    }
}
