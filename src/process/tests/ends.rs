//! The ends of a run: a stop, an exit, a deadlock.

use super::*;

#[test]
fn main_that_exits_takes_its_threads_with_it() {
    // With the ticket lock `main` prints after at most a line of each thread; there are lines for half an hour.
    for (count, lock) in [(100_000, Lock::Ticket), (5, Lock::Mutex), (5, Lock::Spin)] {
        let program = counter(5, count, lock, Scope::Line).ending(Main::Exit);
        let (outcome, rows, reports) = execute(program, 500);
        assert_eq!(outcome, Outcome::Exited, "{lock:?}");
        let written: u32 = reports.iter().map(|report| report.written).sum();
        assert_eq!(written, rows.surviving(), "{lock:?}");
        if lock == Lock::Ticket {
            assert!(rows.tally().whole < 5 * count);
            assert!(written < program.glyphs());
        }
    }
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
        // The run would print for half an hour.
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
fn a_wait_that_a_stop_cuts_short_ends_with_its_thread() {
    let _pool = pool();
    for lock in [Lock::Mutex, Lock::Spin, Lock::Ticket] {
        // The first holder of the lock would print for hours.
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

/// A thread that ended with the lock held checks for a deadlock between any two steps of the others, here right after
/// `main`'s last.
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
