//! Real threads on the unguarded screen, in an order that is certain: a condition holds each thread up.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU8, Ordering::Acquire, Ordering::Release};
use std::thread;

use crate::guarded::Unguarded;
use crate::machine::{Memory, Registers};
use crate::program::{Author, Program};
use crate::rows::Rows;
use crate::screen::{Glyph, Screen};
use crate::verdict::{Outcome, Verdict};

/// The place in a thread where it is held up.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// The thread is about to load the cursor.
    Load,
    /// The thread has loaded the cursor.
    Loaded,
    /// The thread has stored the cursor.
    Stored,
}

/// The unguarded screen, as a thread that is held up reaches it.
struct HeldUp<'a, F> {
    screen: Unguarded<'a>,
    hold_up: F,
}

impl<F: Fn(At)> Memory for HeldUp<'_, F> {
    fn come(&mut self) {
        self.screen.come();
    }

    fn acquire(&mut self) {
        self.screen.acquire();
    }

    fn load_cursor(&mut self) -> u32 {
        (self.hold_up)(At::Load);
        let cursor = self.screen.load_cursor();
        (self.hold_up)(At::Loaded);
        cursor
    }

    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.screen.put(cursor, glyph);
    }

    fn store_cursor(&mut self, cursor: u32) {
        self.screen.store_cursor(cursor);
        (self.hold_up)(At::Stored);
    }

    fn release(&mut self) {
        self.screen.release();
    }
}

/// Executes `program` by a real thread for each author, all of them held up by `hold_up`.
fn execute(program: Program, hold_up: impl Fn(Author, At) + Sync) -> Screen {
    let screen = Screen::new(program.screen_len());
    thread::scope(|threads| {
        for author in program.authors() {
            let (screen, hold_up) = (&screen, &hold_up);
            threads.spawn(move || {
                let hold_up = |at| hold_up(author, at);
                let mut memory = HeldUp { screen: Unguarded(screen), hold_up };
                let mut registers = Registers::new(author);
                program.ops(author).for_each(|op| registers.step(op, &mut memory));
            });
        }
    });
    screen
}

fn verdict(program: Program, screen: &Screen) -> Verdict {
    let cells: Vec<u16> = screen.glyphs().iter().map(|glyph| glyph.to_cell()).collect();
    let mut rows = Rows::new(program);
    rows.fold(&cells);
    let printed = program.threads() * program.count();
    Verdict::of(Outcome::Finished, &rows, Some(program.glyphs()), Some(printed), None)
}

/// Each thread waits for all others after each load and after each store.
fn in_step(program: Program) -> Screen {
    let barrier = Barrier::new(program.threads() as usize);
    execute(program, |_, at| {
        if at != At::Load {
            barrier.wait();
        }
    })
}

#[test]
fn of_threads_that_load_the_same_cursor_all_glyphs_but_one_are_lost() {
    let program = Program::new(5, 5).unwrap();
    let screen = in_step(program);
    assert_eq!(screen.glyphs().len(), 45, "as many as one of five threads has");
    let Verdict { whole, torn, lost, .. } = verdict(program, &screen);
    assert_eq!((lost, whole + torn), (Some(4 * 45), 25));
    assert!(whole <= 5, "{whole} whole lines in five rows");
}

#[test]
fn of_threads_that_load_the_same_value_all_increments_but_one_are_lost() {
    let screen = in_step(Program::increment(5).unwrap());
    assert_eq!(screen.load_cursor(), 1);
}

#[test]
fn threads_that_take_turns_tear_every_line_and_lose_nothing() {
    let program = Program::new(5, 5).unwrap();
    let turn = AtomicU8::new(0);
    let screen = execute(program, |Author(thread), at| match at {
        At::Load => {
            while turn.load(Acquire) != thread {
                thread::yield_now();
            }
        }
        At::Loaded => {}
        At::Stored => turn.store((thread + 1) % 5, Release),
    });
    let Verdict { whole, torn, lost, .. } = verdict(program, &screen);
    assert_eq!((whole, torn, lost), (0, 25, Some(0)));
}
