//! Explorations, in a worker of their own.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{Settings, object, refusal};
use crate::model::{self, schedule};
use crate::program::Program;

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
    pub fn new(settings: &Settings) -> Result<Explorer, JsValue> {
        let program = settings.program()?.clone();
        let search = model::Explorer::new(program.clone()).map_err(|error| refusal(&error.fact()))?;
        Ok(Explorer { search, program })
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
    pub fn new(settings: &Settings) -> Result<LargestSize, JsValue> {
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
