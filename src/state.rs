//! A whole program as one value, stepped in any order.
//!
//! Owns the memory, the lock and the threads' places for those schedulers that take one step at a time, and knows which
//! threads can step; never picks one. The meaning of an op is the machine's. Steps are indivisible and one follows the
//! other: that is sequential consistency, and weaker memory is not modelled.

use std::fmt;

use crate::machine::{Memory, Registers};
use crate::program::{Author, Op};
use crate::screen::Glyph;

/// The ops of each thread: see [`Program::code`](crate::program::Program::code).
pub type Code = Vec<Vec<Op>>;

/// The place of one thread, and its register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// How many steps it has taken.
    pub steps: u32,
    /// The cursor, or the value, that it loaded last.
    pub register: u32,
}

/// The whole state: two equal states have the same future.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The glyphs on the screen.
    pub cells: Vec<u16>,
    /// The cursor, or the value.
    pub cursor: u32,
    /// The thread that holds the lock.
    pub holder: Option<u8>,
    /// The threads in the queue for it, first come first.
    pub queue: Vec<u8>,
    /// By thread.
    pub threads: Vec<Place>,
}

/// Why a thread cannot step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// The thread has taken its last step.
    Done,
    /// The thread waits for the lock that this one holds.
    Waits(u8),
    /// The thread waits for its turn: the first turn is this one's.
    Behind(u8),
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Blocked::Done => write!(f, "is done"),
            Blocked::Waits(holder) => write!(f, "waits for the lock that thread {holder} holds"),
            Blocked::Behind(first) => write!(f, "waits for its turn: it is thread {first}'s"),
        }
    }
}

/// The effect of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The thread that stepped.
    pub thread: u8,
    /// The op that it executed.
    pub op: Op,
    /// The cursor, or the value, that it used: loaded, put at, or stored.
    pub at: u32,
    /// The glyph that a put overwrote, if there was one.
    pub overwrote: Option<Glyph>,
}

impl Clone for State {
    fn clone(&self) -> State {
        let State { cells, cursor, holder, queue, threads } = self;
        let (cells, queue, threads) = (cells.clone(), queue.clone(), threads.clone());
        State { cells, cursor: *cursor, holder: *holder, queue, threads }
    }

    // The derived method would throw away the memory that is there.
    fn clone_from(&mut self, other: &State) {
        self.cells.clone_from(&other.cells);
        self.queue.clone_from(&other.queue);
        self.threads.clone_from(&other.threads);
        (self.cursor, self.holder) = (other.cursor, other.holder);
    }
}

impl State {
    /// The state before the first step.
    pub fn new(code: &Code) -> State {
        let threads = vec![Place { steps: 0, register: 0 }; code.len()];
        State { cells: Vec::new(), cursor: 0, holder: None, queue: Vec::new(), threads }
    }

    /// Returns the op that `thread` would execute next.
    ///
    /// # Errors
    ///
    /// If the thread cannot step; the error says why.
    pub fn ready(&self, code: &Code, thread: u8) -> Result<Op, Blocked> {
        let place = self.threads[usize::from(thread)];
        let op = code[usize::from(thread)].get(place.steps as usize).ok_or(Blocked::Done)?;
        match (op, self.holder, self.queue.first()) {
            (Op::Acquire, Some(holder), _) => Err(Blocked::Waits(holder)),
            (Op::Acquire, None, Some(&first)) if first != thread => Err(Blocked::Behind(first)),
            _ => Ok(*op),
        }
    }

    /// Returns the threads that can step.
    pub fn runnable(&self, code: &Code) -> impl Iterator<Item = u8> {
        (0..self.threads.len() as u8).filter(|&thread| self.ready(code, thread).is_ok())
    }

    /// Tells whether every thread has taken its last step and none has kept the lock, for which `main` would wait.
    pub fn is_finished(&self, code: &Code) -> bool {
        self.holder.is_none()
            && self.threads.iter().zip(code).all(|(place, ops)| place.steps as usize == ops.len())
    }

    /// Takes a step of `thread`.
    ///
    /// # Errors
    ///
    /// If the thread cannot step; the error says why, and nothing has changed.
    pub fn step(&mut self, code: &Code, thread: u8) -> Result<Event, Blocked> {
        let op = self.ready(code, thread)?;
        let place = self.threads[usize::from(thread)];
        let mut registers = Registers { author: Author(thread), cursor: place.register };
        let mut reach = Reach { state: self, thread, overwrote: None };
        registers.step(op, &mut reach);
        let overwrote = reach.overwrote;
        self.threads[usize::from(thread)] = Place { steps: place.steps + 1, register: registers.cursor };
        let at = if op == Op::Store { self.cursor } else { registers.cursor };
        Ok(Event { thread, op, at, overwrote })
    }
}

/// A state as one thread reaches it.
struct Reach<'a> {
    state: &'a mut State,
    thread: u8,
    overwrote: Option<Glyph>,
}

impl Memory for Reach<'_> {
    fn come(&mut self) {
        self.state.queue.push(self.thread);
    }

    fn acquire(&mut self) {
        assert_eq!(self.state.holder, None, "a thread that waits is not ready");
        if !self.state.queue.is_empty() {
            assert_eq!(
                self.state.queue.remove(0),
                self.thread,
                "a thread that is behind another is not ready"
            );
        }
        self.state.holder = Some(self.thread);
    }

    fn load_cursor(&mut self) -> u32 {
        self.state.cursor
    }

    fn put(&mut self, cursor: u32, glyph: Glyph) {
        // Cells fill from the start: the cursor passes a cell only after a glyph was put there.
        match self.state.cells.get_mut(cursor as usize) {
            Some(cell) => self.overwrote = Some(Glyph::from_cell(std::mem::replace(cell, glyph.to_cell()))),
            None => self.state.cells.push(glyph.to_cell()),
        }
    }

    fn store_cursor(&mut self, cursor: u32) {
        self.state.cursor = cursor;
    }

    fn release(&mut self) {
        assert_eq!(self.state.holder, Some(self.thread), "only its holder releases a lock");
        self.state.holder = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Lock, Program, Scope};

    #[test]
    fn a_thread_that_waits_says_for_whom() {
        let code = Program::new(2, 1).unwrap().guarded(Lock::Mutex, Scope::Line).code().unwrap();
        let mut state = State::new(&code);
        assert_eq!(state.step(&code, 1).unwrap().op, Op::Acquire);
        assert_eq!(state.ready(&code, 0), Err(Blocked::Waits(1)));
        assert_eq!(state.clone().step(&code, 0), Err(Blocked::Waits(1)));
        assert_eq!(Blocked::Waits(1).to_string(), "waits for the lock that thread 1 holds");
        assert_eq!(state.runnable(&code).collect::<Vec<_>>(), [1]);
        for _ in 0..28 {
            state.step(&code, 1).unwrap();
        }
        assert_eq!(state.ready(&code, 1), Err(Blocked::Done));
        assert_eq!(state.ready(&code, 0), Ok(Op::Acquire));
    }

    #[test]
    fn who_comes_first_is_served_first() {
        let code = Program::increment(3).unwrap().guarded(Lock::Ticket, Scope::Line).code().unwrap();
        let mut state = State::new(&code);
        for thread in [2, 0, 1, 2] {
            state.step(&code, thread).unwrap();
        }
        assert_eq!((state.holder, &state.queue[..]), (Some(2), &[0, 1][..]));
        for _ in 0..3 {
            state.step(&code, 2).unwrap();
        }
        assert_eq!(state.ready(&code, 1), Err(Blocked::Behind(0)));
        assert_eq!(Blocked::Behind(0).to_string(), "waits for its turn: it is thread 0's");
        assert_eq!(state.runnable(&code).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_put_over_another_says_what_it_overwrote() {
        let code = Program::new(2, 1).unwrap().code().unwrap();
        let mut state = State::new(&code);
        let events: Vec<Event> = [0, 1, 0, 1].map(|thread| state.step(&code, thread).unwrap()).into();
        assert_eq!(events[2].overwrote, None);
        assert_eq!(events[3].overwrote, Some(Glyph { byte: b'[', author: Author(0) }));
        assert_eq!(events[3].at, 0);
    }
}
