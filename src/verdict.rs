//! What a run came to.
//!
//! Owns the figures of a result and the words for them; never looks at the screen itself (that is
//! [`rows`](crate::rows)).

use crate::process::Outcome;
use crate::program::{Lock, Program};
use crate::rows::Lines;

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What ran.
    pub program: Program,
    /// How it ended.
    pub outcome: Outcome,
    /// How the threads' lines came out.
    pub lines: Lines,
    /// How many glyphs of threads were put on the screen and then overwritten.
    pub lost: u32,
}

impl Verdict {
    /// Returns how many lines the threads were to print.
    pub fn expected(&self) -> u32 {
        self.program.threads() * self.program.count()
    }

    /// Returns the verdict in words: how the run ended where it did not finish, then what is on the screen.
    pub fn sentence(&self) -> String {
        let expected = self.expected();
        let Lines { whole, torn } = self.lines;
        let lines = match (torn, self.lost) {
            (0, 0) => format!("{} of {} whole", group(whole), lines(expected)),
            (0, lost) => format!("{} of {} whole, {} lost", group(whole), lines(expected), characters(lost)),
            (torn, 0) => format!("{} of {} torn, no character lost", group(torn), lines(expected)),
            (torn, lost) => format!("{} of {} torn, {} lost", group(torn), lines(expected), characters(lost)),
        };
        match self.outcome {
            Outcome::Finished => lines,
            Outcome::Stopped => format!("Stopped: {lines}"),
            Outcome::Exited => format!("Main exited and took its threads with it: {lines}"),
        }
    }

    /// Returns why it came out like that, in a sentence or two.
    pub fn reason(&self) -> String {
        let reason = match (self.program.lock, self.lines.torn, self.lost) {
            (Lock::None, 0, 0) => "Without a lock. This time no two threads met: luck, not safety.",
            (Lock::None, _, 0) => "Without a lock. Threads printed at once, so their characters mixed.",
            (Lock::None, ..) => {
                "Without a lock. Threads printed at once: characters mixed, and where two threads loaded the same \
                 cursor, one overwrote the other."
            }
            (Lock::Mutex, 0, 0) => {
                "With the mutex. One thread prints at a time; the others wait for the lock."
            }
            (Lock::Mutex, ..) => {
                "With the mutex, but held for less than a line: no character is lost, yet lines still mix."
            }
        };
        let rows = self.lines.whole + self.lines.torn;
        if self.outcome == Outcome::Finished && rows != self.expected() {
            let (rows, lines) = (group(rows), group(self.expected()));
            return format!("{reason} Newlines too: {rows} rows are left of {lines} lines.");
        }
        reason.to_string()
    }
}

/// Returns Jain's index of fairness of `shares`: 1 where all are equal, 1/n where one has all, `None` where there
/// is nothing to share. Source: R. Jain, D. Chiu, W. Hawe, "A quantitative measure of fairness and discrimination
/// for resource allocation in shared computer systems", DEC-TR-301, 1984.
pub fn fairness(shares: &[u32]) -> Option<f64> {
    let sum: f64 = shares.iter().copied().map(f64::from).sum();
    let squares: f64 = shares.iter().map(|&share| f64::from(share).powi(2)).sum();
    (0.0 < squares).then(|| sum * sum / (shares.len() as f64 * squares))
}

fn lines(n: u32) -> String {
    if n == 1 { "1 line".to_string() } else { format!("{} lines", group(n)) }
}

fn characters(n: u32) -> String {
    if n == 1 { "1 character".to_string() } else { format!("{} characters", group(n)) }
}

/// Writes a number with a comma at each thousand.
pub fn group(n: u32) -> String {
    match n {
        0..1000 => n.to_string(),
        1000..1_000_000 => format!("{},{:03}", n / 1000, n % 1000),
        _ => format!("{},{:03},{:03}", n / 1_000_000, n / 1000 % 1000, n % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(outcome: Outcome, whole: u32, torn: u32, lost: u32) -> String {
        let program = Program::new(5, 5).unwrap();
        Verdict { program, outcome, lines: Lines { whole, torn }, lost }.sentence()
    }

    #[test]
    fn the_sentence_says_what_is_on_the_screen() {
        let finished = |whole, torn, lost| sentence(Outcome::Finished, whole, torn, lost);
        assert_eq!(finished(25, 0, 0), "25 of 25 lines whole");
        assert_eq!(finished(2, 23, 41), "23 of 25 lines torn, 41 characters lost");
        assert_eq!(finished(0, 25, 1), "25 of 25 lines torn, 1 character lost");
        assert_eq!(finished(5, 20, 0), "20 of 25 lines torn, no character lost");
        assert_eq!(finished(24, 0, 9), "24 of 25 lines whole, 9 characters lost");
        assert_eq!(sentence(Outcome::Stopped, 3, 0, 0), "Stopped: 3 of 25 lines whole");
        let program = Program::new(1, 1).unwrap();
        let one =
            Verdict { program, outcome: Outcome::Finished, lines: Lines { whole: 1, torn: 0 }, lost: 0 };
        assert_eq!(one.sentence(), "1 of 1 line whole");
    }

    #[test]
    fn large_numbers_are_grouped() {
        let grouped = [0, 999, 1000, 225_001, 1_000_000, 13_888_890].map(group);
        assert_eq!(grouped, ["0", "999", "1,000", "225,001", "1,000,000", "13,888,890"]);
    }

    #[test]
    fn fairness_is_one_for_equal_shares_and_a_share_of_one_for_a_monopoly() {
        assert_eq!(fairness(&[3, 3, 3, 3]), Some(1.0));
        assert_eq!(fairness(&[7, 0, 0, 0]), Some(0.25));
        assert_eq!(fairness(&[0, 0]), None);
        assert_eq!(fairness(&[1, 3]), Some(0.8));
    }
}
