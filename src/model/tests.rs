//! The model's account of a run, for the tests of the other ways to run a program.

use super::{Explorer, Outcome, State, Written};
use crate::program::{Program, ThreadId};
use crate::run_end::RunEnd;

/// The outcomes of every schedule of a program.
pub(crate) fn explored(program: &Program) -> Vec<Outcome> {
    let mut explorer = Explorer::new(program.clone()).unwrap();
    while explorer.advance(1_000) {}
    assert!(explorer.is_complete(), "{program:?}");
    explorer.outcomes().iter().map(|found| found.outcome.clone()).collect()
}

/// The end, the last state and the outcome that the model comes to by the tape of a run.
pub(crate) fn replayed(program: &Program, tape: &[ThreadId]) -> (RunEnd, State, Outcome) {
    let code = Written::new(program).unwrap();
    let mut state = State::new(&code);
    let mut lost = false;
    for &thread in tape {
        lost |= state.step(&code, thread).unwrap().overwrote.is_some();
    }
    let (end, last) = state.ended(&code).expect("no thread can step");
    let outcome = Outcome::of(program, &code, &state, lost);
    (end, last, outcome)
}
