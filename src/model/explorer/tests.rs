//! Counts checked against independent numbers, and against brute force.

mod brute_force;

use super::*;
use crate::program::tests::{PARAMETERS, preset, random};
use crate::program::{LockKind, Parameters};
use std::collections::BTreeMap;

fn explore(program: &Program) -> Explorer {
    let mut explorer = Explorer::new(program.clone()).unwrap();
    while explorer.advance(10_000) {}
    assert!(explorer.is_complete());
    explorer
}

fn counts(explorer: &Explorer) -> BTreeMap<String, String> {
    let counts = explorer.outcomes().iter();
    counts.map(|count| (count.outcome.name(&explorer.program), count.schedules.to_string())).collect()
}

fn check(program: Program, schedules: &str, expected: &[(&str, &str)]) -> Explorer {
    let explorer = explore(&program);
    assert_eq!(explorer.schedules().to_string(), schedules, "{program:?}");
    let expected = expected.iter().map(|(name, count)| (name.to_string(), count.to_string())).collect();
    assert_eq!(counts(&explorer), expected, "{program:?}");
    explorer
}

fn increment(threads: u32, lock: LockKind) -> Program {
    preset("increment", Parameters { threads, lock, count: 1, ..PARAMETERS })
}

fn counter(threads: u32, count: u32, lock: LockKind, scope: &str) -> Program {
    let name = if scope == "line" { "counter".to_string() } else { format!("counter-{scope}") };
    preset(&name, Parameters { threads, count, lock, ..PARAMETERS })
}

/// The states of two increments, and the six schedules, are few enough to write down: with the letters of the two
/// threads' loads (l, L) and stores (s, S), `lsLS` and `LSls` end in 2, and `lLsS lLSs LlsS LlSs` in 1.
#[test]
fn increments_are_counted_as_an_independent_count_has_them() {
    let none = |threads| increment(threads, LockKind::None);
    let states = |explorer: Explorer| explorer.states();
    assert_eq!(states(check(none(2), "6", &[("value 2", "2"), ("value 1", "4")])), 13);
    assert_eq!(states(check(none(3), "90", &[("value 3", "6"), ("value 2", "36"), ("value 1", "48")])), 84);
    let four = [("value 4", "24"), ("value 3", "288"), ("value 2", "1056"), ("value 1", "1152")];
    assert_eq!(states(check(none(4), "2520", &four)), 755);
    let mutex = |threads| increment(threads, LockKind::Mutex);
    assert_eq!(states(check(mutex(2), "2", &[("value 2", "2")])), 17);
    assert_eq!(states(check(mutex(3), "6", &[("value 3", "6")])), 61);
    assert_eq!(states(check(mutex(4), "24", &[("value 4", "24")])), 257);
}

#[test]
fn the_shortest_way_to_lose_an_increment_is_two_loads_and_two_stores() {
    let explorer = explore(&increment(3, LockKind::None));
    assert_eq!(explorer.shortest(), [(Outcome::Lost, [0, 1, 0, 1].map(ThreadId).to_vec())]);
    assert_eq!(explore(&increment(3, LockKind::Mutex)).shortest(), []);
}

#[test]
fn two_unguarded_lines_are_counted_as_an_independent_count_has_them() {
    let expected = [("clean", "2"), ("torn", "48618"), ("lost", "1946939425599492")];
    let explorer = check(counter(2, 1, LockKind::None, "line"), "1946939425648112", &expected);
    let shortest = |outcome: Outcome| {
        let (_, way) = explorer.shortest().iter().find(|(other, _)| *other == outcome).unwrap();
        way.iter().map(|thread| thread.0).collect::<Vec<u8>>()
    };
    // Both load, both put.
    let way = shortest(Outcome::Lost);
    assert_eq!((way.len(), way.iter().filter(|&&thread| thread == 0).count()), (4, 2));
    // One thread prints a character, the other puts its own behind it.
    assert_eq!(shortest(Outcome::Torn), [0, 0, 0, 1, 1]);
}

#[test]
fn a_lock_around_each_print_leaves_no_other_outcome_than_clean() {
    let mutex = |threads, count, scope| counter(threads, count, LockKind::Mutex, scope);
    check(mutex(2, 1, "line"), "2", &[("clean", "2")]);
    // As many as there are orders of the critical sections: 4!/(2! 2!), 6!/(2! 2! 2!), 3!.
    check(mutex(2, 2, "line"), "6", &[("clean", "6")]);
    check(mutex(3, 2, "line"), "90", &[("clean", "90")]);
    check(mutex(3, 2, "thread"), "6", &[("clean", "6")]);
}

#[test]
fn a_lock_around_each_glyph_tears_and_loses_nothing() {
    // Orders of 18 glyphs, 9 each: 18!/(9! 9!). Of 27, three times nine.
    let glyph = |threads| counter(threads, 1, LockKind::Mutex, "glyph");
    check(glyph(2), "48620", &[("clean", "2"), ("torn", "48618")]);
    check(glyph(3), "227873431500", &[("clean", "6"), ("torn", "227873431494")]);
}

/// The expected outcomes of every preset, of two threads with a line each.
#[test]
fn every_preset_comes_to_what_it_is_there_for() {
    let racing = ("1946939425648112", &[("clean", "2"), ("torn", "48618"), ("lost", "1946939425599492")][..]);
    for (name, with_lock, without) in [
        ("counter", ("2", &[("clean", "2")][..]), racing),
        ("counter-glyph", ("48620", &[("clean", "2"), ("torn", "48618")]), racing),
        ("counter-thread", ("2", &[("clean", "2")]), racing),
        ("increment", ("2", &[("value 2", "2")]), ("6", &[("value 1", "4"), ("value 2", "2")])),
        ("forgetful", ("2", &[("abandoned", "2")]), racing),
        ("two-locks", ("6", &[("clean", "4"), ("deadlock", "2")]), racing),
        ("two-locks-ordered", ("2", &[("clean", "2")]), racing),
        ("exit", ("2", &[("clean", "2")]), racing),
    ] {
        let with = |lock| preset(name, Parameters { count: 1, lock, ..PARAMETERS });
        check(with(LockKind::Mutex), with_lock.0, with_lock.1);
        check(with(LockKind::Spin), with_lock.0, with_lock.1);
        check(with(LockKind::None), without.0, without.1);
    }
    let names = crate::program::presets::PRESETS.len();
    assert_eq!(names, 8, "every preset is above");
}

/// A thread that draws its ticket while another prints is served next, so the order of draws counts, too: 27 steps of
/// the holder are before, between or after the draw of the other.
#[test]
fn with_the_ticket_lock_the_draws_are_steps_of_their_own() {
    check(counter(2, 2, LockKind::Ticket, "line"), "55860", &[("clean", "55860")]);
}

#[test]
fn the_count_is_the_number_of_schedules_there_are() {
    for program in [
        increment(4, LockKind::None),
        increment(4, LockKind::Mutex),
        counter(3, 2, LockKind::Mutex, "line"),
        counter(2, 1, LockKind::Mutex, "glyph"),
    ] {
        let mut schedules = Enumerator::new(program.clone()).unwrap();
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        while schedules.next().is_some() {
            *found.entry(schedules.outcome().name(&program)).or_default() += 1;
        }
        let found = found.into_iter().map(|(name, count)| (name, count.to_string())).collect();
        assert_eq!(counts(&explore(&program)), found, "{program:?}");
    }
}

/// In any schedule of any program, the explorer takes the same steps as the stepper and ends in the stepper's outcome,
/// although it forgets settled cells.
#[test]
fn the_stepper_and_the_explorer_agree_on_every_step_of_any_schedule() {
    let mut rng = fastrand::Rng::with_seed(6);
    for number in 0..2_000 {
        let lock = [LockKind::None, LockKind::Mutex, LockKind::Ticket][rng.usize(..3)];
        let program = match number % 4 {
            0 => increment(rng.u32(1..=6), lock),
            1 => random::program(&mut rng, 1e9),
            _ => counter(rng.u32(1..=4), rng.u32(1..=3), lock, ["line", "glyph", "thread"][rng.usize(..3)]),
        };
        let code = Written::new(&program).unwrap();
        let mut stepper = Stepper::new(program.clone()).unwrap();
        let explorer = Explorer::new(program.clone()).unwrap();
        let mut node = explorer.layer.as_slice()[0].0.clone();
        let mut lost = false;
        // Long runs of one thread as well as short ones: both tear and both keep lines whole.
        let patience = 1 << rng.u32(..7);
        let mut thread = ThreadId(0);
        while stepper.end().is_none() {
            if rng.u32(..patience) == 0 || stepper.ready(thread).is_err() {
                let ready: Vec<ThreadId> = stepper.state().runnable(&code).collect();
                thread = ready[rng.usize(..ready.len())];
            }
            for other in code.thread_ids() {
                let ready = explorer.successor(&node, other).is_some();
                assert_eq!(ready, stepper.ready(other).is_ok(), "{program:?}");
            }
            // The explorer's cursor counts from the first cell that is not forgotten.
            let forgotten = stepper.state().memory.cursor - node.state.memory.cursor;
            stepper.run(&mut crate::model::Learner::chooses(thread)).unwrap();
            let step = stepper.last().unwrap();
            let (next, walked) = explorer.successor(&node, thread).unwrap();
            assert_eq!((walked.thread, walked.op), (step.thread, step.op));
            let on_screen = matches!(
                step.op.op,
                Op::Load(_, Variable::Cursor) | Op::Put(..) | Op::Store(Variable::Cursor, ..)
            );
            if !lost && on_screen {
                assert_eq!((walked.at + forgotten, walked.overwrote), (step.at, step.overwrote));
            }
            lost |= step.overwrote.is_some();
            node = next;
        }
        let outcome = Outcome::of(&program, &code, stepper.state(), lost);
        assert_eq!(explorer.outcome(&node), outcome, "{program:?}");
    }
}

#[test]
fn a_few_schedules_are_listed_and_many_are_not() {
    assert_eq!(explore(&increment(3, LockKind::None)).listed().len(), 90);
    assert_eq!(explore(&increment(4, LockKind::None)).listed(), []);
}

#[test]
fn examples_have_the_outcome_that_they_are_examples_of() {
    for program in [
        increment(3, LockKind::None),
        counter(2, 1, LockKind::None, "line"),
        counter(3, 1, LockKind::Mutex, "glyph"),
        preset("two-locks", PARAMETERS),
    ] {
        for OutcomeCount { outcome, example, .. } in explore(&program).outcomes().to_vec() {
            let code = Written::new(&program).unwrap();
            let mut state = State::new(&code);
            let mut lost = false;
            for thread in example {
                lost |= state.step(&code, thread).unwrap().overwrote.is_some();
            }
            assert_eq!(Outcome::of(&program, &code, &state, lost), outcome, "{program:?}");
        }
    }
}

#[test]
fn a_limit_stops_the_search_and_it_says_so() {
    let mut explorer = Explorer::within(counter(3, 3, LockKind::None, "line"), 5_000).unwrap();
    while explorer.advance(1_000) {}
    assert!(!explorer.is_complete());
    assert!(explorer.states() < 5_010);
    // The shortest way to a fault is known before the search is complete.
    assert!(explorer.shortest().iter().any(|(outcome, way)| *outcome == Outcome::Lost && way.len() == 4));
}
