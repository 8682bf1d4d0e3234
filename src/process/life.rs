//! The life of one thread of a run, and `main`'s own part in it.
//!
//! Owns a thread from its start to its end: it prints through its lock, if there is one, as fast as it may, and gives
//! up when there is a signal. It starts no other.

use std::ops::ControlFlow::{self, Continue};
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

use web_time::Instant;

use super::steps::{FullSpeed, Paced, Thread};
use super::{Report, Run, SHORTEST_SLEEP, signal};
use crate::durations::Durations;
use crate::guarded::{Guarded, Reach, Unguarded};
use crate::lock::MutualExclusion;
use crate::program::{Author, Execute, Lock, Main, Op};
use crate::record::{Cost, Record, Timing};
use crate::trace::What;

impl Run {
    /// The life of one thread, or `main`'s own part: it prints all its lines.
    pub(super) fn live(&self, author: Author) {
        let index = if author == Author::MAIN { self.lanes.len() - 1 } else { author.0.into() };
        let lane = &self.lanes[index];
        let Report { written, cost } = &mut *lane.report();
        // Steps that are recorded are not at full speed anyway.
        let recorded = self.durations != Durations::default() || self.tape.is_some();
        let record = Record {
            author,
            since: &self.since,
            log: self.trace.log(index),
            status: &lane.status,
            waiting: &self.waiting,
            signal: &self.signal,
            timing: if recorded { Timing::Exact } else { Timing::Sampled },
        };
        lane.status.work();
        record.log(What::Start, 0);
        match self.program.lock {
            Lock::None => self.print_all(Unguarded(&self.screen), record, written),
            Lock::Mutex => self.print_guarded(&*self.locks.mutex, record, cost, written),
            Lock::Spin => self.print_guarded(&self.locks.spin, record, cost, written),
            Lock::Ticket => self.print_guarded(&self.locks.ticket, record, cost, written),
        }
        cost.end_wait(record.log(What::End, 0));
        if author == Author::MAIN && self.program.main == Main::Exit {
            // Before `main` rests: a thread that finds all others idle without a signal takes that for a deadlock.
            self.end_by(signal::EXIT);
        }
        lane.status.rest();
    }

    fn print_guarded<L>(&self, lock: &L, record: Record<'_>, cost: &mut Cost, written: &mut u32)
    where
        L: MutualExclusion,
    {
        let sections = self.program.sections(record.author);
        // SAFETY: in this run every thread comes here, so all acquire this lock before they reach the screen. Nothing
        // else has the screen, since `screen` asks for an exclusive reference.
        let memory = unsafe { Guarded::new(record, sections, &self.screen, lock, cost) };
        self.print_all(memory, record, written);
    }

    #[inline(always)]
    fn print_all(&self, mut memory: impl Reach, record: Record<'_>, written: &mut u32) {
        let ended = match record.timing {
            Timing::Sampled => {
                let mut thread = Thread::new(self, &mut memory, FullSpeed, record);
                let ended = self.program.execute_all(record.author, &mut thread);
                *written = thread.written;
                ended
            }
            Timing::Exact => self.print_slowly(&mut memory, record, written),
        };
        // A thread that broke off saw a signal; `main` checks the signal itself.
        if ended == Continue(()) && self.program.forgets(record.author) {
            record.status.rest();
            self.await_deadlock();
        }
        memory.leave();
    }

    /// As at full speed, but with a check at every step. There is time enough, so one copy of this does for all locks.
    #[inline(never)]
    fn print_slowly(&self, memory: &mut dyn Reach, record: Record<'_>, written: &mut u32) -> ControlFlow<()> {
        let mut thread = Thread::new(self, memory, Paced, record);
        let ended = self.program.ops(record.author).try_for_each(|op| thread.execute(op));
        *written = thread.written;
        ended
    }

    /// Keeps a thread that ended with the lock held until no other can go on, then signals the deadlock. A thread that
    /// waits for a lock cannot be told to end, so the lock is released then, and the next holder finds the run over.
    #[cold]
    pub(super) fn await_deadlock(&self) {
        while self.signal.load(Relaxed) == signal::NONE {
            if self.lanes.iter().all(|lane| lane.status.is_idle()) {
                self.end_by(signal::DEADLOCK);
            }
            thread::sleep(SHORTEST_SLEEP);
        }
    }

    /// Waits as long as `op` takes after the op `before` it, or until there is a signal.
    pub(super) fn wait(&self, author: Author, before: Option<Op>, op: Op) {
        let duration = self.durations.of(&self.program, author, before, op);
        let duration = Duration::from_secs_f64(duration / 1e6);
        if duration.is_zero() {
            return;
        }
        let until = Instant::now() + duration;
        while self.signal.load(Relaxed) == signal::NONE {
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                break;
            }
            if rest < SHORTEST_SLEEP {
                std::hint::spin_loop();
            } else {
                // In slices, since a signal wakes no thread.
                thread::sleep(rest.min(Duration::from_millis(20)) - SHORTEST_SLEEP / 2);
            }
        }
    }
}
