//! The program in a language other than Python.

use js_sys::{Array, Uint8Array, Uint16Array};
use wasm_bindgen::prelude::*;

use super::{Settings, object, word};
use crate::program::{Language, print};

/// Prints a program: `{ texts, sources, locks, whole }`, by line its text, the line of the program's text that it comes
/// from or 0, and whether it is there for a lock; and the whole program, which the language's own tools run.
///
/// # Errors
///
/// If the settings have no program, or `language` is none of the words.
#[wasm_bindgen(js_name = printProgram)]
pub fn print_program(settings: &Settings, language: &str) -> Result<JsValue, JsValue> {
    let listing = print::print(settings.program()?, word(language, Language::WORDS)?);
    let texts: Array = listing.lines.iter().map(|line| JsValue::from(&*line.text)).collect();
    let sources: Vec<u16> = listing.lines.iter().map(|line| line.source.unwrap_or(0)).collect();
    let locks: Vec<u8> = listing.lines.iter().map(|line| u8::from(line.lock)).collect();
    Ok(object([
        ("texts", texts.into()),
        ("sources", Uint16Array::from(&sources[..]).into()),
        ("locks", Uint8Array::from(&locks[..]).into()),
        ("whole", listing.whole().into()),
    ]))
}
