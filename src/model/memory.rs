//! The shared memory of a model, and its locks.
//!
//! Owns cells, cursor, shared names and locks, and why a thread cannot execute an op on them; never picks a thread.

use crate::machine::Memory;
use crate::program::{LockId, Op, ThreadId, Variable};
use crate::screen::Glyph;

/// A lock of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LockState {
    /// The thread that holds it; it may be `main`.
    pub holder: Option<ThreadId>,
    /// The threads that have drawn a ticket for it, the first first.
    pub queue: Vec<ThreadId>,
}

/// The memory that only one step at a time accesses.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ModelMemory {
    /// The glyphs on the screen.
    pub cells: Vec<u16>,
    /// The screen's cursor.
    pub cursor: u32,
    /// The values of the shared names.
    pub shared: Vec<u32>,
    /// The locks.
    pub locks: Vec<LockState>,
}

/// Why a thread cannot step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// The thread has taken its last step.
    Done,
    /// The thread waits for a lock, which has this holder.
    Waits(LockId, ThreadId),
    /// The thread waits for its turn at a lock: the first turn is this thread's.
    Behind(LockId, ThreadId),
    /// The run is over: a thread has released a lock that it did not hold, or `main` hangs before it starts a thread.
    Over,
}

impl Clone for ModelMemory {
    fn clone(&self) -> ModelMemory {
        let ModelMemory { cells, cursor, shared, locks } = self;
        ModelMemory { cells: cells.clone(), cursor: *cursor, shared: shared.clone(), locks: locks.clone() }
    }

    // The derived method would throw away the memory that is there.
    fn clone_from(&mut self, other: &ModelMemory) {
        self.cells.clone_from(&other.cells);
        self.cursor = other.cursor;
        self.shared.clone_from(&other.shared);
        self.locks.clone_from(&other.locks);
    }
}

impl ModelMemory {
    /// An empty screen, with the cursor at 0, so many shared names of value 0, and so many locks, all free.
    pub fn new(shared: usize, locks: usize) -> ModelMemory {
        let locks = vec![LockState::default(); locks];
        ModelMemory { cells: Vec::new(), cursor: 0, shared: vec![0; shared], locks }
    }

    /// Returns a lock.
    pub fn lock(&self, LockId(lock): LockId) -> &LockState {
        &self.locks[usize::from(lock)]
    }

    /// Returns a variable's value.
    pub fn value(&self, variable: Variable) -> u32 {
        match variable {
            Variable::Cursor => self.cursor,
            Variable::Shared(name) => self.shared[usize::from(name.0)],
        }
    }

    /// Returns why `thread` cannot execute `op` now; `None` if it can.
    pub fn blocked(&self, thread: ThreadId, op: Op) -> Option<Blocked> {
        let Op::Acquire(id) = op else { return None };
        let LockState { holder, queue } = self.lock(id);
        match (holder, queue.first()) {
            (Some(holder), _) => Some(Blocked::Waits(id, *holder)),
            (None, Some(first)) if *first != thread => Some(Blocked::Behind(id, *first)),
            _ => None,
        }
    }

    /// Tells whether `thread` would release a lock that it does not hold by executing `op`.
    pub fn is_misuse(&self, thread: ThreadId, op: Op) -> bool {
        matches!(op, Op::Release(lock) if self.lock(lock).holder != Some(thread))
    }

    /// Returns the locks that `thread` holds.
    pub fn held(&self, thread: ThreadId) -> impl Iterator<Item = LockId> {
        let held = self.locks.iter().zip(0..).filter(move |(lock, _)| lock.holder == Some(thread));
        held.map(|(_, id)| LockId(id))
    }

    /// Returns the memory as `thread` accesses it.
    pub fn access(&mut self, thread: ThreadId) -> Access<'_> {
        Access { memory: self, thread, overwrote: None }
    }
}

/// A model's memory, as one thread accesses it.
#[derive(Debug)]
pub struct Access<'a> {
    memory: &'a mut ModelMemory,
    thread: ThreadId,
    /// The glyph that a put overwrote, if there was one.
    pub overwrote: Option<Glyph>,
}

impl Access<'_> {
    fn lock(&mut self, LockId(lock): LockId) -> &mut LockState {
        &mut self.memory.locks[usize::from(lock)]
    }
}

impl Memory for Access<'_> {
    fn draw_ticket(&mut self, lock: LockId) {
        let thread = self.thread;
        self.lock(lock).queue.push(thread);
    }

    fn acquire(&mut self, lock: LockId) {
        let thread = self.thread;
        let LockState { holder, queue } = self.lock(lock);
        assert_eq!(*holder, None, "a thread that waits is not ready");
        if !queue.is_empty() {
            assert_eq!(queue.remove(0), thread, "a thread that is behind another is not ready");
        }
        *holder = Some(thread);
    }

    fn release(&mut self, lock: LockId) {
        // A release by another thread changes nothing: it ends the run.
        let thread = self.thread;
        let LockState { holder, .. } = self.lock(lock);
        if *holder == Some(thread) {
            *holder = None;
        }
    }

    fn load(&mut self, variable: Variable) -> u32 {
        self.memory.value(variable)
    }

    fn put(&mut self, cursor: u32, glyph: Glyph) {
        // Cells fill from the start: the cursor passes a cell only after a glyph was put there.
        match self.memory.cells.get_mut(cursor as usize) {
            Some(cell) => self.overwrote = Some(Glyph::from_cell(std::mem::replace(cell, glyph.to_cell()))),
            None => self.memory.cells.push(glyph.to_cell()),
        }
    }

    fn store(&mut self, variable: Variable, value: u32) {
        match variable {
            Variable::Cursor => self.memory.cursor = value,
            Variable::Shared(name) => self.memory.shared[usize::from(name.0)] = value,
        }
    }
}
