//! The verdict on a run.
//!
//! Owns the figures of a result and the words for them; never reads the screen itself, only the counts of its
//! [`rows`](crate::rows).

mod reason;

use crate::program::{Program, SharedId};
use crate::rows::{Rows, Tally};
use crate::run_end::RunEnd;
pub use crate::words::group;
use crate::words::{capitalized, counted, thread_words};

/// How a run ended, and the figures of its output.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The program that ran.
    pub program: Program,
    /// How the run ended.
    pub end: RunEnd,
    /// How many of the threads' lines are on the screen, each a row of its own.
    pub whole: u32,
    /// How many of the threads' printed lines are not whole.
    pub torn: u32,
    /// How many of the threads' glyphs were put on the screen and then overwritten; `None` if that is unknown.
    pub lost: Option<u32>,
    /// The values of the shared names, in the order of the names; `None` if they are unknown.
    pub values: Option<Vec<u32>>,
}

impl Verdict {
    /// Returns the verdict on a run with these rows, in which the threads put `written` glyphs and `printed` lines, as
    /// far as that is known.
    pub fn of(
        end: RunEnd,
        rows: &Rows,
        written: Option<u32>,
        printed: Option<u32>,
        values: Option<Vec<u32>>,
    ) -> Verdict {
        let Tally { whole, torn } = rows.tally();
        Verdict {
            program: rows.program().clone(),
            end,
            whole,
            torn: printed.map_or(torn, |printed| printed.saturating_sub(whole)),
            lost: written.map(|written| written.saturating_sub(rows.surviving())),
            values,
        }
    }

    /// Returns how many lines the threads were to print.
    pub fn expected(&self) -> u32 {
        self.program.line_count()
    }

    /// Returns the verdict in words: how the run ended, if it did not finish, then how lines and values came out.
    pub fn sentence(&self) -> String {
        let end = match &self.end {
            RunEnd::Finished => return capitalized(&self.came_out()),
            RunEnd::Error(misuse) => {
                let (thread, lock) = (thread_words(misuse.thread), self.program.lock_words(misuse.lock));
                return format!("Error in line {}: {thread} released {lock} without holding it", misuse.line);
            }
            RunEnd::Stopped => "Stopped",
            RunEnd::Exited => "Main exited, and its threads were told to stop",
            RunEnd::Deadlock(_) => "Deadlock",
            RunEnd::Abandoned(_) => "Abandoned lock",
        };
        format!("{end}: {}", self.came_out())
    }

    fn came_out(&self) -> String {
        let lines = self.program.prints().then(|| self.lines());
        let values = (!self.program.tree().shared.is_empty()).then(|| self.values());
        match (lines, values) {
            (Some(lines), Some(values)) => format!("{lines}; {values}"),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => "nothing to print, and nothing to store".to_string(),
        }
    }

    fn lines(&self) -> String {
        let lost = match self.lost {
            Some(0) => Some("no character lost".to_string()),
            Some(lost) => Some(format!("{} lost", counted(lost, "character"))),
            None => None,
        };
        // Characters without a newline are no line that could be counted.
        if self.expected() == 0 {
            return lost.unwrap_or_else(|| "no line to print".to_string());
        }
        let expected = counted(self.expected(), "line");
        let lines = match self.torn {
            0 => format!("{} of {expected} whole", group(self.whole)),
            torn => format!("{} of {expected} torn", group(torn)),
        };
        match lost {
            Some(lost) if (self.torn, self.lost) != (0, Some(0)) => format!("{lines}, {lost}"),
            _ => lines,
        }
    }

    fn values(&self) -> String {
        let Some(values) = &self.values else { return "no value yet".to_string() };
        let names = &self.program.tree().shared;
        // In an unfinished run, other stores had yet to come.
        let is_final = self.end == RunEnd::Finished;
        let counts_lost = is_final && names.len() == 1;
        let each = names.iter().zip(values).zip(self.program.serial_values()).zip(0..);
        let each = each.map(|(((name, &value), &serial), shared)| {
            let name = match name.as_str() {
                "value" if names.len() == 1 => "the value".to_string(),
                name => format!("`{name}`"),
            };
            let is = format!("{name} is {}", group(value));
            match serial.checked_sub(value) {
                Some(lost) if 0 < lost && counts_lost && self.program.increments(SharedId(shared)) => {
                    format!("{is} of {}, {} lost", group(serial), counted(lost, "increment"))
                }
                Some(_) => format!("{is} of {}", group(serial)),
                None if is_final => format!("{is} instead of {}", group(serial)),
                None => is,
            }
        });
        each.collect::<Vec<_>>().join(", ")
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

#[cfg(test)]
mod tests;
