//! The two ways in which a thread accesses the screen: racing with the others, or under the lock that guards it.
//!
//! Owns the choice between atomic and plain accesses; never acquires the lock. The trait is private to
//! [`memory`](super), so that nothing else can say that the lock is held.

use crate::program::{LockId, ScreenGuard, ThreadId};
use crate::screen::{Exclusive, Glyph, Screen};

/// A thread's access to the screen.
pub trait ScreenAccess {
    /// Whether texts can be put at once.
    const AT_ONCE: bool = false;
    fn load_cursor(&mut self) -> u32;
    fn put(&mut self, cursor: u32, glyph: Glyph);
    fn store_cursor(&mut self, cursor: u32);
    /// Puts a whole text, if nobody can tell that from a loop that prints it, and tells whether it did. `local` becomes
    /// the last cursor that the loop would have loaded.
    fn print_at_once(&mut self, _thread: ThreadId, _text: &[u8], _local: &mut u32) -> bool {
        false
    }
    /// Notes that the thread has just acquired `lock`.
    fn acquired(&mut self, _lock: LockId) {}
    /// Notes that the thread is about to release `lock`.
    fn releasing(&mut self, _lock: LockId) {}
    /// Notes that the thread accesses the screen no more.
    fn end(&mut self) {}
}

/// The screen with atomic accesses: whatever the other threads do at the same time, this is no data race.
#[derive(Debug)]
pub struct Racing<'a>(pub &'a Screen);

impl ScreenAccess for Racing<'_> {
    #[inline(always)]
    fn load_cursor(&mut self) -> u32 {
        self.0.load_cursor()
    }

    #[inline(always)]
    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.0.put(cursor, glyph);
    }

    #[inline(always)]
    fn store_cursor(&mut self, cursor: u32) {
        self.0.store_cursor(cursor);
    }
}

/// The screen with plain accesses, under the lock that guards it.
///
/// While the lock is held, no other thread may access the cursor. So a copy is kept at hand, loaded at the acquire and
/// stored at the release, as a compiler would do with any variable.
#[derive(Debug)]
pub struct LockedScreen<'a> {
    screen: Exclusive<'a>,
    lock: LockId,
    /// Whether the thread holds the lock, and has not ended.
    held: bool,
    /// The cursor, while the lock is held.
    cursor: u32,
}

impl<'a> LockedScreen<'a> {
    /// Returns the access to `screen` under the lock that `guard` names.
    ///
    /// # Safety
    ///
    /// The result is used as part of a [`ThreadMemory`](super::ThreadMemory) that has the locks of the program that
    /// `guard` is of. Every other access to `screen` is made under the same lock, or before this thread starts, or after
    /// a join of it (which its [`end`](super::ProgramMemory::end) precedes).
    pub unsafe fn new(screen: &'a Screen, guard: ScreenGuard) -> LockedScreen<'a> {
        // SAFETY: every access below is made while `held` is true, which it is from `acquired` to `releasing` of the
        // guard's lock; the thread's memory calls the two when it has the lock's guard. The caller promises the rest.
        let screen = unsafe { screen.exclusive(guard) };
        LockedScreen { screen, lock: guard.lock(), held: false, cursor: 0 }
    }

    #[inline(always)]
    fn check_held(&self) {
        assert!(self.held, "a guarded program reaches the screen only under the lock");
    }
}

impl ScreenAccess for LockedScreen<'_> {
    const AT_ONCE: bool = true;

    #[inline(always)]
    fn load_cursor(&mut self) -> u32 {
        self.check_held();
        self.cursor
    }

    #[inline(always)]
    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.check_held();
        self.screen.put(cursor, glyph);
    }

    #[inline(always)]
    fn store_cursor(&mut self, cursor: u32) {
        self.check_held();
        self.cursor = cursor;
    }

    #[inline(always)]
    fn print_at_once(&mut self, thread: ThreadId, text: &[u8], local: &mut u32) -> bool {
        self.check_held();
        self.screen.put_text(self.cursor, text, thread);
        self.cursor += text.len() as u32;
        if !text.is_empty() {
            *local = self.cursor - 1;
        }
        true
    }

    #[inline(always)]
    fn acquired(&mut self, lock: LockId) {
        if lock == self.lock {
            self.cursor = self.screen.load_cursor();
            self.held = true;
        }
    }

    #[inline(always)]
    fn releasing(&mut self, lock: LockId) {
        if lock == self.lock {
            self.end();
        }
    }

    #[inline(always)]
    fn end(&mut self) {
        // A thread that ends with the lock held stores the cursor now: `main` may access it after the join.
        if self.held {
            self.screen.store_cursor(self.cursor);
            self.held = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset};

    #[test]
    fn a_text_at_once_is_its_ops_one_by_one() {
        let guard = preset("counter", PARAMETERS).guard().unwrap();
        let screens = [(); 2].map(|()| Screen::new(60));
        // SAFETY: nothing else accesses these screens.
        let [mut at_once, mut one_by_one] =
            screens.each_ref().map(|screen| unsafe { LockedScreen::new(screen, guard) });
        let mut locals = [7; 2];
        for access in [&mut at_once, &mut one_by_one] {
            access.acquired(guard.lock());
        }
        for text in ["", "[3] => 0\n", "a", "seventeen letters", "12345678"] {
            let thread = ThreadId(3);
            assert!(at_once.print_at_once(thread, text.as_bytes(), &mut locals[0]));
            for byte in text.bytes() {
                locals[1] = one_by_one.load_cursor();
                one_by_one.put(locals[1], Glyph { byte, author: thread });
                one_by_one.store_cursor(locals[1] + 1);
            }
            assert_eq!(locals[0], locals[1], "{text}");
        }
        for access in [&mut at_once, &mut one_by_one] {
            access.releasing(guard.lock());
        }
        assert_eq!(screens[0].glyphs(), screens[1].glyphs());
        assert_eq!(screens[0].load_cursor(), screens[1].load_cursor());
    }
}
