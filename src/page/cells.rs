//! A screen's cells, wherever they are.
//!
//! Owns the copying of cells; never looks at what they say.

use std::ops::Range;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The cells of a screen in a process's memory, as `cells.js` reads them while threads write: each as a whole.
    #[derive(Debug)]
    pub type Cells;

    #[wasm_bindgen(method, getter)]
    fn length(this: &Cells) -> u32;

    #[wasm_bindgen(method, js_name = copy)]
    fn copy_to(this: &Cells, start: u32, target: &mut [u16]);
}

impl Cells {
    /// Returns all cells.
    pub fn to_vec(&self) -> Vec<u16> {
        let mut cells = vec![0; self.length() as usize];
        self.copy_to(0, &mut cells);
        cells
    }
}

/// The cells of the screen that is shown.
#[derive(Debug)]
pub enum Source {
    /// The cells of a process, which outlive it.
    Process(Cells),
    /// A copy.
    Copy(Vec<u16>),
}

impl Source {
    /// Returns the number of cells.
    pub fn len(&self) -> usize {
        match self {
            Source::Process(cells) => cells.length() as usize,
            Source::Copy(cells) => cells.len(),
        }
    }

    /// Copies a range of them.
    pub fn copy(&self, range: Range<usize>, target: &mut Vec<u16>) {
        target.resize(range.len(), 0);
        match self {
            Source::Process(cells) => cells.copy_to(range.start as u32, target),
            Source::Copy(cells) => target.copy_from_slice(&cells[range]),
        }
    }
}
