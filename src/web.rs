//! The exports to JavaScript: thin.
//!
//! Parts of one module that never meet in one instance: [`runs::Run`] is for the process's worker, [`runs::Explorer`]
//! for its own, the others for the page. Plain values in, plain values out.

mod runs;
mod time;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
// Linked for its own exports: `initThreadPool`, and what its workers call.
use wasm_bindgen_rayon as _;
use web_sys::{HtmlElement, ShadowRoot};

use crate::durations::Durations;
use crate::page;
use crate::program::{Kind, Lock, Main, Program, Returns, Scope, name};
use crate::schedule;
use crate::stepper;
use crate::verdict::{Outcome, Verdict};

/// The program that an element's attributes describe, validated.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    program: Program,
    durations: Durations,
}

#[wasm_bindgen]
impl Settings {
    /// Reads attributes' values.
    ///
    /// # Errors
    ///
    /// If a value is out of its limits, or is none of the words; the error names it.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments)] // one an attribute
    pub fn new(
        program: &str,
        threads: u32,
        count: u32,
        lock: &str,
        scope: &str,
        main: &str,
        glyph_us: u32,
        inside_us: u32,
        outside_us: u32,
    ) -> Result<Settings, JsError> {
        let (lock, scope, main) =
            (word(lock, Lock::WORDS)?, word(scope, Scope::WORDS)?, word(main, Main::WORDS)?);
        let program = match word(program, Kind::WORDS)? {
            Kind::Counter => Program::new(threads, count)?,
            Kind::Forgetful => Program::forgetful(threads, count)?,
            Kind::Increment => Program::increment(threads)?,
        };
        let returns = if outside_us == 0 { Returns::AtOnce } else { Returns::Later };
        let program = program.guarded(lock, scope).returning(returns).ending(main);
        Ok(Settings { program, durations: Durations { glyph_us, inside_us, outside_us } })
    }
}

fn word<T, const N: usize>(value: &str, words: [(&str, T); N]) -> Result<T, JsError> {
    let found = words.into_iter().find(|(word, _)| *word == value);
    found.map(|(_, meaning)| meaning).ok_or_else(|| JsError::new(&format!("`{value}` is none of the words")))
}

fn or_null<T: Into<JsValue>>(value: Option<T>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        Reflect::set(&object, &key.into(), &value).expect("a new object takes any field");
    }
    object.into()
}

/// The views of one element, in the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Demo(page::Demo);

#[wasm_bindgen]
impl Demo {
    /// Builds the views in `shadow`, the shadow root of `host`; a change by the reader becomes an attribute of `host`.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, shadow: ShadowRoot) -> Demo {
        Demo(page::Demo::new(host, shadow))
    }

    /// Shows settings in controls and listing. The next run uses them.
    pub fn configure(&mut self, settings: &Settings) {
        self.0.configure(settings.program, settings.durations);
    }

    /// Clears the output for a run of the settings.
    pub fn begin(&mut self, settings: &Settings) {
        self.0.begin(settings.program);
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

    /// Ends the run: shows the verdict, and returns `{ lines, glyphs }` as in a result. `written` is how many glyphs
    /// the threads put, `printed` how many lines; if they are unknown, no loss is claimed, nor its absence.
    pub fn end(
        &mut self,
        outcome: &str,
        written: Option<u32>,
        printed: Option<u32>,
        value: Option<u32>,
    ) -> Result<JsValue, JsError> {
        let verdict = self.0.end(word(outcome, Outcome::WORDS)?, written, printed, value);
        Ok(figures(&verdict))
    }

    /// Offers to step through the last run, if it has a schedule.
    #[wasm_bindgen(js_name = offerReplay)]
    pub fn offer_replay(&self, schedule: Option<String>) {
        self.0.offer_replay(schedule.as_deref());
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
    pub fn open_stepper(&mut self, settings: &Settings, schedule: &str) -> Result<(), JsError> {
        let schedule = schedule::parse(schedule)?;
        Ok(self.0.open_stepper(settings.program, &schedule)?)
    }

    /// Takes a step of `thread`.
    ///
    /// # Errors
    ///
    /// If the thread cannot step; the error says why.
    pub fn step(&mut self, thread: u8) -> Result<(), JsError> {
        self.0.step(thread).map_err(|why| JsError::new(&why))
    }

    /// Goes to the state after `position` steps of the schedule.
    pub fn seek(&mut self, position: usize) {
        self.0.seek(position);
    }

    /// Goes to the first fault, and tells whether there is one.
    #[wasm_bindgen(js_name = seekFault)]
    pub fn seek_fault(&mut self) -> bool {
        self.0.seek_fault()
    }

    /// Plays on to the end; returns `{ outcome, lines, glyphs, value, schedule }` as in a result.
    #[wasm_bindgen(js_name = playOn)]
    pub fn play_on(&mut self) -> Option<JsValue> {
        self.0.play_on();
        let verdict = self.0.step_verdict()?;
        let stepper = self.0.stepper()?;
        let result = figures(&verdict);
        let fields = [
            ("outcome", name(verdict.outcome, Outcome::WORDS).into()),
            ("value", verdict.value.map_or(JsValue::NULL, JsValue::from)),
            ("schedule", schedule::print(stepper.schedule()).into()),
        ];
        for (key, value) in fields {
            Reflect::set(&result, &key.into(), &value).expect("an object takes any field");
        }
        Some(result)
    }

    /// Returns the stepper's state: `{ position, length, schedule, taken, finished, deadlock, said, threads: [{ ready,
    /// why, next, register, holds, steps }] }`; nothing if none is open.
    pub fn state(&self) -> Option<JsValue> {
        let stepper = self.0.stepper()?;
        let state = stepper.state();
        let threads: Array = (0..)
            .zip(&state.threads)
            .map(|(thread, place)| {
                let next = stepper.ready(thread);
                object([
                    ("ready", next.is_ok().into()),
                    ("why", next.err().map_or(JsValue::NULL, |why| why.to_string().into())),
                    ("next", next.ok().map_or(JsValue::NULL, |op| op.to_string().into())),
                    ("register", place.register.into()),
                    ("holds", (state.holder == Some(thread)).into()),
                    ("steps", place.steps.into()),
                ])
            })
            .collect();
        let end = stepper.end();
        Some(object([
            ("position", stepper.position().into()),
            ("length", stepper.schedule().len().into()),
            ("schedule", schedule::print(stepper.schedule()).into()),
            ("taken", schedule::print(&stepper.schedule()[..stepper.position()]).into()),
            ("finished", (end == Some(stepper::End::Finished)).into()),
            ("deadlock", matches!(end, Some(stepper::End::Deadlock(_))).into()),
            ("said", stepper.sentence().into()),
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

fn figures(verdict: &Verdict) -> JsValue {
    let lines = object([
        ("expected", verdict.expected().into()),
        ("whole", verdict.whole.into()),
        ("torn", verdict.torn.into()),
    ]);
    let glyphs = object([
        ("expected", verdict.program.glyphs().into()),
        ("lost", verdict.lost.map_or(JsValue::NULL, JsValue::from)),
    ]);
    object([("lines", lines), ("glyphs", glyphs)])
}
