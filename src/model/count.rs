//! How many: a whole number of any size.
//!
//! Owns addition and decimal digits, which is all that counting schedules takes. A library for large numbers would
//! bring multiplication and division to write those digits, and with them more bytes than the rest of the explorer.

use std::fmt;
use std::iter::Sum;
use std::ops::AddAssign;

const BASE: u32 = 1_000_000_000;

/// A whole number: nine decimal digits an element, the lowest first, no zero at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count(Vec<u32>);

impl Count {
    /// The number one.
    pub fn one() -> Count {
        Count(vec![1])
    }
}

impl AddAssign<&Count> for Count {
    fn add_assign(&mut self, other: &Count) {
        let mut carry = 0;
        let mut index = 0;
        while index < other.0.len() || carry != 0 {
            if index == self.0.len() {
                self.0.push(0);
            }
            let sum = self.0[index] + other.0.get(index).unwrap_or(&0) + carry;
            (self.0[index], carry) = if sum < BASE { (sum, 0) } else { (sum - BASE, 1) };
            index += 1;
        }
    }
}

impl<'a> Sum<&'a Count> for Count {
    fn sum<I: Iterator<Item = &'a Count>>(counts: I) -> Count {
        counts.fold(Count::default(), |mut sum, count| {
            sum += count;
            sum
        })
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = self.0.iter().rev();
        write!(f, "{}", digits.next().unwrap_or(&0))?;
        digits.try_for_each(|nine| write!(f, "{nine:09}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_native_numbers_as_far_as_those_go() {
        let mut rng = fastrand::Rng::with_seed(3);
        for _ in 0..1_000 {
            let (mut count, mut native) = (Count::one(), 1u128);
            for _ in 0..rng.usize(..120) {
                // Doubling makes it grow, one more makes it odd.
                let (addend, more) = if rng.bool() { (count.clone(), native) } else { (Count::one(), 1) };
                count += &addend;
                native += more;
            }
            assert_eq!(count.to_string(), native.to_string());
        }
    }

    #[test]
    fn a_sum_of_nothing_is_zero_and_carries_go_on() {
        assert_eq!([].iter().sum::<Count>().to_string(), "0");
        let mut count = Count(vec![999_999_999, 999_999_999]);
        count += &Count::one();
        assert_eq!(count.to_string(), "1000000000000000000");
    }
}
