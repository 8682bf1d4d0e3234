//! The verdict on a run.
//!
//! Owns the figures of a result and the facts in them; never reads the screen itself, only the counts of its
//! [`rows`](crate::rows).

mod reason;

use crate::fact;
use crate::fact::Fact;
use crate::program::{Program, SharedId};
use crate::rows::{Rows, Tally};
use crate::run_end::RunEnd;

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

    /// Returns the verdict as a fact: how the run ended, then how lines and values came out.
    pub fn fact(&self) -> Fact {
        match &self.end {
            RunEnd::Finished => fact!("verdict.finished", self.came_out()),
            RunEnd::Error(misuse) => {
                let lock = self.program.lock_name(misuse.lock);
                fact!("verdict.error", u32::from(misuse.line), misuse.thread, lock)
            }
            RunEnd::Stopped => fact!("verdict.stopped", self.came_out()),
            RunEnd::Exited => fact!("verdict.exited", self.came_out()),
            RunEnd::Deadlock(_) => fact!("verdict.deadlock", self.came_out()),
            RunEnd::Abandoned(_) => fact!("verdict.abandoned", self.came_out()),
        }
    }

    /// Returns how lines and values came out; nothing if the program has neither.
    fn came_out(&self) -> Vec<Fact> {
        let lines = self.program.prints().then(|| self.lines());
        let values = (!self.program.tree().shared.is_empty()).then(|| self.values());
        lines.into_iter().chain(values).collect()
    }

    fn lines(&self) -> Fact {
        let expected = self.expected();
        match (self.torn, self.lost) {
            // Characters without a newline are no line that could be counted.
            (_, Some(lost)) if expected == 0 => fact!("lost", lost),
            (_, None) if expected == 0 => fact!("lines.none"),
            (0, Some(0) | None) => fact!("lines.whole", self.whole, expected, None::<u32>),
            (0, lost) => fact!("lines.whole", self.whole, expected, lost),
            (torn, lost) => fact!("lines.torn", torn, expected, lost),
        }
    }

    fn values(&self) -> Fact {
        let Some(values) = &self.values else { return fact!("values.unknown") };
        let names = &self.program.tree().shared;
        // In an unfinished run, other stores had yet to come.
        let is_final = self.end == RunEnd::Finished;
        let counts_lost = is_final && names.len() == 1;
        let each = names.iter().zip(values).zip(self.program.serial_values()).zip(0..);
        let each = each.map(|(((name, &value), &serial), shared)| {
            // The only one, if it is called so, needs no name.
            let name = Some(&**name).filter(|name| *name != "value" || names.len() != 1);
            match serial.checked_sub(value) {
                Some(lost) if 0 < lost && counts_lost && self.program.increments(SharedId(shared)) => {
                    fact!("value.lost", name, value, serial, lost)
                }
                Some(_) => fact!("value.of", name, value, serial),
                None if is_final => fact!("value.instead", name, value, serial),
                None => fact!("value.is", name, value),
            }
        });
        fact!("values", each.collect::<Vec<_>>())
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
