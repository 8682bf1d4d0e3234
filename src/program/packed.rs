//! A program's text as part of a link.
//!
//! Owns the packed form: a version sign, two digits that check the rest, and the text, compressed. Every sign of it is
//! a letter, a digit, `-` or `_`, which a URL holds as they are. A link may come from anybody, hence no packed form
//! makes [`unpack`] panic or allocate more than a text may have. Never knows whether a text is a program.
//!
//! A text is compressed bit by bit: `model` says how likely the next bit is a 1, `coder` spends the fewer digits
//! on a bit the likelier it was. Both files and the primer are part of the version: a change to them needs a new
//! version sign, or the links that exist would say something else.

mod coder; // bits as digits, by their probability
mod model; // the probability of the next bit

use std::fmt;

use self::coder::{Decoder, Encoder};
use self::model::Model;
use super::parse::MAX_CHARACTERS;
use crate::fact;
use crate::fact::Fact;

/// The sign of this version. It is a digit, with which no program begins: a link may have a plain text in its place.
const VERSION: char = '1';
/// The value of a digit is its position. These are the digits of base64url.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The number of digits that check the others.
const CHECK: usize = 2;
/// The most bytes of a text. A character has at most four; a line end is one character even if it is two bytes.
const MAX_BYTES: usize = 4 * MAX_CHARACTERS;
/// The byte after a text. No text has it, since it is no part of UTF-8.
const END: u8 = 0xff;

/// Why a text cannot be packed, or a packed text cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The packed text begins with no known version sign.
    Version,
    /// The packed text has a sign that is no digit, lacks some, or was changed.
    Damaged,
    /// The text is longer than any program.
    Long,
}

impl PackError {
    /// Says what is wrong.
    pub fn fact(self) -> Fact {
        match self {
            PackError::Version => fact!("packed.version"),
            PackError::Damaged => fact!("packed.damaged"),
            PackError::Long => fact!("packed.long", MAX_CHARACTERS),
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fact().fmt(f)
    }
}

impl std::error::Error for PackError {}

/// Packs a text.
///
/// # Errors
///
/// If the text is longer than any program.
pub fn pack(text: &str) -> Result<String, PackError> {
    if MAX_BYTES < text.len() {
        return Err(PackError::Long);
    }
    let (mut model, mut encoder) = (Model::primed(), Encoder::default());
    for byte in text.bytes().chain([END]) {
        model.byte(|probability, position| encoder.encode(model::bit(byte, position), probability));
    }
    let digits = encoder.finish();
    Ok(format!("{VERSION}{}{digits}", check(digits.as_bytes())))
}

/// Returns the text that was packed.
///
/// # Errors
///
/// If `packed` was not made by [`pack`]. Two check digits find all but one in 4,096 of the damaged ones; what the others
/// unpack to is within the limit of a text all the same.
pub fn unpack(packed: &str) -> Result<String, PackError> {
    let digits = packed.strip_prefix(VERSION).ok_or(PackError::Version)?.as_bytes();
    if !digits.iter().all(|digit| DIGITS.contains(digit)) {
        return Err(PackError::Damaged);
    }
    match digits.split_at_checked(CHECK) {
        Some((found, digits)) if found == check(digits).as_bytes() => unpack_digits(digits, MAX_BYTES),
        _ => Err(PackError::Damaged),
    }
}

fn unpack_digits(digits: &[u8], limit: usize) -> Result<String, PackError> {
    let (mut model, mut decoder, mut text) = (Model::primed(), Decoder::new(digits), Vec::new());
    loop {
        match model.byte(|probability, _| decoder.decode(probability)) {
            END => return String::from_utf8(text).map_err(|_| PackError::Damaged),
            _ if text.len() == limit => return Err(PackError::Long),
            byte => text.push(byte),
        }
    }
}

/// Returns the digits that check the others: their FNV-1a hash, folded.
fn check(digits: &[u8]) -> String {
    let hash = digits
        .iter()
        .fold(0x811c_9dc5, |hash: u32, digit| (hash ^ u32::from(*digit)).wrapping_mul(0x0100_0193));
    let folded = hash ^ hash >> 12 ^ hash >> 24;
    (0..CHECK).map(|index| char::from(DIGITS[(folded >> (6 * index) & 63) as usize])).collect()
}

#[cfg(test)]
mod tests;
