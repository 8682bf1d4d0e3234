//! One run on native threads, under a lock of ours or one of parking_lot's, to measure a browser's run against.
//!
//! `native-bench LOCK THREADS COUNT` prints nanoseconds a line, the index of fairness, hand-offs and bargings. A
//! process's run acquires locks of ours only, so this one is put together from the same parts for any: [`Guarded`]
//! acquires the lock, prints and counts, and all are measured alike.

use std::env;
use std::error::Error;
use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_utils::CachePadded;
use mutex_demo::guarded::Guarded;
use mutex_demo::lock::{Locked, MutualExclusion, Shares, Spin, Ticket};
use mutex_demo::machine::Registers;
use mutex_demo::program::{Execute, Lock, Op, Program, Scope};
use mutex_demo::record::{Cost, Record, Status, Timing};
use mutex_demo::screen::Screen;
use mutex_demo::verdict::fairness;
use parking_lot::lock_api::{self, RawMutex};

/// A mutex of parking_lot's.
struct Peer<R>(lock_api::Mutex<R, CachePadded<Shares>>);

impl<R: RawMutex> Default for Peer<R> {
    fn default() -> Peer<R> {
        Peer(lock_api::Mutex::default())
    }
}

// SAFETY: it is a mutex, as its documentation says.
unsafe impl<R: RawMutex + Sync> MutualExclusion for Peer<R> {
    type Guard<'a>
        = lock_api::MutexGuard<'a, R, CachePadded<Shares>>
    where
        R: 'a;

    #[inline(always)]
    fn try_acquire(&self) -> Option<Self::Guard<'_>> {
        self.0.try_lock()
    }

    fn acquire(&self) -> Self::Guard<'_> {
        self.0.lock()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [lock, threads, count] = &arguments[..] else { return Err("native-bench LOCK THREADS COUNT".into()) };
    let program = Program::new(threads.parse()?, count.parse()?)?;
    let under = |lock| program.guarded(lock, Scope::Line);
    let (elapsed, shares) = match lock.as_str() {
        "mutex" => print_all::<Mutex<CachePadded<Shares>>>(under(Lock::Mutex)),
        "spin" => print_all::<Locked<Spin>>(under(Lock::Spin)),
        "ticket" => print_all::<Locked<Ticket>>(under(Lock::Ticket)),
        // To the program they are mutexes: no thread draws a ticket.
        "parking_lot::Mutex" => print_all::<Peer<parking_lot::RawMutex>>(under(Lock::Mutex)),
        "parking_lot::FairMutex" => print_all::<Peer<parking_lot::RawFairMutex>>(under(Lock::Mutex)),
        _ => return Err(format!("no lock {lock}").into()),
    };
    let nanoseconds = elapsed.as_secs_f64() * 1e9 / f64::from(program.threads() * program.count());
    let fairness = shares.until_first_end(program.threads()).and_then(|shares| fairness(&shares));
    let fairness = fairness.ok_or("no thread has ended")?;
    println!("{nanoseconds:.1} {fairness:.3} {} {}", shares.hand_offs, shares.bargings);
    Ok(())
}

/// Has the program's threads print all their lines. Returns how long that took, and how often each acquired the lock.
fn print_all<L: MutualExclusion>(program: Program) -> (Duration, Shares) {
    let (lock, screen) = (L::default(), Screen::new(program.screen_len()));
    // The memory is at hand then, like that of a process that has run before.
    screen.cells().iter().for_each(|cell| cell.store(0, Relaxed));
    let since = OnceLock::new();
    let [waiting, signal] = [(); 2].map(|()| CachePadded::new(AtomicU32::new(0)));
    thread::scope(|scope| {
        // As in a process, the threads start together: when all of them wait for the lock.
        let closed = lock.acquire();
        for author in program.authors() {
            let (lock, screen, since, waiting, signal) = (&lock, &screen, &since, &waiting, &signal);
            scope.spawn(move || {
                let status = &Status::default();
                let timing = Timing::Sampled;
                let record = Record { author, since, log: None, status, waiting, signal, timing };
                print_own(program, record, screen, lock);
            });
        }
        while waiting.load(Relaxed) < program.threads() {
            thread::sleep(Duration::from_micros(50));
        }
        since.set(Instant::now()).expect("it is set once");
        drop(closed);
    });
    let elapsed = since.get().expect("it was set").elapsed();
    assert_eq!(screen.load_cursor(), program.glyphs(), "a lock that excludes loses no glyph");
    let shares = Shares::clone(&lock.acquire());
    (elapsed, shares)
}

/// The life of one thread.
fn print_own<L: MutualExclusion>(program: Program, record: Record<'_>, screen: &Screen, lock: &L) {
    let mut cost = Cost::default();
    // SAFETY: every thread reaches this screen through this lock, and nothing else does while they run.
    let memory = unsafe { Guarded::new(record, program.sections(record.author), screen, lock, &mut cost) };
    let mut thread = Thread { registers: Registers::new(record.author), memory, record };
    assert!(program.execute_all(record.author, &mut thread).is_continue(), "nobody gives a signal");
}

/// A thread at full speed, which checks for a signal as often as a process's does.
struct Thread<'a, L: MutualExclusion> {
    registers: Registers,
    memory: Guarded<'a, L>,
    record: Record<'a>,
}

impl<L: MutualExclusion> Execute for Thread<'_, L> {
    #[inline(always)]
    fn execute(&mut self, op: Op) -> ControlFlow<()> {
        if matches!(op, Op::Acquire | Op::Load) && self.record.signal.load(Relaxed) != 0 {
            return Break(());
        }
        self.registers.step(op, &mut self.memory);
        Continue(())
    }
}
