//! A run without threads, in the page.

use js_sys::{Uint16Array, Uint32Array};
use wasm_bindgen::prelude::*;

use super::Settings;
use super::report::{Sums, report};
use crate::model::schedule;
use crate::simulator::Simulator;

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
    pub fn new(settings: &Settings, seed: f64) -> Result<Simulation, JsValue> {
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
        let tape = run.tape().map(schedule::print);
        Some(report(&end, times_ms, &run.reports(), sums, tape, run.watchable()))
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
