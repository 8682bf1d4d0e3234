//! The kinds of run: real threads in the process's worker, a simulation in the page, an exploration in its worker.

use js_sys::{Array, Object, Reflect, Uint16Array, Uint32Array};
use wasm_bindgen::prelude::*;

use super::{Settings, end, figures, object, or_null};
use crate::lock::LockStats;
use crate::model;
use crate::model::schedule;
use crate::page::Cells;
use crate::process;
use crate::program::Program;
use crate::record::Report;
use crate::rows::Rows;
use crate::run_end::RunEnd;
use crate::simulator::Simulator;
use crate::verdict::{Verdict, fairness};

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
    pub fn new(settings: &Settings, recorded: bool) -> Result<Run, JsError> {
        let prepare = if recorded { process::Run::new } else { process::Run::unrecorded };
        Ok(Run(prepare(settings.program()?.clone(), settings.0.durations).on(processors())))
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
    /// values, perThread, fairness, handOffs, bargings, schedule }`.
    pub fn main(&self) -> JsValue {
        let (end, elapsed) = self.0.main();
        let run = &self.0;
        let times_ms = [elapsed, run.threads_took()].map(|time| time.as_secs_f64() * 1e3);
        let sums = Sums { printed: run.lines_printed(), values: run.values(), stats: run.stats() };
        report(&end, times_ms, &run.reports(), sums, run.tape().map(|tape| schedule::print(&tape)))
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
) -> Result<JsValue, JsError> {
    let mut rows = Rows::new(settings.program()?.clone());
    rows.fold(&cells.to_vec());
    Ok(figures(&Verdict::of(end(outcome, details)?, &rows, Some(written), Some(printed), None)))
}

/// The sums over all threads of a run.
struct Sums {
    printed: u32,
    values: Vec<u32>,
    stats: Option<LockStats>,
}

/// Returns the report of a run for the page, with the time that the run took, and the time that its threads did.
fn report(
    end: &RunEnd,
    [elapsed_ms, threads_ms]: [f64; 2],
    reports: &[Report],
    Sums { printed, values, stats }: Sums,
    schedule: Option<String>,
) -> JsValue {
    let written: u32 = reports.iter().map(|report| report.written).sum();
    let per_thread = |Report { cost, .. }: &Report| {
        // A sampled time is an estimate, and there was no more time than that.
        let held_ms = cost.held_ms.min((elapsed_ms - cost.waited_ms).max(0.0));
        object([
            ("acquisitions", cost.acquisitions.into()),
            ("waitedMs", cost.waited_ms.into()),
            ("heldMs", held_ms.into()),
            ("maxWaitMs", cost.max_wait_ms.into()),
        ])
    };
    let until_first_finished =
        stats.as_ref().and_then(|stats| stats.until_first_finished(reports.len() as u32));
    let fairness = until_first_finished.and_then(|acquisitions| fairness(&acquisitions));
    object([
        ("outcome", end.name().into()),
        ("details", end.details().into()),
        ("elapsedMs", elapsed_ms.into()),
        ("threadsMs", threads_ms.into()),
        ("written", written.into()),
        ("printed", printed.into()),
        ("values", values.into()),
        ("schedule", or_null(schedule)),
        ("perThread", reports.iter().map(per_thread).collect::<Array>().into()),
        ("fairness", or_null(fairness)),
        ("handOffs", or_null(stats.as_ref().map(|stats| stats.waited))),
        ("bargings", or_null(stats.as_ref().map(|stats| stats.barged))),
    ])
}

/// A run without threads, in the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Simulation(Simulator);

#[wasm_bindgen]
impl Simulation {
    /// Prepares a run from a seed, which alone decides it.
    ///
    /// # Errors
    ///
    /// If the settings have no program; the error says why.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings, seed: f64) -> Result<Simulation, JsError> {
        let program = settings.program()?.clone();
        Ok(Simulation(Simulator::new(program, settings.0.durations, seed as u64)))
    }

    /// Goes on until simulated time reaches `until_us` or `steps` have been taken. Returns a report when it has ended.
    pub fn advance(&mut self, until_us: f64, steps: u32) -> Option<JsValue> {
        let end = self.0.advance(until_us, steps)?;
        let run = &self.0;
        let times_ms = [run.elapsed_ms(), run.threads_took_ms()];
        let values = run.values().to_vec();
        let sums = Sums { printed: run.lines_printed(), values, stats: run.stats() };
        Some(report(&end, times_ms, &run.reports(), sums, run.tape().map(schedule::print)))
    }

    /// Ends the run: the next `advance` reports.
    pub fn stop(&mut self) {
        self.0.stop();
    }

    /// Returns a view of the threads' logs, good for one look as `cells` is.
    pub fn trace(&self) -> Uint32Array {
        let words = self.0.trace().words();
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        let offset = words.as_ptr() as u32;
        Uint32Array::new_with_byte_offset_and_length(&memory.buffer(), offset, words.len() as u32)
    }

    /// Returns a view of the screen's cells. The view is good until this instance's memory grows, hence for one look.
    pub fn cells(&self) -> Uint16Array {
        let cells = self.0.cells();
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        Uint16Array::new_with_byte_offset_and_length(
            &memory.buffer(),
            cells.as_ptr() as u32,
            cells.len() as u32,
        )
    }
}

/// A search through all schedules, in a worker of its own.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Explorer {
    search: model::Explorer,
    program: Program,
}

#[wasm_bindgen]
impl Explorer {
    /// Begins at the program's first state.
    ///
    /// # Errors
    ///
    /// If the program has too many steps.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> Result<Explorer, JsError> {
        let program = settings.program()?.clone();
        Ok(Explorer { search: model::Explorer::new(program.clone())?, program })
    }

    /// Follows up to `states` more states, and tells whether there may be more to follow.
    pub fn advance(&mut self, states: usize) -> bool {
        self.search.advance(states)
    }

    /// Returns how far it is: `{ states, depth, steps }`.
    pub fn progress(&self) -> JsValue {
        let (depth, steps) = self.search.depth();
        object([("states", self.search.states().into()), ("depth", depth.into()), ("steps", steps.into())])
    }

    /// Returns what it has found: `{ schedules, outcomes: [{ name, schedules, example }], shortest, listed: [{ name,
    /// schedule }], states, complete }`. `shortest` has the shortest schedule to each fault, by its name; `listed` has
    /// the schedules one by one if they are few, and is empty else.
    pub fn result(&self) -> JsValue {
        let Explorer { search, program } = self;
        let outcomes = search.outcomes().iter().map(|outcome| {
            object([
                ("name", outcome.outcome.name(program).into()),
                ("schedules", outcome.schedules.to_string().into()),
                ("example", schedule::print(&outcome.example).into()),
            ])
        });
        let shortest = Object::new();
        for (outcome, way) in search.shortest() {
            let way = schedule::print(way).into();
            Reflect::set(&shortest, &outcome.name(program).into(), &way)
                .expect("a new object takes any field");
        }
        let listed = search.listed().into_iter().map(|(schedule, outcome)| {
            object([
                ("name", outcome.name(program).into()),
                ("schedule", schedule::print_plain(&schedule).into()),
            ])
        });
        object([
            ("schedules", search.schedules().to_string().into()),
            ("outcomes", outcomes.collect::<Array>().into()),
            ("shortest", shortest.into()),
            ("listed", listed.collect::<Array>().into()),
            ("states", search.states().into()),
            ("complete", search.is_complete().into()),
        ])
    }
}

/// A search for the largest size of a program that can be explored, in a worker of its own.
#[wasm_bindgen]
#[derive(Debug)]
pub struct LargestSize(model::LargestSize);

#[wasm_bindgen]
impl LargestSize {
    /// Begins with the fewest threads.
    ///
    /// # Errors
    ///
    /// If the settings have no program; the error says why.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> Result<LargestSize, JsError> {
        Ok(LargestSize(model::LargestSize::new(settings.program()?.clone())))
    }

    /// Follows up to `states` more states, and tells whether there may be more to follow.
    pub fn advance(&mut self, states: usize) -> bool {
        self.0.advance(states)
    }

    /// Returns an empty object, since no measure of progress would be of use.
    pub fn progress(&self) -> JsValue {
        Object::new().into()
    }

    /// Returns what it has found: `{ threads, count }`, or nothing if no size can be explored.
    pub fn result(&self) -> JsValue {
        match self.0.largest() {
            Some((threads, count)) => object([("threads", threads.into()), ("count", count.into())]),
            None => Object::new().into(),
        }
    }
}
