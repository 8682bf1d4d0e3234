//! The settings that an element's attributes state, for all that runs or shows it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{no_word, refusal, word};
use crate::durations::{Durations, Spending};
use crate::page::{self, to_array};
use crate::program::presets::preset;
use crate::program::{LockKind, Main, Parameters, Program, ProgramError, packed};

/// The settings that an element's attributes state: the program's text, what the text leaves open, and how long each op takes.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Settings(pub(super) page::Settings);

#[wasm_bindgen]
impl Settings {
    /// Reads attributes' values. The program is the text `source`, which may be packed; if that is empty, the preset of
    /// this name, and of this scope.
    ///
    /// # Errors
    ///
    /// If a value is none of the words; the error names it. A text that is no program is no error yet: see
    /// [`problem`](Settings::problem).
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments)] // one an attribute
    pub fn new(
        program: &str,
        source: &str,
        threads: u32,
        count: u32,
        lock: &str,
        scope: &str,
        main: &str,
        glyph_us: u32,
        inside_us: u32,
        outside_us: u32,
        spending: &str,
        tape: bool,
    ) -> Result<Settings, JsError> {
        let (lock, main) = (word(lock, LockKind::WORDS)?, word(main, Main::WORDS)?);
        let spending = word(spending, Spending::WORDS)?;
        let (text, name) = match source {
            "" => (Ok(preset(program, scope).ok_or_else(|| no_word(program))?.to_string()), program),
            // No program begins with a digit, and each packed text does.
            source if source.starts_with(|first: char| first.is_ascii_digit()) => {
                (packed::unpack(source), "")
            }
            source => (Ok(source.to_string()), ""),
        };
        let parameters = Parameters { threads, count, lock, main };
        Ok(Settings(page::Settings {
            program: text
                .clone()
                .map_err(ProgramError::Packed)
                .and_then(|text| Program::new(&text, parameters)),
            text: text.unwrap_or_else(|_| source.to_string()),
            preset: name.to_string(),
            scope: scope.to_string(),
            parameters,
            durations: Durations { glyph_us, inside_us, outside_us, spending },
            tape,
        }))
    }

    /// The text of the program.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.0.text.clone()
    }

    /// Why there is no such program, a fact with the line and the column if its text is at fault; `undefined` if there
    /// is one.
    #[wasm_bindgen(getter)]
    pub fn problem(&self) -> Option<Array> {
        self.0.program.as_ref().err().map(|error| to_array(&error.fact()))
    }

    /// How many threads the program starts; 0 if there is no program.
    #[wasm_bindgen(getter)]
    pub fn threads(&self) -> u32 {
        self.0.program.as_ref().map_or(0, Program::threads)
    }

    /// Whether one lock guards every access to the screen: then no cell is ever overwritten.
    #[wasm_bindgen(getter)]
    pub fn guarded(&self) -> bool {
        self.0.program.as_ref().is_ok_and(|program| program.guard().is_some())
    }

    /// The names of the locks, in order.
    #[wasm_bindgen(getter)]
    pub fn locks(&self) -> Vec<String> {
        let locks = |program: &Program| program.tree().locks.iter().map(|lock| lock.name.clone()).collect();
        self.0.program.as_ref().map_or_else(|_| Vec::new(), locks)
    }

    /// The shared names, in order.
    #[wasm_bindgen(getter)]
    pub fn shared(&self) -> Vec<String> {
        self.0.program.as_ref().map_or_else(|_| Vec::new(), |program| program.tree().shared.clone())
    }

    /// The same program in small: two threads, a line each, as far as its text leaves that open.
    #[wasm_bindgen(js_name = inSmall)]
    pub fn in_small(&self) -> Settings {
        let parameters = Parameters { threads: 2, count: 1, ..self.0.parameters };
        let program = Program::new(&self.0.text, parameters);
        Settings(page::Settings { parameters, program, ..self.0.clone() })
    }

    pub(super) fn program(&self) -> Result<&Program, JsValue> {
        self.0.program.as_ref().map_err(|error| refusal(&error.fact()))
    }
}

/// Packs a text for a link: [`Settings`] unpacks it. Returns the text itself if it cannot be packed.
#[cfg(not(feature = "on-demand"))]
#[wasm_bindgen(js_name = packText)]
pub fn pack_text(text: &str) -> String {
    packed::pack(text).unwrap_or_else(|_| text.to_string())
}
