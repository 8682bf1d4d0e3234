//! The shared output: cells that carry a glyph and its author, and the cursor.
//!
//! Owns the memory that the threads race for, and how it may be accessed; never decides when a thread may access it.
//!
//! **A race condition, never a data race.** An unguarded thread accesses cells and cursor with relaxed atomic loads and
//! stores only, so whatever two threads do to each other is defined: a line torn, a glyph lost, nothing worse. A
//! guarded thread is ordered by its lock and uses plain loads and stores ([`Screen::exclusive`]). That makes it fast:
//! wasm has no relaxed atomics, so there every atomic store is sequentially consistent, on x86 a locked exchange.
//!
//! **The page reads while threads write.** It reads from outside of this program, from its own instance, through a
//! typed array over the process's memory. JavaScript defines such races. A cell is zero until it is written, no glyph
//! is zero, and cells fill from the start. So the page reads as far as the first zero, and needs no other signal. The
//! screen of an unguarded run is read once more when the run has ended.

use std::fmt;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering::Relaxed};

use crossbeam_utils::CachePadded;

use crate::program::{ScreenGuard, ThreadId};

/// One character on the screen, with its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// ASCII, never zero.
    pub byte: u8,
    /// The thread that put it, or `main`.
    pub author: ThreadId,
}

impl Glyph {
    /// Returns the glyph as a cell holds it: the author above the byte.
    #[inline]
    pub fn to_cell(self) -> u16 {
        u16::from(self.author.0) << 8 | u16::from(self.byte)
    }

    /// Reads a cell; an empty one has byte zero.
    #[inline]
    pub fn from_cell(cell: u16) -> Glyph {
        Glyph { byte: cell as u8, author: ThreadId((cell >> 8) as u8) }
    }
}

/// The shared output.
pub struct Screen {
    cells: Box<[AtomicU16]>,
    cursor: CachePadded<AtomicU32>,
}

impl Screen {
    /// Creates an empty screen of `len` cells, with the cursor at 0.
    pub fn new(len: usize) -> Screen {
        let cells = Box::new_zeroed_slice(len);
        // SAFETY: all zeros is an `AtomicU16`.
        let cells = unsafe { cells.assume_init() };
        Screen { cells, cursor: CachePadded::new(AtomicU32::new(0)) }
    }

    /// Returns the glyphs, as far as the first empty cell.
    pub fn glyphs(&self) -> Vec<Glyph> {
        let cells = self.cells.iter().map(|cell| cell.load(Relaxed));
        cells.take_while(|&cell| cell != 0).map(Glyph::from_cell).collect()
    }

    /// Returns the cells.
    pub fn cells(&self) -> &[AtomicU16] {
        &self.cells
    }

    /// Loads the cursor.
    #[inline]
    pub fn load_cursor(&self) -> u32 {
        self.cursor.load(Relaxed)
    }

    /// Puts a glyph into the cell at `cursor`.
    #[inline]
    pub fn put(&self, cursor: u32, glyph: Glyph) {
        self.cells[cursor as usize].store(glyph.to_cell(), Relaxed);
    }

    /// Stores `cursor` as the cursor.
    #[inline]
    pub fn store_cursor(&self, cursor: u32) {
        self.cursor.store(cursor, Relaxed);
    }

    /// Returns the same screen for one thread at a time, with plain accesses.
    ///
    /// `guard` shows that each thread of the program holds one lock at each of its accesses. A program without such a
    /// lock has no such value, so it cannot come here.
    ///
    /// # Safety
    ///
    /// During each call of the result's methods the caller holds the lock that `guard` names, and every other access to
    /// this screen is one of the same program's. The lock then orders all accesses; without it they would be data races.
    #[inline(always)]
    pub unsafe fn exclusive(&self, guard: ScreenGuard) -> Exclusive<'_> {
        let _ = guard;
        Exclusive { cells: &self.cells, cursor: &self.cursor }
    }
}

// Neither prints its contents: the thread that prints may not be one that may access them.
impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Screen").finish_non_exhaustive()
    }
}

impl fmt::Debug for Exclusive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exclusive").finish_non_exhaustive()
    }
}

/// How many cells fit into the widest number.
const FOUR: usize = 4;

/// Returns four glyphs as their cells hold them.
#[inline(always)]
fn four_cells(bytes: [u8; FOUR], author: ThreadId) -> u64 {
    // Each byte moves to the lower half of a cell of its own: first two by two, then one by one.
    let bytes = u64::from(u32::from_le_bytes(bytes));
    let pairs = (bytes | bytes << 16) & 0x0000_ffff_0000_ffff;
    let cells = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    // Cells as they lie in memory, the first one first.
    (cells | (u64::from(author.0) * 0x0100_0100_0100_0100)).to_le()
}

/// A screen that one thread at a time has to itself: see [`Screen::exclusive`].
pub struct Exclusive<'a> {
    cells: &'a [AtomicU16],
    cursor: &'a AtomicU32,
}

impl Exclusive<'_> {
    /// Loads the cursor.
    #[inline(always)]
    pub fn load_cursor(&self) -> u32 {
        // SAFETY: the caller of `exclusive` holds the lock, so no other thread accesses the cursor meanwhile.
        unsafe { self.cursor.as_ptr().read() }
    }

    /// Puts a glyph into the cell at `cursor`.
    #[inline(always)]
    pub fn put(&self, cursor: u32, glyph: Glyph) {
        let cell = self.cells[cursor as usize].as_ptr();
        // SAFETY: as for `load_cursor`; `cell` comes from a live reference, bounds checked.
        unsafe { cell.write(glyph.to_cell()) }
    }

    /// Puts the glyphs of a text into the cells from `cursor` on.
    #[inline(always)]
    pub fn put_text(&self, cursor: u32, text: &[u8], author: ThreadId) {
        // One check of the bounds for all.
        let cells = &self.cells[cursor as usize..][..text.len()];
        let (Some(last_cells), Some(last)) = (cells.last_chunk(), text.last_chunk()) else {
            for (index, &byte) in text.iter().enumerate() {
                self.put(cursor + index as u32, Glyph { byte, author });
            }
            return;
        };
        for (cells, bytes) in cells.as_chunks().0.iter().zip(text.as_chunks().0) {
            self.put_four(cells, bytes, author);
        }
        // The last four overlap those before if the length is no multiple of four: the same glyphs once more.
        self.put_four(last_cells, last, author);
    }

    #[inline(always)]
    fn put_four(&self, cells: &[AtomicU16; FOUR], bytes: &[u8; FOUR], author: ThreadId) {
        let first = cells.as_ptr().cast_mut().cast::<u64>();
        // SAFETY: as for `put`, and these cells are next to each other. Atomics may be written through such a pointer.
        unsafe { first.write_unaligned(four_cells(*bytes, author)) }
    }

    /// Stores `cursor` as the cursor.
    #[inline(always)]
    pub fn store_cursor(&self, cursor: u32) {
        // SAFETY: as for `load_cursor`.
        unsafe { self.cursor.as_ptr().write(cursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_glyph_and_author() {
        for author in [ThreadId(0), ThreadId(15), ThreadId::MAIN] {
            for byte in [b'\n', b' ', b'~'] {
                let glyph = Glyph { byte, author };
                assert_eq!(Glyph::from_cell(glyph.to_cell()), glyph);
                assert_ne!(glyph.to_cell(), 0);
            }
        }
    }
}
