//! The exploration: every schedule, by outcome.
//!
//! Owns the table and its words; never counts. A button has its example in `data-example`, and the element does the
//! rest.

use web_sys::{Document, Element, HtmlElement, ShadowRoot};

use super::find;
use crate::model::schedule;
use crate::words::group;

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
}

impl ExplorationView {
    /// Shows explorations in `shadow`.
    pub fn new(shadow: &ShadowRoot) -> ExplorationView {
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
            self.largest.set_text_content(Some("Looking for the largest size that can be counted…"));
            return;
        };
        let [threads_word, lines_word] = [(threads, "thread"), (count, "line")]
            .map(|(n, word)| if n == 1 { word.to_string() } else { format!("{word}s") });
        let button = append(&self.largest, self.create("button"));
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("data-threads", &threads.to_string());
        let _ = button.set_attribute("data-count", &count.to_string());
        let words = format!("Count {threads} {threads_word} with {count} {lines_word} each");
        button.set_text_content(Some(&words));
    }

    /// Shows how far an exploration is.
    pub fn show_progress(&self, states: u32, depth: u32, steps: u32) {
        let words = format!("{} states, {depth} of {steps} steps deep.", group(states));
        self.progress.set_text_content(Some(&words));
        self.largest.set_text_content(None);
        self.found.set_hidden(true);
    }

    /// Shows the result, and returns it in a sentence.
    pub fn show(&self, found: &Exploration) -> String {
        let states = group(found.states);
        let words = match found.complete {
            true => format!("Counted exactly, by merging equal states: {states} of them."),
            false => {
                format!(
                    "Stopped at {states} states, as many as there is room for: the search is not complete."
                )
            }
        };
        self.progress.set_text_content(Some(&words));
        self.found.set_hidden(false);
        self.table.set_hidden(found.outcomes.is_empty());
        self.body.set_text_content(None);
        for outcome in &found.outcomes {
            self.add_row(outcome, &found.total);
        }
        self.show_shortest(found);
        self.show_each(&found.listed);
        if !found.complete {
            return "Too many states to visit all of them: choose fewer threads or lines, or a lock."
                .to_string();
        }
        let shares: Vec<String> = found
            .outcomes
            .iter()
            .map(|outcome| format!("{} {}", digits(&outcome.schedules), phrase(outcome)))
            .collect();
        let schedules = if found.total == "1" { "schedule" } else { "schedules" };
        format!("{} {schedules}: {}", digits(&found.total), shares.join(", "))
    }

    fn add_row(&self, Explored { name, schedules, example }: &Explored, total: &str) {
        let (row, head) = (self.create("tr"), self.create("th"));
        let _ = head.set_attribute("scope", "row");
        head.set_text_content(Some(name));
        append(&row, head);
        for words in [digits(schedules), share_of(schedules, total)] {
            append(&row, self.create("td")).set_text_content(Some(&words));
        }
        let button = self.button(example, "Step through one");
        let _ = button.set_attribute("aria-label", &format!("Step through one: {name}"));
        append(&append(&row, self.create("td")), button);
        append(&self.body, row);
    }

    /// Offers the shortest ways to each fault.
    fn show_shortest(&self, found: &Exploration) {
        self.shortest.set_text_content(None);
        let increments = found.outcomes.iter().any(|outcome| outcome.name.starts_with("value"));
        for (name, way) in found.shortest.iter().filter(|(_, way)| !way.is_empty()) {
            let what = match *name {
                "torn" => "tear a line",
                _ if increments => "lose an increment",
                _ => "lose a character",
            };
            let steps = schedule::parse(way).map_or(0, |way| way.len());
            let words = format!("The shortest way to {what}: {steps} steps");
            append(&self.shortest, self.button(way, &words));
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
            append(&button, self.create("span")).set_text_content(Some(&format!(" {name}")));
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

fn phrase(Explored { name, schedules, .. }: &Explored) -> String {
    let s = if schedules == "1" { "s" } else { "" };
    match &**name {
        "clean" => format!("print{s} whole lines"),
        "torn" => format!("tear{s} a line"),
        "lost" => format!("lose{s} a character"),
        "deadlock" => format!("end{s} in deadlock"),
        "abandoned" => format!("end{s} at an abandoned lock"),
        "error" => format!("end{s} in an error"),
        value => format!("end{s} with {value}"),
    }
}

/// Writes decimal digits with a comma at each thousand.
fn digits(number: &str) -> String {
    let mut text = String::new();
    for (index, digit) in number.chars().enumerate() {
        if index != 0 && (number.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a part of a whole, both in decimal digits, as a share: `all` if the part is the whole, else to the nearest
/// hundredth.
fn share_of(part: &str, whole: &str) -> String {
    if part == whole {
        return "all".to_string();
    }
    // The first digits say enough, and fit into a float.
    const DIGITS: usize = 15;
    let leading = |number: &str| number[..number.len().min(DIGITS)].parse::<u64>().unwrap_or(0) as f64;
    let mut percent = 100.0 * leading(part) / leading(whole);
    for _ in part.len().max(DIGITS)..whole.len() {
        percent /= 10.0;
    }
    match () {
        _ if 99.0 < percent => "more than 99 %".to_string(),
        _ if percent < 1.0 => "less than 1 %".to_string(),
        _ => format!("{} %", percent.round() as u32),
    }
}
