//! The exploration: every schedule, by outcome.
//!
//! Owns the table and its words; never counts. A button has its example in `data-example`, and the element does the
//! rest.

use web_sys::{Document, Element, HtmlElement, ShadowRoot};

use super::{Texts, find};
use crate::fact;
use crate::fact::Fact;
use crate::model::schedule;

/// The result of an explorer's worker.
#[derive(Debug)]
pub struct Exploration {
    /// How many schedules there are, in decimal digits.
    pub total: String,
    /// The schedules, by outcome.
    pub outcomes: Vec<Explored>,
    /// The names of faults, and the shortest schedule to each; empty if there is none.
    pub shortest: [(&'static str, String); 2],
    /// All schedules and the names of their outcomes, if they are few.
    pub listed: Vec<(String, String)>,
    /// How many states were reached.
    pub states: u32,
    /// Whether those are all states.
    pub complete: bool,
}

/// The schedules with one outcome.
#[derive(Debug)]
pub struct Explored {
    /// The name of that outcome.
    pub name: String,
    /// How many there are, in decimal digits.
    pub schedules: String,
    /// One of them, as text.
    pub example: String,
}

/// The exploration's view.
#[derive(Debug)]
pub struct ExplorationView {
    document: Document,
    progress: HtmlElement,
    /// The element around everything that was found.
    found: HtmlElement,
    table: HtmlElement,
    body: Element,
    shortest: Element,
    largest: Element,
    each: HtmlElement,
    list: Element,
    texts: Texts,
}

impl ExplorationView {
    /// Shows explorations in `shadow`.
    pub fn new(shadow: &ShadowRoot, texts: Texts) -> ExplorationView {
        let inside = |selector: &str| find(shadow, &format!("[part=exploration] {selector}"));
        let list: Element = find(shadow, "[part=exploration] ol");
        ExplorationView {
            document: list.owner_document().expect("the element is in a document"),
            progress: inside(".progress"),
            found: inside(".found"),
            table: inside("table"),
            body: find(shadow, "[part=exploration] tbody"),
            shortest: find(shadow, "[part=exploration] .shortest"),
            largest: find(shadow, "[part=largest]"),
            each: inside(".each"),
            list,
            texts,
        }
    }

    /// Shows no exploration.
    pub fn clear(&self) {
        self.progress.set_text_content(None);
        self.largest.set_text_content(None);
        self.found.set_hidden(true);
    }

    /// Offers to explore this many threads with this many lines each; without a size, says that one is looked for.
    pub fn show_largest(&self, size: Option<(u32, u32)>) {
        self.largest.set_text_content(None);
        let Some((threads, count)) = size else {
            self.largest.set_text_content(Some(&self.texts.say(&fact!("exploration.largest"))));
            return;
        };
        let button = append(&self.largest, self.create("button"));
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("data-threads", &threads.to_string());
        let _ = button.set_attribute("data-count", &count.to_string());
        button.set_text_content(Some(&self.texts.say(&fact!("exploration.count", threads, count))));
    }

    /// Shows how far an exploration is.
    pub fn show_progress(&self, states: u32, depth: u32, steps: u32) {
        let fact = fact!("exploration.progress", states, depth, steps);
        self.progress.set_text_content(Some(&self.texts.say(&fact)));
        self.largest.set_text_content(None);
        self.found.set_hidden(true);
    }

    /// Shows the result, and returns it as a fact.
    pub fn show(&self, found: &Exploration) -> Fact {
        let fact = match found.complete {
            true => fact!("exploration.complete", found.states),
            false => fact!("exploration.incomplete", found.states),
        };
        self.progress.set_text_content(Some(&self.texts.say(&fact)));
        self.found.set_hidden(false);
        self.table.set_hidden(found.outcomes.is_empty());
        self.body.set_text_content(None);
        for outcome in &found.outcomes {
            self.add_row(outcome, &found.total);
        }
        self.show_shortest(found);
        self.show_each(&found.listed);
        if !found.complete {
            return fact!("exploration.tooMany");
        }
        let shares = found.outcomes.iter().map(|outcome| {
            let schedules = &*outcome.schedules;
            fact!("exploration.outcome", schedules, of_outcome(&outcome.name, schedules))
        });
        fact!("exploration.found", &*found.total, shares.collect::<Vec<_>>())
    }

    fn add_row(&self, Explored { name, schedules, example }: &Explored, total: &str) {
        let (row, head) = (self.create("tr"), self.create("th"));
        let _ = head.set_attribute("scope", "row");
        let name = self.texts.say(&named(name));
        head.set_text_content(Some(&name));
        append(&row, head);
        for fact in [fact!("digits", &**schedules), share_of(schedules, total)] {
            append(&row, self.create("td")).set_text_content(Some(&self.texts.say(&fact)));
        }
        let button = self.button(example, &self.texts.say(&fact!("exploration.step")));
        let label = fact!("exploration.stepThrough", name);
        let _ = button.set_attribute("aria-label", &self.texts.say(&label));
        append(&append(&row, self.create("td")), button);
        append(&self.body, row);
    }

    /// Offers the shortest ways to each fault.
    fn show_shortest(&self, found: &Exploration) {
        self.shortest.set_text_content(None);
        let increments = found.outcomes.iter().any(|outcome| outcome.name.starts_with("value"));
        for (name, way) in found.shortest.iter().filter(|(_, way)| !way.is_empty()) {
            let steps = schedule::parse(way).map_or(0, |way| way.len());
            let fact = match *name {
                "torn" => fact!("shortest.torn", steps),
                _ if increments => fact!("shortest.increment", steps),
                _ => fact!("shortest.lost", steps),
            };
            append(&self.shortest, self.button(way, &self.texts.say(&fact)));
        }
    }

    /// Lists the schedules one by one, each step in its thread's colour.
    fn show_each(&self, listed: &[(String, String)]) {
        self.each.set_hidden(listed.is_empty());
        self.list.set_text_content(None);
        for (schedule, name) in listed {
            let button = self.button(schedule, "");
            for step in schedule.chars() {
                let digit = append(&button, self.create("span"));
                let _ = digit.set_attribute("data-thread", &step.to_digit(16).unwrap_or(0).to_string());
                digit.set_text_content(Some(step.encode_utf8(&mut [0; 4])));
            }
            append(&button, self.create("span"))
                .set_text_content(Some(&format!(" {}", self.texts.say(&named(name)))));
            append(&append(&self.list, self.create("li")), button);
        }
    }

    /// A button that opens a schedule in the stepper.
    fn button(&self, schedule: &str, words: &str) -> Element {
        let button = self.create("button");
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("data-example", schedule);
        button.set_text_content(Some(words));
        button
    }

    fn create(&self, name: &str) -> Element {
        self.document.create_element(name).expect("a valid name")
    }
}

/// Appends `child`, and returns it.
fn append(parent: &Element, child: Element) -> Element {
    parent.append_child(&child).expect("it takes children");
    child
}

/// The fact of an outcome's name.
fn named(name: &str) -> Fact {
    match name {
        "clean" => fact!("outcome.clean"),
        "torn" => fact!("outcome.torn"),
        "lost" => fact!("outcome.lost"),
        "deadlock" => fact!("outcome.deadlock"),
        "abandoned" => fact!("outcome.abandoned"),
        "error" => fact!("outcome.error"),
        "finished" => fact!("outcome.finished"),
        values => fact!("outcome.values", values),
    }
}

/// Says what so many schedules, in decimal digits, come to.
fn of_outcome(name: &str, schedules: &str) -> Fact {
    match name {
        "clean" => fact!("end.clean", schedules),
        "torn" => fact!("end.torn", schedules),
        "lost" => fact!("end.lost", schedules),
        "deadlock" => fact!("end.deadlock", schedules),
        "abandoned" => fact!("end.abandoned", schedules),
        "error" => fact!("end.error", schedules),
        _ => fact!("end.values", schedules, named(name)),
    }
}

/// Says a part of a whole, both in decimal digits, as a share: to the nearest hundredth, unless the part is the whole.
fn share_of(part: &str, whole: &str) -> Fact {
    if part == whole {
        return fact!("part.all");
    }
    // The first digits say enough, and fit into a float.
    const DIGITS: usize = 15;
    let leading = |number: &str| number[..number.len().min(DIGITS)].parse::<u64>().unwrap_or(0) as f64;
    let mut percent = 100.0 * leading(part) / leading(whole);
    for _ in part.len().max(DIGITS)..whole.len() {
        percent /= 10.0;
    }
    match () {
        _ if 99.0 < percent => fact!("part.most"),
        _ if percent < 1.0 => fact!("part.few"),
        _ => fact!("part.percent", percent.round() as u32),
    }
}
