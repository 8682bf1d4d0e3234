//! Waits for a lock, and how they are given up when the run is over.
//!
//! Owns the slow path of an acquire, out of line. Never records an acquisition.
//!
//! A thread that holds no lock waits by the lock's own means: std's mutex puts it to sleep, and nothing can call it
//! back. That is safe, since whoever holds the lock can be called back. A thread that waits while it holds a lock may be
//! part of a circle, so it polls: it tries to acquire, checks the signal, and sleeps shortly in between. A thread that
//! ends with locks held keeps them and polls for the signal alone, and so does a `main` that joins with locks held.
//!
//! - **Every hang is found.** In a hang each thread waits for a lock that an idle thread holds. That holder polls, and in
//!   every round it looks for a hang ([`Watch::hang`](crate::watch::Watch::hang)).
//! - **Every run ends after a signal.** Each thread that holds locks works or polls, so it sees the signal and releases
//!   them. With that each thread that sleeps at a lock acquires it, sees the signal, and releases the lock at once.

use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

use web_time::Instant;

use super::try_acquire;
use crate::durations::SHORTEST_SLEEP_US;
use crate::lock::{MutualExclusion, TicketClaim};
use crate::program::LockId;
use crate::record::{LockCost, ThreadContext, Timing};
use crate::run_end::RunEnd;
use crate::trace::EventKind;
use crate::watch::{LockSet, Status};

/// How long a thread that polls sleeps between two rounds.
const ROUND: Duration = Duration::from_micros(SHORTEST_SLEEP_US as u64);
/// How often it tries before it sleeps for the first time: most holds are short.
const TRIES: u32 = 200;

/// Waits for the lock, as a thread that holds the locks of `held`. If the lock was acquired, the caller ends the wait:
/// see [`LockCost::end_wait_now`]. If the run is over by then, the wait counts all the same, but the lock is not held; a
/// claim that was not served is returned.
#[cold]
pub(super) fn wait<'a, L: MutualExclusion>(
    lock: &'a L,
    id: LockId,
    claim: Option<TicketClaim<'a>>,
    held: LockSet,
    context: ThreadContext<'_>,
    cost: &mut LockCost,
) -> Result<L::Guard<'a>, Option<TicketClaim<'a>>> {
    let since = now();
    if context.timing == Timing::Exact {
        cost.begin_wait(context.log(EventKind::Wait(id), 0));
    }
    context.watch.publish(context.thread, Status::Waiting(id), held);
    let waiting = &context.waiting[usize::from(id.0)];
    waiting.fetch_add(1, Relaxed);
    let acquired = match claim {
        // A thread that holds this very lock waits for itself. No try ever succeeds.
        claim if !held.is_empty() => poll(lock, claim, context),
        None => Ok(lock.acquire(context.patience)),
        Some(claim) => Ok(lock.acquire_at(claim, context.patience)),
    };
    context.watch.publish(context.thread, Status::Working, held);
    waiting.fetch_sub(1, Relaxed);
    if context.timing == Timing::Sampled {
        cost.waited_since(context.since.get().map_or(since, |&start| start.max(since)));
    }
    match acquired {
        Ok(guard) if !context.signal.is_given() => Ok(guard),
        acquired => {
            cost.end_wait_now();
            Err(acquired.err().flatten())
        }
    }
}

/// Waits for the lock until there is a signal. Others may barge as long as this thread sleeps, however often that is.
fn poll<'a, L: MutualExclusion>(
    lock: &'a L,
    mut claim: Option<TicketClaim<'a>>,
    context: ThreadContext<'_>,
) -> Result<L::Guard<'a>, Option<TicketClaim<'a>>> {
    let mut tries = 0;
    loop {
        claim = match try_acquire(lock, claim) {
            Ok(guard) => return Ok(guard),
            Err(claim) => claim,
        };
        if context.signal.is_given() {
            return Err(claim);
        }
        tries += 1;
        if tries < TRIES {
            std::hint::spin_loop();
        } else {
            look_and_sleep(context);
        }
    }
}

/// Lets a thread that holds locks wait, until `done` or until there is a signal.
#[cold]
pub fn keep_until(context: ThreadContext<'_>, mut done: impl FnMut() -> bool) {
    while !context.signal.is_given() && !done() {
        look_and_sleep(context);
    }
}

/// A round of a thread that polls: if threads hang, gives the signal that says so.
fn look_and_sleep(context: ThreadContext<'_>) {
    match context.watch.hang() {
        Some(waits) => drop(context.signal.give(RunEnd::of_hang(waits))),
        None => thread::sleep(ROUND),
    }
}

#[cold]
pub(super) fn now() -> Instant {
    Instant::now()
}

#[cold]
pub(super) fn milliseconds_since(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
