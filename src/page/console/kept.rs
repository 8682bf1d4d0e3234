//! A screen that the console takes away and shows again.
//!
//! Owns the screen meanwhile; never changes it.

use super::Console;
use crate::page::cells::Source;
use crate::rows::Rows;

/// A screen that is kept to be shown again.
#[derive(Debug)]
pub struct Kept {
    rows: Option<Rows>,
    cells: Source,
    unfinished: bool,
    lost: Option<u32>,
}

impl Console {
    /// Takes the screen away, to be shown again.
    pub fn take(&mut self) -> Kept {
        self.keep();
        let cells = std::mem::replace(&mut self.cells, Source::Copy(Vec::new()));
        Kept { rows: self.rows.take(), cells, unfinished: self.unfinished, lost: self.lost }
    }

    /// Shows a screen again.
    pub fn restore(&mut self, kept: Kept) {
        self.forget();
        (self.rows, self.cells, self.unfinished, self.lost) =
            (kept.rows, kept.cells, kept.unfinished, kept.lost);
        self.running = false;
    }
}
