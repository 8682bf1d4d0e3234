//! The ends of a run that come before its time: a stop, an exit, an error.

use super::*;
use crate::run_end::Misuse;

#[test]
fn a_main_that_exits_tells_its_threads_to_stop() {
    let _pool = pool();
    // With the ticket lock `main` prints after at most a line of each thread; there are lines for half an hour.
    for (count, lock) in [(100_000, LockKind::Ticket), (5, LockKind::Mutex), (5, LockKind::Spin)] {
        let program = program("exit", 5, count, lock);
        let mut run = Run::new(program.clone(), paced(500));
        assert_eq!(run.main().0, RunEnd::Exited, "{lock:?}");
        let written: u32 = run.reports().iter().map(|report| report.written).sum();
        let glyphs = run.screen().glyphs();
        let of_threads = glyphs.iter().filter(|glyph| glyph.author != ThreadId::MAIN).count();
        assert_eq!(written as usize, of_threads, "{lock:?}");
        if lock == LockKind::Ticket {
            assert!(written < program.glyphs() && run.lines_printed() < 5 * count);
        }
    }
}

#[test]
fn a_stopped_run_ends_though_every_glyph_would_take_a_second() {
    let _pool = pool();
    for lock in [LockKind::None, LockKind::Mutex] {
        let mut run = Run::new(program("counter", 16, 1_000, lock), paced(1_000_000));
        run.stop();
        assert_eq!(run.main().0, RunEnd::Stopped);
        assert_eq!(run.screen().glyphs(), []);
    }
}

#[test]
fn a_stop_from_another_thread_ends_a_run_in_progress() {
    let _pool = pool();
    for name in ["counter", "counter-glyph"] {
        // The run would print for half an hour.
        let run = Run::new(program(name, 5, 100_000, LockKind::Mutex), paced(500));
        let end = thread::scope(|threads| {
            threads.spawn(|| {
                while holds_logged(&run) < 10 {
                    thread::yield_now();
                }
                run.stop();
            });
            run.main().0
        });
        assert_eq!(end, RunEnd::Stopped);
    }
}

#[test]
fn a_stop_at_full_speed_ends_each_thread_within_a_line() {
    let _pool = pool();
    for lock in [LockKind::None, LockKind::Mutex, LockKind::Spin, LockKind::Ticket] {
        let mut run = Run::new(program("counter", 4, 200_000, lock), paced(0));
        let end = thread::scope(|threads| {
            threads.spawn(|| {
                while run.since.get().is_none() {
                    thread::yield_now();
                }
                run.signal().store(1, Relaxed);
            });
            run.main().0
        });
        // On a busy machine the threads may be faster than the stop.
        assert!([RunEnd::Stopped, RunEnd::Finished].contains(&end), "{lock:?}: {end:?}");
        if lock != LockKind::None {
            assert!(rows(&mut run).iter().all(|(author, text)| author.is_some() && text.ends_with('\n')));
        }
    }
}

#[test]
fn a_wait_that_a_stop_cuts_short_ends_with_its_thread() {
    let _pool = pool();
    for lock in KINDS {
        // The first holder of the lock would print for hours.
        let run = Run::new(program("counter-thread", 5, 1_000, lock), paced(1_000_000));
        let end = thread::scope(|threads| {
            threads.spawn(|| {
                // One thread holds the lock, the others wait. The screen belongs to the holder: only the logs tell.
                while holds_logged(&run) == 0 || run.waiting[0].load(Relaxed) < 4 {
                    thread::yield_now();
                }
                run.stop();
            });
            run.main().0
        });
        assert_eq!(end, RunEnd::Stopped);
        for log in 0..5 {
            let events = run.trace().log(log).unwrap().events();
            assert_eq!(events.last().map(|event| event.kind), Some(EventKind::Exited), "{lock:?}");
        }
        assert_eq!(holds_logged(&run), 1, "{lock:?}");
        assert_eq!(run.reports().iter().map(|report| report.cost.acquisitions).sum::<u32>(), 1);
    }
}

#[test]
fn a_release_of_a_lock_that_is_not_held_ends_the_run_at_its_line() {
    let _pool = pool();
    let by_thread = "lock = Lock()\ndef thread(t):\n    with lock:\n        pass\n    lock.release()\n";
    let by_main = |at: usize| {
        let mut lines = vec!["start(thread)", "join()"];
        lines.insert(at, "lock.release()");
        format!("lock = Lock()\ndef thread():\n    pass\ndef main():\n    {}\n", lines.join("\n    "))
    };
    for lock in KINDS {
        for run in [Run::new, Run::taped] {
            let run = run(of_text(by_thread, lock), paced(0));
            let (end, _) = run.main();
            let RunEnd::Error(Misuse { thread, lock: LockId(0), line: 5 }) = end else { panic!("{end:?}") };
            if let Some(tape) = run.tape() {
                assert_eq!(tape.last(), Some(&thread), "the release is the last step");
            }
        }
        for at in 0..3 {
            let run = Run::new(of_text(&by_main(at), lock), paced(0));
            let misuse = Misuse { thread: ThreadId::MAIN, lock: LockId(0), line: 5 + at as u16 };
            assert_eq!(run.main().0, RunEnd::Error(misuse), "{lock:?}");
        }
    }
}

#[test]
fn main_executes_nothing_after_an_error_of_a_thread() {
    let _pool = pool();
    let text = "lock = Lock()\ndef thread():\n    lock.release()\ndef main():\n    start(thread)\n    join()\n    x = shared.x\n    shared.x = x + 1\n";
    let run = Run::new(of_text(text, LockKind::Mutex), paced(0));
    assert!(matches!(run.main().0, RunEnd::Error(_)));
    assert_eq!(run.values(), [0]);
}

#[test]
fn main_executes_its_code_before_during_and_after_its_threads() {
    let _pool = pool();
    let increment = |name: &str| format!("    x = shared.{name}\n    shared.{name} = x + 1\n");
    let main = ["before", "during", "after"].map(increment);
    let text = format!(
        "def thread():\n{}def main():\n{}    start(thread)\n    start(thread)\n{}    join()\n{}",
        "    pass\n", main[0], main[1], main[2]
    );
    let run = Run::new(of_text(&text, LockKind::None), paced(0));
    assert_eq!((run.main().0, run.values()), (RunEnd::Finished, vec![1, 1, 1]));
    let exiting = text.replace("    join()\n", "");
    let run = Run::new(of_text(&exiting, LockKind::None), paced(0));
    assert_eq!((run.main().0, run.values()), (RunEnd::Exited, vec![1, 1, 1]));
}
