//! Real threads against the model: their tapes, their traces and their outcomes.

use super::*;
use crate::model::tests::{explored, replayed};
use crate::model::{Outcome, Stepper};
use crate::program::LockKind;
use crate::program::tests::random;
use crate::screen::Glyph;
use crate::timeline::{Activity, Hold, Timeline};

fn timeline(run: &Run) -> Timeline {
    let lanes = run.program.threads() as usize + 1;
    let mut timeline = Timeline::new(run.program.threads());
    for lane in 0..lanes {
        let events = run.trace().log(lane).expect("the run is traced").events();
        events.into_iter().for_each(|event| timeline.fold(lane, event));
    }
    timeline
}

fn any_counter(rng: &mut fastrand::Rng, kinds: &[LockKind], threads: u32, lines: u32) -> Program {
    let name = ["counter", "counter-glyph", "counter-thread"][rng.usize(..3)];
    program(name, rng.u32(1..=threads), rng.u32(1..=lines), kinds[rng.usize(..kinds.len())])
}

#[test]
fn a_thousand_taped_runs_replay_to_the_very_same_screen() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(4);
    let kinds = [LockKind::None, LockKind::Mutex, LockKind::Spin, LockKind::Ticket];
    for _ in 0..1_000 {
        let program = match rng.u32(..5) {
            0 => program("increment", rng.u32(1..=16), 1, kinds[rng.usize(..4)]),
            _ => any_counter(&mut rng, &kinds, 8, 12),
        };
        let mut run = Run::taped(program.clone(), paced(0));
        assert_eq!(run.main().0, RunEnd::Finished);
        let mut stepper = Stepper::new(program.clone()).unwrap();
        stepper.replay(&run.tape().expect("a small run is taped")).unwrap();
        assert_eq!(stepper.end(), Some(RunEnd::Finished));
        let replayed: Vec<Glyph> = stepper.screen().into_iter().map(Glyph::from_cell).collect();
        assert_eq!(replayed, run.screen().glyphs(), "{program:?}");
        assert_eq!(run.values(), stepper.values());
    }
}

/// Every trace must be consistent: one holder at a time, holds in the order of the lines, an end to each wait, and sums
/// that are those of the events.
#[test]
fn a_thousand_traces_of_every_lock_are_consistent() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..1_000 {
        let program = any_counter(&mut rng, &KINDS, 16, 6);
        let [glyph_us, inside_us, outside_us] = [(); 3].map(|()| [0, 0, 3][rng.usize(..3)]);
        let mut run = Run::taped(
            program.clone(),
            Durations { glyph_us, inside_us, outside_us, ..Durations::default() },
        );
        let (end, elapsed) = run.main();
        assert_eq!(end, RunEnd::Finished);
        let timeline = timeline(&run);

        // One thread holds the lock at a time, and the holds are recorded in order.
        let lock = LockId(0);
        let holds: Vec<Hold> = timeline.holds(lock, 0.0).collect();
        let threads: u32 = program.thread_ids().map(|thread| program.acquires(thread, lock)).sum();
        assert_eq!(holds.len() as u32, threads + program.acquires(ThreadId::MAIN, lock));
        for pair in holds.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{pair:?} overlap: {program:?}");
        }
        // The output is in the order of the holds: each hold's first glyph has the holder's id.
        let id = |lane: u8| if u32::from(lane) == program.threads() { ThreadId::MAIN.0 } else { lane };
        let mut holders: Vec<u8> = holds.iter().map(|hold| id(hold.lane)).collect();
        let mut authors: Vec<u8> = run.screen().glyphs().iter().map(|glyph| glyph.author.0).collect();
        holders.dedup();
        authors.dedup();
        assert!(authors.starts_with(&holders), "{program:?}");
        // A wait ends with a hold, and the sums equal the report's.
        for (index, Report { cost, .. }) in run.reports().into_iter().enumerate() {
            let lane = &timeline.lanes()[index];
            assert!(lane.has_ended());
            for pair in lane.intervals().windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert!(pair[0].activity != Activity::Waiting || pair[1].activity == Activity::Holding);
            }
            assert_ne!(lane.intervals().last().unwrap().activity, Activity::Waiting);
            let sums = timeline.sums(index);
            let ms = |us: u64| us as f64 / 1e3;
            assert!((ms(sums.holding) - cost.held_ms).abs() < 1e-6);
            assert!((ms(sums.waiting) - cost.waited_ms).abs() < 1e-6);
            assert!((ms(sums.longest_wait.into()) - cost.max_wait_ms).abs() < 1e-6);
            assert_eq!(sums.holds, cost.acquisitions);
        }
        assert!(u128::from(timeline.end()) <= elapsed.as_micros());
    }
}

/// The outcome that the model comes to by the tape of a run, whose end and values are the run's own.
fn outcome(run: &Run, end: &RunEnd) -> Outcome {
    let program = &run.program;
    let (modelled, last, outcome) = replayed(program, &run.tape().unwrap());
    assert_eq!(modelled.name(), end.name(), "{program:?}");
    if *end == RunEnd::Finished {
        assert_eq!(run.values(), last.memory.shared, "{program:?}");
    }
    outcome
}

#[test]
fn what_real_threads_come_to_is_among_the_explorer_s_outcomes() {
    let _pool = pool();
    for lock in [LockKind::None, LockKind::Mutex] {
        for (name, threads) in [("increment", 4), ("counter", 2), ("counter-glyph", 2), ("two-locks", 2)] {
            let program = program(name, threads, 1, lock);
            let outcomes = explored(&program);
            for _ in 0..200 {
                let run = Run::taped(program.clone(), paced(0));
                let (end, _) = run.main();
                let outcome = outcome(&run, &end);
                assert!(outcomes.contains(&outcome), "{outcome:?} is none of {outcomes:?}");
            }
        }
    }
}

/// `RANDOM_PROGRAMS` sets how many.
#[test]
fn random_programs_come_to_what_the_explorer_says_and_none_hangs() {
    let _pool = pool();
    let programs = std::env::var("RANDOM_PROGRAMS").map_or(2_000, |number| number.parse().expect("a number"));
    let mut rng = fastrand::Rng::with_seed(11);
    let mut ends = std::collections::BTreeMap::<&str, u32>::new();
    for number in 0..programs {
        let program = random::program(&mut rng, 1_500.0);
        let outcomes = explored(&program);
        let run = Run::taped(program.clone(), paced([0, 20][number % 2]));
        let (end, _) = run.main();
        let outcome = outcome(&run, &end);
        assert!(outcomes.contains(&outcome), "{outcome:?} is none of {outcomes:?}: {program:?}");
        *ends.entry(end.name()).or_default() += 1;
    }
    println!("{programs} programs on real threads: {ends:?}");
}

#[test]
fn a_run_that_hangs_hangs_in_the_model_too() {
    let _pool = pool();
    for lock in KINDS {
        let program = program("forgetful", 4, 30, lock);
        let run = Run::taped(program.clone(), paced(0));
        let (end, _) = run.main();
        let mut stepper = Stepper::new(program).unwrap();
        stepper.replay(&run.tape().unwrap()).unwrap();
        assert_eq!(stepper.end().unwrap().name(), end.name(), "{lock:?}");
    }
}
