//! The printed text: the lines' characters.
//!
//! Owns the text of a line; never when a thread prints it.

use crate::program::Author;

/// One printed line, its newline included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    bytes: [u8; Text::CAPACITY],
    len: u8,
}

impl Text {
    const CAPACITY: usize = 24;
    const MAIN: &[u8] = b"Main thread exiting...\n";
    /// The number of characters in a thread's line besides its two numbers: `[`, `] => ` and the newline.
    pub const FRAME: u32 = 7;

    /// The line that `main` prints.
    pub fn of_main() -> Text {
        let mut text = Text { bytes: [0; Text::CAPACITY], len: 0 };
        text.push(Text::MAIN);
        text
    }

    /// Line number `line` of a thread.
    #[inline]
    pub fn of_thread(Author(thread): Author, line: u32) -> Text {
        let mut text = Text { bytes: [0; Text::CAPACITY], len: 0 };
        text.push(b"[");
        text.push(itoa::Buffer::new().format(thread).as_bytes());
        text.push(b"] => ");
        text.push(itoa::Buffer::new().format(line).as_bytes());
        text.push(b"\n");
        text
    }

    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        let (start, end) = (self.len(), self.len() + bytes.len());
        self.bytes[start..end].copy_from_slice(bytes);
        self.len = end as u8;
    }

    /// Turns a thread's line into its next, in place: a few times faster than to write it anew.
    #[inline]
    pub fn increment(&mut self) {
        let newline = self.len() - 1;
        for at in (0..newline).rev() {
            match self.bytes[at] {
                b'9' => self.bytes[at] = b'0',
                digit if digit.is_ascii_digit() => return self.bytes[at] = digit + 1,
                _ => {
                    // All nines: they are zeros now, and a one goes before them.
                    self.bytes.copy_within(at + 1..=newline, at + 2);
                    self.bytes[at + 1] = b'1';
                    self.len += 1;
                    return;
                }
            }
        }
    }

    /// Returns the line's characters, all ASCII.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len()]
    }

    /// Returns the number of characters.
    #[inline]
    #[allow(clippy::len_without_is_empty)] // a line is never empty
    pub fn len(&self) -> usize {
        usize::from(self.len)
    }
}

/// Returns how many digits the numbers from 0 to `n - 1` have together.
pub fn digits_below(n: u32) -> u32 {
    // Every number has a last digit, and one more for each power of ten from 10 on that it reaches.
    n + (1..10).map(|exponent| n.saturating_sub(10u32.pow(exponent))).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &Text) -> &str {
        str::from_utf8(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_thread_prints_its_number_and_the_line_s() {
        assert_eq!(text(&Text::of_thread(Author(3), 0)), "[3] => 0\n");
        assert_eq!(text(&Text::of_thread(Author(15), 199_999)), "[15] => 199999\n");
        assert_eq!(text(&Text::of_main()), "Main thread exiting...\n");
    }

    #[test]
    fn counting_up_in_place_gives_the_next_line() {
        let mut line = Text::of_thread(Author(10), 0);
        for number in 0..12_345 {
            assert_eq!(text(&line), format!("[10] => {number}\n"));
            line.increment();
        }
    }

    #[test]
    fn digits_are_counted_without_writing_them() {
        for n in [1, 9, 10, 11, 100, 101, 12_345] {
            let written: usize = (0..n).map(|number: u32| number.to_string().len()).sum();
            assert_eq!(digits_below(n) as usize, written);
        }
    }
}
