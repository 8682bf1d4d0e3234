//! An independent count, with nothing merged and nothing forgotten: every schedule, one after the other, on a plain
//! screen. It shares no code with the explorer but the ops.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::program::{Item, LockId, SharedId};

/// The ops of each thread; the last are those of `main` after its `join()`.
type Ops = Vec<Vec<Op>>;

#[derive(Clone)]
struct World {
    screen: Vec<Option<(u8, u8)>>,
    cursor: u32,
    shared: Vec<u32>,
    holders: Vec<Option<usize>>,
    queues: Vec<Vec<usize>>,
    lost: bool,
    error: bool,
    taken: Vec<usize>,
    registers: Vec<Vec<u32>>,
}

impl World {
    fn new(program: &Program, ops: &Ops) -> World {
        let locks = program.tree().locks.len();
        World {
            screen: vec![None; 1 + program.screen_len()],
            cursor: 0,
            shared: vec![0; program.tree().shared.len()],
            holders: vec![None; locks],
            queues: vec![Vec::new(); locks],
            lost: false,
            error: false,
            taken: vec![0; ops.len()],
            registers: vec![vec![0; 8]; ops.len()],
        }
    }

    /// Returns the lock that a thread waits for, if it does.
    fn waits(&self, ops: &Ops, thread: usize) -> Option<usize> {
        let Some(Op::Acquire(LockId(lock))) = ops[thread].get(self.taken[thread]) else { return None };
        let lock = usize::from(*lock);
        let behind = self.queues[lock].first().is_some_and(|&first| first != thread);
        (self.holders[lock].is_some() || behind).then_some(lock)
    }

    fn step(&mut self, thread: usize, op: Op) {
        let registers = &mut self.registers[thread];
        match op {
            Op::DrawTicket(LockId(lock)) => self.queues[usize::from(lock)].push(thread),
            Op::Acquire(LockId(lock)) => {
                self.holders[usize::from(lock)] = Some(thread);
                self.queues[usize::from(lock)].retain(|&other| other != thread);
            }
            Op::Release(LockId(lock)) => {
                self.error = self.holders[usize::from(lock)] != Some(thread);
                if !self.error {
                    self.holders[usize::from(lock)] = None;
                }
            }
            Op::Load(local, Variable::Cursor) => registers[usize::from(local.0)] = self.cursor,
            Op::Load(local, Variable::Shared(SharedId(name))) => {
                registers[usize::from(local.0)] = self.shared[usize::from(name)];
            }
            Op::Put(local, byte) => {
                let cell = &mut self.screen[registers[usize::from(local.0)] as usize];
                self.lost |= cell.replace((byte, thread as u8)).is_some();
            }
            Op::Store(Variable::Cursor, local, plus) => self.cursor = registers[usize::from(local.0)] + plus,
            Op::Store(Variable::Shared(SharedId(name)), local, plus) => {
                self.shared[usize::from(name)] = registers[usize::from(local.0)] + plus;
            }
        }
        self.taken[thread] += 1;
    }

    fn name(&self, program: &Program, ops: &Ops) -> String {
        if self.error {
            return "error".into();
        }
        let main = ops.len() - 1;
        let waiting = |thread: usize| self.waits(ops, thread);
        if (0..main).any(|thread| waiting(thread).is_some()) {
            // From each thread, as many waits as there are threads: one that is still waiting then is in a circle.
            let circle = (0..main).any(|first| {
                let mut at = Some(first);
                for _ in 0..main {
                    at = at.and_then(|thread| self.holders[waiting(thread)?]);
                }
                at.is_some_and(|thread| waiting(thread).is_some())
            });
            return if circle { "deadlock" } else { "abandoned" }.into();
        }
        let mut last = self.clone();
        for &op in &ops[main] {
            if let Some(lock) = last.waits(ops, main) {
                return if last.holders[lock] == Some(main) { "deadlock" } else { "abandoned" }.into();
            }
            last.step(main, op);
            if last.error {
                return "error".into();
            }
        }
        if ops[..main].iter().flatten().all(|op| !matches!(op, Op::Put(..))) {
            let names = program.tree().shared.iter().zip(&last.shared);
            let names: Vec<String> = names.map(|(name, value)| format!("{name} {value}")).collect();
            return if names.is_empty() { "finished".into() } else { names.join(", ") };
        }
        if self.lost {
            return "lost".into();
        }
        let printed: Vec<(u8, u8)> = self.screen.iter().flatten().copied().collect();
        let whole = printed.split_inclusive(|(byte, _)| *byte == b'\n').all(|row| {
            let author = row[0].1;
            let text: Vec<u8> = row.iter().map(|(byte, _)| *byte).collect();
            row.iter().all(|(_, other)| *other == author) && is_line(&ops[usize::from(author)], &text)
        });
        if whole { "clean" } else { "torn" }.into()
    }
}

/// Tells whether a thread prints this line; a row at the end of the screen has no newline.
fn is_line(ops: &[Op], text: &[u8]) -> bool {
    let puts: Vec<u8> =
        ops.iter().filter_map(|op| if let Op::Put(_, byte) = op { Some(*byte) } else { None }).collect();
    let lines: BTreeSet<&[u8]> = puts.split(|&byte| byte == b'\n').collect();
    let unended = puts.last() != Some(&b'\n');
    let line = text.strip_suffix(b"\n").unwrap_or(text);
    let last: &[u8] = puts.split(|&byte| byte == b'\n').next_back().unwrap_or_default();
    lines.contains(line)
        && (!line.is_empty() || text.ends_with(b"\n"))
        && (unended || last != line || {
            // The empty piece after the last newline is no line, unless the same stands before.
            puts.split(|&byte| byte == b'\n').filter(|piece| *piece == line).count() > 1
        })
}

fn visit(program: &Program, ops: &Ops, world: &World, counts: &mut BTreeMap<String, u64>) {
    let mut stuck = true;
    for thread in 0..ops.len() - 1 {
        let Some(&op) = ops[thread].get(world.taken[thread]) else { continue };
        if world.error || world.waits(ops, thread).is_some() {
            continue;
        }
        let mut next = world.clone();
        next.step(thread, op);
        stuck = false;
        visit(program, ops, &next, counts);
    }
    if stuck {
        *counts.entry(world.name(program, ops)).or_default() += 1;
    }
}

/// Counts `program` with the explorer and by brute force, and returns the names of its outcomes.
fn check_by_brute_force(program: &Program) -> Vec<String> {
    let after = program.main().after.as_ref().expect("`main` joins");
    let codes = program.thread_ids().map(|thread| program.code(thread)).chain([after]);
    let ops = codes.map(|code| crate::program::Ops::new(code).filter_map(Item::op).map(|at| at.op).collect());
    let ops: Ops = ops.collect();
    let mut expected = BTreeMap::new();
    visit(program, &ops, &World::new(program, &ops), &mut expected);
    let expected = expected.into_iter().map(|(name, count)| (name, count.to_string())).collect();
    let found = counts(&explore(program));
    assert_eq!(found, expected, "{:?}\n{}", program.parameters(), program.text());
    found.into_keys().collect()
}

#[test]
fn the_count_is_that_of_brute_force() {
    for lock in [LockKind::None, LockKind::Mutex, LockKind::Spin, LockKind::Ticket] {
        for threads in 1..=if lock == LockKind::Ticket { 3 } else { 4 } {
            check_by_brute_force(&increment(threads, lock));
        }
    }
    for (threads, count) in [(2, 1), (3, 1), (2, 2), (3, 2)] {
        for scope in ["line", "thread"] {
            check_by_brute_force(&counter(threads, count, LockKind::Mutex, scope));
        }
    }
    check_by_brute_force(&counter(2, 1, LockKind::Mutex, "glyph"));
    check_by_brute_force(&counter(2, 2, LockKind::Ticket, "line"));
    for name in ["two-locks", "two-locks-ordered", "forgetful"] {
        for lock in [LockKind::Mutex, LockKind::Ticket] {
            check_by_brute_force(&preset(name, Parameters { lock, count: 1, ..PARAMETERS }));
        }
    }
}

/// `RANDOM_PROGRAMS` sets how many.
#[test]
fn random_programs_are_counted_as_by_brute_force() {
    let programs =
        std::env::var("RANDOM_PROGRAMS").map_or(10_000, |number| number.parse().expect("a number"));
    let mut rng = fastrand::Rng::with_seed(11);
    let mut outcomes: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..programs {
        for name in check_by_brute_force(&random::program(&mut rng, 1_500.0)) {
            let kind = name.split(' ').next().expect("a name has a first word").to_string();
            *outcomes.entry(kind).or_default() += 1;
        }
    }
    // All kinds of outcome are among them, most of them often.
    for kind in ["clean", "torn", "lost", "deadlock", "abandoned", "error", "x"] {
        assert!(programs / 100 <= outcomes[kind], "{kind}: {outcomes:?}");
    }
    println!("{programs} programs; programs by outcome: {outcomes:?}");
}
