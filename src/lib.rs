//! A mutex you can switch on and off.
//!
//! `main` starts some threads; thread *t* prints `[t] => 0`, `[t] => 1`, …; `main` prints `Main thread exiting...`.
//! They share one screen. Without a lock their lines tear and characters vanish; with a lock acquired before each print
//! and released after it, every line is whole. This crate is that program, run for real: by native threads under `cargo
//! test`, and in a web page by workers that share one WebAssembly memory.
//!
//! # A program is text
//!
//! The page shows the program that runs: a short [text](program) in a subset of Python's syntax. It names the locks, and says
//! what a print does, what each thread does and what `main` does. From that one text come the [ops](program::Op), the
//! listing in six [languages](program::print), the [edits](program::edit) that place the lock, and all that executes it.
//! Nothing states the order of ops a second time. The presets are such texts and nothing else.
//!
//! The ways to run a program differ in what picks the thread that steps next: the operating system ([`process`]), the
//! learner, a schedule that is replayed, chance, or every possible order in turn, counted exactly ([`model`]). A
//! schedule is a list of thread ids. A run also has a [`timeline`]: when each thread worked, waited and held a lock.
//!
//! # A race condition without a data race
//!
//! Writing one character is three ops: load the cursor, put the glyph there, store the cursor one further. Two threads
//! that interleave those three lose a glyph; two that interleave whole glyphs tear a line. That is a race *condition*,
//! never a data *race*: every access is atomic (see [`screen`]), unless the program itself shows that one lock guards
//! them all. The value that stands for that proof is a [`ScreenGuard`](program::ScreenGuard), and plain accesses ask
//! for it.
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
//! - Nothing in [`program`], [`machine`] or [`model`] reads a clock; nothing there but [`model::Chance`] draws a random
//!   number, and that from a seed.
//! - Nothing but [`machine`] says what an op does, and nothing but [`program`] in which order ops come.
//! - The page acquires no lock and never blocks: it reads a process's memory from outside.
//! - No view calls another view. Views are folds over the screen and the trace.
//! - No thread calls JavaScript between its start and its end, except to read the clock.
//!
//! # Reading order
//!
//! The modules below, from the program to the pixels.

#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

pub mod fact; // what is the case, for a sentence about it
pub mod program; // a program's text, and the code that it compiles to
pub mod durations; // how long each op takes
pub mod watchable; // what a run does so that it can be watched
pub mod machine; // the meaning of each op
pub mod screen; // the shared output
pub mod trace; // a run's events and their times
pub mod hang; // threads that wait for ever
pub mod run_end; // how a run ended
pub mod words; // the words that several views have in their sentences
pub mod signal; // the signal that ends a run
pub mod watch; // whether threads hang
pub mod record; // a thread's record of itself
pub mod lock; // the locks: mutex, spin, ticket
pub mod memory; // how a thread accesses what the threads share
pub mod process; // scheduler: the operating system; main and its threads
pub mod rows; // the screen as rows: whole or torn
pub mod model; // the program as a value, stepped, replayed, explored
pub mod simulator; // a run by chance, if threads cannot be had
pub mod timeline; // a run in time
pub mod verdict; // the verdict on a run
pub mod scroll; // how a million rows fit into a scroll bar

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
compile_error!("threads in wasm need a rebuilt standard library: build with `make`");

#[cfg(target_arch = "wasm32")]
#[cfg_attr(
    feature = "on-demand",
    allow(dead_code, unused_imports, reason = "the module that is loaded on demand has no views")
)]
mod page; // the views
#[cfg(target_arch = "wasm32")]
mod web; // the exports to JavaScript
