//! Schedules a second: ours beside those of shuttle and loom, which run real Rust code under every schedule.
//!
//! Shuttle and loom pay for that generality with a task and its stack for each thread of each execution; ours steps a
//! state. All of them try the schedules of threads that load a shared value and store it plus one. Prints a line a
//! program: the number of threads, the schedules that each found, and each one's schedules a second.

use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use mutex_demo::model::{Enumerator, Explorer};
use mutex_demo::program::presets::preset;
use mutex_demo::program::{LockKind, Main, Parameters, Program, ProgramError};

/// How long each search is repeated.
const LONG_ENOUGH: Duration = Duration::from_millis(700);

fn main() -> Result<(), Box<dyn Error>> {
    for threads in [2, 3] {
        let parameters = Parameters { threads, count: 1, lock: LockKind::None, main: Main::Join };
        let program = Program::new(preset("increment", "line").expect("a preset"), parameters)?;
        let all = [
            rate(|| enumerate(&program)),
            rate(|| count(&program)),
            rate(|| Ok(shuttle(threads))),
            rate(|| Ok(loom(threads))),
        ];
        let mut line = threads.to_string();
        for measured in all {
            let (schedules, a_second) = measured?;
            line += &format!(" {schedules} {a_second:.0}");
        }
        println!("{line}");
    }
    Ok(())
}

/// Repeats a search. Returns how many schedules it has, and how many a second that makes.
fn rate(mut search: impl FnMut() -> Result<u64, ProgramError>) -> Result<(u64, f64), ProgramError> {
    let since = Instant::now();
    let (mut schedules, mut searches) = (0, 0);
    while since.elapsed() < LONG_ENOUGH {
        schedules = search()?;
        searches += 1;
    }
    Ok((schedules, (schedules * searches) as f64 / since.elapsed().as_secs_f64()))
}

/// Counts the schedules one by one.
fn enumerate(program: &Program) -> Result<u64, ProgramError> {
    let mut schedules = Enumerator::new(program.clone())?;
    let mut found = 0;
    while schedules.next().is_some() {
        black_box(schedules.outcome());
        found += 1;
    }
    Ok(found)
}

/// Counts the schedules by merging equal states.
fn count(program: &Program) -> Result<u64, ProgramError> {
    let mut explorer = Explorer::new(program.clone())?;
    while explorer.advance(1_000) {}
    Ok(explorer.schedules().to_string().parse().expect("they are few"))
}

fn shuttle(threads: u32) -> u64 {
    use shuttle::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    let found = Arc::new(AtomicU64::new(0));
    let counted = found.clone();
    shuttle::check_dfs(
        move || {
            counted.fetch_add(1, Relaxed);
            let value = Arc::new(AtomicUsize::new(0));
            let incrementing = (0..threads).map(|_| {
                let value = value.clone();
                shuttle::thread::spawn(move || value.store(value.load(SeqCst) + 1, SeqCst))
            });
            for thread in incrementing.collect::<Vec<_>>() {
                thread.join().expect("it does not panic");
            }
            black_box(value.load(SeqCst));
        },
        None,
    );
    found.load(Relaxed)
}

fn loom(threads: u32) -> u64 {
    use loom::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    let found = Arc::new(AtomicU64::new(0));
    let counted = found.clone();
    loom::model(move || {
        counted.fetch_add(1, Relaxed);
        let value = loom::sync::Arc::new(AtomicUsize::new(0));
        let incrementing = (0..threads).map(|_| {
            let value = value.clone();
            loom::thread::spawn(move || value.store(value.load(SeqCst) + 1, SeqCst))
        });
        for thread in incrementing.collect::<Vec<_>>() {
            thread.join().expect("it does not panic");
        }
        black_box(value.load(SeqCst));
    });
    found.load(Relaxed)
}
