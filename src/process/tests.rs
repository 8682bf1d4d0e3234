//! Real threads: what they print with a lock and without, what it costs, and how they end.

use std::sync::atomic::Ordering::Acquire;

use super::*;
use crate::end::End;
use crate::explorer::Explorer;
use crate::program::{Returns, Scope};
use crate::rows::Rows;
use crate::screen::Glyph;
use crate::state::State;
use crate::stepper::{self, Stepper};
use crate::timeline::{self, Doing, Stretch, Timeline};
use crate::trace::{HEADER, LEN, What, decode, place_of};

/// One process at a time: a pool has room for one program's threads.
fn pool() -> MutexGuard<'static, bool> {
    static BUILT: Mutex<bool> = Mutex::new(false);
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if !*built {
        rayon::ThreadPoolBuilder::new().num_threads(16).build_global().expect("no pool yet");
        *built = true;
    }
    built
}

fn paced(glyph_us: u32) -> Durations {
    Durations { glyph_us, ..Durations::default() }
}

fn execute(program: Program, pace_us: u32) -> (Outcome, Rows, Vec<Report>, Option<Vec<u32>>) {
    let _pool = pool();
    let mut run = Run::new(program, paced(pace_us));
    let (outcome, _) = run.main();
    let cells: Vec<u16> = run.screen().glyphs().iter().map(|glyph| glyph.to_cell()).collect();
    let mut rows = Rows::new(program);
    rows.fold(&cells);
    let shares = run.shares().and_then(|shares| shares.until_first_end(program.threads()));
    (outcome, rows, run.reports(), shares)
}

fn counter(threads: u32, count: u32, lock: Lock, scope: Scope) -> Program {
    Program::new(threads, count).unwrap().guarded(lock, scope)
}

#[test]
fn every_lock_keeps_every_line_whole() {
    for (threads, count, pace_us) in [(1, 3, 0), (5, 5, 100), (5, 4_000, 0), (16, 500, 0)] {
        for (lock, scope) in [Lock::Mutex, Lock::Spin, Lock::Ticket]
            .into_iter()
            .flat_map(|lock| [(lock, Scope::Line), (lock, Scope::Thread)])
        {
            let program = counter(threads, count, lock, scope);
            let (outcome, rows, reports, _) = execute(program, pace_us);
            let lines = rows.tally();
            assert_eq!(outcome, Outcome::Finished);
            assert_eq!((lines.whole, lines.torn), (threads * count, 0), "{program:?}");
            let written: u32 = reports.iter().map(|report| report.written).sum();
            assert_eq!((written, rows.surviving()), (program.glyphs(), program.glyphs()));
        }
    }
}

#[test]
fn a_lock_a_glyph_loses_nothing_though_lines_tear() {
    let program = counter(5, 20_000, Lock::Mutex, Scope::Glyph);
    let (_, rows, ..) = execute(program, 0);
    assert_eq!(rows.surviving(), program.glyphs());
    assert_ne!(rows.tally().torn, 0);
}

#[test]
fn without_a_lock_lines_tear_and_glyphs_are_lost() {
    let program = counter(5, 20_000, Lock::None, Scope::Line);
    let (outcome, rows, reports, shares) = execute(program, 0);
    assert_eq!(outcome, Outcome::Finished);
    assert_ne!(rows.tally().torn, 0);
    assert!(rows.surviving() < program.glyphs());
    assert_eq!(reports.iter().map(|report| report.written).sum::<u32>(), program.glyphs());
    assert_eq!(shares, None);
}

#[test]
fn even_at_full_speed_threads_without_a_lock_meet() {
    let _pool = pool();
    let torn = (0..200).filter(|_| {
        let mut run = Run::unrecorded(counter(5, 20, Lock::None, Scope::Line), paced(0));
        run.main();
        let mut rows = Rows::new(run.program);
        rows.fold(&run.screen().cells().iter().map(|cell| cell.load(Relaxed)).collect::<Vec<_>>());
        rows.tally().torn != 0
    });
    assert_ne!(torn.count(), 0);
}

#[test]
fn work_takes_its_time_with_a_lock_and_without() {
    let _pool = pool();
    for lock in [Lock::None, Lock::Mutex] {
        let durations = Durations { inside_us: 1_000, outside_us: 500, ..Durations::default() };
        let (_, elapsed) = Run::new(counter(1, 4, lock, Scope::Line), durations).main();
        assert!(Duration::from_millis(6) <= elapsed, "{lock:?}: {elapsed:?}");
    }
}

#[test]
fn every_acquisition_is_counted_and_held_time_is_no_longer_than_the_run() {
    let program = counter(4, 5, Lock::Mutex, Scope::Line);
    let (_, _, reports, shares) = execute(program, 200);
    assert!(reports.iter().all(|report| report.cost.acquisitions == 5));
    // A line is nine glyphs of 200 µs, all of them under the lock.
    assert!(reports.iter().all(|report| 5.0 * 9.0 * 0.2 <= report.cost.held_ms), "{reports:?}");
    let waited: f64 = reports.iter().map(|report| report.cost.waited_ms).sum();
    assert!(0.0 < waited);
    assert!(reports.iter().all(|report| report.cost.max_wait_ms <= report.cost.waited_ms));
    let shares = shares.expect("a thread came to its end");
    assert_eq!(shares.iter().max(), Some(&5));
}

#[test]
fn increments_are_lost_without_a_lock_and_kept_with_one() {
    let _pool = pool();
    for (lock, lost) in [(Lock::None, true), (Lock::Mutex, false)] {
        let program = Program::increment(5).unwrap().guarded(lock, Scope::Line);
        let mut run = Run::new(program, paced(5_000));
        assert_eq!(run.main().0, Outcome::Finished);
        assert_eq!(run.value().unwrap() < 5, lost, "{lock:?}");
        let printed: Vec<u8> = run.screen().glyphs().iter().map(|glyph| glyph.byte).collect();
        assert_eq!(printed, b"Main thread exiting...\n");
    }
}

#[test]
fn main_that_exits_takes_its_threads_with_it() {
    let program = counter(5, 1000, Lock::Mutex, Scope::Line).ending(Main::Exit);
    let (outcome, rows, reports, _) = execute(program, 500);
    assert_eq!(outcome, Outcome::Exited);
    assert!(rows.tally().whole < program.threads() * program.count());
    assert!(reports.iter().map(|report| report.written).sum::<u32>() < program.glyphs());
}

#[test]
fn a_stopped_run_ends_though_every_glyph_would_take_a_second() {
    let _pool = pool();
    for lock in [Lock::None, Lock::Mutex] {
        let mut run = Run::new(counter(16, 1000, lock, Scope::Line), paced(1_000_000));
        run.stop();
        assert_eq!(run.main().0, Outcome::Stopped);
        assert_eq!(run.screen().glyphs(), []);
    }
}

#[test]
fn a_stop_from_another_thread_ends_a_run_in_progress() {
    let _pool = pool();
    for scope in [Scope::Line, Scope::Glyph] {
        // It would print for half an hour.
        let run = Run::new(counter(5, 100_000, Lock::Mutex, scope), paced(500));
        let outcome = thread::scope(|threads| {
            threads.spawn(|| {
                while holds_logged(&run) < 10 {
                    thread::yield_now();
                }
                run.stop();
            });
            run.main().0
        });
        assert_eq!(outcome, Outcome::Stopped);
    }
}

#[test]
fn a_thousand_taped_runs_replay_to_the_very_same_screen() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(4);
    for _ in 0..1_000 {
        let lock = [Lock::None, Lock::Mutex, Lock::Spin, Lock::Ticket][rng.usize(..4)];
        let scope = [Scope::Line, Scope::Glyph, Scope::Thread][rng.usize(..3)];
        let program = match rng.u32(..5) {
            0 => Program::increment(rng.u32(1..=16)).unwrap().guarded(lock, scope),
            _ => counter(rng.u32(1..=8), rng.u32(1..=12), lock, scope),
        };
        let program = program.returning([Returns::AtOnce, Returns::Later][rng.usize(..2)]);
        let mut run = Run::new(program, paced(0));
        assert_eq!(run.main().0, Outcome::Finished);
        let mut stepper = Stepper::new(program).unwrap();
        stepper.replay(&run.tape().expect("a small run is taped")).unwrap();
        assert_eq!(stepper.end(), Some(stepper::End::Finished));
        let replayed: Vec<Glyph> = stepper.screen().into_iter().map(Glyph::from_cell).collect();
        assert_eq!(replayed, run.screen().glyphs(), "{program:?}");
        assert_eq!(run.value(), (program.kind == Kind::Increment).then_some(stepper.state().cursor));
    }
}

/// Whatever is seen of a run in time has to be so: one holder at a time, in the order of the lines, each wait with an end,
/// and sums that are the events'.
#[test]
fn a_thousand_traces_of_every_lock_are_consistent() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..1_000 {
        let lock = [Lock::Mutex, Lock::Spin, Lock::Ticket][rng.usize(..3)];
        let scope = [Scope::Line, Scope::Glyph, Scope::Thread][rng.usize(..3)];
        let program = counter(rng.u32(1..=16), rng.u32(1..=6), lock, scope);
        let [glyph_us, inside_us, outside_us] = [(); 3].map(|()| [0, 0, 3][rng.usize(..3)]);
        let program = program.returning([Returns::AtOnce, Returns::Later][rng.usize(..2)]);
        let mut run = Run::new(program, Durations { glyph_us, inside_us, outside_us });
        let (outcome, elapsed) = run.main();
        assert_eq!(outcome, Outcome::Finished);
        let timeline = timeline(&run);

        // One holder at a time, and the record is the order of them.
        let holds: Vec<(u8, Stretch)> = timeline.holds(0.0).collect();
        let sections = |author| program.sections(author) as usize;
        let expected: usize = (0..program.threads() as u8).map(|id| sections(Author(id))).sum();
        assert_eq!(holds.len(), expected + sections(Author::MAIN));
        for pair in holds.windows(2) {
            assert!(pair[0].1.end <= pair[1].1.start, "{pair:?} overlap: {program:?}");
        }
        // What was printed is in the order of the holds.
        let glyphs = run.screen().glyphs();
        let printed: Vec<u8> = match scope {
            Scope::Line => {
                glyphs.split_inclusive(|glyph| glyph.byte == b'\n').map(|row| row[0].author.0).collect()
            }
            Scope::Glyph => glyphs.iter().map(|glyph| glyph.author.0).collect(),
            Scope::Thread => {
                glyphs.chunk_by(|one, other| one.author == other.author).map(|run| run[0].author.0).collect()
            }
        };
        let id = |lane: u8| if u32::from(lane) == program.threads() { Author::MAIN.0 } else { lane };
        assert_eq!(holds.iter().map(|(lane, _)| id(*lane)).collect::<Vec<_>>(), printed, "{program:?}");
        // A wait ends with a hold, and the sums are the report's.
        for (lane, Report { cost, .. }) in timeline.lanes().iter().zip(run.reports()) {
            assert!(lane.has_ended());
            for pair in lane.stretches().windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert!(pair[0].doing != Doing::Waiting || pair[1].doing == Doing::Holding);
            }
            assert_ne!(lane.stretches().last().unwrap().doing, Doing::Waiting);
            let sums = lane.sums();
            let ms = |us: u64| us as f64 / 1e3;
            assert!((ms(sums.holding) - cost.held_ms).abs() < 1e-6);
            assert!((ms(sums.waiting) - cost.waited_ms).abs() < 1e-6);
            assert!((ms(sums.longest_wait.into()) - cost.max_wait_ms).abs() < 1e-6);
            assert_eq!(sums.holds, cost.acquisitions);
        }
        assert!(u128::from(timeline.end()) <= elapsed.as_micros());
    }
}

#[test]
fn a_wait_that_a_stop_cuts_short_ends_with_its_thread() {
    let _pool = pool();
    for lock in [Lock::Mutex, Lock::Spin, Lock::Ticket] {
        // The first to hold the lock would print for hours.
        let run = Run::new(counter(5, 1_000, lock, Scope::Thread), paced(1_000_000));
        let outcome = thread::scope(|threads| {
            threads.spawn(|| {
                // One thread holds the lock, the others wait. The screen belongs to the holder: only the logs tell.
                while holds_logged(&run) == 0 || run.waiting.load(Relaxed) < 4 {
                    thread::yield_now();
                }
                run.stop();
            });
            run.main().0
        });
        assert_eq!(outcome, Outcome::Stopped);
        let timeline = timeline(&run);
        let last = |lane: &timeline::Lane| lane.stretches().last().unwrap().doing;
        let waiting = timeline.lanes()[..5].iter().filter(|lane| last(lane) == Doing::Waiting).count();
        assert_eq!((waiting, timeline.holds(0.0).count()), (4, 1), "{lock:?}");
        assert!(timeline.lanes()[..5].iter().all(timeline::Lane::has_ended));
        assert_eq!(run.reports().iter().map(|report| report.cost.acquisitions).sum::<u32>(), 1);
    }
}

/// Counts the holds in the logs of a run in progress, read as the page reads them.
fn holds_logged(run: &Run) -> usize {
    let logs = run.trace().words().chunks_exact(run.trace().stride());
    let holds = logs.map(|log| {
        // Acquire: the events up to this number are there.
        let end = place_of(log[LEN].load(Acquire)) as usize;
        let words: Vec<u32> = log[HEADER..end].iter().map(|word| word.load(Relaxed)).collect();
        decode(&words).filter(|event| matches!(event.what, What::Hold(_))).count()
    });
    holds.sum()
}

fn timeline(run: &Run) -> Timeline {
    let lanes = run.program.threads() as usize + 1;
    let mut timeline = Timeline::new(run.program.threads());
    for lane in 0..lanes {
        let events = run.trace().log(lane).expect("the run is traced").events();
        events.into_iter().for_each(|event| timeline.fold(lane, event));
    }
    timeline
}

#[test]
fn a_lock_that_is_never_released_is_a_deadlock_and_the_process_survives_it() {
    let _pool = pool();
    for lock in [Lock::Mutex, Lock::Spin, Lock::Ticket] {
        for scope in [Scope::Line, Scope::Glyph, Scope::Thread] {
            for glyph_us in [0, 50] {
                let program = Program::forgetful(4, 30).unwrap().guarded(lock, scope);
                let mut run = Run::new(program, paced(glyph_us));
                assert_eq!(run.main().0, Outcome::Deadlock, "{program:?}");
                assert!(!run.screen().glyphs().iter().any(|glyph| glyph.author == Author::MAIN));
                let mut stepper = Stepper::new(program).unwrap();
                stepper.replay(&run.tape().unwrap()).unwrap();
                assert!(matches!(stepper.end(), Some(stepper::End::Deadlock(_))), "{program:?}");
            }
        }
    }
    let unguarded = Program::forgetful(2, 2).unwrap();
    assert_eq!(Run::new(unguarded, paced(0)).main().0, Outcome::Finished);
}

#[test]
#[should_panic(expected = "a run runs once")]
fn a_run_runs_once() {
    let _pool = pool();
    let run = Run::new(counter(2, 1, Lock::None, Scope::Line), paced(0));
    run.main();
    run.main();
}

#[test]
fn the_ticket_lock_is_fair() {
    let _pool = pool();
    let program = counter(5, 2_000, Lock::Ticket, Scope::Line);
    let run = Run::new(program, paced(0));
    run.main();
    let shares = run.shares().unwrap();
    let fairness = crate::verdict::fairness(&shares.until_first_end(5).unwrap()).unwrap();
    assert!(0.99 <= fairness, "{fairness} of {shares:?}");
    assert_eq!(shares.holds, 5 * 2_000 + 1);
}

#[test]
fn what_real_threads_come_to_is_among_the_explorer_s_outcomes() {
    let _pool = pool();
    for lock in [Lock::None, Lock::Mutex] {
        for program in [
            Program::increment(4).unwrap().guarded(lock, Scope::Line),
            counter(2, 1, lock, Scope::Line),
            counter(2, 1, lock, Scope::Glyph),
        ] {
            let code = program.code().unwrap();
            let mut explorer = Explorer::new(program).unwrap();
            while explorer.advance(1_000) {}
            let ends: Vec<End> = explorer.outcomes().iter().map(|outcome| outcome.end).collect();
            for _ in 0..200 {
                let run = Run::new(program, paced(0));
                run.main();
                let mut state = State::new(&code);
                let mut lost = false;
                for thread in run.tape().unwrap() {
                    lost |= state.step(&code, thread).unwrap().overwrote.is_some();
                }
                let end = End::of(&program, &code, &state, lost);
                assert!(ends.contains(&end), "{end:?} is none of {ends:?}");
                if program.kind == Kind::Increment {
                    assert_eq!(Some(end), run.value().map(End::Value));
                }
            }
        }
    }
}

#[test]
fn a_large_run_has_no_tape_and_neither_has_one_that_main_leaves() {
    assert_eq!(Run::new(counter(5, 200, Lock::None, Scope::Line), paced(0)).tape(), None);
    let exiting = counter(2, 1, Lock::None, Scope::Line).ending(Main::Exit);
    assert_eq!(Run::new(exiting, paced(0)).tape(), None);
}

/// A thread that ended with the lock held looks for a deadlock between any two steps of the others, here right after `main`'s last.
#[test]
fn a_main_that_has_printed_its_line_exits_and_is_no_deadlock() {
    let program = Program::forgetful(2, 1).unwrap().guarded(Lock::Mutex, Scope::Line).ending(Main::Exit);
    let run = Run::unrecorded(program, paced(0));
    run.start_clock();
    run.lanes[..2].iter().for_each(|lane| lane.status.rest());
    run.live(Author::MAIN);
    run.await_deadlock();
    assert_eq!(run.signal.load(Relaxed), signal::EXIT);
}
