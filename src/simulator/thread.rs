//! One thread of a simulated run.
//!
//! Owns its position in its code, its registers and its record of itself; never accesses the memory, nor decides when
//! the thread steps.

use crate::program::parse::MAX_LOCKS;
use crate::program::{Code, Item, LockId, Op, Position, Program, ThreadId};
use crate::record::Report;
use crate::trace::{Event, EventKind, Trace};

/// A simulated thread; it may be `main`.
#[derive(Debug)]
pub(super) struct Thread {
    pub id: ThreadId,
    /// The number of its log.
    index: usize,
    position: Position,
    /// Its next action; `None` at the end of its code.
    pub next: Option<Item>,
    pub locals: Vec<u32>,
    /// The op that it executed last.
    pub before: Option<Op>,
    pub status: Status,
    /// How often it has yet to acquire each lock.
    left: [u32; MAX_LOCKS],
    /// When it acquired each lock that it holds: whole microseconds, as they are logged.
    held_us: [Option<u32>; MAX_LOCKS],
    pub report: Report,
}

/// How far a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// It has not started.
    Absent,
    /// It executes its code.
    Working,
    /// It waits for a lock.
    Waiting(LockId),
    /// It is `main`, and waits for its threads to start or to end.
    Joining,
    /// It has come to its end with locks held, which it keeps until the run is over.
    Done,
    /// It has ended.
    Exited,
}

impl Thread {
    /// Prepares a thread of `program`, with `locals` registers.
    pub fn new(program: &Program, id: ThreadId, locals: usize) -> Thread {
        let index = if id == ThreadId::MAIN { program.threads() as usize } else { id.0.into() };
        let mut left = [0; MAX_LOCKS];
        for (left, lock) in left.iter_mut().zip(0..) {
            *left = program.acquires(id, LockId(lock));
        }
        Thread {
            id,
            index,
            position: Position::new(&Code::default()),
            next: None,
            locals: vec![0; locals],
            before: None,
            status: Status::Absent,
            left,
            held_us: [None; MAX_LOCKS],
            report: Report::default(),
        }
    }

    /// Goes to the beginning of `code`.
    pub fn enter(&mut self, code: &Code) {
        self.position = Position::new(code);
        self.next = self.position.next(code);
    }

    /// Returns what the thread does now, and goes on in `code`.
    pub fn advance(&mut self, code: &Code) -> Option<Item> {
        std::mem::replace(&mut self.next, self.position.next(code))
    }

    /// Begins to work, or goes on.
    pub fn start(&mut self, trace: &Trace, at_us: f64) {
        if self.status == Status::Absent {
            self.log(trace, at_us, EventKind::Started);
        }
        self.status = Status::Working;
    }

    /// Begins to wait for a lock.
    pub fn wait(&mut self, lock: LockId, trace: &Trace, at_us: f64) {
        self.status = Status::Waiting(lock);
        let at_us = self.log(trace, at_us, EventKind::Wait(lock));
        self.report.cost.begin_wait(at_us);
    }

    /// Begins hold number `number` of a lock.
    pub fn hold(&mut self, lock: LockId, number: u32, trace: &Trace, at_us: f64) {
        let at_us = self.log(trace, at_us, EventKind::Hold(lock, number));
        self.status = Status::Working;
        self.left[usize::from(lock.0)] -= 1;
        self.held_us[usize::from(lock.0)] = Some(at_us);
        self.report.cost.end_wait(at_us);
        self.report.cost.acquisitions += 1;
    }

    /// Ends the hold of a lock. Tells whether that was the last one of a thread other than `main`.
    pub fn release(&mut self, lock: LockId, trace: &Trace, at_us: f64) -> bool {
        let index = usize::from(lock.0);
        let held_us = self.held_us[index].take().expect("a thread releases what it holds");
        let released_us = self.log(trace, at_us, EventKind::Release(lock));
        self.report.cost.held_ms += f64::from(released_us - held_us) / 1e3;
        self.left[index] == 0 && self.id != ThreadId::MAIN
    }

    /// Counts a glyph that it has put at `cursor`.
    pub fn put(&mut self, byte: u8, cursor: u32, trace: &Trace, at_us: f64) {
        self.report.written += 1;
        if byte == b'\n' {
            self.report.lines += 1;
            self.log(trace, at_us, EventKind::Line(cursor));
        }
    }

    /// Ends, unless it holds locks.
    pub fn finish(&mut self, trace: &Trace, at_us: f64) {
        self.status = Status::Done;
        if self.held().next().is_none() {
            self.exit(trace, at_us);
        }
    }

    /// Ends, and so does its wait, if it waits.
    pub fn exit(&mut self, trace: &Trace, at_us: f64) {
        if self.status != Status::Absent && self.status != Status::Exited {
            self.status = Status::Exited;
            let at_us = self.log(trace, at_us, EventKind::Exited);
            self.report.cost.end_wait(at_us);
        }
    }

    /// Returns the locks that it holds.
    pub fn held(&self) -> impl Iterator<Item = LockId> + use<> {
        let held = self.held_us.into_iter().zip(0..).filter(|(held_us, _)| held_us.is_some());
        held.map(|(_, lock)| LockId(lock))
    }

    /// Logs an event in whole microseconds, and returns its time.
    fn log(&self, trace: &Trace, at_us: f64, kind: EventKind) -> u32 {
        let at_us = at_us as u32;
        trace.log(self.index).map_or(at_us, |log| log.push(Event { at_us, kind }))
    }
}
