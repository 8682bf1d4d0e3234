//! How likely the next bit of a text is a 1.
//!
//! Owns the prediction; never sees a digit. Each earlier byte is a vote for the next byte. A vote weighs the more, the
//! more of the bytes before it are equal to the last ones. The votes for the next bit are those of the bytes that begin
//! with the bits already known. All is in whole numbers, hence the same on every machine. A text is so short that
//! no table is needed: every byte is compared with all before it.

use super::END;

/// A text like those to come, as if it had been read before the first byte.
const PRIMER: &[u8] = include_bytes!("primer.py");
/// The most bytes that vote. It bounds the time that a long text takes.
const WINDOW: usize = 2_048;
/// The most bytes that are compared for a vote. More would trust a text that is nearly the primer too far.
const LONGEST: u8 = 10;

#[derive(Debug)]
pub(super) struct Model {
    /// The bytes so far.
    seen: Vec<u8>,
    /// For each of them: how many of the bytes before it are equal to the last ones, up to [`LONGEST`].
    equal: Vec<u8>,
    /// The bytes that vote, with their weights.
    votes: Vec<(u8, u64)>,
}

impl Model {
    /// Returns a model that has seen the primer.
    pub fn primed() -> Model {
        let mut model = Model { seen: Vec::new(), equal: Vec::new(), votes: Vec::new() };
        [&[END], PRIMER, &[END]].concat().into_iter().for_each(|byte| model.push(byte));
        model
    }

    /// Passes through the next byte. `next` is told the probability of a 1 in 65,536ths and the bit's position, and
    /// returns the bit.
    pub fn byte(&mut self, mut next: impl FnMut(u32, u32) -> bool) -> u8 {
        let begin = self.seen.len().saturating_sub(WINDOW);
        let weighed = self.seen[begin..].iter().zip(&self.equal[begin..]);
        self.votes.clear();
        self.votes.extend(weighed.map(|(voted, equal)| (*voted, 1 << (2 * equal))));
        let mut byte = 0;
        for position in (0..8).rev() {
            let found = next(self.probability(position), position);
            self.votes.retain(|(voted, _)| bit(*voted, position) == found);
            byte |= u8::from(found) << position;
        }
        self.push(byte);
        byte
    }

    fn push(&mut self, byte: u8) {
        self.seen.push(byte);
        self.equal.push(0);
        let begin = self.seen.len().saturating_sub(WINDOW);
        // From the last to the first, since each number follows from that of the byte before.
        for at in (begin.max(1)..self.seen.len()).rev() {
            let is_equal = self.seen[at - 1] == byte;
            self.equal[at] = if is_equal { LONGEST.min(self.equal[at - 1] + 1) } else { 0 };
        }
    }

    fn probability(&self, position: u32) -> u32 {
        // Not 0, so that both bits stay possible.
        let mut sums = [2, 2];
        for (voted, weight) in &self.votes {
            sums[usize::from(bit(*voted, position))] += weight;
        }
        ((sums[1] << 16) / (sums[0] + sums[1])).clamp(1, 0xffff) as u32
    }
}

/// Returns the bit of `byte` at `position`, 0 for the lowest.
pub(super) fn bit(byte: u8, position: u32) -> bool {
    byte >> position & 1 == 1
}
