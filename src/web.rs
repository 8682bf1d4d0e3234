//! The exports to JavaScript: thin.
//!
//! The crate is compiled to two modules, which differ in their exports alone. One has what each page needs: the views, in
//! the page, and [`runs::Run`], in the process's worker. The other one, with the feature `on-demand`, has what is loaded
//! when a reader asks for it. Plain values in, plain values out.

#[cfg(not(feature = "on-demand"))]
mod demo; // the views
#[cfg(not(feature = "on-demand"))]
mod runs; // real threads
#[cfg(not(feature = "on-demand"))]
mod time; // the timeline
#[cfg(not(feature = "on-demand"))]
mod verdict; // the verdict on a run

#[cfg(feature = "on-demand")]
mod edits; // the reader's edits of the program
#[cfg(feature = "on-demand")]
mod listing; // the program in other languages
#[cfg(feature = "on-demand")]
mod search; // explorations
#[cfg(feature = "on-demand")]
mod simulation; // a run without threads

mod report; // what a run came to
mod settings; // what an element's attributes state

use js_sys::{Error, Object, Reflect};
use wasm_bindgen::prelude::*;
// Linked for its own exports: `initThreadPool`, and what its workers call.
#[cfg(not(feature = "on-demand"))]
use wasm_bindgen_rayon as _;

pub use self::settings::Settings;
use crate::fact::Fact;
use crate::page::to_array;

fn word<T, const N: usize>(value: &str, words: [(&str, T); N]) -> Result<T, JsError> {
    let found = words.into_iter().find(|(word, _)| *word == value);
    found.map(|(_, meaning)| meaning).ok_or_else(|| no_word(value))
}

fn no_word(value: &str) -> JsError {
    JsError::new(&format!("`{value}` is none of the words"))
}

/// The error of a fact: whoever catches it says the fact in the reader's language.
fn refusal(fact: &Fact) -> JsValue {
    let error = Error::new(&fact.to_string());
    Reflect::set(&error, &"fact".into(), &to_array(fact)).expect("an error takes any field");
    error.into()
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
