//! The screen as rows: whole or torn.
//!
//! Owns the division of a screen into rows, and their counts; never reads shared memory, and keeps no glyph. A fold:
//! cells go in as they arrive, a piece at a time, and the counts are those of a single pass over all of them.

use std::ops::Range;

use crate::program::{Author, Program};
use crate::screen::Glyph;
use crate::text::Text;

/// The byte that ends a row. No glyph has a smaller byte, and an empty cell is zero.
const NEWLINE: u8 = b'\n';

/// The kinds of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Exactly one line of one thread.
    Whole,
    /// Exactly the line that `main` prints.
    Main,
    /// Anything else: glyphs of several authors, a piece of a line, or nothing at all.
    Torn,
}

/// The number of rows of each kind, `main`'s own line aside.
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
    /// By thread.
    prefixes: Vec<Prefix>,
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
        let ends = Vec::with_capacity((program.threads() * program.count()) as usize + 1);
        let prefixes = program.authors().map(Prefix::of).collect();
        Rows { program, prefixes, ends, ended: Tally::default(), surviving: 0, open: Open::default() }
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
            let Some(len) = rest.iter().position(|&cell| cell as u8 <= NEWLINE) else { break cells.len() };
            let (row, newline) = (&rest[..len], rest[len]);
            if newline as u8 != NEWLINE {
                break start + len;
            }
            match self.classify(row) {
                Row::Whole => {
                    self.ended.whole += 1;
                    self.surviving += len as u32;
                }
                Row::Torn => {
                    self.ended.torn += 1;
                    self.surviving += by_threads(row);
                }
                Row::Main => {}
            }
            self.surviving += by_threads(&[newline]);
            self.ends.push((base + start + len) as u32);
            start += len + 1;
        };
        let open = &cells[start..end];
        let row = (!open.is_empty()).then(|| self.classify(open));
        self.open = Open { len: open.len(), row, by_threads: by_threads(open) };
    }

    /// Returns the kind of a row with these cells. It compares rather than parses and formats: a million rows go
    /// through here in a moment.
    pub fn classify(&self, row: &[u16]) -> Row {
        let Some(&first) = row.first() else { return Row::Torn };
        let Author(author) = Glyph::from_cell(first).author;
        let Some(Prefix(prefix)) = self.prefixes.get(usize::from(author)) else {
            return if is_main_line(row) { Row::Main } else { Row::Torn };
        };
        let Some(digits) = row.strip_prefix(&prefix[..]) else { return Row::Torn };
        let zero = Glyph { byte: b'0', author: Author(author) }.to_cell();
        if digits.is_empty() || 9 < digits.len() || 1 < digits.len() && digits[0] == zero {
            return Row::Torn;
        }
        let mut number = 0;
        for &cell in digits {
            let digit = cell.wrapping_sub(zero);
            if 9 < digit {
                return Row::Torn;
            }
            number = 10 * number + u32::from(digit);
        }
        if number < self.program.count() { Row::Whole } else { Row::Torn }
    }

    /// Tells whether a row with these cells could still become whole, by printing on.
    pub fn can_become_whole(&self, row: &[u16]) -> bool {
        let Some(&first) = row.first() else { return true };
        let Author(author) = Glyph::from_cell(first).author;
        let Some(Prefix(prefix)) = self.prefixes.get(usize::from(author)) else {
            return is_main_line_begun(row);
        };
        // A prefix of a line number's digits is the number of a line that is no later.
        prefix.starts_with(row) || self.classify(row) == Row::Whole
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

fn by_threads(cells: &[u16]) -> u32 {
    cells.iter().map(|&cell| u32::from(cell >> 8 != u16::from(Author::MAIN.0))).sum()
}

/// The beginning of each line of one thread, as cells: `[3] => `.
#[derive(Clone, Debug)]
struct Prefix(Vec<u16>);

impl Prefix {
    fn of(author: Author) -> Prefix {
        let line = Text::of_thread(author, 0);
        // Line 0 ends in a digit and the newline.
        let prefix = &line.as_bytes()[..line.len() - 2];
        Prefix(prefix.iter().map(|&byte| Glyph { byte, author }.to_cell()).collect())
    }
}

fn is_main_line_begun(row: &[u16]) -> bool {
    let line = Text::of_main();
    let cells = line.as_bytes().iter().map(|&byte| Glyph { byte, author: Author::MAIN }.to_cell());
    row.len() < line.len() && row.iter().copied().eq(cells.take(row.len()))
}

fn is_main_line(row: &[u16]) -> bool {
    row.len() == Text::of_main().len() - 1 && is_main_line_begun(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folds a screen given as text and, a digit a character, its authors (`m` is main), in pieces of `step` cells.
    fn fold(text: &str, authors: &str, step: usize) -> Rows {
        let author = |digit: u8| if digit == b'm' { Author::MAIN } else { Author(digit - b'0') };
        let cells: Vec<u16> = text
            .bytes()
            .zip(authors.bytes())
            .map(|(byte, digit)| Glyph { byte, author: author(digit) }.to_cell())
            .collect();
        assert_eq!(text.len(), authors.len());
        let mut rows = Rows::new(Program::new(3, 12).unwrap());
        for end in (0..cells.len()).step_by(step).chain([cells.len()]) {
            rows.fold(&cells[rows.open_start()..end]);
        }
        assert_eq!(rows.read(), cells.len());
        rows
    }

    #[test]
    fn a_row_can_become_whole_as_long_as_it_begins_a_line() {
        let rows = Rows::new(Program::new(3, 12).unwrap());
        let row = |text: &str, author| -> Vec<u16> {
            text.bytes().map(|byte| Glyph { byte, author }.to_cell()).collect()
        };
        for begun in ["", "[", "[1] =>", "[1] => ", "[1] => 1", "[1] => 11"] {
            assert!(rows.can_become_whole(&row(begun, Author(1))), "{begun}");
        }
        for wrong in ["1", "[0", "[1] => 12", "[1] => 01", "[1] => 1 "] {
            assert!(!rows.can_become_whole(&row(wrong, Author(1))), "{wrong}");
        }
        assert!(rows.can_become_whole(&row("Main thr", Author::MAIN)));
        assert!(!rows.can_become_whole(&row("Main!", Author::MAIN)));
    }

    #[test]
    fn folding_ends_at_the_first_empty_cell() {
        let mut rows = Rows::new(Program::new(1, 1).unwrap());
        let mut cells = vec![0; 12];
        rows.fold(&cells);
        assert_eq!((rows.read(), rows.len(), rows.surviving()), (0, 0, 0));
        cells[0] = Glyph { byte: b'[', author: Author(0) }.to_cell();
        rows.fold(&cells);
        assert_eq!((rows.read(), rows.len(), rows.surviving()), (1, 1, 1));
    }

    fn check(text: &str, authors: &str, whole: u32, torn: u32) {
        for step in 1..=text.len() {
            let rows = fold(text, authors, step);
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
        assert_eq!(fold(line, &"m".repeat(23), 1).surviving(), 0);
    }
}
