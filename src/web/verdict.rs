//! The verdict on a run, for the page.

use wasm_bindgen::prelude::*;

use super::{no_word, object};
use crate::run_end::RunEnd;
use crate::verdict::Verdict;

pub fn end(name: &str, details: &[u32]) -> Result<RunEnd, JsError> {
    RunEnd::parse(name, details).ok_or_else(|| no_word(name))
}

pub fn figures(verdict: &Verdict) -> JsValue {
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
