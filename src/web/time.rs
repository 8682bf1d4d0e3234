//! A run in time, for the page's timeline and for what it exports.

use js_sys::{Atomics, Uint32Array};
use wasm_bindgen::prelude::*;

use super::{Settings, refusal};
use crate::model::{Stepper, schedule};
use crate::program::LockId;
use crate::timeline::{self, Timeline};
use crate::trace;

/// Each thread's activity at each time: see [`timeline`]. Times are microseconds, or steps.
#[wasm_bindgen(js_name = Timeline)]
#[derive(Debug)]
pub struct TimelineView {
    timeline: Timeline,
    /// How many events of each log have been read, and how many are missing of all.
    read: Vec<u32>,
    missing: u32,
    summed: bool,
}

#[wasm_bindgen(js_class = Timeline)]
impl TimelineView {
    /// The time of a run of the settings, before anything has happened.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> TimelineView {
        TimelineView::of(Timeline::new(settings.threads()))
    }

    /// The timeline of a schedule: each step takes one unit.
    ///
    /// # Errors
    ///
    /// If the schedule is invalid, or the program has too many steps. Steps that cannot be taken are left out.
    #[wasm_bindgen(js_name = ofSchedule)]
    pub fn of_schedule(settings: &Settings, schedule: &str) -> Result<TimelineView, JsValue> {
        let stepper = Stepper::new(settings.program()?.clone());
        let mut stepper = stepper.map_err(|error| refusal(&error.fact()))?;
        let schedule = schedule::parse(schedule).map_err(|error| refusal(&error.fact()))?;
        let _ = stepper.replay(&schedule);
        Ok(TimelineView::of(Timeline::of_schedule(&stepper)))
    }

    fn of(timeline: Timeline) -> TimelineView {
        let read = vec![0; timeline.lanes().len()];
        TimelineView { timeline, read, missing: 0, summed: false }
    }

    /// Reads what is new in a run's logs, a view of its process's memory. The run has come to `now_us` at least.
    pub fn read(&mut self, logs: &Uint32Array, now_us: u32) {
        let stride = logs.length() as usize / self.read.len();
        self.missing = 0;
        self.summed = stride == 0;
        for (lane, read) in self.read.iter_mut().enumerate().filter(|_| 0 < stride) {
            let start = (lane * stride) as u32;
            // Atomically: a reader that sees the number sees the events.
            let word = |index: usize| Atomics::load(logs, start + index as u32).unwrap_or(0) as u32;
            let len = word(trace::LEN);
            self.missing += word(trace::MISSING);
            let (from, to) = (trace::place_of(*read), trace::place_of(len));
            if from < to && to as usize <= stride {
                let events = logs.subarray(start + from, start + to).to_vec();
                trace::decode(&events).for_each(|event| self.timeline.fold(lane, event));
                *read = len;
            }
        }
        self.timeline.advance(now_us);
    }

    /// The latest time known.
    #[wasm_bindgen(getter)]
    pub fn end(&self) -> u32 {
        self.timeline.end()
    }

    /// How many lanes there are, `main`'s the last.
    #[wasm_bindgen(getter)]
    pub fn lanes(&self) -> usize {
        self.timeline.lanes().len()
    }

    /// Whether nothing was logged of the run.
    #[wasm_bindgen(getter)]
    pub fn summed(&self) -> bool {
        self.summed
    }

    /// How many events were not logged, since a log was full.
    #[wasm_bindgen(getter)]
    pub fn missing(&self) -> u32 {
        self.missing
    }

    /// `width` pixels of a lane from one time to another: a number each, 0 nothing, 1 working, 2 waiting, 3 holding.
    pub fn pixels(&self, lane: usize, from: f64, to: f64, width: usize) -> Vec<u8> {
        self.timeline.pixels(lane, from, to, width)
    }

    /// A lane's intervals: start, end and number of the activity, one after the other.
    pub fn intervals(&self, lane: usize) -> Vec<u32> {
        let intervals = self.timeline.lanes().get(lane).map_or(&[][..], |lane| lane.intervals());
        intervals.iter().flat_map(|i| [i.start, i.end, i.activity.number().into()]).collect()
    }

    /// The index of a lane's interval at a time.
    #[wasm_bindgen(js_name = intervalAt)]
    pub fn interval_at(&self, lane: usize, time: u32) -> Option<usize> {
        self.timeline.lanes().get(lane)?.interval_at(time)
    }

    /// How many locks have been held.
    #[wasm_bindgen(getter)]
    pub fn locks(&self) -> usize {
        self.timeline.locks()
    }

    /// The holds of a lock from one time to another: lane, start and end of each, one after the other; nothing if they
    /// are more than `most`.
    pub fn holds(&self, lock: u8, from: f64, to: f64, most: usize) -> Vec<u32> {
        let seen = self.timeline.holds(LockId(lock), from).take_while(|hold| f64::from(hold.start) <= to);
        let seen: Vec<u32> =
            seen.take(most + 1).flat_map(|hold| [hold.lane.into(), hold.start, hold.end]).collect();
        if most * 3 < seen.len() { Vec::new() } else { seen }
    }

    /// The cell of the screen's last newline at a time.
    #[wasm_bindgen(js_name = newlineAt)]
    pub fn newline_at(&self, time: u32) -> Option<u32> {
        self.timeline.newline_at(time)
    }
}

/// After how many steps of a run's tape the newline at `cell` is on its screen.
#[wasm_bindgen(js_name = positionOfNewline)]
pub fn position_of_newline(settings: &Settings, schedule: &str, cell: u32) -> Option<usize> {
    timeline::position_of_newline(settings.program().ok()?, &schedule::parse(schedule).ok()?, cell)
}
