//! The reader's selection in the console, as places on the screen.
//!
//! Owns the translation between the browser's selection and rows; never the rows.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot, window};

/// A place on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first row.
    Start,
    /// Before a character of a row.
    Row {
        /// The row's number.
        index: usize,
        /// How many of its characters are before the place.
        column: usize,
    },
    /// After the last row.
    End,
}

/// The reader's selection, as far as it is in the console.
#[derive(Debug)]
pub struct Selection {
    shadow: ShadowRoot,
    /// The element that holds the rows.
    content: HtmlElement,
    /// The ends that the browser set when everything was selected: the first and the last character that are drawn. As
    /// long as the selection has these ends, it stands for everything.
    everything: Option<Ends>,
}

/// Anchor and focus, each a node and an offset in it.
type Ends = [(Node, u32); 2];

impl Selection {
    /// Looks at selections in `content`, which is in `shadow`.
    pub fn new(shadow: ShadowRoot, content: HtmlElement) -> Selection {
        Selection { shadow, content, everything: None }
    }

    /// Selects everything, rows that are not drawn included.
    pub fn select_all(&mut self) {
        if let Some(selection) = self.current() {
            let _ = selection.select_all_children(&self.content);
        }
        self.everything = self.current_ends();
    }

    /// Tells whether everything is selected.
    pub fn is_everything(&self) -> bool {
        self.everything.is_some() && self.everything == self.current_ends()
    }

    /// Returns the two ends of the selection, in the order in which the reader made it; `None` if nothing is selected,
    /// or something elsewhere.
    pub fn ends(&self) -> Option<(Place, Place)> {
        if self.is_everything() {
            return Some((Place::Start, Place::End));
        }
        let [anchor, focus] = self.current_ends()?;
        Some((self.place(&anchor.0, anchor.1)?, self.place(&focus.0, focus.1)?))
    }

    fn current_ends(&self) -> Option<Ends> {
        let selection = self.current().filter(|selection| !selection.is_collapsed())?;
        let anchor = (selection.anchor_node()?, selection.anchor_offset());
        Some([anchor, (selection.focus_node()?, selection.focus_offset())])
    }

    /// Returns the rows that the selection begins and ends in.
    pub fn rows(&self) -> Vec<usize> {
        let index = |place| if let Place::Row { index, .. } = place { Some(index) } else { None };
        self.ends().map_or(Vec::new(), |(one, other)| [one, other].into_iter().filter_map(index).collect())
    }

    /// The selection inside of the shadow root. Chromium has one a root, Firefox one a document.
    fn current(&self) -> Option<web_sys::Selection> {
        let own = Reflect::get(&self.shadow, &"getSelection".into()).ok()?.dyn_into::<Function>();
        match own {
            Ok(own) => own.call0(&self.shadow).ok()?.dyn_into().ok(),
            Err(_) => window()?.get_selection().ok()?,
        }
    }

    fn place(&self, node: &Node, offset: u32) -> Option<Place> {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let row =
            element.closest("[data-row]").ok().flatten().filter(|row| self.content.contains(Some(row)))?;
        let range = row.owner_document()?.create_range().ok()?;
        range.set_start(&row, 0).ok()?;
        range.set_end(node, offset).ok()?;
        let before: JsValue = range.to_string().into();
        let column = before.as_string()?.len();
        Some(Place::Row { index: row.get_attribute("data-row")?.parse().ok()?, column })
    }
}
