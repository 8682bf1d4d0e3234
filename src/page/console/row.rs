//! A row that is drawn: its element, and what it shows.
//!
//! Owns the element's content and its position; never decides whether a row is torn.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use crate::fact::Fact;
use crate::page::{Texts, sign, thread_name};
use crate::screen::Glyph;

/// A row's element, and what it shows.
#[derive(Debug)]
pub struct DrawnRow {
    /// The element, which the console places among the others.
    pub element: HtmlElement,
    cells: Vec<u16>,
    newline: Option<u16>,
    torn: bool,
    /// How a torn row was written, its description.
    told: Option<Fact>,
    /// The buttons on its overwritten characters.
    marks: Vec<HtmlElement>,
    /// Its position, in pixels from the top of the content.
    position: i32,
}

impl DrawnRow {
    /// A new row, which shows nothing.
    pub fn new(document: &Document) -> DrawnRow {
        let element = document.create_element("div").expect("`div` is a valid name");
        let element = element.unchecked_into();
        DrawnRow {
            element,
            cells: Vec::new(),
            newline: None,
            torn: false,
            told: None,
            marks: Vec::new(),
            position: i32::MIN,
        }
    }

    /// Shows a row's glyphs, each author's run in a span of its own, and who ended it.
    pub fn show(&mut self, document: &Document, cells: &[u16], newline: Option<u16>, torn: bool) {
        if self.torn != torn {
            self.torn = torn;
            let _ = self.element.toggle_attribute_with_force("data-torn", torn);
        }
        if self.newline != newline {
            self.newline = newline;
            let _ = match newline.map(|newline| thread_name(Glyph::from_cell(newline).author)) {
                Some(author) => self.element.set_attribute("data-end", &author),
                None => self.element.remove_attribute("data-end"),
            };
        }
        if self.cells == cells {
            return;
        }
        self.mark(document, Vec::new());
        self.cells.clear();
        self.cells.extend_from_slice(cells);
        let mut span = self.element.first_element_child();
        for run in cells.chunk_by(|one, next| one >> 8 == next >> 8) {
            let current = span.take().unwrap_or_else(|| {
                let new = document.create_element("span").expect("`span` is a valid name");
                self.element.append_child(&new).expect("a row takes spans");
                new
            });
            let author = Glyph::from_cell(run[0]).author;
            if current.get_attribute("data-thread").as_deref() != Some(&thread_name(author)) {
                let _ = current.set_attribute("data-thread", &thread_name(author));
            }
            // A sign for each tile.
            let _ = current.set_attribute("data-signs", &sign(author).to_string().repeat(run.len()));
            current.set_text_content(Some(&text(run)));
            span = current.next_element_sibling();
        }
        while let Some(unused) = span {
            span = unused.next_element_sibling();
            unused.remove();
        }
    }

    /// Marks the overwritten characters: each with its column, and with the words on it.
    pub fn mark(&mut self, document: &Document, lost: Vec<(usize, String)>) {
        if self.marks.len() == lost.len() {
            return;
        }
        self.marks.drain(..).for_each(|mark| mark.remove());
        for (column, words) in lost {
            let mark = document.create_element("button").expect("`button` is a valid name");
            let mark: HtmlElement = mark.unchecked_into();
            for (name, value) in [("type", "button"), ("data-lost", ""), ("tabindex", "-1")] {
                let _ = mark.set_attribute(name, value);
            }
            let _ = mark.set_attribute("aria-label", &words);
            let _ = mark.style().set_property("--column", &column.to_string());
            let _ = self.element.append_child(&mark);
            self.marks.push(mark);
        }
    }

    /// Gives a screen reader these words on a torn row.
    pub fn describe(&mut self, told: Option<Fact>, texts: &Texts) {
        if self.told == told {
            return;
        }
        match &told {
            // A description needs a role.
            Some(fact) => {
                let _ = self.element.set_attribute("role", "group");
                let _ = self.element.set_attribute("aria-description", &texts.say(fact));
            }
            None => {
                let _ = self.element.remove_attribute("role");
                let _ = self.element.remove_attribute("aria-description");
            }
        }
        self.told = told;
    }

    /// Moves the row to `position`, in pixels from the top of the content.
    pub fn place(&mut self, position: i32) {
        if self.position != position {
            self.position = position;
            let _ = self.element.style().set_property("transform", &format!("translateY({position}px)"));
        }
    }
}

/// The characters of cells.
pub fn text(cells: &[u16]) -> String {
    cells.iter().map(|&cell| char::from(Glyph::from_cell(cell).byte)).collect()
}
