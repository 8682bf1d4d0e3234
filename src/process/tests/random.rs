//! Real threads that execute texts of all kinds: locks misplaced, doubled and missing. Every run must end, as its tape
//! says.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::*;
use crate::program::{Item, Op, OpAt, Variable};

/// A text with up to three threads, locks and shared names.
fn text(rng: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    for lock in 0..3 {
        writeln!(text, "l{lock} = Lock()").unwrap();
    }
    text += "def print(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        screen.cursor = at + 1\n";
    let threads = rng.u32(1..=3);
    for thread in 0..threads {
        writeln!(text, "def f{thread}():").unwrap();
        for _ in 0..rng.u32(1..=6) {
            text += &statement(rng, "    ");
        }
    }
    text += "def main():\n";
    if rng.u32(..4) == 0 {
        text += &statement(rng, "    ");
    }
    for thread in 0..threads {
        writeln!(text, "    start(f{thread})").unwrap();
    }
    if rng.u32(..4) == 0 {
        text += &statement(rng, "    ");
    }
    if rng.u32(..8) != 0 {
        text += "    join()\n";
    }
    if rng.u32(..4) == 0 {
        text += &statement(rng, "    ");
    }
    text
}

fn statement(rng: &mut fastrand::Rng, indent: &str) -> String {
    let (lock, name) = (rng.u32(..3), rng.u32(..3));
    match rng.u32(..9) {
        0 | 1 => format!("{indent}l{lock}.acquire()\n"),
        2 | 3 => format!("{indent}l{lock}.release()\n"),
        4 if indent.len() < 12 => {
            format!("{indent}with l{lock}:\n{}", statement(rng, &format!("{indent}    ")))
        }
        5 if indent.len() < 12 => {
            let depth = indent.len();
            format!("{indent}for i{depth} in range(3):\n{}", statement(rng, &format!("{indent}    ")))
        }
        6 => format!("{indent}print(\"ab\\n\")\n"),
        7 => format!("{indent}work(10)\n"),
        _ => format!("{indent}x = shared.s{name}\n{indent}shared.s{name} = x + 1\n"),
    }
}

/// A plain interpreter of the threads' ops, without `main`'s: what each has done, and which locks are held.
struct Replay {
    ops: Vec<Vec<OpAt>>,
    done: Vec<usize>,
    holders: [Option<u8>; 8],
    queues: [Vec<u8>; 8],
    locals: Vec<[u32; 64]>,
    shared: [u32; 8],
    misused: bool,
}

impl Replay {
    fn step(&mut self, thread: u8) {
        assert!(!self.misused, "no step follows an error");
        let index = usize::from(thread);
        let OpAt { op, .. } = self.ops[index][self.done[index]];
        self.done[index] += 1;
        let locals = &mut self.locals[index];
        match op {
            Op::DrawTicket(lock) => self.queues[usize::from(lock.0)].push(thread),
            Op::Acquire(lock) => {
                let lock = usize::from(lock.0);
                assert_eq!(self.holders[lock].replace(thread), None, "one holder at a time");
                if !self.queues[lock].is_empty() {
                    assert_eq!(self.queues[lock].remove(0), thread, "in the order of the tickets");
                }
            }
            Op::Release(lock) if self.holders[usize::from(lock.0)] != Some(thread) => self.misused = true,
            Op::Release(lock) => self.holders[usize::from(lock.0)] = None,
            Op::Load(local, Variable::Shared(name)) => {
                locals[usize::from(local.0)] = self.shared[usize::from(name.0)];
            }
            Op::Store(Variable::Shared(name), local, plus) => {
                self.shared[usize::from(name.0)] = locals[usize::from(local.0)] + plus;
            }
            _ => {}
        }
    }

    /// Tells whether a thread is at its end, or its next op is an acquire of a lock that is held.
    fn is_idle(&self, thread: usize) -> bool {
        match self.ops[thread].get(self.done[thread]) {
            None => true,
            Some(OpAt { op: Op::Acquire(lock), .. }) => self.holders[usize::from(lock.0)].is_some(),
            Some(_) => false,
        }
    }
}

/// `main` is part of the replay only if it executes no op: then the tape says all.
fn replay(run: &Run, end: &RunEnd) {
    let program = &run.program;
    let ops = program.thread_ids().map(|thread| program.ops(thread).filter_map(Item::op).collect());
    let ops: Vec<Vec<OpAt>> = ops.collect();
    let threads = ops.len();
    let mut replay = Replay {
        ops,
        done: vec![0; threads],
        holders: [None; 8],
        queues: Default::default(),
        locals: vec![[0; 64]; threads],
        shared: [0; 8],
        misused: false,
    };
    let tape = run.tape().unwrap();
    tape.iter().for_each(|thread| replay.step(thread.0));
    let text = program.text();
    let ended = (0..threads).all(|thread| replay.done[thread] == replay.ops[thread].len());
    let idle = (0..threads).all(|thread| replay.is_idle(thread));
    match end {
        RunEnd::Finished => assert!(ended && !replay.misused, "{text}\n{tape:?}"),
        RunEnd::Deadlock(_) | RunEnd::Abandoned(_) => {
            assert!(idle && !ended && !replay.misused, "{end:?}\n{text}\n{tape:?}");
        }
        RunEnd::Error(misuse) => {
            assert!(replay.misused && tape.last() == Some(&misuse.thread), "{end:?}\n{text}\n{tape:?}");
        }
        RunEnd::Stopped | RunEnd::Exited => panic!("{end:?}\n{text}"),
    }
    if *end == RunEnd::Finished {
        assert_eq!(run.values(), replay.shared[..run.values().len()], "{text}\n{tape:?}");
    }
}

#[test]
fn texts_of_all_kinds_end_and_end_as_their_tapes_say() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(10);
    let mut certain = BTreeSet::new();
    for _ in 0..1_500 {
        let text = text(&mut rng);
        let lock = [LockKind::None, LockKind::Mutex, LockKind::Spin, LockKind::Ticket][rng.usize(..4)];
        let program = of_text(&text, lock);
        let prepare = [Run::new, Run::taped][rng.usize(..2)];
        let run = prepare(program.clone(), Durations::default());
        let (end, _) = run.main();
        assert_ne!(end, RunEnd::Stopped);
        // `main` does nothing beside the only thread, so there is one order.
        if program.threads() == 1 && program.joins() && program.main().during.instructions.is_empty() {
            certain.insert(end.name());
        }
        if run.tape().is_some() && program.main_totals().ops == 0 {
            replay(&run, &end);
        }
    }
    // The texts are the same each time, and so are the ends of these.
    assert_eq!(certain, BTreeSet::from(["finished", "deadlock", "abandoned", "error"]));
}
