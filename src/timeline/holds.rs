//! The holds of one lock in time.
//!
//! Owns their order, which is that of their numbers; never whose turn is next.

/// The time from an acquisition of a lock to its release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The lane of the thread that held the lock.
    pub lane: u8,
    /// Start time.
    pub start: u32,
    /// End time; if the lock was not released, the latest time known of any thread.
    pub end: u32,
}

/// The holds of one lock, which do not overlap.
#[derive(Clone, Debug, Default)]
pub(super) struct Holds {
    /// By number; `None` if the hold's log has not been read.
    by_number: Vec<Option<Hold>>,
    /// How many are known without a gap.
    known: usize,
}

impl Holds {
    /// Returns the number of the next hold, if every hold so far has been added.
    pub fn next_number(&self) -> u32 {
        self.by_number.len() as u32
    }

    /// Adds a hold, whose number is its position in the order of the lock's holds.
    pub fn add(&mut self, number: u32, hold: Hold) {
        // Logs are read one after the other, so a hold may be known before one of a lower number.
        self.by_number.resize(self.by_number.len().max(number as usize + 1), None);
        self.by_number[number as usize] = Some(hold);
        self.known += self.by_number[self.known..].iter().take_while(|hold| hold.is_some()).count();
    }

    /// Sets the end of a hold to `end`, or to the start of the next one if that is known: if the release was not
    /// logged, or not read yet, then that shows when it was over at the latest.
    pub fn close(&mut self, number: u32, end: u32) {
        let next = self.by_number.get(number as usize + 1).copied().flatten();
        if let Some(Some(hold)) = self.by_number.get_mut(number as usize) {
            hold.end = next.map_or(end, |next| end.min(next.start)).max(hold.start);
        }
    }

    /// Returns the holds in order, as far as they are known without a gap.
    pub fn known(&self) -> &[Option<Hold>] {
        &self.by_number[..self.known]
    }

    /// Returns all holds, in order.
    #[cfg(test)]
    pub fn all(&self) -> impl Iterator<Item = &Hold> {
        self.by_number.iter().flatten()
    }
}
