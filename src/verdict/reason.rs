//! The reason for a verdict, in a sentence or two.
//!
//! Owns the words that explain the figures by the program and its locks; never claims more than both show.

use super::Verdict;
use crate::hang::{self, Wait};
use crate::program::{Program, SharedId, ThreadId};
use crate::run_end::RunEnd;
use crate::words::{capitalized, thread_words};

/// How each character was lost, whoever put it and whatever moved the cursor back.
const OVERWRITTEN: &str = "a character was lost each time that another was put at the same cursor.";

impl Verdict {
    /// Returns the reason for the verdict.
    pub fn reason(&self) -> String {
        let because = match &self.end {
            RunEnd::Deadlock(waits) => self.circle(waits),
            RunEnd::Abandoned(waits) => self.abandoned(waits),
            RunEnd::Error(_) => "Only the thread that holds a lock can release it.".to_string(),
            _ if self.is_alone() => return "One thread alone: nobody to share with.".to_string(),
            _ => {
                let lines = self.program.prints().then(|| self.because_of_lines());
                let values = (!self.program.tree().shared.is_empty()).then(|| self.because_of_values());
                let both = [lines, values].into_iter().flatten().filter(|because| !because.is_empty());
                both.collect::<Vec<_>>().join(" ")
            }
        };
        let lock = if self.program.locks() {
            format!("With the {}.", self.program.lock())
        } else {
            "Without a lock.".to_string()
        };
        if because.is_empty() { lock } else { format!("{lock} {because}") }
    }

    /// Tells whether no thread ran beside another, and nothing looks otherwise.
    fn is_alone(&self) -> bool {
        let main_waits = self.program.main().during.instructions.is_empty();
        self.program.threads() == 1 && main_waits && self.torn == 0 && self.lost.unwrap_or(0) == 0
    }

    fn because_of_lines(&self) -> String {
        let finished = self.end == RunEnd::Finished;
        let lost = self.lost.unwrap_or(0);
        let guarded = self.program.guard().is_some();
        match (self.torn, lost) {
            // A run that did not finish may have cut the line of the thread that held the lock.
            (0 | 1, 0) if guarded && (self.torn == 0 || !finished) => {
                "One thread prints at a time; the others wait for the lock.".to_string()
            }
            (_, 0) if guarded => {
                "But released within a line: no character is lost, yet lines still mix.".to_string()
            }
            _ if guarded => format!("But {OVERWRITTEN}"),
            (0, 0) if finished && printers(&self.program) == 1 => {
                "Only one thread prints: nobody to share the screen with.".to_string()
            }
            (0, 0) if finished => "No thread stepped into another's line: luck, not safety.".to_string(),
            (0, 0) => String::new(),
            (_, lost) => {
                let happened = match lost {
                    0 => "threads printed at once, and their characters mixed.".to_string(),
                    _ => format!("characters mixed, and {OVERWRITTEN}"),
                };
                match self.program.tree().locks.len() {
                    _ if !self.program.locks() => capitalized(&happened),
                    1 => format!("But it does not guard every access to the screen: {happened}"),
                    _ => format!("But no one lock guards every access to the screen: {happened}"),
                }
            }
        }
    }

    fn because_of_values(&self) -> String {
        let Some(values) = self.values.as_ref().filter(|_| self.end == RunEnd::Finished) else {
            return String::new();
        };
        let serial = self.program.serial_values();
        let changed =
            (0..).map(SharedId).zip(values.iter().zip(serial)).filter(|(_, (value, serial))| value != serial);
        let only_increments = changed.clone().all(|(shared, _)| self.program.increments(shared));
        match (changed.count(), self.program.locks()) {
            (0, false) => "This time nobody stored between another's load and store: luck, not safety.",
            (0, true) => "Nobody stored between another's load and store.",
            _ if !only_increments => "The values depend on the order of the loads and stores.",
            (_, false) => "A thread that stores overwrites what was stored since it loaded.",
            (_, true) => {
                "But it is not held from each load to its store: a thread that stores overwrites what was stored since it \
                 loaded."
            }
        }
        .to_string()
    }

    /// Says which threads wait for one another.
    fn circle(&self, waits: &[Wait]) -> String {
        let circle =
            waits.iter().map(|wait| hang::circle(waits, wait.thread)).find(|waits| !waits.is_empty());
        let circle = circle.unwrap_or_default();
        let one_lock = self.program.tree().locks.len() == 1;
        match &circle[..] {
            // `main` waits for its threads, and they for a lock of its own.
            [] => self.abandoned(waits),
            [wait] if one_lock => {
                format!(
                    "{} waits for the lock that it holds itself.",
                    capitalized(&thread_words(wait.thread))
                )
            }
            [wait] => {
                let (thread, lock) = (thread_words(wait.thread), self.program.lock_words(wait.lock));
                format!("{} waits for {lock}, which it holds itself.", capitalized(&thread))
            }
            waits => {
                let each: Vec<String> = waits.iter().map(|wait| self.wait_words(wait)).collect();
                capitalized(&format!("{}: a circle.", each.join("; ")))
            }
        }
    }

    fn wait_words(&self, wait: &Wait) -> String {
        let [thread, holder] = [wait.thread, wait.holder].map(thread_words);
        format!("{thread} waits for {}, which {holder} holds", self.program.lock_words(wait.lock))
    }

    /// Says which threads wait for a lock whose holder does not wait for any.
    fn abandoned(&self, waits: &[Wait]) -> String {
        let is_waiting = |thread: ThreadId| waits.iter().any(|wait| wait.thread == thread);
        let mut abandoned: Vec<&Wait> = waits.iter().filter(|wait| !is_waiting(wait.holder)).collect();
        abandoned.sort_by_key(|wait| wait.lock);
        let sentences = abandoned.chunk_by(|one, other| one.lock == other.lock).map(|waits| {
            let lock = self.program.lock_words(waits[0].lock);
            let waiters = match waits {
                [wait] => format!("{} waits", thread_words(wait.thread)),
                [one, two] => format!("{} and {} wait", thread_words(one.thread), thread_words(two.thread)),
                _ => format!("{} threads wait", waits.len()),
            };
            match waits[0].holder {
                // `main` would have ended the run; so it waits in its `join()`.
                ThreadId::MAIN => format!(
                    "Main holds {lock} while it waits for its threads to end: {waiters} for it for ever."
                ),
                holder => {
                    let holder = capitalized(&thread_words(holder));
                    format!("{holder} ended without releasing {lock}: {waiters} for it for ever.")
                }
            }
        });
        sentences.collect::<Vec<_>>().join(" ")
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
