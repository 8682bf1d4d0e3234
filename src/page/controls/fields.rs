//! The fields that the reader types numbers into: threads, and lines each.
//!
//! Owns the fields and the sentence about an invalid text. A valid number is used at once. An invalid text is explained
//! when the reader leaves the field, and the field then shows the number that is used.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, ShadowRoot};

use crate::fact;
use crate::fact::Fact;
use crate::page::{Settings, Texts, find};
use crate::program::{Number, Parameters};

/// The fields.
#[derive(Clone, Debug)]
pub struct Fields {
    threads: HtmlInputElement,
    count: HtmlInputElement,
    /// The labels. Hidden while the program's text does not use the number.
    labels: [HtmlElement; 2],
    problem: HtmlElement,
    /// The parameters that are used.
    used: Rc<Cell<Option<Parameters>>>,
    texts: Texts,
}

impl Fields {
    /// Takes over the fields in `shadow`.
    pub fn new(shadow: &ShadowRoot, texts: Texts) -> Fields {
        let threads: HtmlInputElement = find(shadow, "[name=threads]");
        let count: HtmlInputElement = find(shadow, "[name=count]");
        let labels = [&threads, &count]
            .map(|field| field.parent_element().expect("a field is in its label").unchecked_into());
        Fields { threads, count, labels, problem: find(shadow, "[part=problem]"), used: Rc::default(), texts }
    }

    /// Listens to the reader; `set` takes the name and the text of each valid number.
    pub fn listen(&self, set: impl Fn(&str, &str) + Clone + 'static) -> Vec<EventListener> {
        let listeners = [&self.threads, &self.count].into_iter().flat_map(|field| {
            let (fields, edited, set) = (self.clone(), field.clone(), set.clone());
            let typed = EventListener::new(field, "input", move |_| match fields.read() {
                Ok(parameters) => {
                    fields.mark_valid();
                    fields.clear_problem();
                    fields.used.set(Some(parameters));
                    set(&edited.name(), &edited.value());
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

    /// Shows the numbers that the program's text uses.
    pub fn show(&self, settings: &Settings) {
        let Settings { parameters, program, .. } = settings;
        for (label, number) in self.labels.iter().zip([Number::Threads, Number::Count]) {
            label.set_hidden(program.as_ref().is_ok_and(|program| !program.tree().uses(number)));
        }
        self.used.set(Some(*parameters));
        for (field, number) in [(&self.threads, parameters.threads), (&self.count, parameters.count)] {
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
        let Some(Parameters { threads, count, .. }) = self.used.get() else { return };
        let (number, used) = match field == &self.threads {
            true => (threads, fact!("field.threadsUsed", problem, threads)),
            false => (count, fact!("field.linesUsed", problem, count)),
        };
        field.set_value(&number.to_string());
        self.mark_valid();
        self.clear_problem();
        self.problem.set_text_content(Some(&self.texts.say(&used)));
        self.problem.set_hidden(false);
        // The other field has no problem: the sentence describes this one only.
        let _ = field.set_attribute("aria-describedby", &self.problem.id());
    }

    fn mark_valid(&self) {
        for field in [&self.threads, &self.count] {
            let _ = field.remove_attribute("aria-invalid");
        }
    }

    /// Reads the numbers, or says what is wrong with them. A hidden field cannot be wrong.
    fn read(&self) -> Result<Parameters, Fact> {
        let mut parameters = self.used.get().ok_or(fact!("field.none"))?;
        let number =
            |field: &HtmlInputElement, problem: Fact| field.value().parse::<u32>().map_err(|_| problem);
        let [threads, count] = &self.labels;
        if !threads.hidden() {
            parameters.threads = number(&self.threads, fact!("field.threads"))?;
        }
        if !count.hidden() {
            parameters.count = number(&self.count, fact!("field.lines"))?;
        }
        parameters.check().map_err(|limit| limit.fact())?;
        Ok(parameters)
    }
}
