//! The verdict on a run.
//!
//! Owns the figures of a result and the words for them; never reads the screen itself, only the counts of its
//! [`rows`](crate::rows).

use crate::program::{Author, Kind, Lock, Program, Scope};
use crate::rows::{Rows, Tally};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every thread printed its last line, then `main` its own.
    Finished,
    /// The run was told to stop.
    Stopped,
    /// `main` exited and ended its threads.
    Exited,
    /// The threads that had not ended waited for a lock that none would release.
    Deadlock,
}

impl Outcome {
    /// The words for them.
    pub const WORDS: [(&str, Outcome); 4] = [
        ("finished", Outcome::Finished),
        ("stopped", Outcome::Stopped),
        ("exited", Outcome::Exited),
        ("deadlock", Outcome::Deadlock),
    ];
}

/// The outcome of a run, and the figures of its output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The program that ran.
    pub program: Program,
    /// How the run ended.
    pub outcome: Outcome,
    /// How many of the threads' lines are on the screen, each a row of its own.
    pub whole: u32,
    /// How many of the threads' printed lines are not whole.
    pub torn: u32,
    /// The increment program's final value.
    pub value: Option<u32>,
    /// How many of the threads' glyphs were put on the screen and then overwritten; `None` if that is unknown.
    pub lost: Option<u32>,
}

impl Verdict {
    /// Returns the verdict on a run with these rows, in which the threads put `written` glyphs and `printed` lines, as
    /// far as that is known.
    pub fn of(
        outcome: Outcome,
        rows: &Rows,
        written: Option<u32>,
        printed: Option<u32>,
        value: Option<u32>,
    ) -> Verdict {
        let Tally { whole, torn } = rows.tally();
        Verdict {
            program: *rows.program(),
            outcome,
            whole,
            value,
            torn: printed.map_or(torn, |printed| printed.saturating_sub(whole)),
            lost: written.map(|written| written.saturating_sub(rows.surviving())),
        }
    }

    /// Returns how many lines the threads were to print.
    pub fn expected(&self) -> u32 {
        self.program.threads() * self.program.lines(Author(0))
    }

    /// Returns the verdict in words: how the run ended, if it did not finish, then how the lines came out.
    pub fn sentence(&self) -> String {
        let expected = lines(self.expected());
        let came_out = match self.torn {
            _ if !self.program.prints() => self.increments(),
            0 => format!("{} of {expected} whole", group(self.whole)),
            torn => format!("{} of {expected} torn", group(torn)),
        };
        let lost = match self.lost {
            _ if !self.program.prints() => String::new(),
            Some(0) if self.torn == 0 => String::new(),
            Some(0) => ", no character lost".to_string(),
            Some(lost) => format!(", {} lost", characters(lost)),
            None => String::new(),
        };
        match self.outcome {
            Outcome::Finished => format!("{came_out}{lost}"),
            Outcome::Stopped => format!("Stopped: {came_out}{lost}"),
            Outcome::Deadlock => format!("Deadlock: {came_out}{lost}"),
            Outcome::Exited => format!("Main exited and took its threads with it: {came_out}{lost}"),
        }
    }

    fn increments(&self) -> String {
        let threads = self.program.threads();
        let the = if self.outcome == Outcome::Finished { "The" } else { "the" };
        match self.value {
            None => "no value yet".to_string(),
            // In an unfinished run, other increments had yet to come.
            Some(value) if value < threads && self.outcome == Outcome::Finished => {
                let lost = threads - value;
                let updates =
                    if lost == 1 { "1 increment".to_string() } else { format!("{lost} increments") };
                format!("{the} value is {value} of {threads}, {updates} lost")
            }
            Some(value) => format!("{the} value is {value} of {threads}"),
        }
    }

    /// Returns the reason for the verdict, in a sentence or two.
    pub fn reason(&self) -> String {
        let lost = self.lost.unwrap_or(0);
        let guarded = |rest: &str| format!("With the {}. {rest}", self.program.lock);
        match (self.program.lock, self.torn, lost) {
            _ if self.outcome == Outcome::Deadlock => {
                guarded("Thread 0 ended without releasing it: whoever wants it waits for ever.")
            }
            _ if self.program.threads() == 1 && self.torn == 0 && lost == 0 => {
                "One thread alone: nobody to share with.".into()
            }
            (Lock::None, ..) if !self.program.prints() && self.value == Some(self.program.threads()) => {
                "Without a lock. This time nobody stored between another's load and store: luck, not safety.".into()
            }
            (Lock::None, ..) if !self.program.prints() => {
                "Without a lock. A thread that stores overwrites what was stored since it loaded.".into()
            }
            _ if !self.program.prints() => guarded("Nobody stores between another's load and store."),
            (Lock::None, ..) if self.program.kind == Kind::Forgetful => {
                "Without a lock there is no release to forget: switch it on.".into()
            }
            (Lock::None, 0, 0) if self.outcome == Outcome::Finished => {
                "Without a lock. This time no two threads met: luck, not safety.".into()
            }
            (Lock::None, 0, 0) => "Without a lock.".into(),
            (Lock::None, _, 0) => "Without a lock. Threads printed at once, and their characters mixed.".into(),
            (Lock::None, ..) => {
                "Without a lock. Characters mixed, and where two threads loaded the same cursor, one overwrote the other."
                    .into()
            }
            (_, torn, _) if self.program.scope == Scope::Glyph && torn != 0 => {
                guarded("But held for no more than a character: none is lost, yet lines still mix.")
            }
            _ => guarded("One thread prints at a time; the others wait for the lock."),
        }
    }
}

/// Returns Jain's index of fairness of `shares`: 1 if all are equal, 1/n if one has all, `None` if there is nothing to
/// share. Source: R. Jain, D. Chiu, W. Hawe, "A quantitative measure of fairness and discrimination for resource
/// allocation in shared computer systems", DEC-TR-301, 1984.
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

    fn verdict(outcome: Outcome, whole: u32, torn: u32, lost: u32) -> Verdict {
        Verdict { program: Program::new(5, 5).unwrap(), outcome, whole, torn, value: None, lost: Some(lost) }
    }

    #[test]
    fn the_sentence_says_how_the_lines_came_out() {
        let finished = |whole, torn, lost| verdict(Outcome::Finished, whole, torn, lost).sentence();
        assert_eq!(finished(25, 0, 0), "25 of 25 lines whole");
        assert_eq!(finished(2, 23, 41), "23 of 25 lines torn, 41 characters lost");
        assert_eq!(finished(0, 25, 1), "25 of 25 lines torn, 1 character lost");
        assert_eq!(finished(5, 20, 0), "20 of 25 lines torn, no character lost");
        assert_eq!(verdict(Outcome::Stopped, 3, 0, 0).sentence(), "Stopped: 3 of 25 lines whole");
        let unknown = Verdict { lost: None, ..verdict(Outcome::Stopped, 3, 1, 0) };
        assert_eq!(unknown.sentence(), "Stopped: 1 of 25 lines torn");
        let one = Verdict { program: Program::new(1, 1).unwrap(), ..verdict(Outcome::Finished, 1, 0, 0) };
        assert_eq!(one.sentence(), "1 of 1 line whole");
    }

    #[test]
    fn increments_that_are_lost_are_counted() {
        let program = Program::increment(5).unwrap();
        let sentence = |value| Verdict { program, value, ..verdict(Outcome::Finished, 0, 0, 0) }.sentence();
        assert_eq!(sentence(Some(5)), "The value is 5 of 5");
        assert_eq!(sentence(Some(4)), "The value is 4 of 5, 1 increment lost");
        assert_eq!(sentence(Some(1)), "The value is 1 of 5, 4 increments lost");
        let stopped = Verdict { program, value: Some(2), ..verdict(Outcome::Stopped, 0, 0, 0) };
        assert_eq!(stopped.sentence(), "Stopped: the value is 2 of 5");
    }

    #[test]
    fn the_reason_blames_nobody_who_did_nothing() {
        let unguarded = verdict(Outcome::Stopped, 0, 0, 0);
        assert_eq!(unguarded.reason(), "Without a lock.");
        let line = Program::new(5, 5).unwrap().guarded(Lock::Mutex, Scope::Line);
        assert!(!Verdict { program: line, ..verdict(Outcome::Stopped, 0, 1, 0) }.reason().contains("mix"));
        let glyph = line.guarded(Lock::Mutex, Scope::Glyph);
        assert!(Verdict { program: glyph, ..verdict(Outcome::Finished, 0, 25, 0) }.reason().contains("mix"));
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
