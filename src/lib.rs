//! A mutex you can switch on and off.
//!
//! `main` starts some threads; thread *t* prints `[t] => 0`, `[t] => 1`, …; `main` prints `Main thread exiting...`.
//! They share one screen. Without a lock their lines tear and characters vanish; with a lock taken before each
//! print and released after it, every line is whole. This crate is that program, run for real: by native threads
//! under `cargo test`, and in a web page by workers that share one WebAssembly memory.
//!
//! The same program has three schedulers: the operating system picks who takes the next step ([`process`]), or the
//! learner does ([`stepper`]), or every possible order is followed and counted ([`explorer`]). Whatever ran can be
//! replayed: a schedule is a list of thread ids. What ran also has a [`timeline`]: who worked, waited and held when.
//!
//! # The idea
//!
//! Writing one character is three [ops](program::Op): load the cursor, put the glyph there, store the cursor one
//! further. Two threads that interleave those three lose a glyph; two that interleave whole glyphs tear a line. It
//! is a race *condition*, never a data *race*: every unguarded access is atomic (see [`screen`]).
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
//! - The page takes no lock and never blocks: it reads a process's memory from outside.
//! - No view calls another view. Views are folds over the screen and the trace.
//! - No thread calls JavaScript between its start and its end, except to read the clock.
//!
//! # Reading order
//!
//! The modules below, from the program to the pixels.

pub mod text; // what is printed
pub mod program; // what each thread does, op by op
pub mod durations; // how long each op takes
pub mod machine; // what an op means
pub mod screen; // the shared output
pub mod lock; // the locks: mutex, spin, ticket
pub mod trace; // what happened when
pub mod record; // what a thread notes of itself
pub mod guarded; // how a thread gets at the screen: unguarded, or through a lock
pub mod state; // a whole program as one value, stepped in any order
pub mod schedule; // that order, as text
pub mod stepper; // scheduler: the learner
pub mod end; // what a run of the model came to
pub mod enumerator; // every schedule, one after the other
pub mod count; // a whole number of any size
pub mod explorer; // scheduler: every possible one
pub mod process; // scheduler: the operating system; main and its threads
pub mod simulator; // scheduler: chance, where threads cannot be had
pub mod timeline; // a run in time
pub mod rows; // the screen as rows: whole or torn
pub mod verdict; // what a run came to
pub mod listing; // the program as the learner reads it
pub mod scroll; // how a million rows fit into a scroll bar

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
compile_error!("threads in wasm need a rebuilt standard library: build with `make`");

#[cfg(target_arch = "wasm32")]
mod page; // the views
#[cfg(target_arch = "wasm32")]
mod web; // the exports to JavaScript
