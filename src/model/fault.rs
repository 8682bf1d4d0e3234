//! The effect of a stepper's last step, and the fault in it.
//!
//! Owns the sentences; never takes a step.

use super::{Step, Stepper, words};
use crate::program::{Op, ThreadId};
use crate::rows::{Row, Rows};
use crate::words::thread_words;

impl Stepper {
    /// Says what the last step did.
    pub fn sentence(&self) -> String {
        let Some(Step { thread, op, at, .. }) = self.last() else {
            return "Nobody has stepped yet.".to_string();
        };
        let program = self.program();
        let did = match op.op {
            Op::DrawTicket(_) => "drew a ticket".to_string(),
            Op::Acquire(lock) => format!("took {}", program.lock_words(lock)),
            Op::Release(lock) => format!("released {}", program.lock_words(lock)),
            Op::Load(_, variable) => match &*words::of_variable(program, variable) {
                "" => format!("loaded {at}"),
                name => format!("loaded{name}: {at}"),
            },
            Op::Put(_, b'\n') => format!("put its newline at {at}"),
            Op::Put(_, byte) => format!("put `{}` at {at}", char::from(byte)),
            Op::Store(variable, ..) => match &*words::of_variable(program, variable) {
                "" => format!("stored {at}"),
                name => format!("stored{name}: {at}"),
            },
        };
        let done = format!("Thread {} {did}.", thread.0);
        self.fault().map_or(done.clone(), |fault| format!("{done} {fault}"))
    }

    /// Says what went wrong in the last step, if something did.
    pub fn fault(&self) -> Option<String> {
        let step = self.last()?;
        let Step { thread, op, at, before, overwrote } = step;
        if let Some(glyph) = overwrote {
            let author = glyph.author;
            return Some(match author == thread {
                true => format!(
                    "It overwrote a character of its own: it had put that at cursor {at}, too, so at least one is lost."
                ),
                false => format!(
                    "It overwrote a character of {}: both had loaded cursor {at}, so at least one is lost.",
                    thread_words(author)
                ),
            });
        }
        match op.op {
            Op::Store(_, _, plus) if step.overwrites_a_store() => Some(format!(
                "It had loaded {}, but {before} had been stored since: that is overwritten.",
                at.wrapping_sub(plus)
            )),
            Op::Put(..) => self.tear(thread, at as usize),
            Op::Release(_) if self.is_over() => {
                Some("It did not hold it: that is an error, and the run ends.".to_string())
            }
            _ => None,
        }
    }

    /// Tells whether the run has ended by an error.
    fn is_over(&self) -> bool {
        self.ready(ThreadId(0)) == Err(super::Blocked::Over)
    }

    /// Says so if a put has made its row one that no thread prints.
    fn tear(&self, thread: ThreadId, at: usize) -> Option<String> {
        let cells = &self.state().memory.cells;
        let start =
            cells[..at].iter().rposition(|&cell| cell as u8 == b'\n').map_or(0, |newline| newline + 1);
        let rows = Rows::new(self.program().clone());
        let (before, put) = (&cells[start..at], cells[at]);
        if !rows.can_become_whole(before) {
            return None;
        }
        let torn = match put as u8 {
            b'\n' => rows.classify(before, Some(put)) == Row::Torn,
            _ => !rows.can_become_whole(&cells[start..=at]),
        };
        let owner = before.first().map(|&cell| ThreadId((cell >> 8) as u8));
        torn.then(|| match owner {
            Some(owner) if owner != thread => {
                format!("That is in the row which {} began: the row is torn.", thread_words(owner))
            }
            _ => "That is not how a line of it goes on: the row is torn.".to_string(),
        })
    }
}
