//! The views of a stepper, and the way from a run's verdict to its cause.
//!
//! Owns what the views show of a step; the steps themselves are the [`Stepper`]'s.

use super::console::{Kept, Traces};
use super::{Demo, coded};
use crate::fact;
use crate::model::{FaultKind, Learner, Sought, Step, Stepper};
use crate::program::{Program, ProgramError, ThreadId};
use crate::run_end::RunEnd;
use crate::verdict::Verdict;

/// The subject of a run's replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// How a character, or an increment, was lost.
    Lost,
    /// How a line was torn.
    Torn,
    /// The threads that waited for the lock.
    Wait,
    /// How the threads got stuck.
    Stuck,
    /// A release of a lock that was not held.
    Error,
    /// Nothing in particular.
    Any,
}

impl Cause {
    /// Returns what is worth seeing in a run with this verdict.
    pub fn of(verdict: &Verdict) -> Cause {
        let program = &verdict.program;
        let lost = verdict.lost.is_some_and(|lost| lost != 0);
        match verdict.end {
            RunEnd::Deadlock(_) | RunEnd::Abandoned(_) => Cause::Stuck,
            RunEnd::Error(_) => Cause::Error,
            _ if lost => Cause::Lost,
            _ if verdict.torn != 0 && verdict.end == RunEnd::Finished => Cause::Torn,
            _ if program.locks() && 1 < program.threads() => Cause::Wait,
            _ => Cause::Any,
        }
    }

    /// The sentence of the button, and where the replay opens.
    fn offer(self) -> (fact::Fact, &'static str) {
        match self {
            Cause::Lost => (fact!("replay.lost"), "lost"),
            Cause::Torn => (fact!("replay.torn"), "torn"),
            Cause::Wait => (fact!("replay.wait"), "wait"),
            Cause::Stuck => (fact!("replay.stuck"), "stuck"),
            Cause::Error => (fact!("replay.error"), "error"),
            Cause::Any => (fact!("replay.any"), "fault"),
        }
    }
}

/// A run that was left for its replay.
#[derive(Debug)]
pub struct Left {
    screen: Kept,
    verdict: String,
    reason: String,
    schedule: String,
}

impl Demo {
    /// Keeps the run that is shown: the reader leaves it for its replay.
    pub fn leave_run(&mut self) {
        self.left = Some(Left {
            screen: self.console.take(),
            verdict: self.verdict.text_content().unwrap_or_default(),
            reason: self.reason.text_content().unwrap_or_default(),
            schedule: self.replay.get_attribute("data-example").unwrap_or_default(),
        });
    }

    /// Shows that run again.
    pub fn return_to_run(&mut self) {
        let Some(Left { screen, verdict, reason, schedule }) = self.left.take() else { return };
        self.console.restore(screen);
        self.verdict.set_text_content(Some(&verdict));
        coded::show(&self.reason, &reason);
        self.offer_replay(Some(&schedule));
        self.offer_saving(true);
    }

    /// Offers to step through the last run, if it has a schedule, and to show the cause of its verdict.
    pub fn offer_replay(&self, schedule: Option<&str>) {
        self.replay.set_hidden(schedule.is_none());
        let (words, position) = self.cause.offer();
        self.replay.set_text_content(Some(&self.say(&words)));
        let _ = self.replay.set_attribute("data-position", position);
        let _ = self.replay.set_attribute("data-example", schedule.unwrap_or(""));
    }

    /// Offers to step through the last run from another position on.
    pub fn offer_replay_from(&self, position: usize) {
        self.replay.set_text_content(Some(&self.say(&fact!("replay.moment"))));
        let _ = self.replay.set_attribute("data-position", &position.to_string());
    }

    /// Opens the stepper on `program`, at the end of `schedule`. If a step of it cannot be taken, stays before that
    /// step and says why.
    ///
    /// # Errors
    ///
    /// If the program has too many steps to take one by one.
    pub fn open_stepper(&mut self, program: &Program, schedule: &[ThreadId]) -> Result<(), ProgramError> {
        let mut stepper = Stepper::new(program.clone())?;
        let replayed = stepper.replay(schedule);
        self.stepper = Some(stepper);
        self.console.clear(program.clone());
        self.show_steps();
        if let Err(refused) = replayed {
            let ends = fact!("schedule.ends", refused.after + 1, refused.why);
            coded::show(&self.reason, &self.say(&ends));
        }
        Ok(())
    }

    /// Returns the stepper, if one is open.
    pub fn stepper(&self) -> Option<&Stepper> {
        self.stepper.as_ref()
    }

    /// Takes a step of `thread`, and tells whether it could.
    pub fn step(&mut self, thread: ThreadId) -> bool {
        let Some(stepper) = &mut self.stepper else { return false };
        let stepped = stepper.run(&mut Learner::chooses(thread)).is_ok();
        if stepped {
            self.show_steps();
        }
        stepped
    }

    /// Goes to the state after `position` steps.
    pub fn seek(&mut self, position: usize) {
        if let Some(stepper) = &mut self.stepper {
            stepper.seek(position);
            self.show_steps();
        }
    }

    /// Goes to a fault: the `next` one or the `previous` one, or the first of a kind, by name; or to the first step that somebody
    /// waits after, which is `wait`. Any other name is the first fault of any kind. Tells whether there is one.
    pub fn seek_fault(&mut self, name: &str) -> bool {
        let Some(stepper) = &self.stepper else { return false };
        let kind = FaultKind::WORDS.into_iter().find(|(word, _)| *word == name).map(|(_, kind)| kind);
        let (found, none) = match name {
            "next" => (stepper.next_fault(), "fault.noneAfter"),
            "previous" => (stepper.previous_fault(), "fault.noneBefore"),
            "wait" => (stepper.first_with(Sought::Wait), "fault.none"),
            _ => (stepper.first_with(Sought::Fault(kind)), "fault.none"),
        };
        let is_faultless = stepper.first_with(Sought::Fault(None)).is_none();
        match found {
            Some(position) => self.seek(position),
            None => self.steps.show_none(if is_faultless { "fault.none" } else { none }),
        }
        found.is_some()
    }

    /// Says what the stepper's last step did, and what went wrong in it.
    pub fn said(&self, stepper: &Stepper) -> String {
        let did = self.say(&stepper.fact());
        stepper.fault().map_or(did.clone(), |fault| format!("{did} {}", self.say(&fault)))
    }

    /// Plays on to the end.
    pub fn play_on(&mut self) {
        if let Some(stepper) = &mut self.stepper {
            stepper.play_on();
            self.show_steps();
        }
    }

    /// Returns the verdict on the stepper's run so far.
    pub fn step_verdict(&mut self) -> Option<Verdict> {
        let stepper = self.stepper.as_ref()?;
        let (written, printed) = stepper.written();
        let end = stepper.end().unwrap_or(RunEnd::Stopped);
        Some(self.console.end(end, Some(written), Some(printed), Some(stepper.values())))
    }

    fn show_steps(&mut self) {
        let Some(stepper) = &self.stepper else { return };
        let is_over = stepper.end().is_some();
        self.console.show_copy(&stepper.screen(), traces(stepper));
        self.steps.show(stepper);
        self.listing.mark(Some(stepper));
        let did = self.say(&stepper.fact());
        if let Some(verdict) = self.step_verdict() {
            let words = if is_over { format!("{did} {}", self.say(&verdict.fact())) } else { did };
            coded::show(&self.verdict, &words);
            let why = self.say(&verdict.reason());
            let hangs = !matches!(verdict.end, RunEnd::Finished | RunEnd::Stopped | RunEnd::Exited);
            coded::show(&self.reason, if hangs { &why } else { "" });
            self.changed.set_hidden(true);
            self.offer_saving(true);
        }
    }

    /// Closes the stepper, saying why it cannot be open.
    pub fn close_stepper(&mut self, why: &str) {
        self.stepper = None;
        self.console.forget();
        self.listing.mark(None);
        self.steps.clear();
        self.fail(why);
    }
}

/// The marks that the last step left on the screen.
fn traces(stepper: &Stepper) -> Traces {
    let cursor = stepper.state().memory.cursor;
    let lost = stepper.last().and_then(|Step { at, overwrote, .. }| Some((at, overwrote?)));
    // At the end, `main` has printed on.
    let is_shown = stepper.program().prints() && stepper.end().is_none();
    Traces { cursor: is_shown.then_some(cursor), lost, cell: lost.map_or(cursor, |(cell, _)| cell) }
}
