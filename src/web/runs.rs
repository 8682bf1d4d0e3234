//! A run of real threads: in the process's worker, and what the page reads of one that it did not watch.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::Settings;
use super::report::{Sums, report};
use super::verdict::{end, figures};
use crate::model::schedule;
use crate::page::Cells;
use crate::process;
use crate::rows::Rows;
use crate::verdict::Verdict;

/// One run, in the process's worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run(process::Run);

#[wasm_bindgen]
impl Run {
    /// Prepares a run. It is traced and taped, if that can be done; or nothing is recorded of it but sums.
    ///
    /// # Errors
    ///
    /// If the settings have no program; the error says why.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings, recorded: bool) -> Result<Run, JsValue> {
        let program = settings.program()?.clone();
        let prepare = match recorded {
            true if settings.0.tape && process::Run::can_be_taped(&program) => process::Run::taped,
            true => process::Run::new,
            false => process::Run::unrecorded,
        };
        Ok(Run(prepare(program, settings.0.durations).on(processors())))
    }

    /// The byte offset of the screen's cells in the process's memory.
    #[wasm_bindgen(getter)]
    pub fn cells(&mut self) -> usize {
        self.0.screen().cells().as_ptr() as usize
    }

    /// How many cells there are.
    #[wasm_bindgen(getter)]
    pub fn capacity(&mut self) -> usize {
        self.0.screen().cells().len()
    }

    /// The byte offset of the word that stops the run when the page stores 1 there.
    #[wasm_bindgen(getter)]
    pub fn signal(&self) -> usize {
        self.0.signal().as_ptr() as usize
    }

    /// The byte offset of the threads' logs.
    #[wasm_bindgen(getter)]
    pub fn trace(&self) -> usize {
        self.0.trace().words().as_ptr() as usize
    }

    /// How many words the logs are together.
    #[wasm_bindgen(getter, js_name = traceWords)]
    pub fn trace_words(&self) -> usize {
        self.0.trace().words().len()
    }

    /// Runs the program and returns when it has ended: `{ outcome, details, elapsedMs, threadsMs, written, printed,
    /// values, perThread, fairness, handOffs, bargings, schedule, watchable }`.
    pub fn main(&self) -> JsValue {
        let (end, elapsed) = self.0.main();
        let run = &self.0;
        let times_ms = [elapsed, run.threads_took()].map(|time| time.as_secs_f64() * 1e3);
        let sums = Sums { printed: run.lines_printed(), values: run.values(), stats: run.stats() };
        let tape = run.tape().map(|tape| schedule::print(&tape));
        report(&end, times_ms, &run.reports(), sums, tape, run.watchable())
    }
}

/// Returns how many processors the browser says there are; 1 if it does not.
fn processors() -> u32 {
    let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
    let number = property(&js_sys::global(), "navigator").and_then(|of| property(&of, "hardwareConcurrency"));
    number.ok().and_then(|number| number.as_f64()).map_or(1, |number| number as u32)
}

/// Reads the cells of a run that was not watched; returns `{ lines, glyphs }` as in a result. `written` is how many
/// glyphs the threads put, `printed` how many lines.
///
/// # Errors
///
/// If `outcome` is none of the words.
#[wasm_bindgen(js_name = readScreen)]
pub fn read_screen(
    settings: &Settings,
    cells: &Cells,
    outcome: &str,
    details: &[u32],
    written: u32,
    printed: u32,
) -> Result<JsValue, JsValue> {
    let mut rows = Rows::new(settings.program()?.clone());
    rows.fold(&cells.to_vec());
    Ok(figures(&Verdict::of(end(outcome, details)?, &rows, Some(written), Some(printed), None)))
}
