//! Lines through the lock, on native threads: the upper bound that the browser is measured against.
//!
//! Prints one line a number of threads: the number, and nanoseconds a line, the median of five runs.

use std::error::Error;

use mutex_demo::process::Run;
use mutex_demo::program::{Durations, Lock, MAX_COUNT, Program, Scope};

/// How many lines a measurement prints, over all threads.
const LINES: u32 = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    rayon::ThreadPoolBuilder::new().num_threads(16).build_global()?;
    for threads in [1, 2, 5, 16] {
        let count = (LINES / threads).min(MAX_COUNT);
        let program = Program::new(threads, count)?.guarded(Lock::Mutex, Scope::Line);
        let mut nanoseconds: Vec<f64> = (0..5)
            .map(|_| {
                let (_, elapsed) = Run::unrecorded(program, Durations::default()).main();
                elapsed.as_secs_f64() * 1e9 / f64::from(threads * count)
            })
            .collect();
        nanoseconds.sort_by(f64::total_cmp);
        println!("{threads} {:.1}", nanoseconds[2]);
    }
    Ok(())
}
