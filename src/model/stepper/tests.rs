use super::*;
use crate::model::{Learner, schedule};
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
    stepper.sentence()
}

#[test]
fn each_step_says_what_it_did() {
    let mut stepper = replayed(&preset("counter", UNGUARDED), "");
    assert_eq!(stepper.sentence(), "Nobody has stepped yet.");
    assert_eq!(
        [0, 1, 0, 1, 0, 1].map(|thread| step(&mut stepper, thread)),
        [
            "Thread 0 loaded 0.",
            "Thread 1 loaded 0.",
            "Thread 0 put `[` at 0.",
            "Thread 1 put `[` at 0. It overwrote a character of thread 0: both had loaded cursor 0, so at least one is lost.",
            "Thread 0 stored 1.",
            "Thread 1 stored 1. It had loaded 0, but 1 had been stored since: that is overwritten.",
        ]
    );
    assert_eq!(stepper.first_fault(), Some(4));
}

#[test]
fn a_thread_can_overwrite_its_own_character() {
    // Thread 0 has put its first two characters when the late store of thread 1 moves the cursor back.
    let stepper = replayed(&preset("counter", UNGUARDED), "11000000100");
    assert_eq!(
        stepper.sentence(),
        "Thread 0 put `]` at 1. It overwrote a character of its own: it had put that at cursor 1, too, so at least one is lost."
    );
}

#[test]
fn the_step_that_tears_a_row_is_the_first_that_does_not_belong() {
    let mut stepper = replayed(&preset("counter", UNGUARDED), "0001110");
    assert_eq!(stepper.first_fault(), Some(5));
    stepper.seek(5);
    assert_eq!(
        stepper.sentence(),
        "Thread 1 put `[` at 1. That is in the row which thread 0 began: the row is torn."
    );
}

#[test]
fn a_release_without_a_hold_is_a_fault() {
    let stepper = replayed(&program_of("lock.release()", PARAMETERS), "1");
    assert_eq!(stepper.first_fault(), Some(1));
    assert_eq!(
        stepper.sentence(),
        "Thread 1 released the lock. It did not hold it: that is an error, and the run ends."
    );
    assert!(matches!(stepper.end(), Some(RunEnd::Error(_))));
}

#[test]
fn a_guarded_run_has_no_fault() {
    let text: String = ["1", "0", "0", "1"].map(|thread| thread.repeat(29)).concat();
    let stepper = replayed(&preset("counter", Parameters { count: 2, ..PARAMETERS }), &text);
    assert_eq!((stepper.end(), stepper.first_fault()), (Some(RunEnd::Finished), None));
}

#[test]
fn back_and_forth_is_the_same_place() {
    let mut stepper = replayed(&preset("counter", Parameters { threads: 3, ..UNGUARDED }), "0122100");
    let (state, sentence) = (stepper.state().clone(), stepper.sentence());
    for position in (0..7).rev() {
        stepper.seek(position);
        assert_eq!(stepper.position(), position);
    }
    stepper.seek(99);
    assert_eq!((stepper.state(), stepper.sentence()), (&state, sentence));
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
        (after, why, stepper.schedule().len())
    };
    assert_eq!(refused("0010"), (2, "thread 1 waits for the lock that thread 0 holds".into(), 2));
    assert_eq!(refused("7"), (0, "there is no thread 7".into(), 0));
    assert_eq!(refused("00000"), (4, "thread 0 is done".into(), 4));
    let mut two = Stepper::new(preset("two-locks", PARAMETERS)).unwrap();
    let why = two.replay(&[0, 1, 0].map(ThreadId)).unwrap_err().why;
    assert_eq!(why, "thread 0 waits for `second`, which thread 1 holds");
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
