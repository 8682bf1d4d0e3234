//! The stepper: the threads that can step, their next ops, and why the others cannot.
//!
//! Owns the threads' buttons and the place in the schedule; never steps. A button names its thread in `data-step`, and
//! the element does the rest.

use web_sys::{Document, Element, HtmlElement, HtmlInputElement, ShadowRoot};

use super::{author_name, find, sign};
use crate::program::Author;
use crate::stepper::Stepper;

/// The stepper's view.
#[derive(Debug)]
pub struct Steps {
    document: Document,
    threads: Element,
    scrub: HtmlInputElement,
    position: HtmlElement,
}

impl Steps {
    /// Shows steps in `shadow`'s stepper.
    pub fn new(shadow: &ShadowRoot) -> Steps {
        let threads: Element = find(shadow, ".threads");
        Steps {
            document: threads.owner_document().expect("the element is in a document"),
            threads,
            scrub: find(shadow, "[name=position]"),
            position: find(shadow, ".position"),
        }
    }

    /// Shows no stepper.
    pub fn clear(&self) {
        self.threads.set_text_content(None);
        self.scrub.set_max("0");
        self.position.set_text_content(None);
    }

    /// Shows the state of `stepper`.
    pub fn show(&self, stepper: &Stepper) {
        let (position, length) = (stepper.position(), stepper.schedule().len());
        self.scrub.set_max(&length.to_string());
        self.scrub.set_value(&position.to_string());
        let place = format!("step {position} of {length}");
        self.position.set_text_content(Some(&place));
        let _ = self.scrub.set_attribute("aria-valuetext", &place);
        let threads = &stepper.state().threads;
        while self.threads.child_element_count() as usize > threads.len() {
            self.threads.last_element_child().expect("there is one").remove();
        }
        for (id, place) in (0..).zip(threads) {
            let card = self.card(id);
            let [button, does, has] =
                [0, 1, 2].map(|index| card.children().item(index).expect("a card has three"));
            let next = stepper.ready(id);
            // Not `disabled`: the keyboard's focus would be lost with it.
            let _ = button.set_attribute("aria-disabled", if next.is_ok() { "false" } else { "true" });
            let words = match next {
                Ok(op) => format!("next: {op}"),
                Err(blocked) => blocked.to_string(),
            };
            does.set_text_content(Some(&words));
            let lock = if stepper.state().holder == Some(id) { ", holds the lock" } else { "" };
            let loaded = if stepper.has_loaded(id) {
                format!("loaded {}", place.register)
            } else {
                "nothing loaded".into()
            };
            has.set_text_content(Some(&format!("{loaded}{lock}")));
        }
    }

    fn card(&self, id: u8) -> Element {
        if let Some(card) = self.threads.children().item(id.into()) {
            return card;
        }
        let create = |name: &str| self.document.create_element(name).expect("a valid name");
        let card = create("li");
        let _ = card.set_attribute("data-thread", &author_name(Author(id)));
        let button = create("button");
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("data-step", &id.to_string());
        let _ = button.set_attribute("aria-keyshortcuts", &sign(Author(id)).to_string());
        button.set_text_content(Some(&format!("Step thread {id}")));
        let [does, has] = ["does", "has"].map(|what| {
            let words = create("span");
            words.set_id(&format!("thread-{id}-{what}"));
            words
        });
        let _ = button.set_attribute("aria-describedby", &format!("thread-{id}-does thread-{id}-has"));
        for child in [button, does, has] {
            card.append_child(&child).expect("a card takes children");
        }
        self.threads.append_child(&card).expect("a list takes items");
        card
    }
}
