//! The exploration: every schedule, by outcome.
//!
//! Owns the table and its words; never counts. A button has its example in `data-example`, and the element does the
//! rest.

use web_sys::{Document, Element, HtmlElement, ShadowRoot};

use super::find;
use crate::verdict::group;

/// The schedules with one outcome, as the explorer's worker reports them.
#[derive(Debug)]
pub struct Outcome {
    /// What they come to.
    pub name: String,
    /// How many there are, in decimal digits.
    pub schedules: String,
    /// One of them, as text.
    pub example: String,
}

/// The exploration's view.
#[derive(Debug)]
pub struct Exploration {
    document: Document,
    progress: HtmlElement,
    table: HtmlElement,
    body: Element,
}

impl Exploration {
    /// Shows explorations in `shadow`.
    pub fn new(shadow: &ShadowRoot) -> Exploration {
        let table: HtmlElement = find(shadow, "[part=exploration] table");
        Exploration {
            document: table.owner_document().expect("the element is in a document"),
            progress: find(shadow, "[part=exploration] .progress"),
            body: find(shadow, "[part=exploration] tbody"),
            table,
        }
    }

    /// Shows how far an exploration is.
    pub fn show_progress(&self, states: u32, depth: u32, steps: u32) {
        let words = format!("{} states, {depth} of {steps} steps deep.", group(states));
        self.progress.set_text_content(Some(&words));
        self.table.set_hidden(true);
    }

    /// Shows what was found, and returns it in a sentence.
    pub fn show(&self, outcomes: &[Outcome], total: &str, states: u32, complete: bool) -> String {
        let merged = format!("Counted exactly, by merging equal states: {} of them.", group(states));
        let stopped = format!(
            "Stopped at {} states, the most that are kept: the search is not complete.",
            group(states)
        );
        self.progress.set_text_content(Some(if complete { &merged } else { &stopped }));
        self.table.set_hidden(outcomes.is_empty());
        self.body.set_text_content(None);
        for outcome in outcomes {
            self.add_row(outcome, total);
        }
        if !complete {
            return "Too many states to visit all of them: choose fewer threads or lines, or a lock."
                .to_string();
        }
        let shares: Vec<String> = outcomes
            .iter()
            .map(|outcome| format!("{} {}", digits(&outcome.schedules), phrase(&outcome.name)))
            .collect();
        let schedules = if total == "1" { "schedule" } else { "schedules" };
        format!("{} {schedules}: {}", digits(total), shares.join(", "))
    }

    fn add_row(&self, Outcome { name, schedules, example }: &Outcome, total: &str) {
        let create = |name: &str| self.document.create_element(name).expect("a valid name");
        let row = create("tr");
        let head = create("th");
        let _ = head.set_attribute("scope", "row");
        head.set_text_content(Some(name));
        let count = create("td");
        count.set_text_content(Some(&digits(schedules)));
        let share = create("td");
        share.set_text_content(Some(&share_of(schedules, total)));
        let (cell, button) = (create("td"), create("button"));
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("data-example", example);
        let _ = button.set_attribute("aria-label", &format!("Step through one: {name}"));
        button.set_text_content(Some("Step through one"));
        cell.append_child(&button).expect("a cell takes a button");
        for child in [head, count, share, cell] {
            row.append_child(&child).expect("a row takes cells");
        }
        self.body.append_child(&row).expect("a table takes rows");
    }
}

fn phrase(name: &str) -> String {
    match name {
        "clean" => "print whole lines".to_string(),
        "torn" => "tear a line".to_string(),
        "lost" => "lose a character".to_string(),
        "deadlock" => "end in deadlock".to_string(),
        value => format!("end with {value}"),
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

/// Writes a part of a whole, both in decimal digits, as a share: `all` where it is that, else to
/// the nearest of a hundred.
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
