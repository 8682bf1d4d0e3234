//! One run on native threads, under a lock of ours or one of parking_lot's, to measure a browser's run against.
//!
//! `native-bench LOCK THREADS COUNT` prints nanoseconds a line, the index of fairness, and the acquisitions that waited
//! and that barged. A process's run acquires locks of ours only, so this one is put together from the same parts for
//! any: [`ThreadMemory`] acquires the lock, [`full_speed`] prints and counts, and all are measured alike.

use std::env;
use std::error::Error;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_utils::CachePadded;
use mutex_demo::lock::{Lock, LockStats, MutualExclusion, Patience, Spin, Ticket};
use mutex_demo::memory::{LockedScreen, ThreadMemory};
use mutex_demo::process::full_speed;
use mutex_demo::program::presets::preset;
use mutex_demo::program::{LockKind, Main, Parameters, Program};
use mutex_demo::record::{LockCost, ThreadContext, Timing};
use mutex_demo::screen::Screen;
use mutex_demo::signal::Signal;
use mutex_demo::watch::Watch;
use parking_lot::lock_api::{self, RawMutex};

/// A mutex of parking_lot's.
struct Peer<R>(lock_api::Mutex<R, CachePadded<LockStats>>);

impl<R: RawMutex> Default for Peer<R> {
    fn default() -> Peer<R> {
        Peer(lock_api::Mutex::default())
    }
}

// SAFETY: it is a mutex, as its documentation says.
unsafe impl<R: RawMutex + Sync> MutualExclusion for Peer<R> {
    type Guard<'a>
        = lock_api::MutexGuard<'a, R, CachePadded<LockStats>>
    where
        R: 'a;

    #[inline(always)]
    fn try_acquire(&self) -> Option<Self::Guard<'_>> {
        self.0.try_lock()
    }

    fn acquire(&self, _: Patience) -> Self::Guard<'_> {
        self.0.lock()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [lock, threads, count] = &arguments[..] else { return Err("native-bench LOCK THREADS COUNT".into()) };
    let (threads, count) = (threads.parse()?, count.parse()?);
    let text = preset("counter", "line").expect("it is a preset");
    let program = |lock| Program::new(text, Parameters { threads, count, lock, main: Main::Join });
    let (elapsed, stats) = match lock.as_str() {
        "mutex" => print_all::<Mutex<CachePadded<LockStats>>>(program(LockKind::Mutex)?),
        "spin" => print_all::<Lock<Spin>>(program(LockKind::Spin)?),
        "ticket" => print_all::<Lock<Ticket>>(program(LockKind::Ticket)?),
        // To the program they are mutexes: no thread draws a ticket.
        "parking_lot::Mutex" => print_all::<Peer<parking_lot::RawMutex>>(program(LockKind::Mutex)?),
        "parking_lot::FairMutex" => print_all::<Peer<parking_lot::RawFairMutex>>(program(LockKind::Mutex)?),
        _ => return Err(format!("no lock {lock}").into()),
    };
    let nanoseconds = elapsed.as_secs_f64() * 1e9 / f64::from(threads * count);
    let until_first_finished = stats.until_first_finished(threads).ok_or("no thread has ended")?;
    let fairness = fairness(&until_first_finished);
    println!("{nanoseconds:.1} {fairness:.3} {} {}", stats.waited, stats.barged);
    Ok(())
}

/// Jain's index: 1 if all are equal, 1/n if one has all.
fn fairness(acquisitions: &[u32]) -> f64 {
    let sum: f64 = acquisitions.iter().copied().map(f64::from).sum();
    let squares: f64 = acquisitions.iter().map(|&acquired| f64::from(acquired).powi(2)).sum();
    sum * sum / (acquisitions.len() as f64 * squares)
}

/// Has the program's threads print all their lines. Returns how long that took, and how often each acquired the lock.
fn print_all<L: MutualExclusion>(program: Program) -> (Duration, LockStats) {
    let (locks, screen) = ([L::default()], Screen::new(program.screen_len()));
    // The memory is at hand then, like that of a process that has run before.
    screen.cells().iter().for_each(|cell| cell.store(0, Relaxed));
    let (since, signal, watch) = (OnceLock::new(), Signal::default(), Watch::new(program.threads()));
    let waiting = [CachePadded::default()];
    let processors = thread::available_parallelism().map_or(1, |processors| processors.get() as u32);
    let patience = Patience::new(program.threads(), processors);
    thread::scope(|scope| {
        // As in a process, the threads start together: when all of them wait for the lock.
        let closed = locks[0].acquire(patience);
        for thread in program.thread_ids() {
            let timing = Timing::Sampled;
            let context = ThreadContext {
                thread,
                since: &since,
                log: None,
                waiting: &waiting,
                watch: &watch,
                signal: &signal,
                timing,
                patience,
            };
            let (program, screen, locks) = (&program, &screen, &locks);
            scope.spawn(move || print_own(program, context, screen, locks));
        }
        while waiting[0].load(Relaxed) < program.threads() {
            thread::sleep(Duration::from_micros(50));
        }
        since.set(Instant::now()).expect("it is set once");
        drop(closed);
    });
    let elapsed = since.get().expect("it was set").elapsed();
    assert_eq!(screen.load_cursor(), program.glyphs(), "a lock that excludes loses no glyph");
    let stats = LockStats::clone(&locks[0].acquire(patience));
    (elapsed, stats)
}

/// The life of one thread.
fn print_own<L: MutualExclusion>(
    program: &Program,
    context: ThreadContext<'_>,
    screen: &Screen,
    locks: &[L],
) {
    let guard = program.guard().expect("a lock around each print guards the screen");
    // SAFETY: the program has one lock, which the memory below acquires; every thread reaches this screen through it, and
    // nothing else does while they run.
    let screen = unsafe { LockedScreen::new(screen, guard) };
    let code = program.code(context.thread);
    let acquires = program.totals(context.thread).acquires.iter().sum();
    let mut cost = LockCost::default();
    let mut memory = ThreadMemory::new(context, acquires, locks, &[], screen, &mut cost);
    let (ended, _) = full_speed(code, &mut vec![0; code.locals], &mut memory, context);
    assert!(ended.is_continue(), "nobody gives a signal");
}
