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
    let reason = verdict(five(name, LockKind::Mutex), end, 0, 0, 0).reason().to_string();
    let inner = reason.strip_prefix("reason(with.mutex, [").and_then(|rest| rest.strip_suffix("])"));
    inner.expect("a hang needs a lock").to_string()
}

#[test]
fn the_verdict_says_how_the_lines_came_out() {
    let finished = |whole, torn, lost| counter(RunEnd::Finished, whole, torn, lost).fact().to_string();
    assert_eq!(finished(25, 0, 0), "verdict.finished([lines.whole(25, 25, -)])");
    assert_eq!(finished(2, 23, 41), "verdict.finished([lines.torn(23, 25, 41)])");
    assert_eq!(finished(0, 25, 1), "verdict.finished([lines.torn(25, 25, 1)])");
    assert_eq!(finished(5, 20, 0), "verdict.finished([lines.torn(20, 25, 0)])");
    let unknown = Verdict { lost: None, ..counter(RunEnd::Stopped, 3, 1, 0) };
    assert_eq!(unknown.fact().to_string(), "verdict.stopped([lines.torn(1, 25, -)])");
    let program = preset("counter", Parameters { threads: 1, count: 1, ..PARAMETERS });
    assert_eq!(
        verdict(program, RunEnd::Finished, 1, 0, 0).fact().to_string(),
        "verdict.finished([lines.whole(1, 1, -)])"
    );
    let program = program_of("print(\"ab\")", PARAMETERS);
    assert_eq!(verdict(program, RunEnd::Finished, 0, 0, 2).fact().to_string(), "verdict.finished([lost(2)])");
}

#[test]
fn the_verdict_says_how_the_run_ended() {
    let said = |end| counter(end, 3, 0, 0).fact().to_string();
    assert_eq!(said(RunEnd::Stopped), "verdict.stopped([lines.whole(3, 25, -)])");
    assert_eq!(said(RunEnd::Exited), "verdict.exited([lines.whole(3, 25, -)])");
    assert_eq!(said(RunEnd::of_hang(vec![wait((0, 0, 0))])), "verdict.deadlock([lines.whole(3, 25, -)])");
    assert_eq!(said(RunEnd::of_hang(vec![wait((1, 0, 0))])), "verdict.abandoned([lines.whole(3, 25, -)])");
    let misuse = Misuse { thread: ThreadId(2), lock: LockId(0), line: 9 };
    assert_eq!(said(RunEnd::Error(misuse)), "verdict.error(9, 2, -)");
}

#[test]
fn increments_that_are_lost_are_counted() {
    let program = five("increment", LockKind::None);
    let said = |value| valued(program.clone(), &[value]).fact().to_string();
    assert_eq!(said(5), "verdict.finished([values([value.of(-, 5, 5)])])");
    assert_eq!(said(4), "verdict.finished([values([value.lost(-, 4, 5, 1)])])");
    assert_eq!(said(1), "verdict.finished([values([value.lost(-, 1, 5, 4)])])");
    let body = "a = shared.x\n    shared.x = a + 1";
    let x = valued(program_of(body, PARAMETERS), &[1]);
    assert_eq!(x.fact().to_string(), r#"verdict.finished([values([value.lost("x", 1, 2, 1)])])"#);
    let stopped = Verdict { end: RunEnd::Stopped, ..valued(program.clone(), &[2]) };
    assert_eq!(stopped.fact().to_string(), "verdict.stopped([values([value.of(-, 2, 5)])])");
    assert_eq!(
        verdict(program, RunEnd::Deadlock(Vec::new()), 0, 0, 0).fact().to_string(),
        "verdict.deadlock([values.unknown])"
    );
}

#[test]
fn each_shared_name_has_its_value() {
    let body =
        "a = shared.x\n    shared.x = a + 1\n    b = shared.y\n    shared.y = b + 3\n    print(\"z\\n\")";
    let program = program_of(body, PARAMETERS);
    let lines = Verdict { whole: 2, ..valued(program, &[1, 7]) };
    assert_eq!(
        lines.fact().to_string(),
        r#"verdict.finished([lines.whole(2, 2, -), values([value.of("x", 1, 2), value.instead("y", 7, 6)])])"#
    );
}

#[test]
fn the_reason_names_what_the_program_does_about_the_screen() {
    let reason = |name, lock, whole, torn, lost| {
        verdict(five(name, lock), RunEnd::Finished, whole, torn, lost).reason().to_string()
    };
    assert_eq!(reason("counter", LockKind::None, 25, 0, 0), "reason(with.none, [because.luckLines])");
    assert_eq!(
        reason("counter", LockKind::None, 1, 24, 0),
        "reason(with.none, [because.unguarded(happened.mixed)])"
    );
    assert_eq!(
        reason("counter", LockKind::None, 1, 24, 9),
        "reason(with.none, [because.unguarded(happened.lost)])"
    );
    assert_eq!(reason("counter", LockKind::Ticket, 25, 0, 0), "reason(with.ticket, [because.oneAtATime])");
    assert_eq!(
        reason("counter-glyph", LockKind::Mutex, 0, 25, 0),
        "reason(with.mutex, [because.releasedWithin])"
    );
    assert_eq!(
        reason("counter-thread", LockKind::Mutex, 25, 0, 0),
        "reason(with.mutex, [because.oneAfterAnother])"
    );
    let half = program_of(
        "lock.acquire()\n    print(\"a\\n\")\n    lock.release()\n    print(\"b\\n\")",
        PARAMETERS,
    );
    assert_eq!(
        verdict(half, RunEnd::Finished, 1, 3, 0).reason().to_string(),
        "reason(with.mutex, [because.notEachAccess(happened.mixed)])"
    );
}

#[test]
fn the_reason_blames_nobody_who_did_nothing() {
    assert_eq!(counter(RunEnd::Stopped, 0, 0, 0).reason().to_string(), "reason(with.none, [])");
    let stopped = verdict(five("counter", LockKind::Mutex), RunEnd::Stopped, 0, 1, 0);
    assert!(!stopped.reason().to_string().contains("mixed"));
    let alone = preset("counter", Parameters { threads: 1, ..PARAMETERS });
    let alone = verdict(alone, RunEnd::Finished, 3, 0, 0);
    assert_eq!(alone.reason().to_string(), "because.alone");
}

#[test]
fn the_reason_for_a_value_is_what_was_stored_between() {
    let reason = |lock, value| valued(five("increment", lock), &[value]).reason().to_string();
    assert_eq!(reason(LockKind::None, 5), "reason(with.none, [because.luckValues])");
    assert_eq!(reason(LockKind::None, 4), "reason(with.none, [because.storeOverwrites])");
    assert_eq!(reason(LockKind::Mutex, 5), "reason(with.mutex, [because.nobodyBetween])");
}

#[test]
fn the_reason_for_a_deadlock_is_its_circle() {
    assert_eq!(
        hang_reason("two-locks", &[(0, 1, 1), (1, 0, 0)]),
        r#"because.circle([circle.waits(0, "second", 1), circle.waits(1, "first", 0)])"#
    );
    assert_eq!(hang_reason("two-locks", &[(0, 1, 0)]), r#"because.waitsForItself(0, "second")"#);
    assert_eq!(hang_reason("counter", &[(1, 0, 0), (0, 0, 0)]), "because.waitsForItself(0, -)");
}

#[test]
fn the_reason_for_an_abandoned_lock_is_its_holder() {
    let reason = |waits| hang_reason("forgetful", waits);
    assert_eq!(reason(&[(1, 0, 0)]), "because.notReleased(0, -, waiters.one(1))");
    assert_eq!(reason(&[(0, 0, 3), (255, 0, 3)]), "because.notReleased(3, -, waiters.two(0, 255))");
    assert_eq!(reason(&[(0, 0, 3), (1, 0, 3), (255, 0, 3)]), "because.notReleased(3, -, waiters.many(3))");
    assert_eq!(reason(&[(1, 0, 255)]), "because.mainHolds(-, waiters.one(1))");
}

#[test]
fn fairness_is_one_for_equal_shares_and_a_share_of_one_for_a_monopoly() {
    assert_eq!(fairness(&[3, 3, 3, 3]), Some(1.0));
    assert_eq!(fairness(&[7, 0, 0, 0]), Some(0.25));
    assert_eq!(fairness(&[0, 0]), None);
    assert_eq!(fairness(&[1, 3]), Some(0.8));
}
