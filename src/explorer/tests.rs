//! Counts checked against independent numbers, and against brute force.

use super::*;
use crate::program::{Lock, Returns, Scope};
use crate::stepper::Stepper;
use std::collections::{BTreeMap, HashSet};

fn explore(program: Program) -> Explorer {
    let mut explorer = Explorer::new(program).unwrap();
    while explorer.advance(10_000) {}
    assert!(explorer.is_complete());
    explorer
}

fn counts(explorer: &Explorer) -> BTreeMap<String, String> {
    explorer.outcomes().iter().map(|outcome| (outcome.end.name(), outcome.schedules.to_string())).collect()
}

fn check(program: Program, schedules: &str, expected: &[(&str, &str)]) -> Explorer {
    let explorer = explore(program);
    assert_eq!(explorer.schedules().to_string(), schedules, "{program:?}");
    let expected = expected.iter().map(|(name, count)| (name.to_string(), count.to_string())).collect();
    assert_eq!(counts(&explorer), expected, "{program:?}");
    explorer
}

fn increment(threads: u32, lock: Lock) -> Program {
    Program::increment(threads).unwrap().guarded(lock, Scope::Line)
}

fn counter(threads: u32, count: u32, lock: Lock, scope: Scope) -> Program {
    Program::new(threads, count).unwrap().guarded(lock, scope)
}

/// The states of two increments, and the six schedules, are few enough to write down: with the letters of the two
/// threads' loads (l, L) and stores (s, S), `lsLS` and `LSls` end in 2, and `lLsS lLSs LlsS LlSs` in 1.
#[test]
fn increments_are_counted_as_an_independent_count_has_them() {
    let none = |threads| increment(threads, Lock::None);
    let states = |explorer: Explorer| explorer.states();
    assert_eq!(states(check(none(2), "6", &[("value 2", "2"), ("value 1", "4")])), 13);
    assert_eq!(states(check(none(3), "90", &[("value 3", "6"), ("value 2", "36"), ("value 1", "48")])), 84);
    let four = [("value 4", "24"), ("value 3", "288"), ("value 2", "1056"), ("value 1", "1152")];
    assert_eq!(states(check(none(4), "2520", &four)), 755);
    let mutex = |threads| increment(threads, Lock::Mutex);
    assert_eq!(states(check(mutex(2), "2", &[("value 2", "2")])), 17);
    assert_eq!(states(check(mutex(3), "6", &[("value 3", "6")])), 61);
    assert_eq!(states(check(mutex(4), "24", &[("value 4", "24")])), 257);
}

#[test]
fn the_shortest_way_to_lose_an_increment_is_two_loads_and_two_stores() {
    let explorer = explore(increment(3, Lock::None));
    assert_eq!(explorer.shortest(), [(End::Lost, vec![0, 1, 0, 1])]);
    assert_eq!(explore(increment(3, Lock::Mutex)).shortest(), []);
}

#[test]
fn two_unguarded_lines_are_counted_as_an_independent_count_has_them() {
    let expected = [("clean", "2"), ("torn", "48618"), ("lost", "1946939425599492")];
    let explorer = check(counter(2, 1, Lock::None, Scope::Line), "1946939425648112", &expected);
    // Both load, both put.
    let (_, way) = explorer.shortest().iter().find(|(end, _)| *end == End::Lost).unwrap();
    assert_eq!(way.len(), 4);
    assert_eq!(way.iter().filter(|&&thread| thread == 0).count(), 2);
    // One thread prints a character, the other puts its own behind it.
    let (_, way) = explorer.shortest().iter().find(|(end, _)| *end == End::Torn).unwrap();
    assert_eq!(way, &[0, 0, 0, 1, 1]);
}

#[test]
fn a_lock_around_each_print_leaves_no_other_outcome_than_clean() {
    check(counter(2, 1, Lock::Mutex, Scope::Line), "2", &[("clean", "2")]);
    // As many as there are orders of the critical sections: 4!/(2! 2!), 6!/(2! 2! 2!), 3!.
    check(counter(2, 2, Lock::Mutex, Scope::Line), "6", &[("clean", "6")]);
    check(counter(3, 2, Lock::Mutex, Scope::Line), "90", &[("clean", "90")]);
    check(counter(3, 2, Lock::Mutex, Scope::Thread), "6", &[("clean", "6")]);
}

#[test]
fn a_lock_around_each_glyph_tears_and_loses_nothing() {
    // Orders of 18 glyphs, 9 each: 18!/(9! 9!). Of 27, three times nine.
    check(counter(2, 1, Lock::Mutex, Scope::Glyph), "48620", &[("clean", "2"), ("torn", "48618")]);
    let three = [("clean", "6"), ("torn", "227873431494")];
    check(counter(3, 1, Lock::Mutex, Scope::Glyph), "227873431500", &three);
}

/// An independent count, with nothing merged and nothing forgotten: every schedule, one after the other, on a plain
/// screen. It shares no code with the explorer but the ops.
fn brute_force(program: Program, code: &Code) -> BTreeMap<String, u64> {
    #[derive(Clone)]
    struct World {
        screen: Vec<Option<(u8, u8)>>,
        cursor: usize,
        holder: Option<usize>,
        queue: Vec<usize>,
        lost: bool,
        threads: Vec<(usize, usize)>,
    }
    fn name(program: Program, code: &Code, world: &World) -> String {
        // A thread that ends with the lock held leaves `main` waiting for it.
        if world.holder.is_some()
            || world.threads.iter().zip(code).any(|((taken, _), ops)| *taken < ops.len())
        {
            return "deadlock".to_string();
        }
        if program.kind == Kind::Increment {
            return format!("value {}", world.cursor);
        }
        if world.lost {
            return "lost".to_string();
        }
        let printed: Vec<(u8, u8)> = world.screen.iter().flatten().copied().collect();
        let wanted: HashSet<Vec<(u8, u8)>> = (0..program.threads() as u8)
            .flat_map(|thread| {
                (0..program.count()).map(move |line| (thread, format!("[{thread}] => {line}")))
            })
            .map(|(thread, text)| text.bytes().map(|byte| (byte, thread)).collect())
            .collect();
        let mut rows = printed.split(|(byte, _)| *byte == b'\n').collect::<Vec<_>>();
        assert_eq!(rows.pop(), Some(&[][..]), "nothing lost, so the last newline is there");
        if rows.iter().all(|row| wanted.contains(*row)) { "clean" } else { "torn" }.to_string()
    }
    fn visit(program: Program, code: &Code, world: &World, counts: &mut BTreeMap<String, u64>) {
        let mut stuck = true;
        for thread in 0..code.len() {
            let (taken, register) = world.threads[thread];
            let Some(op) = code[thread].get(taken) else { continue };
            let mut next = world.clone();
            match *op {
                Op::Come => next.queue.push(thread),
                Op::Acquire if world.holder.is_some() => continue,
                Op::Acquire if world.queue.first().is_some_and(|&first| first != thread) => continue,
                Op::Acquire => {
                    next.holder = Some(thread);
                    next.queue = world.queue.iter().copied().skip(1).collect();
                }
                Op::Release => next.holder = None,
                Op::Load => next.threads[thread].1 = world.cursor,
                Op::Put(byte) => {
                    next.lost |= next.screen[register].replace((byte, thread as u8)).is_some();
                }
                Op::Store => next.cursor = register + 1,
            }
            next.threads[thread].0 += 1;
            stuck = false;
            visit(program, code, &next, counts);
        }
        if stuck {
            *counts.entry(name(program, code, world)).or_default() += 1;
        }
    }
    let world = World {
        screen: vec![None; 1 + program.screen_len()],
        cursor: 0,
        holder: None,
        queue: Vec::new(),
        lost: false,
        threads: vec![(0, 0); code.len()],
    };
    let mut counts = BTreeMap::new();
    visit(program, code, &world, &mut counts);
    counts
}

/// Counts `code` with the explorer and by brute force.
fn check_by_brute_force(program: Program, code: Code) {
    let mut explorer = Explorer::of_code(program, code.clone(), MAX_STATES);
    while explorer.advance(1_000) {}
    let expected = brute_force(program, &code);
    let expected = expected.into_iter().map(|(name, count)| (name, count.to_string())).collect();
    assert_eq!(counts(&explorer), expected, "{program:?}");
}

#[test]
fn the_count_is_that_of_brute_force() {
    for lock in [Lock::None, Lock::Mutex, Lock::Spin, Lock::Ticket] {
        for threads in 1..=if lock == Lock::Ticket { 3 } else { 4 } {
            let program = increment(threads, lock);
            check_by_brute_force(program, program.code().unwrap());
        }
    }
    for (threads, count) in [(2, 1), (3, 1), (2, 2), (3, 2)] {
        for scope in [Scope::Line, Scope::Thread] {
            let program = counter(threads, count, Lock::Mutex, scope);
            check_by_brute_force(program, program.code().unwrap());
        }
    }
    let program = counter(2, 1, Lock::Mutex, Scope::Glyph);
    check_by_brute_force(program, program.code().unwrap());
    for returns in [Returns::AtOnce, Returns::Later] {
        let program = counter(2, 2, Lock::Ticket, Scope::Line).returning(returns);
        check_by_brute_force(program, program.code().unwrap());
    }
}

#[test]
fn the_count_is_that_of_brute_force_where_glyphs_race() {
    // The last three glyphs of each line, unguarded: whole lines race in too many ways to visit each.
    let program = counter(2, 1, Lock::None, Scope::Line);
    let code = program.code().unwrap();
    for glyphs in 1..=3 {
        let code: Code = code.iter().map(|ops| ops[ops.len() - 3 * glyphs..].to_vec()).collect();
        check_by_brute_force(program, code);
    }
}

#[test]
fn a_forgotten_release_is_a_deadlock_in_each_schedule() {
    for forgetful in 0..3 {
        let program = counter(3, 2, Lock::Mutex, Scope::Line);
        let mut code = program.code().unwrap();
        assert_eq!(code[forgetful].pop(), Some(Op::Release));
        check_by_brute_force(program, code);
    }
    for scope in [Scope::Line, Scope::Thread] {
        let program = Program::forgetful(3, 2).unwrap().guarded(Lock::Ticket, scope);
        check_by_brute_force(program, program.code().unwrap());
        let explorer = explore(program);
        assert!(explorer.outcomes().iter().all(|outcome| outcome.end == End::Deadlock), "{scope:?}");
    }
}

#[test]
fn the_count_is_the_number_of_schedules_there_are() {
    for program in [
        increment(4, Lock::None),
        increment(4, Lock::Mutex),
        counter(3, 2, Lock::Mutex, Scope::Line),
        counter(2, 1, Lock::Mutex, Scope::Glyph),
    ] {
        let mut schedules = Enumerator::new(program).unwrap();
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        while schedules.next().is_some() {
            *found.entry(schedules.end().name()).or_default() += 1;
        }
        let found = found.into_iter().map(|(name, count)| (name, count.to_string())).collect();
        assert_eq!(counts(&explore(program)), found, "{program:?}");
    }
}

/// In any schedule of any program, the explorer takes the same steps as the stepper and ends in the stepper's outcome,
/// although it forgets settled cells.
#[test]
fn the_stepper_and_the_explorer_agree_on_every_step_of_any_schedule() {
    let mut rng = fastrand::Rng::with_seed(6);
    for _ in 0..2_000 {
        let lock = [Lock::None, Lock::Mutex, Lock::Ticket][rng.usize(..3)];
        let scope = [Scope::Line, Scope::Glyph, Scope::Thread][rng.usize(..3)];
        let program = match rng.u32(..4) {
            0 => increment(rng.u32(1..=6), lock),
            _ => counter(rng.u32(1..=4), rng.u32(1..=3), lock, scope),
        };
        let code = program.code().unwrap();
        let mut stepper = Stepper::new(program).unwrap();
        let explorer = Explorer::new(program).unwrap();
        let mut node = explorer.layer.as_slice()[0].0.clone();
        let mut lost = false;
        // Long runs of one thread as well as short ones: both tear and both keep lines whole.
        let patience = 1 << rng.u32(..7);
        let mut thread = 0;
        while stepper.end().is_none() {
            if rng.u32(..patience) == 0 || stepper.ready(thread).is_err() {
                let ready: Vec<u8> = stepper.state().runnable(&code).collect();
                thread = ready[rng.usize(..ready.len())];
            }
            for other in 0..code.len() as u8 {
                let ready = explorer.successor(&node, other).is_some();
                assert_eq!(ready, stepper.ready(other).is_ok(), "{program:?}");
            }
            // The explorer's cursor counts from the first cell that is not forgotten.
            let forgotten = stepper.state().cursor - node.state.cursor;
            let event = stepper.step(thread).unwrap();
            let (next, walked) = explorer.successor(&node, thread).unwrap();
            assert_eq!((walked.thread, walked.op), (event.thread, event.op));
            if !lost && !matches!(event.op, Op::Come | Op::Acquire | Op::Release) {
                assert_eq!((walked.at + forgotten, walked.overwrote), (event.at, event.overwrote));
            }
            lost |= event.overwrote.is_some();
            node = next;
        }
        assert_eq!(explorer.end(&node), End::of(&program, &code, stepper.state(), lost), "{program:?}");
    }
}

#[test]
fn a_few_schedules_are_listed_and_many_are_not() {
    assert_eq!(explore(increment(3, Lock::None)).listed().len(), 90);
    assert_eq!(explore(increment(4, Lock::None)).listed(), []);
}

#[test]
fn examples_have_the_outcome_that_they_are_examples_of() {
    for program in [
        increment(3, Lock::None),
        counter(2, 1, Lock::None, Scope::Line),
        counter(3, 1, Lock::Mutex, Scope::Glyph),
    ] {
        for Outcome { end, example, .. } in explore(program).outcomes().to_vec() {
            let code = program.code().unwrap();
            let mut state = State::new(&code);
            let mut lost = false;
            for thread in example {
                lost |= state.step(&code, thread).unwrap().overwrote.is_some();
            }
            assert!(state.is_finished(&code));
            assert_eq!(End::of(&program, &code, &state, lost), end, "{program:?}");
        }
    }
}

#[test]
fn a_limit_stops_the_search_and_it_says_so() {
    let program = counter(3, 3, Lock::None, Scope::Line);
    let mut explorer = Explorer::of_code(program, program.code().unwrap(), 5_000);
    while explorer.advance(1_000) {}
    assert!(!explorer.is_complete());
    assert!(explorer.states() < 5_010);
    // The shortest way to a fault is known before the search is complete.
    assert!(explorer.shortest().iter().any(|(end, way)| *end == End::Lost && way.len() == 4));
}
