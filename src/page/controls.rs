//! The controls: lock, run, threads, lines, pace.
//!
//! Owns the controls' elements. What the reader changes becomes an attribute of the host, and comes back from there
//! as settings: the attributes are the only state. What Run does is the element's business.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlProgressElement, HtmlSelectElement,
    ShadowRoot,
};

use super::{find, name};
use crate::program::{Author, Lock, Program};

/// What the pace menu offers: microseconds a character, and words.
const PACES: [(u32, &str); 5] = [
    (0, "full speed"),
    (2_000, "2 ms a character"),
    (20_000, "20 ms a character"),
    (200_000, "200 ms: slow motion"),
    (1_000_000, "1 s: step by step"),
];

/// The controls.
#[derive(Debug)]
pub struct Controls {
    lock: HtmlButtonElement,
    run: HtmlButtonElement,
    threads: HtmlInputElement,
    count: HtmlInputElement,
    pace: HtmlSelectElement,
    problem: HtmlElement,
    legend: Element,
    progress: HtmlProgressElement,
    /// Removed with the view.
    _listeners: Vec<EventListener>,
}

impl Controls {
    /// Takes over the controls in `shadow`.
    pub fn new(host: HtmlElement, shadow: &ShadowRoot) -> Controls {
        let mut controls = Controls {
            lock: find(shadow, "[part=lock]"),
            run: find(shadow, "[part=run]"),
            threads: find(shadow, "[name=threads]"),
            count: find(shadow, "[name=count]"),
            pace: find(shadow, "[name=pace]"),
            problem: find(shadow, "[part=problem]"),
            legend: find(shadow, "[part=legend]"),
            progress: find(shadow, "[part=progress]"),
            _listeners: Vec::new(),
        };
        for (pace_us, words) in PACES {
            controls.offer_pace(pace_us, words);
        }
        controls._listeners = controls.listen(host);
        for control in shadow.query_selector_all("[disabled]").iter_elements() {
            control.remove_attribute("disabled").expect("`disabled` is a valid name");
        }
        controls
    }

    fn listen(&self, host: HtmlElement) -> Vec<EventListener> {
        let set = move |name: &str, value: &str| host.set_attribute(name, value).expect("a valid name");

        let (lock, set_lock) = (self.lock.clone(), set.clone());
        let toggled = EventListener::new(&self.lock, "click", move |_| {
            let on = lock.get_attribute("aria-checked").as_deref() == Some("true");
            set_lock("lock", if on { "none" } else { "mutex" });
        });

        let (pace, set_pace) = (self.pace.clone(), set.clone());
        let paced = EventListener::new(&self.pace, "change", move |_| set_pace("pace", &pace.value()));

        let typed = [&self.threads, &self.count].map(|edited| {
            let (threads, count, problem) = (self.threads.clone(), self.count.clone(), self.problem.clone());
            let (field, set) = (edited.clone(), set.clone());
            EventListener::new(edited, "input", move |_| {
                let checked = check(&threads.value(), &count.value());
                let _ = field.set_attribute("aria-invalid", if checked.is_err() { "true" } else { "false" });
                problem.set_hidden(checked.is_ok());
                match checked {
                    Err(message) => problem.set_text_content(Some(&message)),
                    Ok((threads_typed, count_typed)) => {
                        problem.set_text_content(None);
                        let _ = threads.remove_attribute("aria-invalid");
                        let _ = count.remove_attribute("aria-invalid");
                        set("threads", &threads_typed.to_string());
                        set("count", &count_typed.to_string());
                    }
                }
            })
        });
        [toggled, paced].into_iter().chain(typed).collect()
    }

    /// Shows settings.
    pub fn show(&self, program: &Program, pace_us: u32) {
        let on = program.lock != Lock::None;
        let _ = self.lock.set_attribute("aria-checked", if on { "true" } else { "false" });
        for (field, value) in [(&self.threads, program.threads()), (&self.count, program.count())] {
            // What reads the same is left alone: the reader may be typing it.
            if field.value().parse() != Ok(value) {
                field.set_value(&value.to_string());
            }
        }
        self.pace.set_value(&pace_us.to_string());
        if self.pace.value() != pace_us.to_string() {
            self.offer_pace(pace_us, &format!("{pace_us} µs a character"));
            self.pace.set_value(&pace_us.to_string());
        }
        self.show_legend(program.threads());
    }

    /// Shows that a run is in progress: the button that started it stops it.
    pub fn show_running(&self) {
        self.run.set_text_content(Some("Stop"));
        let _ = self.run.set_attribute("data-running", "");
    }

    /// Shows that a run can be started.
    pub fn show_ready(&self) {
        self.run.set_text_content(Some("Run"));
        let _ = self.run.remove_attribute("data-running");
        self.show_progress(0.0);
    }

    /// Shows how much of the program has been printed, 0 to 1.
    pub fn show_progress(&self, share: f64) {
        self.progress.set_value(share);
    }

    /// Adds a choice to the pace menu.
    fn offer_pace(&self, pace_us: u32, words: &str) {
        let option = create(&self.pace, "option");
        let _ = option.set_attribute("value", &pace_us.to_string());
        option.set_text_content(Some(words));
        let _ = self.pace.append_child(&option);
    }

    /// Shows who writes in which colour. `main` is always the last.
    fn show_legend(&self, threads: u32) {
        if self.legend.child_element_count() == threads + 1 {
            return;
        }
        self.legend.set_text_content(None);
        let ids = (0..threads as u8).map(Author).chain([Author::MAIN]);
        for id in ids {
            let item = create(&self.legend, "li");
            let _ = item.set_attribute("data-thread", &name(id));
            let words = if id == Author::MAIN { "main".to_string() } else { format!("thread {}", id.0) };
            item.set_text_content(Some(&words));
            let _ = self.legend.append_child(&item);
        }
    }
}

/// Reads what was typed for threads and lines each.
fn check(threads: &str, count: &str) -> Result<(u32, u32), String> {
    let number = |typed: &str, what: &str| {
        typed.parse::<u32>().map_err(|_| format!("`{typed}` {what}: type a whole number"))
    };
    let (threads, count) = (number(threads, "threads")?, number(count, "lines a thread")?);
    Program::new(threads, count).map_err(|limit| limit.to_string())?;
    Ok((threads, count))
}

fn create(beside: &Element, name: &str) -> Element {
    let document = beside.owner_document().expect("the element is in a document");
    document.create_element(name).expect("a valid name")
}

/// The elements of a node list.
trait Elements {
    fn iter_elements(&self) -> impl Iterator<Item = Element>;
}

impl Elements for Result<web_sys::NodeList, wasm_bindgen::JsValue> {
    fn iter_elements(&self) -> impl Iterator<Item = Element> {
        let list = self.as_ref().expect("a valid selector");
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok())
    }
}
