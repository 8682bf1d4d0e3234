//! The order of a program's ops, in two forms: an iterator, and loops for full speed.
//!
//! Owns where a thread acquires and releases the lock, and where it draws a ticket; never says what an op does.

use std::ops::ControlFlow::{self, Continue};

use super::{Author, Lock, Op, Program, Returns, Scope};
use crate::text::Text;

impl Program {
    /// Returns the ops of `author`, in order.
    pub fn ops(&self, author: Author) -> Ops {
        Ops {
            program: *self,
            author,
            line: 0,
            text: self.text(author, 0),
            column: 0,
            holds: false,
            last: None,
        }
    }

    /// Tells whether a lock is held for `scope`.
    fn locks(&self, scope: Scope) -> bool {
        self.lock != Lock::None && self.scope == scope
    }

    /// Has `thread` execute the ops of `author`, in order, until it breaks.
    ///
    /// The sequence is that of [`ops`](Program::ops), to which a test holds it. This form compiles to nested loops, and
    /// a thread at full speed needs those: a line costs tens of nanoseconds.
    #[inline(always)]
    pub fn execute_all(self, author: Author, thread: &mut impl Execute) -> ControlFlow<()> {
        if self.increments(author) {
            return self.ops(author).try_for_each(|op| thread.execute(op));
        }
        let [by_thread, by_line, by_glyph] =
            [Scope::Thread, Scope::Line, Scope::Glyph].map(|scope| self.locks(scope));
        let (lines, forgets) = (self.lines(author), self.forgets(author));
        if by_thread {
            self.acquire(thread, First::Yes)?;
        }
        let mut text = self.text(author, 0);
        let mut first = First::Yes;
        for line in 0..lines {
            if 0 < line {
                text.increment();
            }
            let last_line = line + 1 == lines;
            if by_line {
                self.acquire(thread, std::mem::replace(&mut first, First::No))?;
            }
            for (column, &glyph) in text.as_bytes().iter().enumerate() {
                if by_glyph {
                    self.acquire(thread, std::mem::replace(&mut first, First::No))?;
                }
                thread.execute(Op::Load)?;
                thread.execute(Op::Put(glyph))?;
                thread.execute(Op::Store)?;
                if by_glyph {
                    self.release(thread, last_line && column + 1 == text.len(), forgets)?;
                }
            }
            if by_line {
                self.release(thread, last_line, forgets)?;
            }
        }
        if by_thread {
            self.release(thread, true, forgets)?;
        }
        Continue(())
    }

    /// Tells whether a thread draws a ticket before it acquires the lock.
    fn queues(&self) -> bool {
        self.lock == Lock::Ticket
    }

    #[inline(always)]
    fn acquire(&self, thread: &mut impl Execute, first: First) -> ControlFlow<()> {
        if self.queues() && (first == First::Yes || self.returns == Returns::Later) {
            thread.execute(Op::Come)?;
        }
        thread.execute(Op::Acquire)
    }

    #[inline(always)]
    fn release(&self, thread: &mut impl Execute, last: bool, forgets: bool) -> ControlFlow<()> {
        if last && forgets {
            return Continue(());
        }
        if self.queues() && !last && self.returns == Returns::AtOnce {
            thread.execute(Op::Come)?;
        }
        thread.execute(Op::Release)
    }
}

/// Whether a critical section is a thread's first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Yes,
    No,
}

/// A thread that can execute ops. A trait and no closure, because only a method can be marked for inlining.
pub trait Execute {
    /// Executes `op`, or breaks before it.
    fn execute(&mut self, op: Op) -> ControlFlow<()>;
}

/// The ops of one author, in order: see [`Program::ops`].
#[derive(Clone, Debug)]
pub struct Ops {
    program: Program,
    author: Author,
    line: u32,
    text: Text,
    column: usize,
    holds: bool,
    last: Option<Op>,
}

impl Iterator for Ops {
    type Item = Op;

    fn next(&mut self) -> Option<Op> {
        let program = self.program;
        let op = match self.last {
            None if self.ended() => return None,
            None => self.first_of_section(),
            // The thread has drawn its next ticket, so now it releases.
            Some(Op::Come) if self.holds => Op::Release,
            Some(Op::Come) => Op::Acquire,
            Some(Op::Acquire) => Op::Load,
            Some(Op::Load) if program.increments(self.author) => Op::Store,
            Some(Op::Load) => Op::Put(self.text.as_bytes()[self.column]),
            Some(Op::Put(_)) => Op::Store,
            Some(Op::Store) => {
                let line_ended = self.advance();
                let releases = program.lock != Lock::None && program.increments(self.author)
                    || program.locks(Scope::Glyph)
                    || program.locks(Scope::Line) && line_ended
                    || program.locks(Scope::Thread) && self.ended();
                match () {
                    _ if self.ended() && program.forgets(self.author) => return None,
                    _ if releases && !self.ended() && self.comes(Returns::AtOnce) => Op::Come,
                    _ if releases => Op::Release,
                    _ if self.ended() => return None,
                    _ => Op::Load,
                }
            }
            Some(Op::Release) if self.ended() => return None,
            Some(Op::Release) if self.comes(Returns::AtOnce) => Op::Acquire,
            Some(Op::Release) => self.first_of_section(),
        };
        match op {
            Op::Acquire => self.holds = true,
            Op::Release => self.holds = false,
            _ => {}
        }
        self.last = Some(op);
        Some(op)
    }
}

impl Ops {
    /// Tells whether the threads draw tickets, at the time that `returns` says.
    fn comes(&self, returns: Returns) -> bool {
        self.program.queues() && self.program.returns == returns
    }

    fn first_of_section(&self) -> Op {
        match self.program.lock {
            Lock::None => Op::Load,
            Lock::Ticket => Op::Come,
            Lock::Mutex | Lock::Spin => Op::Acquire,
        }
    }

    fn ended(&self) -> bool {
        self.line == if self.program.increments(self.author) { 1 } else { self.program.lines(self.author) }
    }

    /// Moves on by one glyph and tells whether that ended a line.
    fn advance(&mut self) -> bool {
        self.column += 1;
        let line_ended = self.column == self.text.len() || self.program.increments(self.author);
        if line_ended {
            self.line += 1;
            self.column = 0;
            self.text = self.program.text(self.author, self.line);
        }
        line_ended
    }
}
