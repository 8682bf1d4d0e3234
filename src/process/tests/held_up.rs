//! Real threads on the unguarded memory, in an order that is certain: a condition holds each thread up.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU8, Ordering::Acquire, Ordering::Release};

use super::*;
use crate::machine::{self, Memory};
use crate::memory::{Racing, ThreadMemory};
use crate::program::{Item, Variable};
use crate::record::LockCost;
use crate::screen::Glyph;

/// The place in a thread where it is held up.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// The thread is about to load a variable.
    Load,
    /// The thread has loaded it.
    Loaded,
    /// The thread has stored one.
    Stored,
}

/// The memory as a thread that is held up accesses it.
struct HeldUp<M, F> {
    memory: M,
    hold_up: F,
}

impl<M: Memory, F: Fn(At)> Memory for HeldUp<M, F> {
    fn draw_ticket(&mut self, lock: LockId) {
        self.memory.draw_ticket(lock);
    }

    fn acquire(&mut self, lock: LockId) {
        self.memory.acquire(lock);
    }

    fn release(&mut self, lock: LockId) {
        self.memory.release(lock);
    }

    fn load(&mut self, variable: Variable) -> u32 {
        (self.hold_up)(At::Load);
        let value = self.memory.load(variable);
        (self.hold_up)(At::Loaded);
        value
    }

    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.memory.put(cursor, glyph);
    }

    fn store(&mut self, variable: Variable, value: u32) {
        self.memory.store(variable, value);
        (self.hold_up)(At::Stored);
    }
}

/// Executes the threads of an unguarded program, all of them held up by `hold_up`.
fn execute(program: Program, hold_up: impl Fn(ThreadId, At) + Sync) -> Run {
    let run = Run::unrecorded(program, paced(0));
    thread::scope(|threads| {
        for thread in run.program.thread_ids() {
            let (run, hold_up) = (&run, &hold_up);
            threads.spawn(move || {
                let mut cost = LockCost::default();
                let (locks, screen): (&[locks::StdMutex], _) = (&[], Racing(&run.screen));
                let memory = ThreadMemory::new(run.context(thread), 0, locks, &run.shared, screen, &mut cost);
                let mut memory = HeldUp { memory, hold_up: |at| hold_up(thread, at) };
                let mut locals = vec![0; run.program.code(thread).locals];
                let ops = run.program.ops(thread).filter_map(Item::op);
                ops.for_each(|at| machine::step(thread, at.op, &mut locals, &mut memory));
            });
        }
    });
    run
}

/// Each thread waits for all others after each load and after each store.
fn in_step(program: Program) -> Run {
    let barrier = Barrier::new(program.threads() as usize);
    execute(program, |_, at| {
        if at != At::Load {
            barrier.wait();
        }
    })
}

#[test]
fn of_threads_that_load_the_same_cursor_all_glyphs_but_one_are_lost() {
    let program = program("counter", 5, 5, LockKind::None);
    let mut run = in_step(program.clone());
    assert_eq!(program.glyphs(), 5 * 45);
    assert_eq!(run.screen().glyphs().len(), 45, "as many as one of five threads has");
}

#[test]
fn of_threads_that_load_the_same_value_all_increments_but_one_are_lost() {
    assert_eq!(in_step(program("increment", 5, 1, LockKind::None)).values(), [1]);
}

#[test]
fn threads_that_take_turns_tear_every_line_and_lose_nothing() {
    let program = program("counter", 5, 5, LockKind::None);
    let turn = AtomicU8::new(0);
    let mut run = execute(program, |ThreadId(thread), at| match at {
        At::Load => {
            while turn.load(Acquire) != thread {
                thread::yield_now();
            }
        }
        At::Loaded => {}
        At::Stored => turn.store((thread + 1) % 5, Release),
    });
    let authors: Vec<u8> = run.screen().glyphs().iter().map(|glyph| glyph.author.0).collect();
    assert_eq!(authors, [0, 1, 2, 3, 4].repeat(45));
}
