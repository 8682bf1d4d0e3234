//! The stepper: the threads that can step, their next ops, and why the others cannot; the memory that they share; and what
//! went wrong in the present step.
//!
//! Owns the threads' cards and the place in the schedule; never steps. A button names its thread in `data-step`, and
//! the element does the rest, the picture of the schedule included.

use web_sys::{Document, Element, HtmlInputElement, ShadowRoot};

use super::{Texts, coded, find, sign, thread_name};
use crate::fact;
use crate::model::{FaultKind, Stepper, words};
use crate::program::{ThreadId, Variable};

/// The stepper's view.
#[derive(Debug)]
pub struct Steps {
    document: Document,
    texts: Texts,
    threads: Element,
    scrub: HtmlInputElement,
    position: Element,
    fault: Element,
    /// The memory that the threads share: the cursor; the shared names, and the locks.
    cursor: Element,
    shared: Element,
    /// The buttons that go to another fault: the previous one, the next one.
    faults: [Element; 2],
}

impl Steps {
    /// Shows steps in `shadow`'s stepper.
    pub fn new(shadow: &ShadowRoot, texts: Texts) -> Steps {
        let threads: Element = find(shadow, ".threads");
        Steps {
            document: threads.owner_document().expect("the element is in a document"),
            texts,
            threads,
            scrub: find(shadow, "[name=position]"),
            position: find(shadow, ".position"),
            fault: find(shadow, "[part=fault]"),
            cursor: find(shadow, "[part=cursor]"),
            shared: find(shadow, "[part=shared] > div"),
            faults: ["previous", "next"].map(|move_| find(shadow, &format!("[data-move={move_}]"))),
        }
    }

    /// Shows no stepper.
    pub fn clear(&self) {
        self.scrub.set_max("0");
        for part in [&self.threads, &self.position, &self.cursor, &self.shared, &self.fault] {
            part.set_text_content(None);
        }
    }

    /// Shows the state of `stepper`.
    pub fn show(&self, stepper: &Stepper) {
        let (position, length) = (stepper.position(), stepper.schedule().len());
        self.scrub.set_max(&length.to_string());
        self.scrub.set_value(&position.to_string());
        let place = self.texts.say(&fact!("stepper.place", position, length));
        self.position.set_text_content(Some(&place));
        let program = stepper.program();
        while program.threads() < self.threads.child_element_count() {
            self.threads.last_element_child().expect("there is one").remove();
        }
        for thread in program.thread_ids() {
            self.show_thread(stepper, thread);
        }
        self.show_memory(stepper);
        let fault = self.show_fault(stepper);
        let spoken = if fault.is_empty() { place } else { format!("{place}: {fault}") };
        let _ = self.scrub.set_attribute("aria-valuetext", &coded::plain(&spoken));
        let others = [stepper.previous_fault(), stepper.next_fault()];
        for (button, other) in self.faults.iter().zip(others) {
            enable(button, other.is_some());
        }
    }

    fn show_thread(&self, stepper: &Stepper, thread: ThreadId) {
        let card = self.card(thread);
        let [_, button, does, has] =
            [0, 1, 2, 3].map(|index| card.children().item(index).expect("a card has four"));
        let next = stepper.ready(thread);
        enable(&button, next.is_ok());
        let words = match next {
            Ok(at) => fact!("stepper.next", words::of_op(stepper.program(), at.op)),
            Err(blocked) => words::of_blocked(stepper.program(), thread, blocked),
        };
        coded::show(&does, &self.texts.say(&words));
        coded::show(&has, &self.possessions(stepper, thread));
        let _ = card.toggle_attribute_with_force(
            "data-stepped",
            stepper.last().is_some_and(|step| step.thread == thread),
        );
    }

    fn card(&self, thread: ThreadId) -> Element {
        let ThreadId(id) = thread;
        if let Some(card) = self.threads.children().item(id.into()) {
            return card;
        }
        let say = |fact| self.texts.say(&fact);
        let card = self.create("li", "");
        let _ = card.set_attribute("data-thread", &thread_name(thread));
        let name = self.create("b", &say(fact!("stepper.thread", thread)));
        let button = self.create("button", &say(fact!("stepper.stepShort")));
        // Not as text: the button has a name, and `aria-keyshortcuts`.
        let key = self.create("kbd", "");
        let _ = key.set_attribute("data-key", &sign(thread).to_string());
        let described = format!("thread-{id}-does thread-{id}-has");
        for (key, value) in [
            ("type", "button"),
            ("data-step", &*id.to_string()),
            ("aria-label", &say(fact!("stepper.step", thread))),
            ("aria-keyshortcuts", &sign(thread).to_string()),
            ("aria-describedby", &described),
        ] {
            let _ = button.set_attribute(key, value);
        }
        button.append_child(&key).expect("a button takes a key");
        let [does, has] = ["does", "has"].map(|what| {
            let words = self.create("span", "");
            words.set_id(&format!("thread-{id}-{what}"));
            words
        });
        for child in [name, button, does, has] {
            card.append_child(&child).expect("a card takes children");
        }
        self.threads.append_child(&card).expect("a list takes items");
        card
    }

    fn create(&self, name: &str, text: &str) -> Element {
        let element = self.document.create_element(name).expect("a valid name");
        element.set_text_content(Some(text));
        element
    }

    /// Says what a thread has loaded, and which locks it holds.
    fn possessions(&self, stepper: &Stepper, thread: ThreadId) -> String {
        let loaded = match (stepper.local(thread), stepper.loaded(thread)) {
            (Some(name), Some((_, value))) => fact!("stepper.loaded", name, value),
            _ => fact!("stepper.nothing"),
        };
        let held = stepper.state().memory.held(thread);
        let held = held.map(|lock| fact!("stepper.holds", stepper.program().lock_name(lock)));
        let said: Vec<String> = [loaded].into_iter().chain(held).map(|fact| self.texts.say(&fact)).collect();
        said.join(", ")
    }

    /// Shows the values of the cursor and of the shared names, and which thread holds each lock.
    fn show_memory(&self, stepper: &Stepper) {
        let (program, memory) = (stepper.program(), &stepper.state().memory);
        self.cursor.set_text_content(Some(&memory.value(Variable::Cursor).to_string()));
        let label = self.cursor.parent_element().expect("the cursor has a label");
        let _ = label.toggle_attribute_with_force("hidden", !program.prints());
        let shared = program.tree().shared.iter().zip(&memory.shared);
        let values: Vec<(String, String)> =
            shared.map(|(name, value)| (format!("shared.{name}"), value.to_string())).collect();
        let locks = program.tree().locks.iter().zip(&memory.locks);
        let locks = locks.map(|(lock, state)| match state.holder {
            Some(holder) => self.texts.say(&fact!("stepper.heldBy", &*lock.name, holder)),
            None => self.texts.say(&fact!("stepper.free", &*lock.name)),
        });
        let locks: Vec<String> = if program.locks() { locks.collect() } else { Vec::new() };
        let rows = self.shared.children();
        if rows.length() as usize != values.len() + locks.len() {
            self.shared.set_text_content(None);
            for (name, _) in &values {
                let row = self.create("label", name);
                let output = self.create("output", "");
                // The verdict says it; two voices are one too many.
                let _ = output.set_attribute("aria-live", "off");
                row.append_child(&output).expect("a label takes an output");
                self.shared.append_child(&row).expect("a group takes rows");
            }
            for _ in &locks {
                self.shared.append_child(&self.create("p", "")).expect("a group takes rows");
            }
        }
        for (index, (_, value)) in values.iter().enumerate() {
            let output = rows.item(index as u32).and_then(|row| row.last_element_child());
            output.expect("a row has an output").set_text_content(Some(value));
        }
        for (index, words) in locks.iter().enumerate() {
            coded::show(&rows.item((values.len() + index) as u32).expect("there is a row"), words);
        }
    }

    /// Says what went wrong in the last step or, if nothing did, who waits from then on; returns the words.
    fn show_fault(&self, stepper: &Stepper) -> String {
        let fault = stepper.fault();
        let kind = stepper.fault_kind().map(FaultKind::name).or(fault.is_none().then_some("wait"));
        let words = fault.or_else(|| stepper.wait()).map(|fact| self.texts.say(&fact)).unwrap_or_default();
        let _ = self.fault.set_attribute("data-kind", kind.filter(|_| !words.is_empty()).unwrap_or(""));
        coded::show(&self.fault, &words);
        words
    }

    /// Says that there is no fault where the reader looks for one.
    pub fn show_none(&self, key: &'static str) {
        let _ = self.fault.set_attribute("data-kind", "");
        let none = crate::fact::Fact { key, values: Vec::new() };
        self.fault.set_text_content(Some(&self.texts.say(&none)));
    }
}

/// Lets a button be pressed, or tells that it does nothing. It is never `disabled`: the keyboard's focus would be lost.
fn enable(button: &Element, enabled: bool) {
    let _ = button.set_attribute("aria-disabled", if enabled { "false" } else { "true" });
}
