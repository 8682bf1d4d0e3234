//! A program as a value: every scheduler but the operating system works on it.
//!
//! Owns the memory, the locks and the threads' positions as one [`State`], which knows the threads that can step, and
//! why the others cannot. Picking the one that steps is a [`Scheduler`]'s: the learner, a schedule that is replayed, or
//! chance; the [`Explorer`] takes every possible step. Steps are indivisible and one follows the other: that is
//! sequential consistency. Weaker memory is not modelled.
//!
//! The threads take the steps. `main`, which only starts them and waits for them in most programs, runs ahead: it
//! executes its ops up to its `join()` before the first step, and those after it when every thread has ended. A `main`
//! that does not join is not followed to its exit, which would end the threads.

mod code; // the ops, written out
mod memory; // the shared memory and the locks
mod state; // all of a program's state
pub mod schedule; // the order of steps, as text
mod scheduler; // the trait, and the simplest one
mod learner; // scheduler: the reader
mod replay; // scheduler: a schedule
mod chance; // scheduler: chance, in simulated time
mod stepper; // a run that goes back and forth
mod fault; // what a step did
mod faults; // what went wrong in a schedule, by step
pub mod words; // the words for ops and blocked threads
mod outcome; // what a complete run comes to
mod enumerator; // every schedule, one after the other
mod count; // a whole number of any size
mod explorer; // every schedule, counted

pub use self::chance::{Chance, Pace};
pub use self::code::Written;
pub use self::count::Count;
pub use self::enumerator::Enumerator;
pub use self::explorer::{Explorer, LargestSize, MAX_LISTED, MAX_STATES, OutcomeCount};
pub use self::faults::{FaultKind, Note, Sought};
pub use self::learner::Learner;
pub use self::memory::{Blocked, ModelMemory};
pub use self::outcome::Outcome;
pub use self::replay::Replay;
pub use self::scheduler::{InOrder, Scheduler};
pub use self::state::{State, Step};
pub use self::stepper::{Refused, Stepper};

#[cfg(test)]
pub(crate) mod tests; // the model's account of a run
