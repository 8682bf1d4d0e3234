//! The lines that a thread prints.
//!
//! Owns what counts as one line of a thread: the characters that it puts, up to and with each newline. Most programs
//! print each line by one loop over a text, and then a line is a pattern; for any other, all lines are listed.

use super::code::{Code, Instruction};
use super::ops::{Item, Ops};
use super::template::{Piece, Template};
use super::{Op, ThreadId};
use crate::screen::Glyph;

/// The lines that one thread prints, without their newlines, as the cells of a screen: so that a row is compared as it
/// is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A line is one of these patterns.
    Patterns(Vec<Pattern>),
    /// All lines, sorted.
    Listed(Vec<Box<[u16]>>),
}

/// A line with numbers that vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Box<[u16]>),
    /// A number below `below`, in digits of which `zero` is the least.
    Number {
        zero: u16,
        below: u32,
    },
}

/// How cells begin.
enum Begins<'a> {
    /// With a line; these cells follow it.
    WithLine(&'a [u16]),
    /// They are a part of a line.
    InLine,
    /// Otherwise.
    Otherwise,
}

impl Lines {
    /// Finds the lines that `thread` prints by these codes, executed one after the other.
    pub(super) fn of(thread: ThreadId, codes: &[&Code]) -> Lines {
        let patterns: Option<Vec<Vec<Pattern>>> = codes.iter().map(|code| patterns(thread, code)).collect();
        patterns.map_or_else(
            || Lines::Listed(listed(thread, codes)),
            |patterns| Lines::Patterns(patterns.into_iter().flatten().collect()),
        )
    }

    /// Returns the length of the line that `cells` begin with, if the cell `newline` follows it.
    #[inline]
    pub fn line_at(&self, cells: &[u16], newline: u16) -> Option<usize> {
        match self {
            Lines::Patterns(patterns) => patterns.iter().find_map(|pattern| match pattern.begins(cells) {
                Begins::WithLine([next, rest @ ..]) if *next == newline => Some(cells.len() - 1 - rest.len()),
                _ => None,
            }),
            Lines::Listed(_) => {
                let len = cells.iter().position(|&cell| cell == newline)?;
                self.has(&cells[..len]).then_some(len)
            }
        }
    }

    /// Tells whether a row of these cells is one of the lines.
    pub fn has(&self, row: &[u16]) -> bool {
        match self {
            Lines::Patterns(patterns) => {
                patterns.iter().any(|pattern| matches!(pattern.begins(row), Begins::WithLine([])))
            }
            Lines::Listed(lines) => lines.binary_search_by(|line| line[..].cmp(row)).is_ok(),
        }
    }

    /// Tells whether one of the lines begins with these cells, or is them.
    pub fn begin_with(&self, row: &[u16]) -> bool {
        match self {
            Lines::Patterns(patterns) => patterns
                .iter()
                .any(|pattern| matches!(pattern.begins(row), Begins::WithLine([]) | Begins::InLine)),
            Lines::Listed(lines) => {
                let first = lines.partition_point(|line| line[..] < *row);
                lines.get(first).is_some_and(|line| line.starts_with(row))
            }
        }
    }
}

impl Pattern {
    #[inline]
    fn begins<'a>(&self, mut cells: &'a [u16]) -> Begins<'a> {
        for part in &self.0 {
            match part {
                Part::Literal(literal) => match cells.strip_prefix(&literal[..]) {
                    Some(rest) => cells = rest,
                    None if literal.starts_with(cells) => return Begins::InLine,
                    None => return Begins::Otherwise,
                },
                Part::Number { zero, below } => {
                    let (mut number, mut digits) = (0, 0);
                    for &cell in cells {
                        let digit = cell.wrapping_sub(*zero);
                        if 9 < digit {
                            break;
                        }
                        // No number is written with a zero before it.
                        if digits == 1 && number == 0 {
                            return Begins::Otherwise;
                        }
                        number = 10 * number + u64::from(digit);
                        if u64::from(*below) <= number {
                            return Begins::Otherwise;
                        }
                        digits += 1;
                    }
                    match digits {
                        0 if cells.is_empty() => return Begins::InLine,
                        0 => return Begins::Otherwise,
                        _ => cells = &cells[digits..],
                    }
                }
            }
        }
        Begins::WithLine(cells)
    }
}

/// Returns the cells of characters that `thread` puts.
fn cells(thread: ThreadId, bytes: &[u8]) -> Box<[u16]> {
    bytes.iter().map(|&byte| Glyph { byte, author: thread }.to_cell()).collect()
}

/// The patterns of the lines, if each line is the text of one loop that puts each of its characters once.
fn patterns(thread: ThreadId, code: &Code) -> Option<Vec<Pattern>> {
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
                    pattern(thread, &code.templates[usize::from(template)], &times_of),
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
                        // Another put in the loop would stand between its characters.
                        1 if last + 1 == patterns.len() => {
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
fn pattern(thread: ThreadId, template: &Template, times_of: &[u32]) -> Option<Pattern> {
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
                // A digit after a number reads as one of the number's.
                let joins = matches!(parts.last(), Some(Part::Number { .. }))
                    && line.first().is_some_and(u8::is_ascii_digit);
                (!joins).then_some(())?;
                if !line.is_empty() {
                    parts.push(Part::Literal(cells(thread, line)));
                }
            }
            Piece::Number(slot) => {
                // A number that appears twice is the same both times, which no pattern says.
                (index != last && seen & 1 << slot == 0).then_some(())?;
                seen |= 1 << slot;
                if let Some(Part::Number { .. }) = parts.last() {
                    return None;
                }
                let [zero] = *cells(thread, b"0") else { unreachable!("a byte is a cell") };
                parts.push(Part::Number { zero, below: times_of[usize::from(*slot)] });
            }
            Piece::Character(_) => return None,
        }
    }
    // An empty pattern would be a line without characters.
    Some(Pattern(parts))
}

/// All lines, found by walking through the codes.
fn listed(thread: ThreadId, codes: &[&Code]) -> Vec<Box<[u16]>> {
    let mut lines = std::collections::BTreeSet::new();
    let mut line = Vec::new();
    for at in codes.iter().flat_map(|code| Ops::new(code)).filter_map(Item::op) {
        match at.op {
            Op::Put(_, b'\n') => drop(lines.insert(std::mem::take(&mut line).into_boxed_slice())),
            Op::Put(_, byte) => line.push(Glyph { byte, author: thread }.to_cell()),
            _ => {}
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
    use crate::program::tests::{PARAMETERS, program_of};

    const THREAD: ThreadId = ThreadId(1);

    /// The lines of a thread whose body is `body`: as they are found, and as the list of all.
    fn lines(body: &str) -> (Lines, Lines) {
        let program = program_of(body, PARAMETERS);
        (program.lines(THREAD).clone(), Lines::Listed(listed(THREAD, &[program.code(THREAD)])))
    }

    #[test]
    fn a_line_is_recognised_by_its_pattern_as_by_the_list_of_all() {
        let (pattern, list) = lines("for i in range(12):\n        print(f\"[{t}] => {i}\\n\")");
        assert!(matches!(pattern, Lines::Patterns(_)));
        let newline = cells(THREAD, b"\n")[0];
        for text in
            ["", "[1] => 0", "[1] => 11", "[1] => 12", "[1] => 01", "[0] => 0", "[1] => ", "[1] => 1x", "[1]"]
        {
            let row = cells(THREAD, text.as_bytes());
            assert_eq!(pattern.has(&row), list.has(&row), "{text}");
            assert_eq!(pattern.begin_with(&row), list.begin_with(&row), "{text}");
            let ended = [&row[..], &[newline, newline]].concat();
            assert_eq!(pattern.line_at(&ended, newline), pattern.has(&row).then_some(row.len()), "{text}");
            assert_eq!(list.line_at(&ended, newline), list.has(&row).then_some(row.len()), "{text}");
            assert_eq!((pattern.line_at(&row, newline), list.line_at(&row, newline)), (None, None), "{text}");
        }
    }

    #[test]
    fn the_same_text_of_another_thread_is_no_line() {
        let (pattern, list) = lines("print(\"a\\n\")");
        for (thread, is_line) in [(THREAD, true), (ThreadId(0), false)] {
            let row = cells(thread, b"a");
            assert_eq!((pattern.has(&row), list.has(&row)), (is_line, is_line));
        }
    }

    #[test]
    fn a_line_in_pieces_is_one_line() {
        let (lines, _) = lines("for i in range(2):\n        print(\"a\")\n    print(f\"{t}\\n\")");
        let row = |text: &str| cells(THREAD, text.as_bytes());
        assert!(lines.has(&row("aa1")) && !lines.has(&row("1")) && lines.begin_with(&row("a")));
    }

    #[test]
    fn a_program_whose_lines_no_pattern_says_has_them_listed() {
        for body in [
            // A digit follows the number.
            "for i in range(12):\n        print(f\"{i}{t}\\n\")",
            // A line stands between the characters of another text.
            "for c in \"ab\":\n        at = screen.cursor\n        screen[at] = c\n        \
             screen.cursor = at + 1\n        print(\"x\\n\")",
            "for i in range(2):\n        print(f\"{i}-{i}\\n\")",
        ] {
            let (found, list) = lines(body);
            assert_eq!(found, list, "{body}");
        }
    }
}
