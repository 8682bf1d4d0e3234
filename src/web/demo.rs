//! The views of one element, for the page.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

use super::verdict::{end, figures};
use super::{Settings, object, or_null, refusal, word};
use crate::model::{schedule, words};
use crate::page;
use crate::program::{Language, ThreadId};
use crate::run_end::RunEnd;

/// The views of one element, in the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Demo(page::Demo);

#[wasm_bindgen]
impl Demo {
    /// Builds the views in `shadow`; `chosen` takes the name and the text of each setting that the reader chooses; `say` takes
    /// a fact's key and values, and returns the sentence.
    #[wasm_bindgen(constructor)]
    pub fn new(shadow: ShadowRoot, chosen: Function, say: Function) -> Demo {
        Demo(page::Demo::new(shadow, chosen, say))
    }

    /// Shows settings in controls and listing. The next run uses them. A listing in another language than Python is shown
    /// by `showPrinted`.
    ///
    /// # Errors
    ///
    /// If `language` is none of the words.
    pub fn configure(&mut self, settings: &Settings, language: &str) -> Result<(), JsError> {
        self.0.configure(&settings.0, word(language, Language::WORDS)?);
        Ok(())
    }

    /// Shows the listing of settings, as `printProgram` of the module that is loaded on demand has printed it.
    ///
    /// # Errors
    ///
    /// If `language` is none of the words.
    #[wasm_bindgen(js_name = showPrinted)]
    pub fn show_printed(
        &mut self,
        settings: &Settings,
        language: &str,
        texts: Vec<String>,
        sources: &[u16],
        locks: &[u8],
        whole: String,
    ) -> Result<(), JsError> {
        let lines = texts.iter().zip(sources).zip(locks);
        let rows = lines.map(|((text, &source), &lock)| page::Row {
            text,
            source: (source != 0).then_some(source),
            lock: lock != 0,
        });
        self.0.show_printed(&settings.0, word(language, Language::WORDS)?, rows, whole);
        Ok(())
    }

    /// Returns the listing as a whole program, which the language's own tools run; nothing if there is no program.
    #[wasm_bindgen(js_name = wholeProgram)]
    pub fn whole_program(&self) -> Option<String> {
        self.0.whole_program()
    }

    /// Clears the output for a run of the settings.
    ///
    /// # Errors
    ///
    /// If they have no program; the error says why.
    pub fn begin(&mut self, settings: &Settings) -> Result<(), JsValue> {
        self.0.begin(settings.program()?);
        Ok(())
    }

    /// Says that the run waits for the end of others, or that it does no longer.
    #[wasm_bindgen(js_name = showWaiting)]
    pub fn show_waiting(&self, waits: bool) {
        self.0.show_waiting(waits);
    }

    /// Shows the screen whose cells are `cells`, in a process's memory.
    pub fn show(&mut self, cells: page::Cells) {
        self.0.show(cells);
    }

    /// Reads what is new on the screen, for about `budget_ms` milliseconds at most, and tells whether it caught up.
    pub fn read(&mut self, budget_ms: f64) -> bool {
        self.0.read(budget_ms)
    }

    /// Forgets the cells that were read: the next `read` starts over.
    pub fn reread(&mut self) {
        self.0.reread();
    }

    /// Keeps a copy of the screen, since its cells are about to go.
    pub fn keep(&mut self) {
        self.0.keep();
    }

    /// Draws what has changed.
    pub fn render(&mut self) {
        self.0.render();
    }

    /// Ends the run: shows the verdict, and returns `{ lines, glyphs }` as in a result. `name` and `details` are how it
    /// ended, `written` is how many glyphs the threads put, `printed` how many lines; if they are unknown, no loss is
    /// claimed, nor its absence. `render` draws the output.
    pub fn end(
        &mut self,
        name: &str,
        details: &[u32],
        written: Option<u32>,
        printed: Option<u32>,
        values: Option<Vec<u32>>,
    ) -> Result<JsValue, JsError> {
        let verdict = self.0.end(end(name, details)?, written, printed, values);
        Ok(figures(&verdict))
    }

    /// Offers to step through the last run, if it has a schedule.
    #[wasm_bindgen(js_name = offerReplay)]
    pub fn offer_replay(&self, schedule: Option<String>) {
        self.0.offer_replay(schedule.as_deref());
    }

    /// Marks the characters that the run, which had this schedule, has lost. `render` draws them.
    ///
    /// # Errors
    ///
    /// If the schedule is invalid.
    #[wasm_bindgen(js_name = showLost)]
    pub fn show_lost(&mut self, schedule: &str) -> Result<(), JsError> {
        self.0.show_lost(&schedule::parse(schedule)?);
        Ok(())
    }

    /// Keeps the run that is shown: the reader leaves it for its replay.
    #[wasm_bindgen(js_name = leaveRun)]
    pub fn leave_run(&mut self) {
        self.0.leave_run();
    }

    /// Shows that run again.
    #[wasm_bindgen(js_name = returnToRun)]
    pub fn return_to_run(&mut self) {
        self.0.return_to_run();
    }

    /// Offers to step through the last run from a position on.
    #[wasm_bindgen(js_name = offerReplayFrom)]
    pub fn offer_replay_from(&self, position: usize) {
        self.0.offer_replay_from(position);
    }

    /// Shows the scheduler that is chosen: `os`, `step` or `explore`.
    #[wasm_bindgen(js_name = showScheduler)]
    pub fn show_scheduler(&mut self, scheduler: &str) {
        self.0.show_scheduler(scheduler);
    }

    /// Opens the stepper at the end of `schedule`. If a step of it cannot be taken, stays before that step and says
    /// why.
    ///
    /// # Errors
    ///
    /// If the schedule is invalid, or the program has too many steps.
    #[wasm_bindgen(js_name = openStepper)]
    pub fn open_stepper(&mut self, settings: &Settings, schedule: &str) -> Result<(), JsValue> {
        let schedule = schedule::parse(schedule).map_err(|error| refusal(&error.fact()))?;
        self.0.open_stepper(settings.program()?, &schedule).map_err(|error| refusal(&error.fact()))
    }

    /// Takes a step of `thread`, and tells whether it could.
    pub fn step(&mut self, thread: u8) -> bool {
        self.0.step(ThreadId(thread))
    }

    /// Goes to the state after `position` steps of the schedule.
    pub fn seek(&mut self, position: usize) {
        self.0.seek(position);
    }

    /// Goes to a fault, and tells whether there is one: `next`, `previous`, or the first of a kind, or `wait`.
    #[wasm_bindgen(js_name = seekFault)]
    pub fn seek_fault(&mut self, name: &str) -> bool {
        self.0.seek_fault(name)
    }

    /// Returns the stepper's place: `[position, length, revision, threads, 1 if no thread can step]`; nothing if none is open.
    /// The revision changes with the schedule.
    pub fn place(&self) -> Option<Vec<u32>> {
        let stepper = self.0.stepper()?;
        let (position, length) = (stepper.position() as u32, stepper.schedule().len() as u32);
        let is_over = stepper.end().is_some();
        Some(vec![position, length, stepper.revision(), stepper.program().threads(), is_over.into()])
    }

    /// Returns the stepper's schedule as text; nothing if none is open.
    pub fn schedule(&self) -> Option<String> {
        Some(schedule::print(self.0.stepper()?.schedule()))
    }

    /// Returns the stepper's schedule, a byte a step, as [`Stepper::track`](crate::model::Stepper::track) has it.
    pub fn track(&self) -> Option<Vec<u8>> {
        Some(self.0.stepper()?.track())
    }

    /// Plays on to the end; returns `{ outcome, details, lines, glyphs, values, schedule }` as in a report.
    #[wasm_bindgen(js_name = playOn)]
    pub fn play_on(&mut self) -> Option<JsValue> {
        self.0.play_on();
        let verdict = self.0.step_verdict()?;
        let stepper = self.0.stepper()?;
        let result = figures(&verdict);
        let fields = [
            ("outcome", verdict.end.name().into()),
            ("details", verdict.end.details().into()),
            ("values", verdict.values.map_or(JsValue::NULL, JsValue::from)),
            ("schedule", schedule::print(stepper.schedule()).into()),
        ];
        for (key, value) in fields {
            Reflect::set(&result, &key.into(), &value).expect("an object takes any field");
        }
        Some(result)
    }

    /// Returns the stepper's state: `{ position, length, schedule, taken, finished, outcome, details, said, cursor,
    /// values, threads: [{ ready, why, next, line, loaded, holds, held, steps }] }`; nothing if none is open. `outcome` is null
    /// while a thread can step.
    pub fn state(&self) -> Option<JsValue> {
        let stepper = self.0.stepper()?;
        let (state, program) = (stepper.state(), stepper.program());
        let threads: Array = program
            .thread_ids()
            .map(|thread| {
                let next = stepper.ready(thread);
                let held = state.memory.held(thread);
                let held = held.map(|lock| JsValue::from(&*program.tree().locks[usize::from(lock.0)].name));
                let held: Array = held.collect();
                object([
                    ("ready", next.is_ok().into()),
                    (
                        "why",
                        or_null(next.err().map(|why| self.0.say(&words::of_blocked(program, thread, why)))),
                    ),
                    ("next", or_null(next.ok().map(|at| self.0.say(&words::of_op(program, at.op))))),
                    ("line", or_null(stepper.next(thread).map(|at| u32::from(at.line)))),
                    ("loaded", or_null(stepper.loaded(thread).map(|(_, value)| value))),
                    ("holds", (held.length() != 0).into()),
                    ("held", held.into()),
                    ("steps", state.steps[usize::from(thread.0)].into()),
                ])
            })
            .collect();
        let end = stepper.end();
        Some(object([
            ("position", stepper.position().into()),
            ("length", stepper.schedule().len().into()),
            ("schedule", schedule::print(stepper.schedule()).into()),
            ("taken", schedule::print(&stepper.schedule()[..stepper.position()]).into()),
            ("finished", (end == Some(RunEnd::Finished)).into()),
            ("outcome", or_null(end.as_ref().map(RunEnd::name))),
            ("details", end.map_or_else(Vec::new, |end| end.details()).into()),
            ("said", self.0.said(stepper).into()),
            ("lost", stepper.lost().into()),
            ("cursor", state.memory.cursor.into()),
            ("values", stepper.values().into()),
            ("threads", threads.into()),
        ]))
    }

    /// Shows how far an exploration is.
    #[wasm_bindgen(js_name = showExploring)]
    pub fn show_exploring(&mut self, states: u32, depth: u32, steps: u32) {
        self.0.show_exploring(states, depth, steps);
    }

    /// Shows an exploration, as [`Explorer::result`](runs::Explorer::result) returns it.
    #[wasm_bindgen(js_name = showExploration)]
    pub fn show_exploration(&mut self, exploration: &JsValue) {
        let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
        let text = |of: &JsValue, name: &str| field(of, name).as_string().unwrap_or_default();
        let each = |name: &str| Array::from(&field(exploration, name)).into_iter();
        let outcome = |outcome: JsValue| page::Explored {
            name: text(&outcome, "name"),
            schedules: text(&outcome, "schedules"),
            example: text(&outcome, "example"),
        };
        let found = page::Exploration {
            total: text(exploration, "schedules"),
            outcomes: each("outcomes").map(outcome).collect(),
            shortest: ["torn", "lost"].map(|name| (name, text(&field(exploration, "shortest"), name))),
            listed: each("listed").map(|one| (text(&one, "schedule"), text(&one, "name"))).collect(),
            states: field(exploration, "states").as_f64().unwrap_or_default() as u32,
            complete: field(exploration, "complete").is_truthy(),
        };
        self.0.show_exploration(&found);
    }

    /// Forgets the exploration that is shown: the settings have changed since.
    #[wasm_bindgen(js_name = forgetExploration)]
    pub fn forget_exploration(&mut self) {
        self.0.forget_exploration();
    }

    /// Offers to explore the program with so many threads and lines each; without them, says that they are looked for.
    #[wasm_bindgen(js_name = showLargest)]
    pub fn show_largest(&self, threads: Option<u32>, count: Option<u32>) {
        self.0.show_largest(threads.zip(count));
    }

    /// Returns what the output shows: `{ text, writers, torn }`.
    pub fn transcript(&self) -> JsValue {
        let (text, writers) = self.0.transcript();
        object([
            ("text", text.into()),
            ("writers", js_sys::Uint8Array::from(&writers[..]).into()),
            ("torn", js_sys::Uint32Array::from(&self.0.torn()[..]).into()),
        ])
    }

    /// Goes to the row of the output that has `cell`, and marks it.
    #[wasm_bindgen(js_name = showCell)]
    pub fn show_cell(&mut self, cell: u32) {
        self.0.show_cell(cell);
    }

    /// Marks a row of the output and tells how it was written, if it is torn; marks none if it is not.
    pub fn tell(&mut self, row: usize) {
        self.0.tell(row);
    }

    /// Goes to the next torn row of the output, or the previous one, and tells how it was written. Tells whether there are
    /// rows.
    #[wasm_bindgen(js_name = tellNext)]
    pub fn tell_next(&mut self, forward: bool) -> bool {
        self.0.tell_next(forward)
    }

    /// Closes the stepper, and says why it cannot be open.
    #[wasm_bindgen(js_name = closeStepper)]
    pub fn close_stepper(&mut self, why: &str) {
        self.0.close_stepper(why);
    }

    /// Ends a run that broke off, and says why.
    pub fn fail(&mut self, why: &str) {
        self.0.fail(why);
    }

    /// Selects all of the output, rows that are not drawn included.
    #[wasm_bindgen(js_name = selectAll)]
    pub fn select_all(&mut self) {
        self.0.select_all();
    }

    /// Returns the text that the reader has selected in the output, rows that are not drawn included.
    #[wasm_bindgen(js_name = selectedText)]
    pub fn selected_text(&self) -> Option<String> {
        self.0.selected_text()
    }
}
