//! The screen as rows: whole or torn.
//!
//! Owns the division of a screen into rows, and their counts; never reads shared memory, and keeps no glyph. A fold:
//! cells go in as they arrive, a piece at a time, and the counts are those of a single pass over all of them.

mod told;

use std::ops::Range;

use crate::program::{Lines, MAX_LINES, Program, ThreadId};
use crate::screen::Glyph;

pub use told::told;

/// The byte that ends a row. No glyph has a smaller byte, and an empty cell is zero.
const NEWLINE: u8 = b'\n';

/// The kinds of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Exactly one line of one thread: its characters in their order and its newline, all put by that thread.
    ///
    /// The screen does not say from which line a glyph is. If a thread prints `[0] => 1` and `[0] => 11`, overwrites the
    /// last character of the latter itself, and nobody else's glyph gets in between, then both rows are whole. The lost
    /// character counts.
    Whole,
    /// Exactly a line that `main` prints.
    Main,
    /// Anything else: glyphs of several authors, a piece of a line, or nothing at all.
    Torn,
}

/// The number of rows of each kind, `main`'s own lines aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The rows that are exactly one line of one thread.
    pub whole: u32,
    /// The other rows.
    pub torn: u32,
}

/// The rows of a screen.
#[derive(Clone, Debug)]
pub struct Rows {
    program: Program,
    /// The end of each row, its newline excluded.
    ends: Vec<u32>,
    /// The counts of the rows that have ended.
    ended: Tally,
    /// How many glyphs of threads those rows have, newlines included.
    surviving: u32,
    open: Open,
}

/// The row that has not ended yet.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// How many cells it has.
    len: usize,
    /// The kind that it would be if it ended now.
    row: Option<Row>,
    /// How many of its glyphs are threads'.
    by_threads: u32,
}

impl Rows {
    /// The rows of an empty screen that `program` will print to.
    pub fn new(program: Program) -> Rows {
        // As many as there are newlines to print: reserved at once, so that a million rows are never moved.
        let lines = u64::from(program.line_count()) + program.main_totals().lines;
        let ends = Vec::with_capacity(lines.min(MAX_LINES.into()) as usize + 1);
        Rows { program, ends, ended: Tally::default(), surviving: 0, open: Open::default() }
    }

    /// Returns the program that prints to the screen.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Forgets all cells.
    pub fn clear(&mut self) {
        self.ends.clear();
        (self.ended, self.surviving, self.open) = (Tally::default(), 0, Open::default());
    }

    /// Returns the first cell of the row that has not ended yet: the next fold starts there.
    pub fn open_start(&self) -> usize {
        self.ends.last().map_or(0, |&end| end as usize + 1)
    }

    /// Returns how many cells have been folded.
    pub fn read(&self) -> usize {
        self.open_start() + self.open.len
    }

    /// Folds the cells from [`open_start`](Rows::open_start) on, as far as the first empty one.
    pub fn fold(&mut self, cells: &[u16]) {
        let base = self.open_start();
        let mut start = 0;
        let end = loop {
            let rest = &cells[start..];
            // A whole row is compared, neither scanned first nor parsed: a million go through here in a moment.
            let (row, len) = match self.line_at(rest) {
                Some((row, len)) => (row, len),
                None => match rest.iter().position(|&cell| cell as u8 <= NEWLINE) {
                    Some(len) if rest[len] as u8 == NEWLINE => (Row::Torn, len),
                    Some(len) => break start + len,
                    None => break cells.len(),
                },
            };
            match row {
                Row::Whole => {
                    self.ended.whole += 1;
                    self.surviving += len as u32 + 1;
                }
                Row::Torn => {
                    self.ended.torn += 1;
                    self.surviving += by_threads(&rest[..=len]);
                }
                Row::Main => {}
            }
            self.ends.push((base + start + len) as u32);
            start += len + 1;
        };
        let open = &cells[start..end];
        let row = (!open.is_empty()).then(|| self.classify(open, None));
        self.open = Open { len: open.len(), row, by_threads: by_threads(open) };
    }

    /// Returns the kind of the row that `cells` begin with, and its length, if it is a line of one author.
    #[inline]
    fn line_at(&self, cells: &[u16]) -> Option<(Row, usize)> {
        let author = author_of(*cells.first()?);
        let newline = Glyph { byte: NEWLINE, author }.to_cell();
        let len = self.lines(author)?.line_at(cells, newline)?;
        Some((kind_of_line(author), len))
    }

    /// Returns the kind of a row with these cells, which ended in the cell `newline`, or has not ended. The newline
    /// must be of the row's author: another's may have cut a line, and what is left can look like another line.
    pub fn classify(&self, row: &[u16], newline: Option<u16>) -> Row {
        let Some(author) = row.first().copied().or(newline).map(author_of) else { return Row::Torn };
        let is_cut = newline.is_some_and(|newline| author_of(newline) != author);
        match self.lines(author) {
            Some(lines) if !is_cut && lines.has(row) => kind_of_line(author),
            _ => Row::Torn,
        }
    }

    /// Tells whether a row with these cells could still become whole, by printing on.
    pub fn can_become_whole(&self, row: &[u16]) -> bool {
        let Some(author) = row.first().copied().map(author_of) else { return true };
        self.lines(author).is_some_and(|lines| lines.begin_with(row))
    }

    /// Returns the lines of a thread, or of `main`; `None` if the program has no such thread.
    fn lines(&self, author: ThreadId) -> Option<&Lines> {
        match author {
            ThreadId::MAIN => Some(self.program.main_lines()),
            ThreadId(thread) if u32::from(thread) < self.program.threads() => {
                Some(self.program.lines(author))
            }
            _ => None,
        }
    }

    /// Returns the number of rows, one that has not ended yet included.
    pub fn len(&self) -> usize {
        self.ends.len() + usize::from(self.open.len != 0)
    }

    /// Tells whether there is no row yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the cells of row `index`, its newline excluded.
    pub fn range(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize + 1 };
        let end = self.ends.get(index).map_or(self.read(), |&end| end as usize);
        start..end
    }

    /// Returns which row has cell `cell`, or its newline there.
    pub fn row_of(&self, cell: u32) -> usize {
        self.ends.partition_point(|&end| end < cell)
    }

    /// Tells whether row `index` has ended.
    pub fn has_ended(&self, index: usize) -> bool {
        index < self.ends.len()
    }

    /// Returns the counts, in which a row that has not ended counts as it is.
    pub fn tally(&self) -> Tally {
        let Tally { whole, torn } = self.ended;
        match self.open.row {
            Some(Row::Whole) => Tally { whole: whole + 1, torn },
            Some(Row::Torn) => Tally { whole, torn: torn + 1 },
            Some(Row::Main) | None => self.ended,
        }
    }

    /// Returns how many glyphs of threads are on the screen. The others that were put have been overwritten.
    pub fn surviving(&self) -> u32 {
        self.surviving + self.open.by_threads
    }
}

fn kind_of_line(author: ThreadId) -> Row {
    if author == ThreadId::MAIN { Row::Main } else { Row::Whole }
}

fn author_of(cell: u16) -> ThreadId {
    Glyph::from_cell(cell).author
}

fn by_threads(cells: &[u16]) -> u32 {
    cells.iter().map(|&cell| u32::from(author_of(cell) != ThreadId::MAIN)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Parameters;
    use crate::program::tests::{PARAMETERS, preset, program_of};

    /// Three threads that print `[t] => 0` to `[t] => 11`, and `main`, which prints a line of its own.
    fn program() -> Program {
        preset("counter", Parameters { threads: 3, count: 12, ..PARAMETERS })
    }

    /// Folds a screen given as text and, a digit a character, its authors (`m` is main), in pieces of `step` cells.
    fn fold(program: Program, text: &str, authors: &str, step: usize) -> Rows {
        let author = |digit: u8| if digit == b'm' { ThreadId::MAIN } else { ThreadId(digit - b'0') };
        let cells: Vec<u16> = text
            .bytes()
            .zip(authors.bytes())
            .map(|(byte, digit)| Glyph { byte, author: author(digit) }.to_cell())
            .collect();
        assert_eq!(text.len(), authors.len());
        let mut rows = Rows::new(program);
        for end in (0..cells.len()).step_by(step).chain([cells.len()]) {
            rows.fold(&cells[rows.open_start()..end]);
        }
        assert_eq!(rows.read(), cells.len());
        let kinds = (0..rows.len()).map(|row| {
            let newline = cells.get(rows.range(row).end).copied();
            rows.classify(&cells[rows.range(row)], newline)
        });
        let counted = kinds.fold(Tally::default(), |Tally { whole, torn }, row| match row {
            Row::Whole => Tally { whole: whole + 1, torn },
            Row::Torn => Tally { whole, torn: torn + 1 },
            Row::Main => Tally { whole, torn },
        });
        assert_eq!(rows.tally(), counted, "{text:?}");
        rows
    }

    #[test]
    fn a_row_can_become_whole_as_long_as_it_begins_a_line() {
        let rows = Rows::new(program());
        let row = |text: &str, author| -> Vec<u16> {
            text.bytes().map(|byte| Glyph { byte, author }.to_cell()).collect()
        };
        for begun in ["", "[", "[1] =>", "[1] => ", "[1] => 1", "[1] => 11"] {
            assert!(rows.can_become_whole(&row(begun, ThreadId(1))), "{begun}");
        }
        for wrong in ["1", "[0", "[1] => 12", "[1] => 01", "[1] => 1 "] {
            assert!(!rows.can_become_whole(&row(wrong, ThreadId(1))), "{wrong}");
        }
        assert!(rows.can_become_whole(&row("Main thr", ThreadId::MAIN)));
        assert!(!rows.can_become_whole(&row("Main!", ThreadId::MAIN)));
    }

    #[test]
    fn folding_ends_at_the_first_empty_cell() {
        let mut rows = Rows::new(program());
        let mut cells = vec![0; 12];
        rows.fold(&cells);
        assert_eq!((rows.read(), rows.len(), rows.surviving()), (0, 0, 0));
        cells[0] = Glyph { byte: b'[', author: ThreadId(0) }.to_cell();
        rows.fold(&cells);
        assert_eq!((rows.read(), rows.len(), rows.surviving()), (1, 1, 1));
    }

    fn check(text: &str, authors: &str, whole: u32, torn: u32) {
        check_of(&program(), text, authors, whole, torn);
    }

    fn check_of(program: &Program, text: &str, authors: &str, whole: u32, torn: u32) {
        for step in 1..=text.len() {
            let rows = fold(program.clone(), text, authors, step);
            assert_eq!(rows.tally(), Tally { whole, torn }, "{text:?} in pieces of {step}");
            let rejoined: Vec<&str> = (0..rows.len()).map(|row| &text[rows.range(row)]).collect();
            assert_eq!(rejoined, text.lines().collect::<Vec<_>>(), "{text:?}");
            for row in 0..rows.len() {
                assert!(
                    rows.range(row).chain([rows.range(row).end]).all(|cell| rows.row_of(cell as u32) == row)
                );
            }
        }
    }

    #[test]
    fn a_line_of_one_thread_is_whole() {
        check("[0] => 0\n[1] => 11\n", "0000000001111111111", 2, 0);
    }

    #[test]
    fn a_row_of_two_authors_is_torn_though_it_reads_well() {
        check("[0] => 0\n", "000100000", 0, 1);
    }

    #[test]
    fn a_line_cut_by_another_thread_is_torn_though_the_rest_reads_well() {
        check("[0] => 1\n", "000000001", 0, 1); // of `[0] => 11`
        check("[0] => 1\n", "00000000m", 0, 1);
    }

    #[test]
    fn what_a_thread_left_of_its_own_line_is_whole_if_it_reads_as_another_line_and_the_loss_counts() {
        check("[0] => 1\n[0] => 1\n", "000000000000000000", 2, 0); // the second one of `[0] => 11`
        let rows = fold(program(), "[0] => 1\n[0] => 1\n", "000000000000000000", 1);
        assert_eq!(19 - rows.surviving(), 1);
    }

    #[test]
    fn a_row_that_the_thread_never_prints_is_torn() {
        check("[0] => 12\n", "0000000000", 0, 1); // it counts to 11
        check("[1] => 0\n", "000000000", 0, 1); // thread 1's words by thread 0
        check("[0] => 00\n", "0000000000", 0, 1);
        check("[0] =>\n", "0000000", 0, 1);
        check("[0] => 1[0] => 2\n", "00000000000000000", 0, 1);
        check("[0] => 99999999999999999999\n", &"0".repeat(28), 0, 1);
    }

    #[test]
    fn an_empty_row_is_torn() {
        check("[0] => 0\n\n[1] => 1\n", "0000000001111111111", 2, 1);
    }

    #[test]
    fn a_row_without_its_newline_counts_as_it_is() {
        check("[0] => 0", "00000000", 1, 0);
        check("[0] =", "00000", 0, 1);
    }

    #[test]
    fn main_s_own_line_does_not_count_unless_somebody_tore_it() {
        let line = "Main thread exiting...\n";
        check(line, &"m".repeat(23), 0, 0);
        check(line, &"m".repeat(22).replacen("mm", "m1", 1).chars().chain(['m']).collect::<String>(), 0, 1);
        assert_eq!(fold(program(), line, &"m".repeat(23), 1).surviving(), 0);
    }

    #[test]
    fn main_s_lines_before_and_after_its_threads_are_its_own() {
        let text = "def print(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        \
                    screen.cursor = at + 1\ndef thread(t):\n    print(\"a\\n\")\ndef main():\n    print(\"b\\n\")\n    \
                    for t in range(threads):\n        start(thread, t)\n    print(\"c\")\n    join()\n    print(\"d\\n\")\n";
        let program = Program::new(text, PARAMETERS).unwrap();
        check_of(&program, "b\na\ncd\na\n", "mm00mmm11", 2, 0);
        check_of(&program, "ca\nd\n", "m00mm", 0, 2);
    }

    #[test]
    fn an_empty_line_is_whole_if_its_thread_prints_one() {
        let program = program_of("print(f\"{t}\\n\\n\")", PARAMETERS);
        check_of(&program, "0\n\n1\n\n", "000111", 4, 0);
        check_of(&program, "0\n\n", "00m", 1, 1);
    }
}
