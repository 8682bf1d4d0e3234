use super::*;
use crate::model::{FaultKind, Learner, schedule};
use crate::program::tests::{PARAMETERS, preset, program_of};
use crate::program::{LockKind, Parameters};

const UNGUARDED: Parameters = Parameters { lock: LockKind::None, count: 1, ..PARAMETERS };

fn replayed(program: &Program, text: &str) -> Stepper {
    let mut stepper = Stepper::new(program.clone()).unwrap();
    stepper.replay(&schedule::parse(text).unwrap()).unwrap();
    stepper
}

fn step(stepper: &mut Stepper, thread: u8) -> String {
    stepper.run(&mut Learner::chooses(ThreadId(thread))).unwrap();
    stepper.fact().to_string()
}

/// The positions that are visited from `start` on, by one press after the other.
fn visited(stepper: &mut Stepper, go: fn(&Stepper) -> Option<usize>, start: usize) -> Vec<usize> {
    stepper.seek(start);
    std::iter::from_fn(|| {
        stepper.seek(go(stepper)?);
        Some(stepper.position())
    })
    .collect()
}

/// The faults of the schedule, by position.
fn faults(stepper: &mut Stepper) -> Vec<(usize, String)> {
    let visited = visited(stepper, Stepper::next_fault, 0);
    let fault = |at| {
        stepper.seek(at);
        (at, stepper.fault().expect("there is a fault").to_string())
    };
    visited.into_iter().map(fault).collect()
}

#[test]
fn each_step_says_what_it_did() {
    let mut stepper = replayed(&preset("counter", UNGUARDED), "");
    assert_eq!(stepper.fact().to_string(), "step.none");
    assert_eq!(
        [0, 1, 0, 1, 0, 1].map(|thread| step(&mut stepper, thread)),
        [
            "step.did(0, did.load(-, 0))",
            "step.did(1, did.load(-, 0))",
            r#"step.did(0, did.put("[", 0))"#,
            r#"step.did(1, did.put("[", 0))"#,
            "step.did(0, did.store(-, 1))",
            "step.did(1, did.store(-, 1))",
        ]
    );
    assert_eq!(
        faults(&mut stepper),
        [(4, "fault.lost(1, 0, \"[\", 0)".into()), (6, "fault.stale(1, -, 1, 0, 1)".into())]
    );
}

#[test]
fn a_thread_can_overwrite_its_own_character() {
    // Thread 0 has put its first two characters when the late store of thread 1 moves the cursor back.
    let stepper = replayed(&preset("counter", UNGUARDED), "11000000100");
    assert_eq!(stepper.fact().to_string(), r#"step.did(0, did.put("]", 1))"#);
    assert_eq!(stepper.fault().unwrap().to_string(), "fault.lost(0, 0, \"0\", 1)");
}

#[test]
fn the_step_that_tears_a_row_is_the_first_that_does_not_belong() {
    let mut stepper = replayed(&preset("counter", UNGUARDED), "0001110");
    assert_eq!(faults(&mut stepper), [(5, "fault.torn(1, \"[\", 0)".into())]);
}

#[test]
fn a_release_without_a_hold_is_a_fault() {
    let mut stepper = replayed(&program_of("lock.release()", PARAMETERS), "1");
    assert_eq!(stepper.fact().to_string(), "step.did(1, did.release(-))");
    assert_eq!(faults(&mut stepper), [(1, "fault.error(1)".into())]);
    assert!(matches!(stepper.end(), Some(RunEnd::Error(_))));
}

#[test]
fn a_guarded_run_has_no_fault() {
    let text: String = ["1", "0", "0", "1"].map(|thread| thread.repeat(29)).concat();
    let mut stepper = replayed(&preset("counter", Parameters { count: 2, ..PARAMETERS }), &text);
    assert_eq!((stepper.end(), faults(&mut stepper)), (Some(RunEnd::Finished), vec![]));
    // Thread 0 waits from the first step on. Who releases waits next, for the thread that has acquired.
    let waits: Vec<usize> =
        (1..).zip(stepper.notes()).filter(|(_, note)| note.waits).map(|(at, _)| at).collect();
    assert_eq!(waits, [1, 30, 59]);
    stepper.seek(30);
    assert_eq!(stepper.wait().unwrap().to_string(), "fault.wait([fault.waits(1, 0)])");
}

#[test]
fn threads_that_wait_for_one_another_for_ever_are_a_fault() {
    let mut stepper = replayed(&preset("two-locks", PARAMETERS), "01");
    assert_eq!(faults(&mut stepper), [(2, "fault.deadlock".into())]);
    let mut stepper = replayed(&preset("forgetful", Parameters { count: 1, ..PARAMETERS }), &"1".repeat(28));
    assert_eq!(faults(&mut stepper), [(28, "fault.abandoned".into())]);
}

/// A second statement of what a fault is, by the screen and the cursor alone.
#[test]
fn the_faults_of_any_schedule_are_those_that_the_screen_shows() {
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..200 {
        let program = preset("counter", Parameters { threads: 3, count: 2, ..UNGUARDED });
        let mut stepper = Stepper::new(program).unwrap();
        let mut expected = Vec::new();
        while stepper.end().is_none() {
            let ready: Vec<ThreadId> = stepper.state().runnable(&stepper.code).collect();
            let before = stepper.state().memory.clone();
            let thread = ready[rng.usize(..ready.len())];
            let loaded = stepper.loaded(thread).map(|(_, value)| value);
            let next = stepper.next(thread).unwrap().op;
            stepper.run(&mut Learner::chooses(thread)).unwrap();
            let at = loaded.unwrap_or(0) as usize;
            match next {
                Op::Put(..) if before.cells.get(at).is_some_and(|&cell| cell != 0) => {
                    expected.push((stepper.position(), FaultKind::Lost));
                }
                Op::Store(..) if before.cursor != at as u32 => {
                    expected.push((stepper.position(), FaultKind::Stale));
                }
                _ => {}
            }
        }
        let found = (1..).zip(stepper.notes()).filter_map(|(at, note)| Some((at, note.fault?)));
        let found: Vec<_> = found.filter(|&(_, kind)| kind != FaultKind::Torn).collect();
        assert_eq!(found, expected);
        // There and back again.
        let all: Vec<usize> =
            (1..).zip(stepper.notes()).filter(|(_, note)| note.fault.is_some()).map(|(at, _)| at).collect();
        assert_eq!(visited(&mut stepper, Stepper::next_fault, 0), all);
        let end = stepper.schedule().len() + 1;
        let back: Vec<usize> = visited(&mut stepper, Stepper::previous_fault, end);
        assert_eq!(
            back.into_iter().rev().collect::<Vec<_>>(),
            all.into_iter().filter(|&at| at < end - 1).collect::<Vec<_>>()
        );
    }
}

#[test]
fn back_and_forth_is_the_same_place() {
    let mut stepper = replayed(&preset("counter", Parameters { threads: 3, ..UNGUARDED }), "0122100");
    let (state, fact) = (stepper.state().clone(), stepper.fact().to_string());
    for position in (0..7).rev() {
        stepper.seek(position);
        assert_eq!(stepper.position(), position);
    }
    stepper.seek(99);
    assert_eq!((stepper.state(), stepper.fact().to_string()), (&state, fact));
    // The same step again keeps the later ones; another step forgets them.
    stepper.seek(2);
    step(&mut stepper, 2);
    assert_eq!(stepper.schedule().len(), 7);
    step(&mut stepper, 0);
    assert_eq!(stepper.schedule(), [0, 1, 2, 0].map(ThreadId));
}

#[test]
fn a_step_that_cannot_be_taken_is_refused_with_a_reason() {
    let mut stepper = Stepper::new(preset("increment", PARAMETERS)).unwrap();
    let mut refused = |text: &str| {
        let Refused { after, why } = stepper.replay(&schedule::parse(text).unwrap()).unwrap_err();
        (after, why.to_string(), stepper.schedule().len())
    };
    assert_eq!(refused("0010"), (2, "refused(1, blocked.waits(-, 0))".to_string(), 2));
    assert_eq!(refused("7"), (0, "refused.noThread(7)".to_string(), 0));
    assert_eq!(refused("00000"), (4, "refused(0, blocked.done)".to_string(), 4));
    let mut two = Stepper::new(preset("two-locks", PARAMETERS)).unwrap();
    let why = two.replay(&[0, 1, 0].map(ThreadId)).unwrap_err().why;
    assert_eq!(why.to_string(), r#"refused(0, blocked.waits("second", 1))"#);
}

#[test]
fn playing_on_ends_as_the_program_ends() {
    let mut stepper = replayed(&preset("counter", UNGUARDED), "010101");
    stepper.seek(2);
    stepper.play_on();
    assert_eq!((stepper.end(), stepper.position()), (Some(RunEnd::Finished), 54));
    assert_eq!(stepper.schedule()[..6], [0, 1, 0, 1, 0, 1].map(ThreadId));
    let text: String = stepper.screen().iter().map(|&cell| char::from(cell as u8)).collect();
    assert_eq!(text, "[0] => 0\n1] => 0\nMain thread exiting...\n");
}
