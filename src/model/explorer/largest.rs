//! The largest size of a program that can be explored.
//!
//! Owns which sizes are tried, and in what order; the explorer searches each. A size is larger if its threads print
//! more lines together. More threads never have fewer states, so the search ends at the first number of threads that is
//! too large.

use super::{Explorer, MAX_STATES};
use crate::program::{Parameters, Program};

/// A search in progress.
#[derive(Debug)]
pub struct LargestSize {
    program: Program,
    max_states: usize,
    /// The size that is being tried: threads, and lines each.
    size: (u32, u32),
    explorer: Option<Explorer>,
    /// For the threads that are being tried: the lines each that could be counted, and the lines each that could not.
    between: (u32, u32),
    largest: Option<(u32, u32)>,
}

impl LargestSize {
    /// Begins to look for the largest size of `program`, up to the one that it has.
    pub fn new(program: Program) -> LargestSize {
        LargestSize::within(program, MAX_STATES)
    }

    /// Like `new`, but each search gives up after `max_states`.
    fn within(program: Program, max_states: usize) -> LargestSize {
        let size = (program.parameters().threads.min(2), 1);
        let explorer = explorer(&program, size, max_states);
        LargestSize { program, max_states, size, explorer, between: (1, 2), largest: None }
    }

    /// Follows up to `states` more states. Tells whether there may be more to follow.
    pub fn advance(&mut self, states: usize) -> bool {
        if self.explorer.as_mut().is_some_and(|explorer| explorer.advance(states)) {
            return true;
        }
        let complete = self.explorer.take().is_some_and(|explorer| explorer.is_complete());
        if complete && self.larger(self.size) {
            self.largest = Some(self.size);
        }
        let Some(next) = self.next(complete) else { return false };
        self.size = next;
        self.explorer = explorer(&self.program, next, self.max_states);
        true
    }

    /// Returns the largest size so far, threads and lines each. It is the largest of all when nothing is left to
    /// follow.
    pub fn largest(&self) -> Option<(u32, u32)> {
        self.largest
    }

    fn larger(&self, (threads, count): (u32, u32)) -> bool {
        self.largest.is_none_or(|(most, lines)| most * lines < threads * count)
    }

    /// Returns the next size to try. Each number of threads is tried with one line each, then with as many as there
    /// are, then halfway between the lines that could be counted and those that could not.
    fn next(&mut self, complete: bool) -> Option<(u32, u32)> {
        let (threads, count) = self.size;
        let Parameters { threads: most, count: all, .. } = self.program.parameters();
        match complete {
            // One line each is too much, and so are more threads.
            false if count == 1 => return None,
            true if count == 1 => self.between = (1, all + 1),
            true => self.between.0 = count,
            false => self.between.1 = count,
        }
        let (possible, too_many) = self.between;
        if 1 < too_many - possible && self.larger((threads, too_many - 1)) {
            let halfway = possible.midpoint(too_many);
            return Some((threads, if count == 1 { all } else { halfway }));
        }
        (threads < most).then_some((threads + 1, 1))
    }
}

/// Returns the search of one size; none if it has too many steps.
fn explorer(program: &Program, (threads, count): (u32, u32), max_states: usize) -> Option<Explorer> {
    let parameters = Parameters { threads, count, ..program.parameters() };
    Explorer::within(program.with(parameters).ok()?, max_states).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::LockKind;
    use crate::program::tests::{PARAMETERS, preset};

    fn largest(program: Program, max_states: usize) -> Option<(u32, u32)> {
        let mut search = LargestSize::within(program, max_states);
        while search.advance(100_000) {}
        search.largest()
    }

    #[test]
    fn the_largest_size_is_one_that_can_be_counted_and_the_next_cannot() {
        // Two threads have 3,534 states with a line each, 24,699 with two and 79,372 with three; three threads have more.
        for (limit, expected) in
            [(3_000, None), (4_000, Some((2, 1))), (30_000, Some((2, 2))), (90_000, Some((2, 3)))]
        {
            for (threads, count) in [(5, 5), (2, 20), (3, 100_000)] {
                let parameters = Parameters { threads, count, lock: LockKind::None, ..PARAMETERS };
                assert_eq!(largest(preset("counter", parameters), limit), expected, "{limit} states");
            }
        }
    }

    #[test]
    fn a_program_that_can_be_counted_is_its_own_largest_size() {
        let program = preset("counter", Parameters { threads: 3, count: 2, ..PARAMETERS });
        assert_eq!(largest(program, MAX_STATES), Some((3, 2)));
        let four = Parameters { threads: 4, count: 1, lock: LockKind::None, ..PARAMETERS };
        assert_eq!(largest(preset("increment", four), MAX_STATES), Some((4, 1)));
    }
}
