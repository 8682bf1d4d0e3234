//! Edits of a program's text.

use wasm_bindgen::prelude::*;

use super::object;
use crate::program::LockId;
use crate::program::edit::{self, Direction, Edited, LineKind, LockCall, Place};

/// The places that the lock's line can be moved to: line and indentation of each, one after the other. A place is before
/// its line.
#[wasm_bindgen(js_name = lockPlaces)]
pub fn lock_places(text: &str, line: u16) -> Vec<u32> {
    let places = edit::places_of(text, line);
    places.into_iter().flat_map(|place| [place.line.into(), place.indent.into()]).collect()
}

/// Moves the lock's line to a place. Returns `{ text, line }`, with the line's new number; nothing if it is no place.
#[wasm_bindgen(js_name = moveLockLine)]
pub fn move_lock_line(text: &str, line: u16, to: u16, indent: u16) -> Option<JsValue> {
    edit::moved(text, line, Place { line: to, indent }).ok().map(edited)
}

/// Moves the lock's line to the next place, likewise. A `with` becomes an acquire and a release first.
#[wasm_bindgen(js_name = nudgeLockLine)]
pub fn nudge_lock_line(text: &str, line: u16, down: bool) -> Option<JsValue> {
    if is_with(text, line) {
        return edit::written_out(text, line).ok().map(edited);
    }
    edit::nudged(text, line, if down { Direction::Down } else { Direction::Up }).map(edited)
}

/// Removes the lock's line, likewise.
#[wasm_bindgen(js_name = removeLockLine)]
pub fn remove_lock_line(text: &str, line: u16) -> Option<JsValue> {
    edit::removed(text, line).ok().map(|text| edited(Edited { text, line }))
}

/// Adds a line that acquires or releases the first lock: to acquire at the first place of the text, to release at the
/// last place of its first function; likewise.
#[wasm_bindgen(js_name = addLockLine)]
pub fn add_lock_line(text: &str, call: &str) -> Option<JsValue> {
    let (call, place) = match call {
        "acquire" => (LockCall::Acquire, edit::places(text).into_iter().next()?),
        _ => {
            let places = edit::places(text);
            let first = *places.first()?;
            // The function ends before the next line at the margin.
            let mut lines = text.lines().zip(1u16..).skip(first.line.into());
            let end = lines.find(|(line, _)| line.starts_with("def ")).map_or(u16::MAX, |(_, line)| line);
            let inside = |place: &&Place| place.line <= end && place.indent == first.indent;
            (LockCall::Release, *places.iter().rev().find(inside)?)
        }
    };
    edit::added(text, call, LockId(0), place).ok().map(edited)
}

fn is_with(text: &str, line: u16) -> bool {
    edit::lock_lines(text).iter().any(|other| other.line == line && other.kind == LineKind::With)
}

fn edited(Edited { text, line }: Edited) -> JsValue {
    object([("text", text.into()), ("line", line.into())])
}
