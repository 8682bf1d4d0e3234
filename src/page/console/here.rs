//! The marks of a step on the screen: the cursor's cell, and a character that was overwritten.
//!
//! Owns two elements over the rows, which say nothing to a screen reader: the stepper says it in words. A row's own text
//! stays as it is.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use super::Console;
use crate::page::cells::Source;
use crate::page::thread_name;
use crate::rows::Rows;
use crate::screen::Glyph;
use crate::scroll::Viewport;

/// The marks that a step leaves on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traces {
    /// The cell that the cursor is at.
    pub cursor: Option<u32>,
    /// A cell whose glyph has been overwritten, and that glyph.
    pub lost: Option<(u32, Glyph)>,
    /// The cell that the reader should see.
    pub cell: u32,
}

/// The marks.
#[derive(Debug)]
pub struct Here {
    cursor: HtmlElement,
    ghost: HtmlElement,
    traces: Option<Traces>,
    /// Whether the reader has yet to be shown the cell.
    pub is_new: bool,
}

impl Here {
    /// Makes the marks, among the rows in `content`.
    pub fn new(document: &Document, content: &HtmlElement) -> Here {
        let create = |class: &str| {
            let element = document.create_element("i").expect("`i` is a valid name");
            element.set_class_name(class);
            let _ = element.set_attribute("aria-hidden", "true");
            let element: HtmlElement = element.unchecked_into();
            element.set_hidden(true);
            content.append_child(&element).expect("rows take marks");
            element
        };
        Here { cursor: create("cursor"), ghost: create("ghost"), traces: None, is_new: false }
    }

    /// Takes what is to be marked.
    pub fn set(&mut self, traces: Option<Traces>) {
        self.traces = traces;
        self.is_new = traces.is_some();
        if let Some(Traces { lost: Some((_, glyph)), .. }) = traces {
            let shown = if glyph.byte == b'\n' { '↵' } else { char::from(glyph.byte) };
            // As a shadow of the text: what is selected and copied is the screen's.
            let _ = self.ghost.set_attribute("data-lost", &shown.to_string());
            let _ = self.ghost.set_attribute("data-thread", &thread_name(glyph.author));
        }
    }

    /// Returns the row that the reader should see, if it has changed.
    pub fn row(&self, rows: &Rows) -> Option<usize> {
        let traces = self.traces.filter(|_| self.is_new)?;
        place(rows, traces.cell).map(|(row, _)| row)
    }

    /// Draws the marks.
    pub fn draw(&self, rows: &Rows, view: &Viewport) {
        let traces = self.traces;
        self.put(&self.cursor, traces.and_then(|traces| traces.cursor), rows, view);
        self.put(&self.ghost, traces.and_then(|traces| Some(traces.lost?.0)), rows, view);
    }

    fn put(&self, mark: &HtmlElement, cell: Option<u32>, rows: &Rows, view: &Viewport) {
        let place = cell.and_then(|cell| place(rows, cell));
        mark.set_hidden(place.is_none());
        let Some((row, column)) = place else { return };
        let top = view.position(row).round() as i32;
        let style = mark.style();
        let _ = style.set_property("transform", &format!("translateY({top}px)"));
        let _ = style.set_property("--column", &column.to_string());
    }
}

impl Console {
    /// Shows a screen with these cells, as a step left it: all of them at once, when it is drawn.
    pub fn show_copy(&mut self, cells: &[u16], traces: Traces) {
        self.here.set(Some(traces));
        self.cells = Source::Copy(cells.to_vec());
        self.reread();
        (self.running, self.unfinished) = (false, true);
        self.point_at(None, "");
        while !self.read(f64::INFINITY) {}
    }
}

/// The row and the column of a cell, unless the cells before it are empty.
fn place(rows: &Rows, cell: u32) -> Option<(usize, usize)> {
    if rows.read() < cell as usize {
        return None;
    }
    let row = rows.row_of(cell);
    let start = if row < rows.len() { rows.range(row).start } else { rows.open_start() };
    Some((row, cell as usize - start))
}
