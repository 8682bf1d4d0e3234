//! Real threads: what they print with a lock and without, what it costs, and how they end.

use super::*;
use crate::end::End;
use crate::explorer::Explorer;
use crate::program::Scope;
use crate::rows::Rows;
use crate::screen::Glyph;
use crate::state::State;
use crate::stepper::{self, Stepper};

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

fn execute(program: Program, pace_us: u64) -> (Outcome, Rows, Vec<Report>, Option<Vec<u32>>) {
    let _pool = pool();
    let mut run = Run::new(program, Duration::from_micros(pace_us));
    let (outcome, _) = run.main();
    let cells: Vec<u16> = run.screen().glyphs().iter().map(|glyph| glyph.to_cell()).collect();
    let mut rows = Rows::new(program);
    rows.fold(&cells);
    (outcome, rows, run.reports(), run.shares())
}

fn counter(threads: u32, count: u32, lock: Lock, scope: Scope) -> Program {
    Program::new(threads, count).unwrap().guarded(lock, scope)
}

#[test]
fn mutex_keeps_every_line_whole() {
    for (threads, count, pace_us) in [(1, 3, 0), (5, 5, 100), (5, 20_000, 0), (16, 500, 0)] {
        for scope in [Scope::Line, Scope::Thread] {
            let program = counter(threads, count, Lock::Mutex, scope);
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
fn every_acquisition_is_counted_and_held_time_is_no_longer_than_the_run() {
    let program = counter(4, 5, Lock::Mutex, Scope::Line);
    let (_, _, reports, shares) = execute(program, 200);
    assert!(reports.iter().all(|report| report.tally.acquisitions == 5));
    // A line is nine glyphs of 200 µs, all of them under the lock.
    assert!(reports.iter().all(|report| 5.0 * 9.0 * 0.2 <= report.tally.held_ms), "{reports:?}");
    let waited: f64 = reports.iter().map(|report| report.tally.waited_ms).sum();
    assert!(0.0 < waited);
    assert!(reports.iter().all(|report| report.tally.max_wait_ms <= report.tally.waited_ms));
    let shares = shares.expect("a thread came to its end");
    assert_eq!(shares.iter().max(), Some(&5));
}

#[test]
fn increments_are_lost_without_a_lock_and_kept_with_one() {
    let _pool = pool();
    for (lock, lost) in [(Lock::None, true), (Lock::Mutex, false)] {
        let program = Program::increment(5).unwrap().guarded(lock, Scope::Line);
        let mut run = Run::new(program, Duration::from_millis(5));
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
        let mut run = Run::new(counter(16, 1000, lock, Scope::Line), Duration::from_secs(1));
        run.stop();
        assert_eq!(run.main().0, Outcome::Stopped);
        assert_eq!(run.screen().glyphs(), []);
    }
}

#[test]
fn a_stop_from_another_thread_ends_a_run_in_progress() {
    let _pool = pool();
    for scope in [Scope::Line, Scope::Glyph] {
        let run = Run::new(counter(5, 100_000, Lock::Mutex, scope), Duration::from_micros(50));
        let outcome = thread::scope(|threads| {
            threads.spawn(|| {
                while run.mutex.lock().unwrap().so_far.iter().sum::<u32>() < 10 {
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
        let lock = [Lock::None, Lock::Mutex][rng.usize(..2)];
        let scope = [Scope::Line, Scope::Glyph, Scope::Thread][rng.usize(..3)];
        let program = match rng.u32(..5) {
            0 => Program::increment(rng.u32(1..=16)).unwrap().guarded(lock, scope),
            _ => counter(rng.u32(1..=8), rng.u32(1..=12), lock, scope),
        };
        let mut run = Run::new(program, Duration::ZERO);
        assert_eq!(run.main().0, Outcome::Finished);
        let mut stepper = Stepper::new(program).unwrap();
        stepper.replay(&run.tape().expect("a small run is taped")).unwrap();
        assert_eq!(stepper.end(), Some(stepper::End::Finished));
        let replayed: Vec<Glyph> = stepper.screen().into_iter().map(Glyph::from_cell).collect();
        assert_eq!(replayed, run.screen().glyphs(), "{program:?}");
        assert_eq!(run.value(), (program.kind == Kind::Increment).then_some(stepper.state().cursor));
    }
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
                let run = Run::new(program, Duration::ZERO);
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
    assert_eq!(Run::new(counter(5, 200, Lock::None, Scope::Line), Duration::ZERO).tape(), None);
    let exiting = counter(2, 1, Lock::None, Scope::Line).ending(Main::Exit);
    assert_eq!(Run::new(exiting, Duration::ZERO).tape(), None);
}
