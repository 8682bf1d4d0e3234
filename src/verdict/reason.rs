//! The reason for a verdict.
//!
//! Owns the facts that explain the figures by the program and its locks; never claims more than both show.

use super::Verdict;
use crate::fact;
use crate::fact::Fact;
use crate::hang::{self, Wait};
use crate::program::parse::MAX_LOCKS;
use crate::program::{LockKind, Program, SharedId, ThreadId};
use crate::run_end::RunEnd;

impl Verdict {
    /// Returns the reason for the verdict.
    pub fn reason(&self) -> Fact {
        let because = match &self.end {
            RunEnd::Deadlock(waits) => self.circle(waits),
            RunEnd::Abandoned(waits) => self.abandoned(waits),
            RunEnd::Error(_) => vec![fact!("because.holder")],
            _ if self.is_alone() => return fact!("because.alone"),
            _ => {
                let lines = self.program.prints().then(|| self.because_of_lines()).flatten();
                let values = !self.program.tree().shared.is_empty();
                let values = values.then(|| self.because_of_values()).flatten();
                lines.into_iter().chain(values).collect()
            }
        };
        let lock = if self.program.locks() { self.program.lock() } else { LockKind::None };
        let lock = match lock {
            LockKind::None => fact!("with.none"),
            LockKind::Mutex => fact!("with.mutex"),
            LockKind::Spin => fact!("with.spin"),
            LockKind::Ticket => fact!("with.ticket"),
        };
        fact!("reason", lock, because)
    }

    /// Tells whether no thread ran beside another, and nothing looks otherwise.
    fn is_alone(&self) -> bool {
        let main_waits = self.program.main().during.instructions.is_empty();
        self.program.threads() == 1 && main_waits && self.torn == 0 && self.lost.unwrap_or(0) == 0
    }

    /// Tells whether each thread holds the lock that guards the screen once, for several lines: no two threads' lines can
    /// alternate.
    fn is_serial(&self) -> bool {
        let Some(guard) = self.program.guard() else { return false };
        let mut threads = self.program.thread_ids();
        1 < self.program.threads()
            && threads
                .all(|id| self.program.acquires(id, guard.lock()) == 1 && 1 < self.program.totals(id).lines)
    }

    fn because_of_lines(&self) -> Option<Fact> {
        let finished = self.end == RunEnd::Finished;
        let lost = self.lost.unwrap_or(0);
        let guarded = self.program.guard().is_some();
        Some(match (self.torn, lost) {
            // A run that did not finish may have cut the line of the thread that held the lock.
            (0 | 1, 0) if guarded && (self.torn == 0 || !finished) => match self.is_serial() {
                true => fact!("because.oneAfterAnother"),
                false => fact!("because.oneAtATime"),
            },
            (_, 0) if guarded => fact!("because.releasedWithin"),
            _ if guarded => fact!("because.overwritten"),
            (0, 0) if finished && printers(&self.program) == 1 => fact!("because.onePrints"),
            (0, 0) if finished => fact!("because.luckLines"),
            (0, 0) => return None,
            (_, lost) => {
                let happened = if lost == 0 { fact!("happened.mixed") } else { fact!("happened.lost") };
                match self.program.tree().locks.len() {
                    _ if !self.program.locks() => fact!("because.unguarded", happened),
                    1 => fact!("because.notEachAccess", happened),
                    _ => fact!("because.noOneLock", happened),
                }
            }
        })
    }

    fn because_of_values(&self) -> Option<Fact> {
        let values = self.values.as_ref().filter(|_| self.end == RunEnd::Finished)?;
        let serial = self.program.serial_values();
        let changed =
            (0..).map(SharedId).zip(values.iter().zip(serial)).filter(|(_, (value, serial))| value != serial);
        let only_increments = changed.clone().all(|(shared, _)| self.program.increments(shared));
        Some(match (changed.count(), self.program.locks()) {
            (0, false) => fact!("because.luckValues"),
            (0, true) => fact!("because.nobodyBetween"),
            _ if !only_increments => fact!("because.order"),
            (_, false) => fact!("because.storeOverwrites"),
            (_, true) => fact!("because.notHeldToStore"),
        })
    }

    /// Says which threads wait for one another.
    fn circle(&self, waits: &[Wait]) -> Vec<Fact> {
        let circle =
            waits.iter().map(|wait| hang::circle(waits, wait.thread)).find(|waits| !waits.is_empty());
        match &circle.unwrap_or_default()[..] {
            // `main` waits for its threads, and they for a lock of its own.
            [] => self.abandoned(waits),
            [wait] => vec![fact!("because.waitsForItself", wait.thread, self.program.lock_name(wait.lock))],
            waits => {
                let each = waits.iter().map(|wait| {
                    fact!("circle.waits", wait.thread, self.program.lock_name(wait.lock), wait.holder)
                });
                vec![fact!("because.circle", each.collect::<Vec<_>>())]
            }
        }
    }

    /// Says which threads wait for a lock whose holder does not wait for any.
    fn abandoned(&self, waits: &[Wait]) -> Vec<Fact> {
        let is_waiting = |thread: ThreadId| waits.iter().any(|wait| wait.thread == thread);
        let facts = (0..MAX_LOCKS).filter_map(|id| {
            let abandoned = |wait: &&Wait| usize::from(wait.lock.0) == id && !is_waiting(wait.holder);
            let waits: Vec<&Wait> = waits.iter().filter(abandoned).collect();
            let lock = self.program.lock_name(waits.first()?.lock);
            let waiters = match waits[..] {
                [wait] => fact!("waiters.one", wait.thread),
                [one, two] => fact!("waiters.two", one.thread, two.thread),
                _ => fact!("waiters.many", waits.len()),
            };
            Some(match waits[0].holder {
                // `main` would have ended the run; so it waits in its `join()`.
                ThreadId::MAIN => fact!("because.mainHolds", lock, waiters),
                holder => fact!("because.notReleased", holder, lock, waiters),
            })
        });
        facts.collect()
    }
}

/// Returns how many threads, `main` included, access the screen while others may.
fn printers(program: &Program) -> usize {
    let prints = |thread: &ThreadId| {
        let totals = program.totals(*thread);
        totals.glyphs + totals.cursor_stores != 0
    };
    program.thread_ids().filter(prints).count() + usize::from(!program.main().during.instructions.is_empty())
}
