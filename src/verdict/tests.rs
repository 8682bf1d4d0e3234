use super::*;
use crate::hang::Wait;
use crate::program::tests::{PARAMETERS, preset, program_of};
use crate::program::{LockId, LockKind, Parameters, ThreadId};
use crate::run_end::Misuse;

/// Five threads, five lines each.
fn five(name: &str, lock: LockKind) -> Program {
    preset(name, Parameters { threads: 5, count: 5, lock, ..PARAMETERS })
}

fn verdict(program: Program, end: RunEnd, whole: u32, torn: u32, lost: u32) -> Verdict {
    Verdict { program, end, whole, torn, lost: Some(lost), values: None }
}

fn counter(end: RunEnd, whole: u32, torn: u32, lost: u32) -> Verdict {
    verdict(five("counter", LockKind::None), end, whole, torn, lost)
}

/// The verdict on a finished run that ended with these values.
fn valued(program: Program, values: &[u32]) -> Verdict {
    Verdict { values: Some(values.to_vec()), ..verdict(program, RunEnd::Finished, 0, 0, 0) }
}

fn wait((thread, lock, holder): (u8, u8, u8)) -> Wait {
    Wait { thread: ThreadId(thread), lock: LockId(lock), holder: ThreadId(holder) }
}

/// The reason of a hang of a preset.
fn hang_reason(name: &str, waits: &[(u8, u8, u8)]) -> String {
    let end = RunEnd::of_hang(waits.iter().copied().map(wait).collect());
    let reason = verdict(five(name, LockKind::Mutex), end, 0, 0, 0).reason();
    reason.strip_prefix("With the mutex. ").expect("a hang needs a lock").to_string()
}

#[test]
fn the_sentence_says_how_the_lines_came_out() {
    let finished = |whole, torn, lost| counter(RunEnd::Finished, whole, torn, lost).sentence();
    assert_eq!(finished(25, 0, 0), "25 of 25 lines whole");
    assert_eq!(finished(2, 23, 41), "23 of 25 lines torn, 41 characters lost");
    assert_eq!(finished(0, 25, 1), "25 of 25 lines torn, 1 character lost");
    assert_eq!(finished(5, 20, 0), "20 of 25 lines torn, no character lost");
    let unknown = Verdict { lost: None, ..counter(RunEnd::Stopped, 3, 1, 0) };
    assert_eq!(unknown.sentence(), "Stopped: 1 of 25 lines torn");
    let program = preset("counter", Parameters { threads: 1, count: 1, ..PARAMETERS });
    assert_eq!(verdict(program, RunEnd::Finished, 1, 0, 0).sentence(), "1 of 1 line whole");
    let program = program_of("print(\"ab\")", PARAMETERS);
    assert_eq!(verdict(program, RunEnd::Finished, 0, 0, 2).sentence(), "2 characters lost");
}

#[test]
fn the_sentence_says_how_the_run_ended() {
    let sentence = |end| counter(end, 3, 0, 0).sentence();
    assert_eq!(sentence(RunEnd::Stopped), "Stopped: 3 of 25 lines whole");
    assert_eq!(
        sentence(RunEnd::Exited),
        "Main exited, and its threads were told to stop: 3 of 25 lines whole"
    );
    assert_eq!(sentence(RunEnd::of_hang(vec![wait((0, 0, 0))])), "Deadlock: 3 of 25 lines whole");
    assert_eq!(sentence(RunEnd::of_hang(vec![wait((1, 0, 0))])), "Abandoned lock: 3 of 25 lines whole");
    let misuse = Misuse { thread: ThreadId(2), lock: LockId(0), line: 9 };
    assert_eq!(
        sentence(RunEnd::Error(misuse)),
        "Error in line 9: thread 2 released the lock without holding it"
    );
}

#[test]
fn increments_that_are_lost_are_counted() {
    let program = five("increment", LockKind::None);
    let sentence = |value| valued(program.clone(), &[value]).sentence();
    assert_eq!(sentence(5), "The value is 5 of 5");
    assert_eq!(sentence(4), "The value is 4 of 5, 1 increment lost");
    assert_eq!(sentence(1), "The value is 1 of 5, 4 increments lost");
    let body = "a = shared.x\n    shared.x = a + 1";
    let x = valued(program_of(body, PARAMETERS), &[1]);
    assert_eq!(x.sentence(), "`x` is 1 of 2, 1 increment lost");
    let stopped = Verdict { end: RunEnd::Stopped, ..valued(program.clone(), &[2]) };
    assert_eq!(stopped.sentence(), "Stopped: the value is 2 of 5");
    assert_eq!(verdict(program, RunEnd::Deadlock(Vec::new()), 0, 0, 0).sentence(), "Deadlock: no value yet");
}

#[test]
fn each_shared_name_has_its_value() {
    let body =
        "a = shared.x\n    shared.x = a + 1\n    b = shared.y\n    shared.y = b + 3\n    print(\"z\\n\")";
    let program = program_of(body, PARAMETERS);
    let lines = Verdict { whole: 2, ..valued(program, &[1, 7]) };
    assert_eq!(lines.sentence(), "2 of 2 lines whole; `x` is 1 of 2, `y` is 7 instead of 6");
}

#[test]
fn the_reason_names_what_the_program_does_about_the_screen() {
    let reason = |name, lock, whole, torn, lost| {
        verdict(five(name, lock), RunEnd::Finished, whole, torn, lost).reason()
    };
    assert_eq!(
        reason("counter", LockKind::None, 25, 0, 0),
        "Without a lock. No thread stepped into another's line: luck, not safety."
    );
    assert_eq!(
        reason("counter", LockKind::None, 1, 24, 0),
        "Without a lock. Threads printed at once, and their characters mixed."
    );
    assert!(reason("counter", LockKind::None, 1, 24, 9).contains("lost each time that another was put"));
    assert_eq!(
        reason("counter", LockKind::Ticket, 25, 0, 0),
        "With the ticket lock. One thread prints at a time; the others wait for the lock."
    );
    assert_eq!(
        reason("counter-glyph", LockKind::Mutex, 0, 25, 0),
        "With the mutex. But released within a line: no character is lost, yet lines still mix."
    );
    let half = program_of(
        "lock.acquire()\n    print(\"a\\n\")\n    lock.release()\n    print(\"b\\n\")",
        PARAMETERS,
    );
    assert_eq!(
        verdict(half, RunEnd::Finished, 1, 3, 0).reason(),
        "With the mutex. But it does not guard every access to the screen: threads printed at once, and their \
         characters mixed."
    );
}

#[test]
fn the_reason_blames_nobody_who_did_nothing() {
    assert_eq!(counter(RunEnd::Stopped, 0, 0, 0).reason(), "Without a lock.");
    let stopped = verdict(five("counter", LockKind::Mutex), RunEnd::Stopped, 0, 1, 0);
    assert!(!stopped.reason().contains("mix"));
    let alone = preset("counter", Parameters { threads: 1, ..PARAMETERS });
    let alone = verdict(alone, RunEnd::Finished, 3, 0, 0);
    assert_eq!(alone.reason(), "One thread alone: nobody to share with.");
}

#[test]
fn the_reason_for_a_value_is_what_was_stored_between() {
    let reason = |lock, value| valued(five("increment", lock), &[value]).reason();
    assert_eq!(
        reason(LockKind::None, 5),
        "Without a lock. This time nobody stored between another's load and store: luck, not safety."
    );
    assert_eq!(
        reason(LockKind::None, 4),
        "Without a lock. A thread that stores overwrites what was stored since it loaded."
    );
    assert_eq!(reason(LockKind::Mutex, 5), "With the mutex. Nobody stored between another's load and store.");
}

#[test]
fn the_reason_for_a_deadlock_is_its_circle() {
    assert_eq!(
        hang_reason("two-locks", &[(0, 1, 1), (1, 0, 0)]),
        "Thread 0 waits for `second`, which thread 1 holds; thread 1 waits for `first`, which thread 0 holds: a circle."
    );
    assert_eq!(hang_reason("two-locks", &[(0, 1, 0)]), "Thread 0 waits for `second`, which it holds itself.");
    assert_eq!(
        hang_reason("counter", &[(1, 0, 0), (0, 0, 0)]),
        "Thread 0 waits for the lock that it holds itself."
    );
}

#[test]
fn the_reason_for_an_abandoned_lock_is_its_holder() {
    let reason = |waits| hang_reason("forgetful", waits);
    assert_eq!(
        reason(&[(1, 0, 0)]),
        "Thread 0 ended without releasing the lock: thread 1 waits for it for ever."
    );
    assert_eq!(
        reason(&[(0, 0, 3), (255, 0, 3)]),
        "Thread 3 ended without releasing the lock: thread 0 and main wait for it for ever."
    );
    assert_eq!(
        reason(&[(0, 0, 3), (1, 0, 3), (255, 0, 3)]),
        "Thread 3 ended without releasing the lock: 3 threads wait for it for ever."
    );
    assert_eq!(
        reason(&[(1, 0, 255)]),
        "Main holds the lock while it waits for its threads to end: thread 1 waits for it for ever."
    );
}

#[test]
fn fairness_is_one_for_equal_shares_and_a_share_of_one_for_a_monopoly() {
    assert_eq!(fairness(&[3, 3, 3, 3]), Some(1.0));
    assert_eq!(fairness(&[7, 0, 0, 0]), Some(0.25));
    assert_eq!(fairness(&[0, 0]), None);
    assert_eq!(fairness(&[1, 3]), Some(0.8));
}
