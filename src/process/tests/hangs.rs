//! Threads that hang: what is reported, whatever the lock, and that the process survives it.

use std::sync::Barrier;

use super::*;
use crate::lock::{Lock, MutualExclusion, Spin, Ticket};
use crate::machine::Memory;
use crate::memory::{ProgramMemory, Racing, ThreadMemory};
use crate::process::locks::StdMutex;
use crate::record::LockCost;
use crate::watch::{LockSet, Status};

const FIRST: LockId = LockId(0);
const SECOND: LockId = LockId(1);

fn wait(thread: u8, lock: LockId, holder: u8) -> Wait {
    Wait { thread: ThreadId(thread), lock, holder: ThreadId(holder) }
}

/// The waits of the preset `two-locks` in its deadlock.
fn circle() -> Vec<Wait> {
    vec![wait(0, SECOND, 1), wait(1, FIRST, 0)]
}

/// Two threads that have one lock each, and want the other's.
fn cross<L: MutualExclusion>(kind: LockKind) -> RunEnd {
    let run = Run::unrecorded(program("two-locks", 2, 1, kind), paced(0));
    let locks = [L::default(), L::default()];
    run.watch.publish(ThreadId::MAIN, Status::Joining, LockSet::default());
    let threads = [ThreadId(0), ThreadId(1)];
    for thread in threads {
        run.watch.publish(thread, Status::Working, LockSet::default());
    }
    let holding = Barrier::new(2);
    thread::scope(|scope| {
        for (thread, first, second) in [(threads[0], FIRST, SECOND), (threads[1], SECOND, FIRST)] {
            let (run, locks, holding) = (&run, &locks, &holding);
            scope.spawn(move || {
                let mut cost = LockCost::default();
                let screen = Racing(&run.screen);
                let mut memory =
                    ThreadMemory::new(run.context(thread), 2, locks, &run.shared, screen, &mut cost);
                memory.draw_ticket(first);
                memory.acquire(first);
                holding.wait();
                memory.draw_ticket(second);
                memory.acquire(second);
                assert!(memory.holds(first) && !memory.holds(second));
                memory.finish();
            });
        }
    });
    assert!(locks.iter().all(|lock| lock.try_acquire().is_some()), "all is released");
    run.signal.end()
}

#[test]
fn two_threads_that_hold_what_the_other_wants_are_a_deadlock() {
    let expected = RunEnd::Deadlock(circle());
    assert_eq!(cross::<StdMutex>(LockKind::Mutex), expected);
    assert_eq!(cross::<Lock<Spin>>(LockKind::Spin), expected);
    assert_eq!(cross::<Lock<Ticket>>(LockKind::Ticket), expected);
}

/// A thread notes an acquire on the tape after it has acquired the lock. So if the tape is locked, each thread acquires
/// its first lock, and goes on only when the tape is free.
#[test]
fn a_run_of_two_locks_that_deadlocks_says_who_waits_for_whom() {
    let _pool = pool();
    for lock in [LockKind::Mutex, LockKind::Spin] {
        let run = Run::taped(program("two-locks", 2, 3, lock), paced(0));
        let (end, _) = thread::scope(|threads| {
            let tape = run.tape.as_ref().unwrap().lock().unwrap();
            let main = threads.spawn(|| run.main());
            let is_free = |lock: LockId| match &run.locks {
                Locks::Mutex(locks) => locks[usize::from(lock.0)].try_acquire().is_some(),
                Locks::Spin(locks) => locks[usize::from(lock.0)].try_acquire().is_some(),
                Locks::Ticket(_) => unreachable!("to draw a ticket, the tape must be free"),
            };
            while is_free(FIRST) || is_free(SECOND) {
                thread::yield_now();
            }
            drop(tape);
            main.join().unwrap()
        });
        assert_eq!(end, RunEnd::Deadlock(circle()), "{lock:?}");
        let mut tape = run.tape().unwrap();
        tape.sort_unstable();
        assert_eq!(tape, [0, 1].map(ThreadId), "an acquire each");
    }
}

#[test]
fn two_locks_in_the_same_order_never_deadlock() {
    let _pool = pool();
    for lock in KINDS {
        let run = Run::new(program("two-locks-ordered", 2, 2_000, lock), paced(0));
        assert_eq!(run.main().0, RunEnd::Finished, "{lock:?}");
        assert_eq!(run.lines_printed(), 4_000);
    }
}

#[test]
fn a_lock_that_is_never_released_is_abandoned_and_the_process_survives_it() {
    let _pool = pool();
    for lock in KINDS {
        for (glyph_us, prepare) in
            [(0, Run::new as fn(Program, Durations) -> Run), (50, Run::new), (0, Run::taped)]
        {
            let program = program("forgetful", 4, 30, lock);
            let mut run = prepare(program.clone(), paced(glyph_us));
            let (end, _) = run.main();
            let RunEnd::Abandoned(waits) = end else { panic!("{lock:?}: {end:?}") };
            // One thread has printed all its lines; the others wait for it.
            let holder = waits[0].holder;
            assert_eq!(waits.len(), 3);
            assert!(waits.iter().all(|wait| (wait.lock, wait.holder) == (FIRST, holder)));
            assert!(rows(&mut run).iter().all(|(author, _)| *author == Some(holder)));
            assert_eq!(run.lines_printed(), 30);
            assert!(!printed(&mut run).contains("Main"));
        }
    }
    let unguarded = program("forgetful", 2, 2, LockKind::None);
    assert_eq!(Run::new(unguarded, paced(0)).main().0, RunEnd::Finished);
}

#[test]
fn main_waits_in_vain_for_a_lock_that_its_thread_kept() {
    let _pool = pool();
    let run = Run::new(program("forgetful", 1, 1, LockKind::Ticket), paced(0));
    assert_eq!(run.main().0, RunEnd::Abandoned(vec![wait(255, FIRST, 0)]));
}

#[test]
fn a_lock_that_main_keeps_while_it_joins_is_abandoned() {
    let _pool = pool();
    let text = "lock = Lock()\ndef thread():\n    with lock:\n        pass\ndef main():\n    lock.acquire()\n    start(thread)\n    join()\n";
    for lock in KINDS {
        let run = Run::new(of_text(text, lock), paced(0));
        // `main` waits for the thread, and the thread for `main`.
        assert_eq!(run.main().0, RunEnd::Deadlock(vec![wait(0, FIRST, 255)]), "{lock:?}");
    }
}

#[test]
fn a_thread_that_acquires_what_it_holds_waits_for_itself() {
    let _pool = pool();
    let twice = "    lock.acquire()\n    lock.acquire()\n";
    let by_thread =
        format!("lock = Lock()\ndef thread():\n{twice}def main():\n    start(thread)\n    join()\n");
    let by_main = |at: usize| {
        let mut lines = vec!["    start(thread)\n", "    join()\n"];
        lines.insert(at, twice);
        format!("lock = Lock()\ndef thread():\n    pass\ndef main():\n{}", lines.concat())
    };
    for lock in KINDS {
        for prepare in [Run::new, Run::taped] {
            let run = prepare(of_text(&by_thread, lock), paced(0));
            assert_eq!(run.main().0, RunEnd::Deadlock(vec![wait(0, FIRST, 0)]), "{lock:?}");
        }
        for at in 0..3 {
            let run = Run::new(of_text(&by_main(at), lock), paced(0));
            assert_eq!(run.main().0, RunEnd::Deadlock(vec![wait(255, FIRST, 255)]), "{lock:?}");
        }
    }
}

#[test]
fn a_lock_that_is_kept_and_wanted_by_nobody_is_no_hang() {
    let _pool = pool();
    // The thread's cursor is on the screen when `main` goes on, though the lock is never released.
    let text = "lock = Lock()\ndef print(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        \
                screen.cursor = at + 1\ndef thread():\n    lock.acquire()\n    print(\"kept\\n\")\ndef main():\n    \
                start(thread)\n    join()\n    print(\"done\\n\")\n";
    for lock in KINDS {
        let program = of_text(text, lock);
        assert!(program.guard().is_some());
        let mut run = Run::new(program, paced(0));
        assert_eq!(run.main().0, RunEnd::Finished, "{lock:?}");
        assert_eq!(printed(&mut run), "kept\ndone\n");
    }
}

#[test]
fn a_main_that_exits_ends_threads_that_wait_in_vain() {
    let _pool = pool();
    let text = "lock = Lock()\ndef thread(t):\n    lock.acquire()\ndef main():\n    for t in range(5):\n        start(thread, t)\n";
    for lock in KINDS {
        // As long as `main` works, nobody hangs; and it works until it exits.
        let run = Run::new(of_text(text, lock), paced(0));
        assert_eq!(run.main().0, RunEnd::Exited, "{lock:?}");
    }
}
