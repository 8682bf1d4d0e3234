//! The views of one element, through web-sys.
//!
//! Owns what is inside the element's shadow root. It never runs a program and never waits: it shows settings, a
//! copy of a screen that some process prints to, and a verdict. No view calls another; this module hands each
//! what it needs.

mod console;
mod controls;
mod listing;
mod selection;

use js_sys::Uint16Array;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::process::Outcome;
use crate::program::{Author, Program};
use crate::verdict::Verdict;
use console::Console;
use controls::Controls;
use listing::Listing;

/// The element's inside. Every text in it is ours; a value gets in as text or as an attribute, never as markup.
const MARKUP: &str = include_str!("demo.html");

/// The views of one element.
#[derive(Debug)]
pub struct Demo {
    controls: Controls,
    listing: Listing,
    console: Console,
    changed: HtmlElement,
    verdict: Element,
    reason: Element,
}

impl Demo {
    /// Builds the views in `shadow`, the shadow root of `host`.
    pub fn new(host: HtmlElement, shadow: ShadowRoot, styles: &str) -> Demo {
        shadow.set_inner_html(MARKUP);
        let link: Element = find(&shadow, "link");
        link.set_attribute("href", styles).expect("`href` is a valid name");
        Demo {
            controls: Controls::new(host, &shadow),
            listing: Listing::new(find(&shadow, "[part=listing]")),
            console: Console::new(&shadow),
            changed: find(&shadow, "[part=changed]"),
            verdict: find(&shadow, "[part=verdict]"),
            reason: find(&shadow, "[part=reason]"),
        }
    }

    /// Shows settings in controls and listing.
    pub fn configure(&mut self, program: Program, pace_us: u32) {
        self.controls.show(&program, pace_us);
        self.listing.show(&program);
        // The output is another program's from now on, and says so.
        let differs = self.console.program().is_some_and(|shown| *shown != program);
        self.changed.set_hidden(!differs);
    }

    /// Clears the output for a run of `program`.
    pub fn begin(&mut self, program: Program) {
        self.console.clear(program);
        self.controls.show_running();
        self.changed.set_hidden(true);
        self.verdict.set_text_content(Some("Running…"));
        self.reason.set_text_content(None);
    }

    /// Shows the screen whose cells are `cells`, in a process's memory.
    pub fn show(&mut self, cells: Uint16Array) {
        self.console.show(cells);
    }

    /// Reads what is new on the screen, for `budget_ms` at most; tells whether it caught up.
    pub fn read(&mut self, budget_ms: f64) -> bool {
        self.console.read(budget_ms)
    }

    /// Forgets what was read.
    pub fn reread(&mut self) {
        self.console.reread();
    }

    /// Draws what has changed.
    pub fn render(&mut self) {
        self.console.render();
        self.controls.show_progress(self.console.progress());
    }

    /// Ends a run in which the threads put `written` glyphs and `printed` lines, as far as that is known; shows and
    /// returns the verdict.
    pub fn end(&mut self, outcome: Outcome, written: Option<u32>, printed: Option<u32>) -> Verdict {
        let verdict = self.console.end(outcome, written, printed);
        self.console.render();
        self.verdict.set_text_content(Some(&verdict.sentence()));
        self.reason.set_text_content(Some(verdict.reason()));
        self.controls.show_ready();
        verdict
    }

    /// Ends a run that broke off, saying why.
    pub fn fail(&mut self, why: &str) {
        self.console.stop();
        self.verdict.set_text_content(Some(why));
        self.controls.show_ready();
    }

    /// Returns what the output shows, and each character's author.
    pub fn transcript(&self) -> (String, Vec<u8>) {
        self.console.transcript()
    }

    /// Selects all of the output.
    pub fn select_all(&mut self) {
        self.console.select_all();
    }

    /// Returns the text that the reader has selected in the output.
    pub fn selected_text(&self) -> Option<String> {
        self.console.selected_text()
    }
}

/// The element that our markup has at `selector`.
fn find<T: JsCast>(root: &ShadowRoot, selector: &str) -> T {
    let found = root.query_selector(selector).ok().flatten().and_then(|element| element.dyn_into().ok());
    found.unwrap_or_else(|| panic!("the markup has `{selector}`"))
}

/// The sign of an author, above what it wrote: one character, so that signs of neighbours stay apart.
fn sign(author: Author) -> char {
    if author == Author::MAIN {
        'm'
    } else {
        char::from_digit(author.0.into(), 16).expect("an id is below 16")
    }
}

/// What `data-thread` says for an author.
fn name(author: Author) -> String {
    if author == Author::MAIN { "main".to_string() } else { author.0.to_string() }
}
