//! How a torn row was written.

use super::author_of;
use crate::fact;
use crate::fact::Fact;
use crate::screen::Glyph;

/// The number of pieces that are told, and of each piece's characters: a row can be as long as the screen.
const MOST_PIECES: usize = 6;
const MOST_CHARACTERS: usize = 32;

/// Tells which thread wrote which piece of row `index`, with these cells and this newline if it has ended. The first row
/// is row 1.
pub fn told(index: usize, row: &[u16], newline: Option<u16>) -> Fact {
    let mut facts = Vec::new();
    let (mut count, mut last) = (0usize, None);
    let mut start = 0;
    while start < row.len() {
        let author = author_of(row[start]);
        let end = start + row[start..].iter().take_while(|&&cell| author_of(cell) == author).count();
        count += 1;
        if count <= MOST_PIECES {
            let told = row[start..end].iter().take(MOST_CHARACTERS);
            let mut text: String = told.map(|&cell| char::from(Glyph::from_cell(cell).byte)).collect();
            text += if end - start > MOST_CHARACTERS { "…" } else { "" };
            facts.push(fact!("told.wrote", author, text));
        }
        (start, last) = (end, Some(author));
    }
    if count > MOST_PIECES {
        facts.push(fact!("told.pieces", count));
    }
    match newline.map(author_of).filter(|&author| Some(author) != last) {
        Some(author) => {
            facts.extend(last.is_none().then(|| fact!("told.nothing")));
            facts.push(fact!("told.ended", author));
        }
        None if count == 1 => facts.push(fact!("told.noLine")),
        None => {}
    }
    fact!("told", index + 1, facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::ThreadId;

    /// The fact of a row given as text and, a digit a character, its authors; the last is the newline's, if there is one more.
    fn check(text: &str, authors: &str, expected: &str) {
        let mut cells: Vec<u16> = text
            .bytes()
            .chain([b'\n'])
            .zip(authors.bytes())
            .map(|(byte, digit)| Glyph { byte, author: ThreadId(digit - b'0') }.to_cell())
            .collect();
        let newline = (text.len() < authors.len()).then(|| cells.pop().unwrap());
        assert_eq!(told(2, &cells, newline).to_string(), format!("told(3, [{expected}])"));
    }

    #[test]
    fn each_piece_is_told_with_its_thread() {
        check("[1[0] => 2", "1100000000", r#"told.wrote(1, "[1"), told.wrote(0, "[0] => 2")"#);
        check("[1[0] => 2", "11000000000", r#"told.wrote(1, "[1"), told.wrote(0, "[0] => 2")"#);
    }

    #[test]
    fn the_thread_that_ended_the_row_is_told_if_it_wrote_nothing_before() {
        check("[0] =", "000001", r#"told.wrote(0, "[0] ="), told.ended(1)"#);
        check("", "1", "told.nothing, told.ended(1)");
    }

    #[test]
    fn a_piece_of_one_line_is_told_to_be_no_line() {
        check("[0] =", "000000", r#"told.wrote(0, "[0] ="), told.noLine"#);
    }

    #[test]
    fn long_rows_are_cut_short() {
        let text = "a".repeat(33);
        let told = format!(r#"told.wrote(0, "{}…"), told.noLine"#, "a".repeat(32));
        check(&text, &"0".repeat(34), &told);
        let all = r#"told.wrote(0, "a"), told.wrote(1, "a"), "#.repeat(3);
        check(&"a".repeat(10), "01010101011", &format!("{all}told.pieces(10)"));
    }
}
