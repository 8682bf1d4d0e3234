//! A text with numbers that vary from one execution to the next.
//!
//! Owns the writing of such a text's characters; never says when it is printed.

/// A slot of a thread: the position of one of its loops.
pub type Slot = u8;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters as they are.
    Literal(Box<[u8]>),
    /// The number of a loop's iteration, in decimal digits.
    Number(Slot),
    /// The character that a loop over a text is at.
    Character(Slot),
}

/// A text that may have pieces that vary. Two literals never follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

impl Template {
    /// Adds characters.
    pub fn push(&mut self, bytes: &[u8]) {
        if let Some(Piece::Literal(last)) = self.0.last_mut() {
            *last = [&**last, bytes].concat().into();
        } else if !bytes.is_empty() {
            self.0.push(Piece::Literal(bytes.into()));
        }
    }

    /// Returns how many characters and pieces it has.
    pub fn size(&self) -> usize {
        let sizes =
            self.0.iter().map(|piece| if let Piece::Literal(bytes) = piece { bytes.len() } else { 1 });
        sizes.sum()
    }

    /// Returns the text if nothing in it varies.
    pub fn constant(&self) -> Option<&[u8]> {
        match &self.0[..] {
            [] => Some(&[]),
            [Piece::Literal(bytes)] => Some(bytes),
            _ => None,
        }
    }
}

/// A template's text as it was last, kept to be changed into the next.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    bytes: Vec<u8>,
    /// If one number is all that varies: that number, and where its digits begin and end.
    number: Option<(u32, usize, usize)>,
    newlines: u32,
}

impl Rendered {
    /// Changes the text into the next if that is the same, or differs by one in its only number, and tells whether it
    /// could. To count on in place is a few times faster than to write the text anew.
    #[inline(always)]
    pub fn count_on(&mut self, template: &Template, slots: &[u32]) -> bool {
        let (Some((number, start, end)), [_, Piece::Number(slot), ..] | [Piece::Number(slot), ..]) =
            (self.number, &template.0[..])
        else {
            return false;
        };
        let next = slots[usize::from(*slot)];
        if next == number {
            return true;
        }
        if next == number + 1 && increment(&mut self.bytes, start, end) {
            self.number = Some((next, start, end));
            return true;
        }
        false
    }

    /// Writes the text of `template`. `slots` has the position of each loop; `character` gives the character that a
    /// loop over a text is at.
    #[cold]
    #[inline(never)]
    pub fn write(&mut self, template: &Template, slots: &[u32], character: impl Fn(Slot) -> u8) {
        self.bytes.clear();
        self.number = None;
        let mut varying = 0;
        for piece in &template.0 {
            match piece {
                Piece::Literal(bytes) => self.bytes.extend_from_slice(bytes),
                Piece::Number(slot) => {
                    let (number, start) = (slots[usize::from(*slot)], self.bytes.len());
                    self.bytes.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
                    self.number = Some((number, start, self.bytes.len()));
                    varying += 1;
                }
                Piece::Character(slot) => {
                    self.bytes.push(character(*slot));
                    varying += 2;
                }
            }
        }
        if varying != 1 {
            self.number = None;
        }
        self.newlines = self.bytes.iter().filter(|&&byte| byte == b'\n').count() as u32;
    }

    /// Returns how many newlines the text has. They do not change with its number.
    #[inline(always)]
    pub fn newlines(&self) -> u32 {
        self.newlines
    }

    /// Returns the text, all ASCII.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Adds one to the number whose decimal digits are those of `text` from `start` to `end`, and tells whether it could: if all are nines, they become zeros.
#[inline(always)]
fn increment(text: &mut [u8], start: usize, mut end: usize) -> bool {
    // By index: a slice of the digits alone would cost a call where the compiler optimises for size.
    while start < end {
        end -= 1;
        let Some(digit) = text.get_mut(end) else { return false };
        if *digit != b'9' {
            *digit += 1;
            return true;
        }
        *digit = b'0';
    }
    false
}

/// Returns how many digits the numbers from 0 to `n - 1` have together.
pub fn digits_below(n: u64) -> u64 {
    // Every number has a last digit, and one more for each power of ten from 10 on that it reaches.
    n + (1..10).map(|exponent| n.saturating_sub(10u64.pow(exponent))).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(rendered: &mut Rendered, template: &Template, slots: &[u32]) {
        if !rendered.count_on(template, slots) {
            rendered.write(template, slots, |slot| b'a' + slot);
        }
    }

    #[test]
    fn counting_on_in_place_gives_the_next_text() {
        let literal = |text: &str| Piece::Literal(text.as_bytes().into());
        let template = Template(vec![literal("[10] => "), Piece::Number(1), literal("\n")]);
        let mut rendered = Rendered::default();
        for number in (0..12_345).chain([7, 9, 9, 10, 99, 100]) {
            update(&mut rendered, &template, &[3, number]);
            assert_eq!(str::from_utf8(rendered.as_bytes()).unwrap(), format!("[10] => {number}\n"));
        }
    }

    #[test]
    fn every_piece_is_written() {
        let template = Template(vec![Piece::Number(0), Piece::Character(1), Piece::Number(0)]);
        let mut rendered = Rendered::default();
        for number in [8, 9, 10] {
            update(&mut rendered, &template, &[number, 0]);
            assert_eq!(str::from_utf8(rendered.as_bytes()).unwrap(), format!("{number}b{number}"));
        }
    }

    #[test]
    fn digits_are_counted_without_writing_them() {
        for n in [0, 1, 9, 10, 11, 100, 101, 12_345] {
            let written: usize = (0..n).map(|number: u64| number.to_string().len()).sum();
            assert_eq!(digits_below(n) as usize, written);
        }
    }
}
