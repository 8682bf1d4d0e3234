//! The fields that the reader types numbers into: threads, and lines each.
//!
//! Owns the fields and the sentence about an invalid text. A valid number is used at once. An invalid text is explained
//! when the reader leaves the field, and the field then shows the number that is used.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, ShadowRoot};

use crate::page::find;
use crate::program::Program;

/// The fields.
#[derive(Clone, Debug)]
pub struct Fields {
    threads: HtmlInputElement,
    count: HtmlInputElement,
    /// The label of the lines each. Hidden while the program prints none.
    lines: HtmlElement,
    problem: HtmlElement,
    /// The threads and the lines each that are used.
    used: Rc<Cell<(u32, u32)>>,
}

impl Fields {
    /// Takes over the fields in `shadow`.
    pub fn new(shadow: &ShadowRoot) -> Fields {
        let count: HtmlInputElement = find(shadow, "[name=count]");
        let lines = count.parent_element().expect("a field is in its label").unchecked_into();
        Fields {
            threads: find(shadow, "[name=threads]"),
            count,
            lines,
            problem: find(shadow, "[part=problem]"),
            used: Rc::default(),
        }
    }

    /// Listens to the reader; `set` takes the name and the text of each valid number.
    pub fn listen(&self, set: impl Fn(&str, &str) + Clone + 'static) -> Vec<EventListener> {
        let listeners = [&self.threads, &self.count].into_iter().flat_map(|field| {
            let (fields, edited, set) = (self.clone(), field.clone(), set.clone());
            let typed = EventListener::new(field, "input", move |_| match fields.read() {
                Ok((threads, count)) => {
                    fields.mark_valid();
                    fields.clear_problem();
                    fields.used.set((threads, count));
                    set("threads", &threads.to_string());
                    if !fields.lines.hidden() {
                        set("count", &count.to_string());
                    }
                }
                // The reader may still be typing: no sentence yet.
                Err(_) => {
                    let _ = edited.set_attribute("aria-invalid", "true");
                }
            });
            let (fields, edited) = (self.clone(), field.clone());
            let left = EventListener::new(field, "change", move |_| fields.replace_invalid(&edited));
            [typed, left]
        });
        listeners.collect()
    }

    /// Shows the numbers of `program`.
    pub fn show(&self, program: &Program) {
        self.lines.set_hidden(!program.prints());
        let count = if program.prints() { program.count() } else { self.used.get().1 };
        self.used.set((program.threads(), count));
        for (field, number) in [(&self.threads, program.threads()), (&self.count, count)] {
            if field.has_attribute("aria-invalid") {
                self.replace_invalid(field);
            } else if field.value().parse() != Ok(number) {
                // A text that reads the same is left alone: the reader may be typing it.
                field.set_value(&number.to_string());
            }
        }
    }

    /// Removes the sentence about an invalid text.
    pub fn clear_problem(&self) {
        for field in [&self.threads, &self.count] {
            let _ = field.remove_attribute("aria-describedby");
        }
        self.problem.set_hidden(true);
        self.problem.set_text_content(None);
    }

    /// Replaces an invalid text in `field` by the number that is used, and says so.
    fn replace_invalid(&self, field: &HtmlInputElement) {
        let Err(problem) = self.read() else { return };
        let (threads, count) = self.used.get();
        let (number, used) = match field == &self.threads {
            true => (threads, if threads == 1 { "thread is used" } else { "threads are used" }),
            false => (count, if count == 1 { "line each is used" } else { "lines each are used" }),
        };
        field.set_value(&number.to_string());
        self.mark_valid();
        self.clear_problem();
        self.problem.set_text_content(Some(&format!("{problem}; {number} {used}")));
        self.problem.set_hidden(false);
        // The other field has no problem: the sentence describes this one only.
        let _ = field.set_attribute("aria-describedby", &self.problem.id());
    }

    fn mark_valid(&self) {
        for field in [&self.threads, &self.count] {
            let _ = field.remove_attribute("aria-invalid");
        }
    }

    /// Reads threads and lines each, or says what is wrong with them. A hidden field cannot be wrong.
    fn read(&self) -> Result<(u32, u32), String> {
        let number = |field: &HtmlInputElement, what: &str| {
            let typed = field.value();
            typed.parse::<u32>().map_err(|_| format!("{what}: type a whole number"))
        };
        let threads = number(&self.threads, "Threads")?;
        if self.lines.hidden() {
            Program::increment(threads).map_err(|limit| limit.to_string())?;
            return Ok((threads, self.used.get().1));
        }
        let count = number(&self.count, "Lines each")?;
        Program::new(threads, count).map_err(|limit| limit.to_string())?;
        Ok((threads, count))
    }
}
