//! The meaning of each op: no other module knows it.
//!
//! Owns the meaning of [`Op`] and a thread's register; never the order of ops (that is
//! [`program`](crate::program)), nor how memory is reached (that is the [`Memory`] it is given).

use crate::program::{Author, Op};
use crate::screen::Glyph;

/// The memory that the threads share, as one thread reaches it.
pub trait Memory {
    /// Joins the queue for the lock.
    fn come(&mut self);
    /// Acquires the lock; waits while another thread holds it.
    fn acquire(&mut self);
    /// Loads the cursor.
    fn load_cursor(&mut self) -> u32;
    /// Puts a glyph into the cell at `cursor`.
    fn put(&mut self, cursor: u32, glyph: Glyph);
    /// Stores `cursor` as the cursor.
    fn store_cursor(&mut self, cursor: u32);
    /// Releases the lock.
    fn release(&mut self);
}

/// A thread's own state: its id, and the cursor that it loaded last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registers {
    /// The thread that steps, or `main`.
    pub author: Author,
    /// The cursor as it was when this thread loaded it.
    pub cursor: u32,
}

impl Registers {
    /// The registers of a thread that has not stepped yet.
    pub fn new(author: Author) -> Registers {
        Registers { author, cursor: 0 }
    }

    /// Executes one op.
    #[inline(always)]
    pub fn step(&mut self, op: Op, memory: &mut (impl Memory + ?Sized)) {
        match op {
            Op::Come => memory.come(),
            Op::Acquire => memory.acquire(),
            Op::Load => self.cursor = memory.load_cursor(),
            Op::Put(byte) => memory.put(self.cursor, Glyph { byte, author: self.author }),
            Op::Store => memory.store_cursor(self.cursor + 1),
            Op::Release => memory.release(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guarded::Unguarded;
    use crate::program::Program;
    use crate::screen::Screen;

    /// Steps two unguarded threads of one line each, in the order of `schedule`, and returns the screen's
    /// characters and their authors.
    fn play(schedule: &[u8]) -> (String, Vec<u8>) {
        let program = Program::new(2, 1).unwrap();
        let screen = Screen::new(program.screen_len());
        let mut threads = [0, 1].map(|id| (program.ops(Author(id)), Registers::new(Author(id))));
        for &id in schedule {
            let (ops, registers) = &mut threads[usize::from(id)];
            let op = ops.next().expect("the schedule is no longer than the program");
            registers.step(op, &mut Unguarded(&screen));
        }
        let glyphs = screen.glyphs();
        (
            glyphs.iter().map(|glyph| char::from(glyph.byte)).collect(),
            glyphs.iter().map(|glyph| glyph.author.0).collect(),
        )
    }

    #[test]
    fn one_after_the_other_prints_whole_lines() {
        let schedule: Vec<u8> = [[0; 27], [1; 27]].concat();
        let (text, authors) = play(&schedule);
        assert_eq!(text, "[0] => 0\n[1] => 0\n");
        assert_eq!(authors, [[0; 9], [1; 9]].concat());
    }

    #[test]
    fn threads_that_alternate_glyphs_tear_both_lines_and_lose_nothing() {
        let schedule: Vec<u8> = [0, 0, 0, 1, 1, 1].repeat(9);
        assert_eq!(play(&schedule).0, "[[01]]  ==>>  00\n\n");
    }

    #[test]
    fn threads_that_load_the_same_cursor_lose_a_glyph() {
        // Both load cursor 0, thread 1 overwrites the glyph of thread 0, and both store 1.
        assert_eq!(play(&[0, 1, 0, 1, 0, 1]), ("[".to_string(), vec![1]));
    }

    #[test]
    fn a_late_store_moves_the_cursor_back() {
        let mut schedule = vec![0, 0]; // thread 0 has loaded cursor 0 and put its `[`,
        schedule.extend([1; 27]); // thread 1 prints all of its line over it,
        schedule.extend([0; 4]); // thread 0 stores 1 and puts its second glyph at 1.
        assert_eq!(play(&schedule).0, "[0] => 0\n");
        assert_eq!(play(&schedule).1, [1, 0, 1, 1, 1, 1, 1, 1, 1]);
    }
}
