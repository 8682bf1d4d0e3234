//! The exports to JavaScript: thin.
//!
//! Two halves of one module that never meet in one instance: [`Run`] is for the process's worker, [`Demo`] for the
//! page. Plain values in, plain values out.

use js_sys::{Array, Object, Reflect, Uint16Array};
use std::time::Duration;
use wasm_bindgen::prelude::*;
// Linked for its own exports: `initThreadPool`, and what its workers call.
use wasm_bindgen_rayon as _;
use web_sys::{HtmlElement, ShadowRoot};

use crate::page;
use crate::process::{self, Outcome, Report};
use crate::program::{Lock, Main, Program, Scope};
use crate::verdict::{Verdict, fairness};

/// What an element's attributes say about the program, validated.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    program: Program,
    pace_us: u32,
}

#[wasm_bindgen]
impl Settings {
    /// Reads attributes' values.
    ///
    /// # Errors
    ///
    /// Names the value that is out of its limits, or that is none of the words.
    #[wasm_bindgen(constructor)]
    pub fn new(
        threads: u32,
        count: u32,
        pace_us: u32,
        lock: &str,
        scope: &str,
        main: &str,
    ) -> Result<Settings, JsError> {
        let lock = word(lock, [("none", Lock::None), ("mutex", Lock::Mutex)])?;
        let scope = word(scope, [("line", Scope::Line), ("glyph", Scope::Glyph), ("thread", Scope::Thread)])?;
        let main = word(main, [("join", Main::Join), ("exit", Main::Exit)])?;
        Ok(Settings { program: Program::new(threads, count)?.guarded(lock, scope).ending(main), pace_us })
    }
}

fn word<T, const N: usize>(value: &str, words: [(&str, T); N]) -> Result<T, JsError> {
    let found = words.into_iter().find(|(word, _)| *word == value);
    found.map(|(_, meaning)| meaning).ok_or_else(|| JsError::new(&format!("`{value}` is none of the words")))
}

/// One run, in the process's worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run(process::Run);

#[wasm_bindgen]
impl Run {
    /// Prepares a run.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> Run {
        Run(process::Run::new(settings.program, Duration::from_micros(settings.pace_us.into())))
    }

    /// Where the page finds the screen's cells: a byte offset into the process's memory.
    #[wasm_bindgen(getter)]
    pub fn cells(&mut self) -> usize {
        self.0.screen().cells().as_ptr() as usize
    }

    /// How many cells there are.
    #[wasm_bindgen(getter)]
    pub fn capacity(&mut self) -> usize {
        self.0.screen().cells().len()
    }

    /// Where the page stores 1 to stop the run: a byte offset.
    #[wasm_bindgen(getter)]
    pub fn signal(&self) -> usize {
        self.0.signal().as_ptr() as usize
    }

    /// Runs the program and returns when it has ended:
    /// `{ outcome, elapsedMs, written, printed, perThread, fairness }`.
    pub fn main(&self) -> JsValue {
        let (outcome, elapsed) = self.0.main();
        let reports = self.0.reports();
        let written: u32 = reports.iter().map(|report| report.written).sum();
        let per_thread: Array = reports
            .iter()
            .map(|Report { tally, .. }| {
                object([
                    ("acquisitions", tally.acquisitions.into()),
                    ("waitedMs", tally.waited_ms.into()),
                    ("heldMs", tally.held_ms.into()),
                    ("maxWaitMs", tally.max_wait_ms.into()),
                ])
            })
            .collect();
        let fairness = self.0.shares().and_then(|shares| fairness(&shares));
        object([
            ("outcome", name(outcome).into()),
            ("elapsedMs", (elapsed.as_secs_f64() * 1e3).into()),
            ("written", written.into()),
            ("printed", self.0.lines_printed().into()),
            ("perThread", per_thread.into()),
            ("fairness", fairness.map_or(JsValue::NULL, JsValue::from)),
        ])
    }
}

const OUTCOMES: [(&str, Outcome); 3] =
    [("finished", Outcome::Finished), ("stopped", Outcome::Stopped), ("exited", Outcome::Exited)];

fn name(outcome: Outcome) -> &'static str {
    OUTCOMES.iter().find(|(_, other)| *other == outcome).expect("every outcome has a name").0
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
    /// Builds the views in `shadow`, the shadow root of `host`; what the reader changes becomes an attribute of
    /// `host`. The style sheet is at `styles`.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, shadow: ShadowRoot, styles: &str) -> Demo {
        Demo(page::Demo::new(host, shadow, styles))
    }

    /// Shows settings in controls and listing. They are the next run's.
    pub fn configure(&mut self, settings: &Settings) {
        self.0.configure(settings.program, settings.pace_us);
    }

    /// Clears the output for a run of the settings.
    pub fn begin(&mut self, settings: &Settings) {
        self.0.begin(settings.program);
    }

    /// Shows the screen whose cells are `cells`, a view of the process's memory.
    pub fn show(&mut self, cells: Uint16Array) {
        self.0.show(cells);
    }

    /// Reads what is new on the screen, for about `budget_ms` milliseconds at most, and tells whether it caught up.
    pub fn read(&mut self, budget_ms: f64) -> bool {
        self.0.read(budget_ms)
    }

    /// Forgets what was read: the next `read` starts over.
    pub fn reread(&mut self) {
        self.0.reread();
    }

    /// Draws what has changed.
    pub fn render(&mut self) {
        self.0.render();
    }

    /// Ends the run: shows the verdict, and returns `{ lines, glyphs }` as in a result. `written` is how many glyphs the
    /// threads put, `printed` how many lines; where nobody knows, no loss is claimed, nor its absence.
    pub fn end(
        &mut self,
        outcome: &str,
        written: Option<u32>,
        printed: Option<u32>,
    ) -> Result<JsValue, JsError> {
        let verdict = self.0.end(word(outcome, OUTCOMES)?, written, printed);
        Ok(figures(&verdict))
    }

    /// Returns what the output shows: `{ text, writers }`.
    pub fn transcript(&self) -> JsValue {
        let (text, writers) = self.0.transcript();
        object([("text", text.into()), ("writers", js_sys::Uint8Array::from(&writers[..]).into())])
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
