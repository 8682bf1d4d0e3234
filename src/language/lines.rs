//! The lines that a thread prints.
//!
//! Owns what counts as one line of a thread: the characters that it puts, up to and with each newline. Most programs
//! print each line by one loop over a text, and then a line is a pattern; for any other, all lines are listed.

use super::Op;
use super::code::{Code, Instruction};
use super::ops::{Item, Position};
use super::template::{Piece, Template};

/// The lines that one thread prints, without their newlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A line is one of these patterns.
    Patterns(Vec<Pattern>),
    /// All lines, sorted.
    Listed(Vec<Box<[u8]>>),
}

/// A line with numbers that vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Box<[u8]>),
    /// A number below this one.
    Number(u32),
}

/// How a text compares with a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Whole,
    Beginning,
    No,
}

impl Lines {
    /// Finds the lines that `code` prints.
    pub(super) fn of(code: &Code) -> Lines {
        patterns(code).map_or_else(|| Lines::Listed(listed(code)), Lines::Patterns)
    }

    /// Tells whether `text` is one of the lines.
    pub fn has(&self, text: impl Iterator<Item = u8> + Clone) -> bool {
        match self {
            Lines::Patterns(patterns) => {
                patterns.iter().any(|pattern| pattern.compare(text.clone()) == Match::Whole)
            }
            Lines::Listed(lines) => {
                lines.binary_search_by(|line| line.iter().copied().cmp(text.clone())).is_ok()
            }
        }
    }

    /// Tells whether one of the lines begins with `text`, or is it.
    pub fn begin_with(&self, text: impl Iterator<Item = u8> + Clone) -> bool {
        match self {
            Lines::Patterns(patterns) => {
                patterns.iter().any(|pattern| pattern.compare(text.clone()) != Match::No)
            }
            Lines::Listed(lines) => {
                let first = lines.partition_point(|line| line.iter().copied().lt(text.clone()));
                lines.get(first).is_some_and(|line| {
                    let mut line = line.iter().copied();
                    text.clone().all(|byte| line.next() == Some(byte))
                })
            }
        }
    }
}

impl Pattern {
    #[inline]
    fn compare(&self, text: impl Iterator<Item = u8>) -> Match {
        let mut text = text.peekable();
        for part in &self.0 {
            match part {
                Part::Literal(bytes) => {
                    for &byte in bytes {
                        match text.next() {
                            Some(found) if found == byte => {}
                            Some(_) => return Match::No,
                            None => return Match::Beginning,
                        }
                    }
                }
                Part::Number(below) => {
                    let (mut number, mut digits) = (0u64, 0);
                    while let Some(digit) = text.next_if(u8::is_ascii_digit) {
                        // No number is written with a zero before it.
                        if digits == 1 && number == 0 {
                            return Match::No;
                        }
                        number = 10 * number + u64::from(digit - b'0');
                        digits += 1;
                        if u64::from(*below) <= number {
                            return Match::No;
                        }
                    }
                    if digits == 0 {
                        return if text.peek().is_none() { Match::Beginning } else { Match::No };
                    }
                }
            }
        }
        if text.next().is_none() { Match::Whole } else { Match::No }
    }
}

/// The patterns of the lines, if each line is the text of one loop that puts each of its characters once.
fn patterns(code: &Code) -> Option<Vec<Pattern>> {
    let mut patterns = Vec::new();
    let mut times_of = vec![0; code.slots];
    // For each slot whose loop is over a text: how many puts its body has.
    let mut puts = vec![0; code.slots];
    let mut depth: Vec<u8> = Vec::new();
    for instruction in &code.instructions {
        match *instruction {
            Instruction::Op(Op::Put(..), _) => return None,
            Instruction::PutEach(_, slot, _) => {
                // In a loop further inside, the character is put several times.
                (depth.last() == Some(&slot)).then_some(())?;
                puts[usize::from(slot)] += 1;
            }
            Instruction::Repeat { slot, times, .. } => {
                times_of[usize::from(slot)] = times;
                depth.push(slot);
            }
            Instruction::Each { slot, template, .. } => {
                puts[usize::from(slot)] = 0;
                depth.push(slot);
                patterns.push((
                    slot,
                    pattern(&code.templates[usize::from(template)], &times_of),
                    instruction,
                ));
            }
            Instruction::End { begin } => {
                depth.pop();
                let ended = &code.instructions[usize::from(begin)];
                if let Instruction::Each { slot, .. } = ended {
                    let last = patterns.iter().position(|(_, _, each)| std::ptr::eq(*each, ended))?;
                    match puts[usize::from(*slot)] {
                        0 => drop(patterns.remove(last)),
                        1 => {
                            patterns[last].1.as_ref()?;
                        }
                        _ => return None,
                    }
                }
            }
            _ => {}
        }
    }
    patterns.into_iter().map(|(_, pattern, _)| pattern).collect()
}

/// The pattern of a text that ends in its only newline; `None` for any other text.
fn pattern(template: &Template, times_of: &[u32]) -> Option<Pattern> {
    let mut parts = Vec::new();
    let last = template.0.len().checked_sub(1)?;
    let mut seen = 0u64;
    for (index, piece) in template.0.iter().enumerate() {
        match piece {
            Piece::Literal(bytes) => {
                let newline = bytes.iter().position(|&byte| byte == b'\n');
                let line = match newline {
                    Some(at) if index == last && at + 1 == bytes.len() => &bytes[..at],
                    None if index != last => bytes,
                    _ => return None,
                };
                if !line.is_empty() {
                    parts.push(Part::Literal(line.into()));
                }
            }
            Piece::Number(slot) => {
                // A number that appears twice is the same both times, which no pattern says.
                (index != last && seen & 1 << slot == 0).then_some(())?;
                seen |= 1 << slot;
                if let Some(Part::Number(_)) = parts.last() {
                    return None;
                }
                parts.push(Part::Number(times_of[usize::from(*slot)]));
            }
            Piece::Character(_) => return None,
        }
    }
    // An empty pattern would be a line without characters.
    Some(Pattern(parts))
}

/// All lines, found by walking through the code.
fn listed(code: &Code) -> Vec<Box<[u8]>> {
    let mut lines = std::collections::BTreeSet::new();
    let mut line = Vec::new();
    let mut position = Position::new(code);
    while let Some(item) = position.next(code) {
        match item {
            Item::Op(at) => match at.op {
                Op::Put(_, b'\n') => drop(lines.insert(std::mem::take(&mut line).into_boxed_slice())),
                Op::Put(_, byte) => line.push(byte),
                _ => {}
            },
            Item::Work(_) => {}
        }
    }
    if !line.is_empty() {
        // Characters without a newline after them are a line as well.
        lines.insert(line.into_boxed_slice());
    }
    lines.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tests::{PARAMETERS, program_of};

    fn lines(body: &str) -> Lines {
        program_of(body, PARAMETERS).lines(crate::language::ThreadId(1)).clone()
    }

    #[test]
    fn a_line_is_recognised_by_its_pattern_as_by_the_list_of_all() {
        let body = "for i in range(12):\n        print(f\"[{t}] => {i}\\n\")";
        let program = program_of(body, PARAMETERS);
        let code = program.code(crate::language::ThreadId(1));
        let (pattern, list) = (Lines::of(code), Lines::Listed(listed(code)));
        assert!(matches!(pattern, Lines::Patterns(_)));
        for text in
            ["", "[1] => 0", "[1] => 11", "[1] => 12", "[1] => 01", "[0] => 0", "[1] => ", "[1] => 1x", "[1]"]
        {
            let bytes = text.bytes();
            assert_eq!(pattern.has(bytes.clone()), list.has(bytes.clone()), "{text}");
            assert_eq!(pattern.begin_with(bytes.clone()), list.begin_with(bytes), "{text}");
        }
    }

    #[test]
    fn a_line_in_pieces_is_one_line() {
        let lines = lines("for i in range(2):\n        print(\"a\")\n    print(f\"{t}\\n\")");
        assert!(lines.has("aa1".bytes()) && !lines.has("1".bytes()) && lines.begin_with("a".bytes()));
    }
}
