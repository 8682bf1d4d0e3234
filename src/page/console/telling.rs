//! Telling the reader how a torn row was written.
//!
//! Owns the choice of the row; its words are those of [`told`].

use super::{Console, copy_row, is_torn};
use crate::fact;
use crate::rows::told;

impl Console {
    /// Marks row `index` and tells how it was written, if it is torn; marks none if it is not.
    pub fn tell(&mut self, index: usize) {
        let Some(rows) = self.rows.as_ref().filter(|rows| index < rows.len()) else { return };
        let (row, newline) = copy_row(rows, &self.cells, index, &mut self.copied);
        if !is_torn(rows, row, newline, self.unfinished) {
            self.point_at(None, "");
        } else {
            let told = told(index, row, newline);
            let fact = match self.lost.filter(|&lost| lost != 0) {
                Some(lost) => fact!("told.lost", told, lost),
                None => told,
            };
            let words = self.texts.say(&fact);
            self.point_at(Some(index), &words);
        }
        self.render();
    }

    /// Goes to the next torn row, or the previous one, round the end, and tells how it was written. Tells whether there are rows.
    pub fn tell_next(&mut self, forward: bool) -> bool {
        let Some(rows) = self.rows.as_ref().filter(|rows| !rows.is_empty()) else { return false };
        let len = rows.len();
        let first = self.pointed_at.unwrap_or(if forward { len - 1 } else { 0 });
        let mut next = (1..=len).map(|by| (if forward { first + by } else { first + len - by }) % len);
        let found = next.find(|&index| {
            let (row, newline) = copy_row(rows, &self.cells, index, &mut self.copied);
            is_torn(rows, row, newline, self.unfinished)
        });
        match found {
            Some(row) => {
                self.go_to(row);
                self.tell(row);
            }
            None => self.point_at(None, &self.texts.say(&fact!("told.none"))),
        }
        true
    }
}
