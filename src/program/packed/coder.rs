//! Bits as digits: an arithmetic coder.
//!
//! Owns the interval that all bits so far have narrowed, and the digits that name a number in it; never predicts. The
//! digits are read as a fraction in base 64. The interval's ends are kept as their next ten digits: as soon as both
//! begin with the same digit, that digit is known and leaves.

use super::DIGITS;

/// The number of digits that the ends of the interval have.
const WIDTH: u32 = 10;
const MASK: u64 = (1 << (6 * WIDTH)) - 1;

/// The interval, both ends included.
#[derive(Clone, Copy, Debug)]
struct Interval {
    low: u64,
    high: u64,
}

#[derive(Debug, Default)]
pub(super) struct Encoder {
    interval: Interval,
    digits: String,
}

#[derive(Debug)]
pub(super) struct Decoder<'d> {
    interval: Interval,
    /// As many digits as an end of the interval has.
    value: u64,
    rest: std::slice::Iter<'d, u8>,
}

impl Default for Interval {
    fn default() -> Interval {
        Interval { low: 0, high: MASK }
    }
}

impl Interval {
    /// Returns the last number that stands for a 1, whose probability is in 65,536ths. The first number stands for a
    /// 1 and the last for a 0, whatever the probability.
    fn middle(&self, probability: u32) -> u64 {
        let (range, probability) = (self.high - self.low, u64::from(probability));
        self.low + (range >> 16) * probability + (((range & 0xffff) * probability) >> 16)
    }

    fn narrow(&mut self, middle: u64, bit: bool) {
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
    }

    /// Takes out the first digit, if both ends have the same.
    fn digit(&mut self) -> Option<u64> {
        let digit = self.high >> (6 * (WIDTH - 1));
        if self.low >> (6 * (WIDTH - 1)) != digit {
            return None;
        }
        self.low = self.low << 6 & MASK;
        self.high = self.high << 6 & MASK | 63;
        Some(digit)
    }
}

impl Encoder {
    /// Adds a bit, and returns it.
    pub fn encode(&mut self, bit: bool, probability: u32) -> bool {
        self.interval.narrow(self.interval.middle(probability), bit);
        while let Some(digit) = self.interval.digit() {
            self.push(digit);
        }
        bit
    }

    /// Returns the fewest digits that name a number in the interval, if followed by zeros.
    pub fn finish(mut self) -> String {
        let Interval { low, high } = self.interval;
        let rounded = (0..WIDTH).map(|digits| {
            let unit = 1u64 << (6 * (WIDTH - digits));
            (digits, low.div_ceil(unit) * unit)
        });
        let (digits, number) =
            rounded.into_iter().find(|(_, number)| *number <= high).unwrap_or((WIDTH, low));
        for digit in 1..=digits {
            self.push(number >> (6 * (WIDTH - digit)) & 63);
        }
        let zero = char::from(DIGITS[0]);
        self.digits.truncate(self.digits.trim_end_matches(zero).len());
        self.digits
    }

    fn push(&mut self, digit: u64) {
        self.digits.push(char::from(DIGITS[digit as usize]));
    }
}

impl<'d> Decoder<'d> {
    /// Begins to read the digits, each of which is one of [`DIGITS`].
    pub fn new(digits: &'d [u8]) -> Decoder<'d> {
        let mut decoder = Decoder { interval: Interval::default(), value: 0, rest: digits.iter() };
        for _ in 0..WIDTH {
            decoder.shift();
        }
        decoder
    }

    /// Returns the next bit. After the last digit come zeros, without end.
    pub fn decode(&mut self, probability: u32) -> bool {
        let middle = self.interval.middle(probability);
        let bit = self.value <= middle;
        self.interval.narrow(middle, bit);
        while self.interval.digit().is_some() {
            self.shift();
        }
        bit
    }

    fn shift(&mut self) {
        let digit =
            self.rest.next().and_then(|digit| DIGITS.iter().position(|other| other == digit)).unwrap_or(0);
        self.value = self.value << 6 & MASK | digit as u64;
    }
}
