//! Simulated runs: the same from the same seed, and no less true to the program.

mod calibration; // against runs of real threads

use super::*;
use crate::durations::Spending;
use crate::model::Stepper;
use crate::model::tests::{explored, replayed};
use crate::program::tests::random;
use crate::program::tests::{PARAMETERS, preset, program_of};
use crate::program::{LockId, LockKind, Main, Parameters};
use crate::rows::Rows;
use crate::trace::EventKind;

const KINDS: [LockKind; 4] = [LockKind::None, LockKind::Mutex, LockKind::Spin, LockKind::Ticket];

fn paced(glyph_us: u32) -> Durations {
    Durations { glyph_us, ..Durations::default() }
}

fn run(program: &Program, glyph_us: u32, seed: u64) -> (Simulator, Rows) {
    let mut simulator = Simulator::new(program.clone(), paced(glyph_us), seed);
    while simulator.advance(f64::INFINITY, 1_000).is_none() {}
    let mut rows = Rows::new(program.clone());
    rows.fold(simulator.cells());
    (simulator, rows)
}

fn sized(name: &str, threads: u32, count: u32, lock: LockKind) -> Program {
    preset(name, Parameters { threads, count, lock, main: Main::Join })
}

fn counter(lock: LockKind) -> Program {
    sized("counter", 5, 5, lock)
}

fn printed(simulator: &Simulator) -> String {
    simulator.cells().iter().map(|&cell| char::from(cell as u8)).collect()
}

#[test]
fn a_seed_gives_the_same_run_again_and_another_another() {
    let cells = |seed| run(&counter(LockKind::None), 2_000, seed).0.cells().to_vec();
    assert_eq!(cells(1), cells(1));
    assert_ne!(cells(1), cells(2));
}

#[test]
fn a_run_is_the_same_however_often_it_is_advanced() {
    let program = counter(LockKind::Mutex);
    let whole = run(&program, 500, 3).0;
    let mut pieces = Simulator::new(program, paced(500), 3);
    let ends = (0..).find_map(|until| pieces.advance(f64::from(until) * 77.0, 5));
    assert_eq!((ends, pieces.cells()), (whole.end.clone(), whole.cells()));
    for index in 0..6 {
        let [events, expected] = [&pieces, &whole].map(|run| run.trace().log(index).unwrap().events());
        assert_eq!(events, expected);
    }
}

#[test]
fn who_waits_oversleeps_and_who_computes_does_not() {
    let took_ms = |spending| {
        let durations = Durations { inside_us: 1_000, spending, ..Durations::default() };
        let mut simulator = Simulator::new(sized("counter", 1, 4, LockKind::Mutex), durations, 1);
        while simulator.advance(f64::INFINITY, 1_000).is_none() {}
        simulator.threads_took_ms()
    };
    assert_eq!(took_ms(Spending::Compute), 4.0);
    assert!(4.0 < took_ms(Spending::Wait));
}

#[test]
fn without_a_lock_lines_tear_and_with_one_they_are_whole() {
    for pace_us in [0, 2_000] {
        let program = counter(LockKind::None);
        // At full speed a thread is often done before another one steps, as a real one is.
        let torn = (0..20).map(|seed| {
            let (unguarded, rows) = run(&program, pace_us, seed);
            assert_eq!((&unguarded.end, unguarded.stats()), (&Some(RunEnd::Finished), None));
            assert!(rows.surviving() <= program.glyphs());
            25 - rows.tally().whole
        });
        assert_ne!(torn.sum::<u32>(), 0);
        for name in ["counter", "counter-thread"] {
            let (guarded, rows) = run(&sized(name, 5, 5, LockKind::Mutex), pace_us, 1);
            assert_eq!((rows.tally().whole, rows.tally().torn, guarded.lines_printed()), (25, 0, 25));
        }
    }
}

#[test]
fn time_is_no_less_than_the_pace_says() {
    let (simulator, _) = run(&counter(LockKind::Mutex), 1_000, 1);
    // 225 glyphs of threads and 23 of `main`, one after the other, each a millisecond plus its oversleep.
    assert!((247.0..=2.0 * 247.0).contains(&simulator.elapsed_ms()), "{}", simulator.elapsed_ms());
    let held: f64 = simulator.reports().iter().map(|report| report.cost.held_ms).sum();
    assert!((224.0..simulator.elapsed_ms()).contains(&held), "{held}");
    assert!(simulator.reports().iter().any(|report| 0.0 < report.cost.waited_ms));
}

#[test]
fn work_takes_exactly_as_long_as_it_says() {
    let program = program_of("for i in range(3):\n        work(1500)", PARAMETERS);
    for pace_us in [0, 1_000] {
        let (simulator, _) = run(&program, pace_us, 1);
        let late_ms = simulator.threads_took_ms() - 4.5;
        assert!((0.0..1.0).contains(&late_ms) && (late_ms == 0.0) == (pace_us == 0), "{late_ms}");
    }
}

#[test]
fn it_goes_no_further_than_it_is_told() {
    let mut simulator = Simulator::new(counter(LockKind::Mutex), paced(1_000), 1);
    assert_eq!(simulator.advance(10_000.0, u32::MAX), None);
    assert!((1..=11).contains(&simulator.cells().len()), "{}", simulator.cells().len());
    simulator.stop();
    assert_eq!(simulator.advance(f64::INFINITY, u32::MAX), Some(RunEnd::Stopped));
}

#[test]
fn a_thread_that_comes_to_a_lock_waits_from_then_on() {
    // Thread 1 comes to the lock long before thread 0 steps again.
    let text = "lock = Lock()\ndef first():\n    lock.acquire()\n    work(9000)\n    lock.release()\n\
                def second():\n    work(1000)\n    lock.acquire()\n    lock.release()\n\
                def main():\n    start(first)\n    start(second)\n    join()\n";
    let program = Program::new(text, PARAMETERS).unwrap();
    let mut simulator = Simulator::new(program, paced(1_000), 1);
    assert_eq!(simulator.advance(5_000.0, u32::MAX), None);
    let events = simulator.trace().log(1).unwrap().events();
    assert_eq!(events.last().map(|event| event.kind), Some(EventKind::Wait(LockId(0))));
    assert!(events.last().is_some_and(|event| event.at_us < 2_000), "{events:?}");
    assert_eq!(simulator.advance(f64::INFINITY, u32::MAX), Some(RunEnd::Finished));
    let waited_ms = simulator.reports()[1].cost.waited_ms;
    assert!((7.0..9.0).contains(&waited_ms), "{waited_ms}");
}

#[test]
fn main_that_exits_takes_the_threads_with_it() {
    let exiting = preset("exit", Parameters { threads: 5, count: 5, ..PARAMETERS });
    for program in
        [exiting, counter(LockKind::Mutex).with(Parameters { main: Main::Exit, ..PARAMETERS }).unwrap()]
    {
        let (simulator, rows) = run(&program, 1_000, 1);
        assert_eq!((&simulator.end, simulator.tape()), (&Some(RunEnd::Exited), None));
        assert!(rows.tally().whole < program.line_count());
    }
}

#[test]
fn main_prints_before_its_threads_among_them_and_after_them() {
    let text = "def print(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        \
                screen.cursor = at + 1\ndef thread(t):\n    print(\"t\")\n    work(9000)\n    print(\"t\")\n\
                def main():\n    print(\"a\")\n    start(thread, 0)\n    work(4000)\n    print(\"b\")\n    join()\n    print(\"c\")\n";
    let program = Program::new(text, PARAMETERS).unwrap();
    let (simulator, _) = run(&program, 100, 1);
    assert_eq!((&*printed(&simulator), &simulator.end), ("atbtc", &Some(RunEnd::Finished)));
    assert_eq!(simulator.tape(), None, "a stepper's `main` would print `b` before the first step");
    let events = simulator.trace().log(1).unwrap().events();
    let kinds = events.iter().map(|event| event.kind);
    assert_eq!(kinds.collect::<Vec<_>>(), [EventKind::Started, EventKind::Exited]);
}

#[test]
fn increments_are_lost_and_kept() {
    let value = |lock| run(&sized("increment", 8, 1, lock), 10, 1).0.values().to_vec();
    assert!(value(LockKind::None) < vec![8]);
    assert_eq!(value(LockKind::Mutex), [8]);
}

#[test]
fn a_queued_thread_barges_past_nobody() {
    for seed in 0..20 {
        let (simulator, _) = run(&counter(LockKind::Ticket), 1_000, seed);
        let stats = simulator.stats().unwrap();
        // The last hold is `main`'s.
        assert_eq!((stats.barged, stats.holds), (0, 26), "{seed}");
    }
}

#[test]
fn a_thread_that_forgets_its_last_release_is_the_first_that_is_finished() {
    for seed in 0..20 {
        let (simulator, _) = run(&sized("forgetful", 3, 2, LockKind::Mutex), 1_000, seed);
        let Some(RunEnd::Abandoned(waits)) = &simulator.end else { panic!("{:?}", simulator.end) };
        assert_eq!(waits.len(), 2);
        assert!(simulator.stats().unwrap().until_first_finished(3).is_some());
    }
}

#[test]
fn two_locks_in_opposite_order_deadlock_and_in_one_order_do_not() {
    let deadlocks = |name| {
        let ends = (0..50).map(|seed| run(&sized(name, 2, 2, LockKind::Mutex), 1_000, seed).0);
        ends.filter(|simulator| match &simulator.end {
            Some(RunEnd::Deadlock(waits)) => waits.len() == 2,
            end => *end != Some(RunEnd::Finished),
        })
        .count()
    };
    assert_ne!(deadlocks("two-locks"), 0);
    assert_eq!(deadlocks("two-locks-ordered"), 0);
}

#[test]
fn a_release_of_a_lock_that_is_not_held_ends_the_run() {
    let (simulator, _) = run(&program_of("work(10)\n    lock.release()", PARAMETERS), 100, 1);
    let Some(RunEnd::Error(misuse)) = simulator.end else { panic!("{:?}", simulator.end) };
    assert_eq!((misuse.lock, misuse.line), (LockId(0), 11));
}

#[test]
fn a_stopped_run_has_the_value_that_it_came_to() {
    let mut simulator = Simulator::new(sized("increment", 5, 1, LockKind::Mutex), paced(1_000), 1);
    assert_eq!(simulator.advance(2_500.0, u32::MAX), None);
    simulator.stop();
    assert_eq!(simulator.values(), [2]);
}

#[test]
fn the_cells_never_move() {
    let program = counter(LockKind::None);
    let mut simulator = Simulator::new(program.clone(), Durations::default(), 1);
    let start = simulator.cells().as_ptr();
    assert_eq!(simulator.advance(f64::INFINITY, u32::MAX), Some(RunEnd::Finished));
    assert_eq!(simulator.cells().as_ptr(), start);
    assert!(simulator.cells().len() <= program.screen_len());
}

/// Checks that the tape of a run of `program` replays to the same screen, the same values and the same end.
fn check_replay(program: &Program, pace_us: u32, seed: u64) -> RunEnd {
    let (simulator, _) = run(program, pace_us, seed);
    let mut stepper = Stepper::new(program.clone()).unwrap();
    stepper.replay(simulator.tape().expect("a small run is taped")).unwrap();
    let (end, state) = stepper.ended().expect("no thread can step");
    assert_eq!(simulator.end.as_ref(), Some(&end), "{program:?}");
    assert_eq!(simulator.cells(), state.memory.cells, "{program:?}");
    assert_eq!(simulator.values(), state.memory.shared, "{program:?}");
    end
}

#[test]
fn a_simulated_run_replays_to_the_very_same_screen() {
    let mut rng = fastrand::Rng::with_seed(1);
    let names = ["counter", "counter-glyph", "counter-thread", "increment", "forgetful", "two-locks"];
    let mut ends = Vec::new();
    for seed in 0..500 {
        let pace_us = [0, 50, 2_000][rng.usize(..3)];
        let program = match rng.bool() {
            true => random::program(&mut rng, 1e30),
            false => {
                let (threads, count) = (rng.u32(1..=8), rng.u32(1..=6));
                sized(names[rng.usize(..names.len())], threads, count, KINDS[rng.usize(..4)])
            }
        };
        ends.push(check_replay(&program, pace_us, seed).name());
    }
    for end in ["finished", "deadlock", "abandoned", "error"] {
        assert!(ends.contains(&end), "{end}");
    }
    assert_eq!(run(&sized("counter", 16, 200, LockKind::None), 0, 1).0.tape(), None);
}

/// A simulated run is one of the schedules that the explorer counts, so its outcome, which the model finds from its tape,
/// is one of the explorer's.
#[test]
fn what_chance_comes_to_is_among_the_explorer_s_outcomes() {
    let mut rng = fastrand::Rng::with_seed(2);
    let mut presets = Vec::new();
    for lock in KINDS {
        for (name, threads) in [("increment", 4), ("counter", 2), ("counter-glyph", 2), ("two-locks", 2)] {
            presets.push(sized(name, threads, 1, lock));
        }
    }
    let programs = presets.into_iter().chain((0..1_000).map(|_| random::program(&mut rng, 1_500.0)));
    let mut found = std::collections::BTreeSet::new();
    for program in programs {
        let outcomes = explored(&program);
        for (seed, pace_us) in [(1, 0), (2, 50), (3, 2_000)] {
            let (simulator, _) = run(&program, pace_us, seed);
            let (end, _, outcome) = replayed(&program, simulator.tape().expect("a small run is taped"));
            assert_eq!(simulator.end.as_ref(), Some(&end), "{program:?}");
            assert!(outcomes.contains(&outcome), "{outcome:?} is none of {outcomes:?}: {program:?}");
            found.insert(outcome.name(&program).split(' ').next().unwrap().to_string());
        }
    }
    // The seeds are fixed, and so is what they come to.
    for outcome in ["clean", "torn", "lost", "deadlock", "abandoned", "error", "value"] {
        assert!(found.contains(outcome), "{outcome}: {found:?}");
    }
}

#[test]
fn a_main_that_hangs_or_errs_before_its_threads_start_does_so_in_a_replay() {
    let text = |before| {
        format!(
            "lock = Lock()\ndef thread(t):\n    lock.acquire()\n    lock.release()\ndef main():\n    {before}\n    \
             for t in range(threads):\n        start(thread, t)\n    join()\n"
        )
    };
    for (before, expected) in [
        ("lock.acquire()\n    lock.acquire()", "deadlock"),
        ("lock.release()", "error"),
        ("lock.acquire()\n    lock.release()", "finished"),
    ] {
        let program = Program::new(&text(before), PARAMETERS).unwrap();
        assert_eq!(check_replay(&program, 100, 1).name(), expected, "{before}");
    }
    // The threads wait for a `main` that waits for them.
    let holding = Program::new(&text("lock.acquire()"), PARAMETERS).unwrap();
    assert!(matches!(check_replay(&holding, 100, 1), RunEnd::Deadlock(_) | RunEnd::Abandoned(_)));
}
