//! A mutex you can switch on and off.
//!
//! `main` starts some threads; thread *t* prints `[t] => 0`, `[t] => 1`, …; `main` prints `Main thread exiting...`.
//! They share one screen. Without a lock their lines tear and characters vanish; with a lock acquired before each print
//! and released after it, every line is whole. This crate is that program, run for real: by native threads under `cargo
//! test`, and in a web page by workers that share one WebAssembly memory.
//!
//! The same program has three schedulers: the operating system picks the thread that steps next ([`process`]), or the
//! learner does ([`stepper`]), or every possible order is followed and counted ([`explorer`]). A run can be replayed: a
//! schedule is a list of thread ids. It also has a [`timeline`]: when each thread worked, waited and held the lock.
//!
//! # The idea
//!
//! Writing one character is three [ops](program::Op): load the cursor, put the glyph there, store the cursor one
//! further. Two threads that interleave those three lose a glyph; two that interleave whole glyphs tear a line. That is
//! a race *condition*, never a data *race*: every unguarded access is atomic (see [`screen`]).
//!
//! ```text
//!  page (its own instance and memory)            process (one worker: the program's `main`)
//!  ┌───────────────────────────┐                 ┌──────────────────────────────────────────────┐
//!  │ controls   listing        │  run, stop      │ shared memory  ┌──────────┐ ┌──────────┐     │
//!  │ console    verdict        │ ──────────────► │  screen, lock  │ thread 0 │ │ thread 1 │ …   │
//!  │ never blocks, never locks │ ◄────────────── │  logs, tape    │ (worker) │ │ (worker) │     │
//!  └───────────────────────────┘  a view of it   └──────────────────────────────────────────────┘
//! ```
//!
//! # Invariants
//!
//! - Nothing outside `page` and `web` names wasm-bindgen, web-sys or js-sys.
//! - Nothing in [`program`], [`machine`], [`schedule`], [`stepper`] or [`explorer`] reads a clock or a random source.
//! - The page acquires no lock and never blocks: it reads a process's memory from outside.
//! - No view calls another view. Views are folds over the screen and the trace.
//! - No thread calls JavaScript between its start and its end, except to read the clock.
//!
//! # Reading order
//!
//! The modules below, from the program to the pixels.

pub mod language; // a program's text, and the code that it compiles to
pub mod text; // the printed text
pub mod program; // each thread's program, op by op
pub mod durations; // how long each op takes
pub mod machine; // the meaning of each op
pub mod screen; // the shared output
pub mod lock; // the locks: mutex, spin, ticket
pub mod trace; // a run's events and their times
pub mod record; // a thread's record of itself
pub mod guarded; // how a thread accesses the screen: unguarded, or through a lock
pub mod state; // a whole program as one value, stepped in any order
pub mod schedule; // that order, as text
pub mod stepper; // scheduler: the learner
pub mod end; // the outcome of a run of the model
pub mod enumerator; // every schedule, one after the other
pub mod count; // a whole number of any size
pub mod explorer; // scheduler: every possible schedule
pub mod process; // scheduler: the operating system; main and its threads
pub mod simulator; // scheduler: chance, if threads cannot be had
pub mod timeline; // a run in time
pub mod rows; // the screen as rows: whole or torn
pub mod verdict; // the verdict on a run
pub mod listing; // the program as the learner reads it
pub mod scroll; // how a million rows fit into a scroll bar

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
compile_error!("threads in wasm need a rebuilt standard library: build with `make`");

#[cfg(target_arch = "wasm32")]
mod page; // the views
#[cfg(target_arch = "wasm32")]
mod web; // the exports to JavaScript
