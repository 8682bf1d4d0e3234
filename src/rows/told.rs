//! How a torn row was written, in words.

use super::author_of;
use crate::screen::Glyph;
use crate::words::thread_words;

/// The number of pieces that are told, and of each piece's characters: a row can be as long as the screen.
const MOST_PIECES: usize = 6;
const MOST_CHARACTERS: usize = 32;

/// Tells which thread wrote which piece of row `index`, with these cells and this newline if it has ended:
/// `row 3: thread 1 wrote "[1", thread 0 wrote "[0] => 2"`. The first row is row 1.
pub fn told(index: usize, row: &[u16], newline: Option<u16>) -> String {
    let mut words = format!("row {}: ", index + 1);
    let (mut count, mut last) = (0, None);
    let mut start = 0;
    while start < row.len() {
        let author = author_of(row[start]);
        let mut end = start;
        count += 1;
        let is_told = count <= MOST_PIECES;
        if is_told {
            words += &thread_words(author);
            words += " wrote \"";
        }
        while end < row.len() && author_of(row[end]) == author {
            if is_told && end - start < MOST_CHARACTERS {
                words.push(char::from(Glyph::from_cell(row[end]).byte));
            }
            end += 1;
        }
        if is_told {
            words += if end - start > MOST_CHARACTERS { "…\", " } else { "\", " };
        }
        (start, last) = (end, Some(author));
    }
    if count > MOST_PIECES {
        words += &format!("and so on, {count} pieces in all, ");
    }
    match newline.map(author_of).filter(|&author| Some(author) != last) {
        Some(author) => {
            words += if last.is_none() { "nothing, " } else { "" };
            words += &thread_words(author);
            words += " ended it";
        }
        None if count == 1 => words += "which is none of its lines",
        None => words.truncate(words.len() - 2),
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::ThreadId;

    /// The words for a row given as text and, a digit a character, its authors; the last is the newline's, if there is one more.
    fn check(text: &str, authors: &str, expected: &str) {
        let mut cells: Vec<u16> = text
            .bytes()
            .chain([b'\n'])
            .zip(authors.bytes())
            .map(|(byte, digit)| Glyph { byte, author: ThreadId(digit - b'0') }.to_cell())
            .collect();
        let newline = (text.len() < authors.len()).then(|| cells.pop().unwrap());
        assert_eq!(told(2, &cells, newline), expected);
    }

    #[test]
    fn each_piece_is_told_with_its_thread() {
        check("[1[0] => 2", "1100000000", r#"row 3: thread 1 wrote "[1", thread 0 wrote "[0] => 2""#);
        check("[1[0] => 2", "11000000000", r#"row 3: thread 1 wrote "[1", thread 0 wrote "[0] => 2""#);
    }

    #[test]
    fn the_thread_that_ended_the_row_is_told_if_it_wrote_nothing_before() {
        check("[0] =", "000001", r#"row 3: thread 0 wrote "[0] =", thread 1 ended it"#);
        check("", "1", "row 3: nothing, thread 1 ended it");
    }

    #[test]
    fn a_piece_of_one_line_is_told_to_be_no_line() {
        check("[0] =", "000000", r#"row 3: thread 0 wrote "[0] =", which is none of its lines"#);
    }

    #[test]
    fn long_rows_are_cut_short() {
        let text = "a".repeat(33);
        let told = format!(r#"row 3: thread 0 wrote "{}…", which is none of its lines"#, "a".repeat(32));
        check(&text, &"0".repeat(34), &told);
        let all = r#"thread 0 wrote "a", thread 1 wrote "a", "#.repeat(3);
        check(&"a".repeat(10), "01010101011", &format!("row 3: {all}and so on, 10 pieces in all"));
    }
}
