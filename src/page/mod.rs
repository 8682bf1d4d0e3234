//! The views of one element, through web-sys.
//!
//! Owns the content of the element's shadow root, and the stepper while it is open. It never runs a program and never
//! waits: it shows settings, a copy of a screen that some process prints to, and a verdict. No view calls another; this
//! module hands each what it needs.

pub use cells::Cells;
pub use exploration::{Exploration, Explored};
pub use settings::Settings;

mod cells;
mod coded;
mod console;
mod controls;
mod listing;
mod markup;
mod selection;
mod settings;
mod sign;
mod exploration;
mod stepping;
mod steps;
mod texts;

use js_sys::Function;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::fact;
use crate::fact::Fact;
use crate::model::Stepper;
use crate::program::{Language, Program, ThreadId};
use crate::run_end::RunEnd;
use crate::verdict::Verdict;
use console::Console;
use controls::Controls;
use exploration::ExplorationView;
use listing::Listing;
pub use listing::Row;
use markup::find;
use sign::{sign, thread_name};
use steps::Steps;
use texts::Texts;
pub use texts::to_array;

/// The element's inside. Every text in it is ours; a value gets in as text or as an attribute, never as markup.
const MARKUP: &str = include_str!("demo.html");

/// The views of one element.
#[derive(Debug)]
pub struct Demo {
    controls: Controls,
    listing: Listing,
    console: Console,
    root: Element,
    stepper: Option<Stepper>,
    steps: Steps,
    exploration: ExplorationView,
    replay: HtmlElement,
    /// The subject of the last run's replay.
    cause: stepping::Cause,
    /// The run that the reader has left for its replay.
    left: Option<stepping::Left>,
    saving: HtmlElement,
    changed: HtmlElement,
    verdict: Element,
    reason: Element,
    texts: Texts,
}

impl Demo {
    /// Builds the views in `shadow`; `chosen` takes the name and the text of each setting that the reader chooses, `say` says
    /// a fact, as [`Texts`] needs it.
    pub fn new(shadow: ShadowRoot, chosen: Function, say: Function) -> Demo {
        let texts = Texts::new(say);
        shadow.set_text_content(None);
        markup::append(
            &shadow.owner_document().expect("a shadow root has a document"),
            &shadow,
            MARKUP,
            &texts,
        );
        Demo {
            controls: Controls::new(&shadow, chosen, texts.clone()),
            listing: Listing::new(find(&shadow, "[part=listing]"), texts.clone()),
            console: Console::new(&shadow, texts.clone()),
            root: find(&shadow, ".demo"),
            stepper: None,
            steps: Steps::new(&shadow, texts.clone()),
            exploration: ExplorationView::new(&shadow, texts.clone()),
            replay: find(&shadow, "[part=replay]"),
            cause: stepping::Cause::Any,
            left: None,
            saving: find(&shadow, "[part=export]"),
            changed: find(&shadow, "[part=changed]"),
            verdict: find(&shadow, "[part=verdict]"),
            reason: find(&shadow, "[part=reason]"),
            texts,
        }
    }

    /// Shows settings in controls and listing. One in another `language` than Python is shown by `show_printed`.
    pub fn configure(&mut self, settings: &Settings, language: Language) {
        self.controls.show(settings, language);
        self.listing.show(settings, language);
        self.listing.mark(self.stepper.as_ref());
        let Ok(program) = &settings.program else { return };
        // The output is another program's from now on, and the page says so.
        let differs = self.stepper.is_none() && self.console.program().is_some_and(|shown| shown != program);
        self.changed.set_hidden(!differs);
        if differs {
            // Another program invalidates the schedule.
            self.offer_replay(None);
        }
    }

    /// Shows the listing of settings as it was printed in `language`, with the whole program.
    pub fn show_printed<'a>(
        &mut self,
        settings: &Settings,
        language: Language,
        rows: impl Iterator<Item = Row<'a>>,
        whole: String,
    ) {
        self.listing.show_printed(settings, language, rows, whole);
        self.listing.mark(self.stepper.as_ref());
    }

    /// Returns the listing as a whole program, which the language's own tools run.
    pub fn whole_program(&self) -> Option<String> {
        self.listing.whole()
    }

    /// Shows the chosen scheduler. Clears the previous scheduler's views.
    pub fn show_scheduler(&mut self, scheduler: &str) {
        if self.root.get_attribute("data-scheduler").as_deref() == Some(scheduler) {
            return;
        }
        let _ = self.root.set_attribute("data-scheduler", scheduler);
        self.controls.show_scheduler(scheduler);
        self.stepper = None;
        self.console.forget();
        self.listing.mark(None);
        self.verdict.set_text_content(None);
        self.reason.set_text_content(None);
        self.changed.set_hidden(true);
        self.offer_saving(false);
        self.saving.set_hidden(true);
        self.offer_replay(None);
    }

    /// Offers to save the output, or withholds that until there is some and the run has ended.
    fn offer_saving(&self, offered: bool) {
        if offered {
            self.saving.set_hidden(false);
        }
        let _ = self.saving.toggle_attribute_with_force("disabled", !offered);
    }

    /// Says a fact in the reader's language.
    pub fn say(&self, fact: &Fact) -> String {
        self.texts.say(fact)
    }

    /// Says the verdict.
    fn conclude(&self, fact: &Fact) {
        self.verdict.set_text_content(Some(&self.say(fact)));
    }

    /// Says the reason for it.
    fn because(&self, fact: &Fact) {
        coded::show(&self.reason, &self.say(fact));
    }

    /// Shows how far an exploration is.
    pub fn show_exploring(&mut self, states: u32, depth: u32, steps: u32) {
        self.conclude(&fact!("verdict.exploring"));
        self.reason.set_text_content(None);
        self.controls.show_running();
        self.exploration.show_progress(states, depth, steps);
    }

    /// Forgets the exploration that is shown: the settings have changed since.
    pub fn forget_exploration(&mut self) {
        self.exploration.clear();
        self.conclude(&fact!("verdict.exploreAgain"));
    }

    /// Offers to explore the program with so many threads and lines each; without them, says that they are looked for.
    pub fn show_largest(&self, size: Option<(u32, u32)>) {
        self.exploration.show_largest(size);
    }

    /// Shows an exploration.
    pub fn show_exploration(&mut self, found: &Exploration) {
        let fact = self.exploration.show(found);
        self.conclude(&fact);
        self.controls.show_ready();
    }

    /// Clears the output for a run of `program`.
    pub fn begin(&mut self, program: &Program) {
        self.console.clear(program.clone());
        self.controls.show_running();
        self.changed.set_hidden(true);
        self.offer_replay(None);
        self.offer_saving(false);
        self.conclude(&fact!("verdict.running"));
        self.reason.set_text_content(None);
    }

    /// Says that the run waits for the end of others, or that it does no longer.
    pub fn show_waiting(&self, waits: bool) {
        self.conclude(&if waits { fact!("verdict.waiting") } else { fact!("verdict.running") });
    }

    /// Shows the screen whose cells are `cells`, in a process's memory.
    pub fn show(&mut self, cells: Cells) {
        self.console.show(cells);
    }

    /// Reads what is new on the screen, for `budget_ms` at most; tells whether it caught up.
    pub fn read(&mut self, budget_ms: f64) -> bool {
        self.console.read(budget_ms)
    }

    /// Forgets the cells that were read.
    pub fn reread(&mut self) {
        self.console.reread();
    }

    /// Keeps a copy of the screen, since its cells are about to go.
    pub fn keep(&mut self) {
        self.console.keep();
    }

    /// Draws what has changed.
    pub fn render(&mut self) {
        self.console.render();
        self.controls.show_progress(self.console.progress());
    }

    /// Ends a run in which the threads put `written` glyphs and `printed` lines, as far as that is known; shows and
    /// returns the verdict. The output is drawn by `render`.
    pub fn end(
        &mut self,
        end: RunEnd,
        written: Option<u32>,
        printed: Option<u32>,
        values: Option<Vec<u32>>,
    ) -> Verdict {
        let verdict = self.console.end(end, written, printed, values);
        self.cause = stepping::Cause::of(&verdict);
        self.conclude(&verdict.fact());
        self.because(&verdict.reason());
        self.controls.show_ready();
        self.offer_saving(true);
        verdict
    }

    /// Marks the characters that the run, which had this schedule, has lost. They are drawn by `render`.
    pub fn show_lost(&mut self, schedule: &[ThreadId]) {
        self.console.show_lost(schedule, &self.texts);
    }

    /// Goes to the row of the output that has `cell`.
    pub fn show_cell(&mut self, cell: u32) {
        self.console.show_cell(cell);
    }

    /// Marks a row of the output and tells how it was written, if it is torn; marks none if it is not.
    pub fn tell(&mut self, row: usize) {
        self.console.tell(row);
    }

    /// Goes to the next torn row of the output, or the previous one, and tells how it was written. Tells whether there are rows.
    pub fn tell_next(&mut self, forward: bool) -> bool {
        self.console.tell_next(forward)
    }

    /// Ends a run that broke off, saying why.
    pub fn fail(&mut self, why: &str) {
        self.console.stop();
        self.verdict.set_text_content(Some(why));
        self.controls.show_ready();
        self.offer_saving(false);
    }

    /// Returns what the output shows, and each character's author.
    pub fn transcript(&self) -> (String, Vec<u8>) {
        self.console.transcript()
    }

    /// Returns the numbers of the rows that are torn.
    pub fn torn(&self) -> Vec<u32> {
        self.console.torn()
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
