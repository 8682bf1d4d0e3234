//! Facts, said in the reader's language.
//!
//! Owns the way of a fact to the catalogue; never a sentence.

use js_sys::{Array, Function, JsString};
use wasm_bindgen::{JsCast, JsValue};

use crate::fact::{Fact, Value};

/// The catalogue of one language: a function that takes a key and values, and returns the sentence.
#[derive(Clone, Debug)]
pub struct Texts(Function);

impl Texts {
    /// Takes over a catalogue.
    pub fn new(say: Function) -> Texts {
        Texts(say)
    }

    /// Says a fact.
    pub fn say(&self, fact: &Fact) -> String {
        let said = self.0.apply(&JsValue::UNDEFINED, &to_array(fact));
        let said = said.ok().and_then(|said| said.dyn_into::<JsString>().ok());
        said.map_or_else(|| fact.to_string(), String::from)
    }
}

/// A fact as the scripts have it: its key, then its values.
pub fn to_array(fact: &Fact) -> Array {
    let values = fact.values.iter().map(to_js);
    [JsValue::from_str(fact.key)].into_iter().chain(values).collect()
}

fn to_js(value: &Value) -> JsValue {
    match value {
        Value::None => JsValue::NULL,
        Value::Number(number) => JsValue::from_f64(*number as f64),
        Value::Text(text) => JsValue::from_str(text),
        Value::Fact(fact) => to_array(fact).into(),
        Value::List(facts) => facts.iter().map(to_array).collect::<Array>().into(),
    }
}
