//! The listing: the program's text, with the lock's lines marked.
//!
//! Owns the listing's element; never anything that runs.

use web_sys::Element;

use crate::listing::{Line, Role, listing};
use crate::program::{Op, Program};

/// The listing.
#[derive(Debug)]
pub struct Listing {
    element: Element,
    shown: Vec<Line>,
}

impl Listing {
    /// Shows listings in `element`.
    pub fn new(element: Element) -> Listing {
        Listing { element, shown: Vec::new() }
    }

    /// Shows the listing of `program`.
    pub fn show(&mut self, program: &Program) {
        let lines = listing(program);
        if lines == self.shown {
            return;
        }
        let document = self.element.owner_document().expect("the element is in a document");
        self.element.set_text_content(None);
        for line in &lines {
            let row = document.create_element("span").expect("`span` is a valid name");
            row.set_class_name(if line.role.is_lock() { "line lock" } else { "line" });
            row.set_text_content(Some(&format!("{}\n", line.text)));
            self.element.append_child(&row).expect("a listing takes lines");
        }
        self.shown = lines;
    }

    /// Marks the lines that threads are at: `places` has each thread's sign and its next op.
    pub fn mark(&self, places: &[(char, Op)]) {
        let rows = self.element.children();
        for (index, line) in self.shown.iter().enumerate() {
            let Some(row) = rows.item(index as u32) else { continue };
            let here = places.iter().filter(|(_, op)| Role::of(*op) == line.role);
            let signs: Vec<String> = here.map(|(sign, _)| sign.to_string()).collect();
            let _ = match signs.is_empty() {
                true => row.remove_attribute("data-at"),
                false => row.set_attribute("data-at", &signs.join(" ")),
            };
        }
    }
}
