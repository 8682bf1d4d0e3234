//! The kinds of run: real threads in the process's worker, a simulation in the page, an exploration in its worker.

use js_sys::{Array, Object, Reflect, Uint16Array, Uint32Array};
use wasm_bindgen::prelude::*;

use super::{Settings, figures, object, or_null, word};
use crate::explorer;
use crate::lock::Shares;
use crate::page::Cells;
use crate::process::{self, Report};
use crate::program::name;
use crate::rows::Rows;
use crate::schedule;
use crate::simulator::Simulator;
use crate::verdict::{Outcome, Verdict, fairness};

/// One run, in the process's worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run(process::Run);

#[wasm_bindgen]
impl Run {
    /// Prepares a run. It is traced and taped, if that can be done; or nothing is recorded of it but sums.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings, recorded: bool) -> Run {
        let prepare = if recorded { process::Run::new } else { process::Run::unrecorded };
        Run(prepare(settings.program, settings.durations))
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

    /// Runs the program and returns when it has ended: `{ outcome, elapsedMs, threadsMs, written, printed, value,
    /// perThread, fairness, handOffs, bargings, schedule }`.
    pub fn main(&self) -> JsValue {
        let (outcome, elapsed) = self.0.main();
        let run = &self.0;
        let tape = run.tape().map(|tape| schedule::print(&tape));
        let printed = run.lines_printed();
        let times_ms = [elapsed, run.threads_took()].map(|time| time.as_secs_f64() * 1e3);
        report(outcome, times_ms, &run.reports(), printed, run.value(), tape, run.shares().as_ref())
    }
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
    written: u32,
    printed: u32,
) -> Result<JsValue, JsError> {
    let mut rows = Rows::new(settings.program);
    rows.fold(&cells.to_vec());
    let outcome = word(outcome, Outcome::WORDS)?;
    Ok(figures(&Verdict::of(outcome, &rows, Some(written), Some(printed), None)))
}

/// Returns the report of a run for the page, with the time that the run took, and the time that its threads did.
fn report(
    outcome: Outcome,
    [elapsed_ms, threads_ms]: [f64; 2],
    reports: &[Report],
    printed: u32,
    value: Option<u32>,
    schedule: Option<String>,
    shares: Option<&Shares>,
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
    let until_first_end = shares.and_then(|shares| shares.until_first_end(reports.len() as u32));
    let fairness = until_first_end.and_then(|shares| fairness(&shares));
    object([
        ("outcome", name(outcome, Outcome::WORDS).into()),
        ("elapsedMs", elapsed_ms.into()),
        ("threadsMs", threads_ms.into()),
        ("written", written.into()),
        ("printed", printed.into()),
        ("value", or_null(value)),
        ("schedule", or_null(schedule)),
        ("perThread", reports.iter().map(per_thread).collect::<Array>().into()),
        ("fairness", or_null(fairness)),
        ("handOffs", or_null(shares.map(|shares| shares.hand_offs))),
        ("bargings", or_null(shares.map(|shares| shares.bargings))),
    ])
}

/// A run without threads, in the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Simulation(Simulator);

#[wasm_bindgen]
impl Simulation {
    /// Prepares a run from a seed, which alone decides it.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings, seed: f64) -> Simulation {
        Simulation(Simulator::new(settings.program, settings.durations, seed as u64))
    }

    /// Goes on until simulated time reaches `until_us` or `steps` have been taken. Returns a report when it has ended.
    pub fn advance(&mut self, until_us: f64, steps: u32) -> Option<JsValue> {
        let outcome = self.0.advance(until_us, steps)?;
        let run = &self.0;
        let printed = run.lines_printed();
        Some(report(
            outcome,
            [run.elapsed_ms(), run.threads_took_ms()],
            &run.reports(),
            printed,
            run.value(),
            run.tape().map(schedule::print),
            run.shares().as_ref(),
        ))
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
pub struct Explorer(explorer::Explorer);

#[wasm_bindgen]
impl Explorer {
    /// Begins at the program's first state.
    ///
    /// # Errors
    ///
    /// If the program has too many steps.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> Result<Explorer, JsError> {
        Ok(Explorer(explorer::Explorer::new(settings.program)?))
    }

    /// Follows up to `states` more states, and tells whether there may be more to follow.
    pub fn advance(&mut self, states: usize) -> bool {
        self.0.advance(states)
    }

    /// Returns how far it is: `{ states, depth, steps }`.
    pub fn progress(&self) -> JsValue {
        let (depth, steps) = self.0.depth();
        object([("states", self.0.states().into()), ("depth", depth.into()), ("steps", steps.into())])
    }

    /// Returns what it has found: `{ schedules, outcomes: [{ name, schedules, example }], shortest, listed: [{ name,
    /// schedule }], states, complete }`. `shortest` has the shortest schedule to each fault, by its name; `listed` has
    /// the schedules one by one if they are few, and is empty else.
    pub fn result(&self) -> JsValue {
        let search = &self.0;
        let outcomes = search.outcomes().iter().map(|outcome| {
            object([
                ("name", outcome.end.name().into()),
                ("schedules", outcome.schedules.to_string().into()),
                ("example", schedule::print(&outcome.example).into()),
            ])
        });
        let shortest = Object::new();
        for (end, way) in search.shortest() {
            let way = schedule::print(way).into();
            Reflect::set(&shortest, &end.name().into(), &way).expect("a new object takes any field");
        }
        let listed = search.listed().into_iter().map(|(schedule, end)| {
            object([("name", end.name().into()), ("schedule", schedule::print_plain(&schedule).into())])
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
pub struct LargestSize(explorer::LargestSize);

#[wasm_bindgen]
impl LargestSize {
    /// Begins with the fewest threads.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> LargestSize {
        LargestSize(explorer::LargestSize::new(settings.program))
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
