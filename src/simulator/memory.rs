//! The shared memory of a simulated run.
//!
//! Owns the cells, the cursor and the lock, with its queue; never picks the thread that steps.

use std::collections::VecDeque;

use crate::machine::Memory;
use crate::screen::Glyph;

/// The shared memory, which only one step at a time reaches.
#[derive(Debug)]
pub(super) struct Single {
    pub cells: Vec<u16>,
    pub cursor: u32,
    held: bool,
    /// The threads in the queue, by index, and the thread that is stepping.
    queue: VecDeque<usize>,
    pub stepping: usize,
}

impl Single {
    /// Creates an empty screen of `len` cells, with the cursor at 0, and a lock that is free.
    pub fn new(len: usize) -> Single {
        Single { cells: vec![0; len], cursor: 0, held: false, queue: VecDeque::new(), stepping: 0 }
    }

    /// Tells whether a thread can acquire the lock.
    pub fn is_free(&self, index: usize) -> bool {
        !self.held && self.queue.front().is_none_or(|&first| first == index)
    }
}

impl Memory for Single {
    fn come(&mut self) {
        self.queue.push_back(self.stepping);
    }

    fn acquire(&mut self) {
        self.held = true;
        self.queue.pop_front();
    }

    fn load_cursor(&mut self) -> u32 {
        self.cursor
    }

    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.cells[cursor as usize] = glyph.to_cell();
    }

    fn store_cursor(&mut self, cursor: u32) {
        self.cursor = cursor;
    }

    fn release(&mut self) {
        self.held = false;
    }
}
