//! A schedule as text: the thread of each step.
//!
//! Owns the two forms and their limits; never runs a schedule. The plain form is a hexadecimal digit a step: `0110`.
//! The packed form is for long ones: `~1`, a digit (the bits an id takes), the number of steps, a dot, and the ids,
//! packed from the highest bit on into characters of six bits, those of base64url. `1` is the version. Texts come from
//! links, so nothing in them is trusted: neither form can name more than [`MAX_STEPS`] steps.

use std::fmt;

use crate::fact;
use crate::fact::Fact;
use crate::program::{MAX_STEPS, ThreadId};

const PACKED: &str = "~1";
const SIX_BITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a text is not a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// More than [`MAX_STEPS`] steps.
    TooLong,
    /// A character that does not belong, and its position from 0.
    Character(char, usize),
    /// A packed form of another version, or with an invalid header.
    Header,
    /// A packed form with fewer or more characters than its header says.
    Length,
}

impl ScheduleError {
    /// Says what is wrong.
    pub fn fact(&self) -> Fact {
        match *self {
            ScheduleError::TooLong => fact!("schedule.long", MAX_STEPS),
            ScheduleError::Character(found, at) => fact!("schedule.character", found.to_string(), at),
            ScheduleError::Header => fact!("schedule.header"),
            ScheduleError::Length => fact!("schedule.length"),
        }
    }
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fact().fmt(f)
    }
}

impl std::error::Error for ScheduleError {}

/// Reads a schedule in either form: thread ids, each below 16.
pub fn parse(text: &str) -> Result<Vec<ThreadId>, ScheduleError> {
    match text.strip_prefix('~') {
        Some(_) => unpack(text.strip_prefix(PACKED).ok_or(ScheduleError::Header)?),
        None => parse_plain(text),
    }
}

/// Writes a schedule in its plain form.
///
/// # Panics
///
/// If an id is 16 or more.
pub fn print_plain(schedule: &[ThreadId]) -> String {
    schedule.iter().map(|&ThreadId(id)| char::from_digit(id.into(), 16).expect("an id is below 16")).collect()
}

/// Writes a schedule in its shorter form.
///
/// # Panics
///
/// If an id is 16 or more.
pub fn print(schedule: &[ThreadId]) -> String {
    let plain = print_plain(schedule);
    let packed = pack(schedule);
    if packed.len() < plain.len() { packed } else { plain }
}

fn parse_plain(text: &str) -> Result<Vec<ThreadId>, ScheduleError> {
    if (MAX_STEPS as usize) < text.len() {
        return Err(ScheduleError::TooLong);
    }
    let id = |(at, digit): (usize, char)| match digit.to_digit(16) {
        Some(id) => Ok(ThreadId(id as u8)),
        None => Err(ScheduleError::Character(digit, at)),
    };
    text.chars().enumerate().map(id).collect()
}

fn pack(schedule: &[ThreadId]) -> String {
    let highest = schedule.iter().map(|thread| thread.0).max().unwrap_or(0);
    let width = (u8::BITS - highest.leading_zeros()).max(1);
    let mut text = format!("{PACKED}{width}{}.", schedule.len());
    let (mut bits, mut held) = (0u32, 0);
    for &ThreadId(id) in schedule {
        bits = bits << width | u32::from(id);
        held += width;
        if 6 <= held {
            held -= 6;
            text.push(char::from(SIX_BITS[(bits >> held & 63) as usize]));
        }
    }
    if 0 < held {
        text.push(char::from(SIX_BITS[(bits << (6 - held) & 63) as usize]));
    }
    text
}

fn unpack(text: &str) -> Result<Vec<ThreadId>, ScheduleError> {
    let (header, packed) = text.split_once('.').ok_or(ScheduleError::Header)?;
    let width = header.chars().next().and_then(|width| width.to_digit(10));
    let width = width.filter(|width| (1..=4).contains(width)).ok_or(ScheduleError::Header)?;
    let count = &header[1..];
    if count.is_empty() || 9 < count.len() || !count.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(ScheduleError::Header);
    }
    let count: u32 = count.parse().map_err(|_| ScheduleError::Header)?;
    if MAX_STEPS < count {
        return Err(ScheduleError::TooLong);
    }
    if packed.len() != (count * width).div_ceil(6) as usize {
        return Err(ScheduleError::Length);
    }
    let mut schedule = Vec::with_capacity(count as usize);
    let (mut bits, mut held) = (0u32, 0);
    for (at, character) in packed.chars().enumerate() {
        let value = SIX_BITS.iter().position(|&other| char::from(other) == character);
        bits = bits << 6 | value.ok_or(ScheduleError::Character(character, at))? as u32;
        held += 6;
        while width <= held && schedule.len() < count as usize {
            held -= width;
            schedule.push(ThreadId((bits >> held & ((1 << width) - 1)) as u8));
        }
    }
    Ok(schedule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    fn ids(ids: &[u8]) -> Vec<ThreadId> {
        ids.iter().copied().map(ThreadId).collect()
    }

    #[test]
    fn the_forms_are_as_documented() {
        assert_eq!(parse("0110"), Ok(ids(&[0, 1, 1, 0])));
        assert_eq!(parse("0aF"), Ok(ids(&[0, 10, 15])));
        assert_eq!(parse(""), Ok(vec![]));
        // 24 steps of one bit: 010101 four times over, and 010101 is `V`.
        assert_eq!(print(&ids(&[0, 1].repeat(12))), "~1124.VVVV");
        assert_eq!(parse("~1124.VVVV"), Ok(ids(&[0, 1].repeat(12))));
        assert_eq!(print(&ids(&[0, 1, 1, 0])), "0110");
    }

    #[test]
    fn what_is_no_schedule_is_said() {
        let said = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(said("01g"), r#"schedule.character("g", 2)"#);
        assert_eq!(said(&"0".repeat(20_001)), "schedule.long(20000)");
        assert_eq!(said("~1499999999.A"), "schedule.long(20000)");
        for header in [
            "~",
            "~2124.VVVV",
            "~1",
            "~1124",
            "~10.",
            "~1.",
            "~15.",
            "~1é24.V",
            "~111e3.V",
            "~1112345678901.A",
        ] {
            assert_eq!(said(header), "schedule.header", "{header}");
        }
        assert_eq!(said("~1124.VVV"), "schedule.length");
        assert_eq!(said("~1124.VV V"), r#"schedule.character(" ", 2)"#);
    }

    #[test]
    fn no_text_makes_the_parser_panic_or_allocate_without_bound() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..1_000_000 {
            // Near misses: a schedule, or a piece of one, with characters from near and far put in.
            let ids: Vec<ThreadId> = (0..rng.usize(..24)).map(|_| ThreadId(rng.u8(..16))).collect();
            let mut text: Vec<char> = if rng.bool() { pack(&ids) } else { print(&ids) }.chars().collect();
            for _ in 0..rng.usize(..4) {
                let strange = ['~', '1', '4', '9', '.', 'A', '_', 'f', 'g', ' ', '\0', 'é', '🧵'];
                let at = rng.usize(..=text.len());
                text.insert(at, strange[rng.usize(..strange.len())]);
            }
            text.truncate(rng.usize(..=text.len()));
            if let Ok(schedule) = parse(&text.into_iter().collect::<String>()) {
                assert!(schedule.len() <= MAX_STEPS as usize && schedule.iter().all(|id| id.0 < 16));
            }
        }
    }

    #[test]
    fn what_is_printed_is_parsed() {
        let mut rng = Rng::with_seed(2);
        for _ in 0..2_000 {
            let highest = rng.u8(1..=16);
            let schedule: Vec<ThreadId> =
                (0..rng.usize(..400)).map(|_| ThreadId(rng.u8(..highest))).collect();
            assert_eq!(parse(&pack(&schedule)), Ok(schedule.clone()));
            assert_eq!(parse(&print(&schedule)), Ok(schedule));
        }
    }
}
