//! The characters that a run has lost: who overwrote whom, by cell.
//!
//! Owns the finding of them, by a replay of the run's schedule in the model; never draws.

use std::ops::Range;

use crate::fact;
use crate::model::Stepper;
use crate::page::Texts;
use crate::program::{Program, ThreadId};

/// The most that are shown: with more, no reader looks at each.
const MOST: usize = 400;

/// The cells in which characters were overwritten, in order, with the words on each.
#[derive(Debug, Default)]
pub struct Losses(Vec<(usize, String)>);

impl Losses {
    /// Finds what a run of `program` with this schedule has lost; nothing if `shown`, the screen from its first cell on, is not
    /// what the model prints.
    pub fn find(program: &Program, schedule: &[ThreadId], shown: &[u16], texts: &Texts) -> Losses {
        let mut losses = Losses::default();
        let Ok(mut stepper) = Stepper::new(program.clone()) else { return losses };
        if stepper.replay(schedule).is_err() {
            return losses;
        }
        let printed = stepper.screen();
        if printed.iter().zip(shown).any(|(&printed, &shown)| printed != 0 && printed != shown) {
            return losses;
        }
        for (step, glyph) in stepper.overwrites().into_iter().take(MOST) {
            let character = (glyph.byte != b'\n').then(|| char::from(glyph.byte).to_string());
            let words = texts.say(&match glyph.author == step.thread {
                true => fact!("lost.own", step.thread, character, step.at),
                false => fact!("lost.other", step.thread, glyph.author, character, step.at),
            });
            let cell = step.at as usize;
            match losses.0.binary_search_by_key(&cell, |(cell, _)| *cell) {
                // One mark tells of all that were lost in a cell.
                Ok(at) => losses.0[at].1 += &format!(" {words}"),
                Err(at) => losses.0.insert(at, (cell, words)),
            }
        }
        losses
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns those in a row, its newline included: their columns, and the words on each.
    pub fn within(&self, row: Range<usize>) -> Vec<(usize, String)> {
        let from = self.0.partition_point(|(cell, _)| *cell < row.start);
        let within = self.0[from..].iter().take_while(|(cell, _)| *cell <= row.end);
        within.map(|(cell, words)| (cell - row.start, words.clone())).collect()
    }
}
