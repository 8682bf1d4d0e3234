//! The stepper: the threads that can step, their next ops, and why the others cannot.
//!
//! Owns the threads' buttons and the place in the schedule; never steps. A button names its thread in `data-step`, and
//! the element does the rest.

use web_sys::{Document, Element, HtmlElement, HtmlInputElement, ShadowRoot};

use super::{Texts, find, sign, thread_name};
use crate::fact;
use crate::model::{Stepper, words};
use crate::program::{ThreadId, Variable};

/// The stepper's view.
#[derive(Debug)]
pub struct Steps {
    document: Document,
    threads: Element,
    scrub: HtmlInputElement,
    position: HtmlElement,
    /// The memory that the threads share: the cursor, and the shared names.
    shared: HtmlElement,
    texts: Texts,
}

impl Steps {
    /// Shows steps in `shadow`'s stepper.
    pub fn new(shadow: &ShadowRoot, texts: Texts) -> Steps {
        let threads: Element = find(shadow, ".threads");
        Steps {
            document: threads.owner_document().expect("the element is in a document"),
            threads,
            scrub: find(shadow, "[name=position]"),
            position: find(shadow, ".position"),
            shared: find(shadow, "[part=shared]"),
            texts,
        }
    }

    /// Shows no stepper.
    pub fn clear(&self) {
        self.threads.set_text_content(None);
        self.scrub.set_max("0");
        self.position.set_text_content(None);
        self.shared.set_text_content(None);
    }

    /// Shows the state of `stepper`.
    pub fn show(&self, stepper: &Stepper) {
        let (position, length) = (stepper.position(), stepper.schedule().len());
        self.scrub.set_max(&length.to_string());
        self.scrub.set_value(&position.to_string());
        let place = self.texts.say(&fact!("stepper.place", position, length));
        self.position.set_text_content(Some(&place));
        let _ = self.scrub.set_attribute("aria-valuetext", &place);
        let program = stepper.program();
        while program.threads() < self.threads.child_element_count() {
            self.threads.last_element_child().expect("there is one").remove();
        }
        for thread in program.thread_ids() {
            let card = self.card(thread);
            let [button, does, has] =
                [0, 1, 2].map(|index| card.children().item(index).expect("a card has three"));
            let next = stepper.ready(thread);
            // Not `disabled`: the keyboard's focus would be lost with it.
            let _ = button.set_attribute("aria-disabled", if next.is_ok() { "false" } else { "true" });
            let words = match next {
                Ok(at) => fact!("stepper.next", words::of_op(program, at.op)),
                Err(blocked) => words::of_blocked(program, thread, blocked),
            };
            does.set_text_content(Some(&self.texts.say(&words)));
            has.set_text_content(Some(&self.possessions(stepper, thread)));
        }
        self.shared.set_text_content(Some(&self.variables(stepper)));
    }

    fn card(&self, thread: ThreadId) -> Element {
        let ThreadId(id) = thread;
        if let Some(card) = self.threads.children().item(id.into()) {
            return card;
        }
        let create = |name: &str| self.document.create_element(name).expect("a valid name");
        let card = create("li");
        let _ = card.set_attribute("data-thread", &thread_name(thread));
        let button = create("button");
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("data-step", &id.to_string());
        let _ = button.set_attribute("aria-keyshortcuts", &sign(thread).to_string());
        button.set_text_content(Some(&self.texts.say(&fact!("stepper.step", thread))));
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

    /// Says what a thread has loaded, and which locks it holds.
    fn possessions(&self, stepper: &Stepper, thread: ThreadId) -> String {
        let program = stepper.program();
        let loaded = match stepper.loaded(thread) {
            Some((variable, value)) => {
                fact!("stepper.hasLoaded", words::of_variable(program, variable), value)
            }
            None => fact!("stepper.nothing"),
        };
        let held = stepper.state().memory.held(thread);
        let held = held.map(|lock| fact!("stepper.holds", program.lock_name(lock)));
        let said: Vec<String> = [loaded].into_iter().chain(held).map(|fact| self.texts.say(&fact)).collect();
        said.join(", ")
    }

    /// Says the values of the cursor and of the shared names, and which thread holds each lock.
    fn variables(&self, stepper: &Stepper) -> String {
        let (program, memory) = (stepper.program(), &stepper.state().memory);
        let cursor = program.prints().then(|| format!("screen.cursor = {}", memory.value(Variable::Cursor)));
        let shared = program.tree().shared.iter().zip(&memory.shared);
        let shared = shared.map(|(name, value)| format!("shared.{name} = {value}"));
        let held = program.tree().locks.iter().zip(&memory.locks).filter_map(|(lock, state)| {
            Some(self.texts.say(&fact!("stepper.heldBy", &*lock.name, state.holder?)))
        });
        cursor.into_iter().chain(shared).chain(held).collect::<Vec<_>>().join("; ")
    }
}
