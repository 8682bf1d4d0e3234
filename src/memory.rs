//! The memory that the threads share, as one real thread accesses it: the locks, the shared names and the screen.
//!
//! Owns what happens at a lock; never decides when to acquire one (that is the program's), nor how a lock excludes
//! (that is [`lock`](crate::lock)). How a thread accesses the screen is a type: with atomic accesses, or with plain ones
//! under the lock that guards it. The machine runs the same ops over both.

mod hold_time; // how long locks are held
mod screen_access; // the two ways to access the screen
mod waiting; // waits, and how they are given up

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use crossbeam_utils::CachePadded;

pub use self::screen_access::{LockedScreen, Racing};
pub use self::waiting::keep_until;

use self::hold_time::HoldTime;
use self::screen_access::ScreenAccess;
use crate::lock::{Acquisition, MutualExclusion, TicketClaim};
use crate::machine::{self, Memory};
use crate::program::parse::MAX_LOCKS;
use crate::program::{Code, LockId, Position, PrintLoop, SharedId, ThreadId, Variable};
use crate::record::{LockCost, Printed, ThreadContext};
use crate::screen::Glyph;
use crate::trace::EventKind;
use crate::watch::{LockSet, Status};

/// A thread's access to the memory, which it gives up when it ends.
pub trait ProgramMemory: Memory {
    /// Notes that the thread has started, if that is not noted yet.
    fn start(&mut self);
    /// Executes the ops of a loop that prints `text`: see [`machine::print`].
    fn print(&mut self, text: &[u8], local: &mut u32);
    /// Executes iterations of a loop that prints a text under a lock: as many as nothing is to be recorded of, perhaps
    /// none, and no more if there is a signal. Returns what was printed.
    fn print_loop(
        &mut self,
        of: &PrintLoop,
        code: &Code,
        position: &mut Position,
        local: &mut u32,
    ) -> Printed;
    /// Tells whether the thread holds a lock.
    fn holds(&self, lock: LockId) -> bool;
    /// Returns the locks that the thread holds.
    fn held(&self) -> LockSet;
    /// Notes that the thread has come to its end. It keeps the locks that it holds, but accesses the screen no more.
    fn end(&mut self);
    /// Releases all locks that the thread holds, gives up its place in a queue, and notes that a thread that has started
    /// exits. Either the run is over, or the thread holds nothing.
    fn finish(&mut self);
}

/// The memory as one thread accesses it.
#[derive(Debug)]
pub struct ThreadMemory<'a, L: MutualExclusion, S> {
    context: ThreadContext<'a>,
    /// How often the thread acquires a lock in all.
    acquires: u32,
    locks: &'a [L],
    shared: &'a [CachePadded<AtomicU32>],
    screen: S,
    /// The guards of the locks that the thread holds.
    guards: [Option<L::Guard<'a>>; MAX_LOCKS],
    /// The time of each of these holds. Apart from the guards, which change at every acquire and release.
    times: [HoldTime; MAX_LOCKS],
    /// The thread's claim, while it is in a lock's queue.
    claim: Option<(LockId, TicketClaim<'a>)>,
    started: bool,
    cost: &'a mut LockCost,
}

impl<'a, L: MutualExclusion, S> ThreadMemory<'a, L, S> {
    /// The memory as the thread of `context` accesses it, which acquires a lock `acquires` times in all.
    pub fn new(
        context: ThreadContext<'a>,
        acquires: u32,
        locks: &'a [L],
        shared: &'a [CachePadded<AtomicU32>],
        screen: S,
        cost: &'a mut LockCost,
    ) -> ThreadMemory<'a, L, S> {
        ThreadMemory {
            context,
            acquires,
            locks,
            shared,
            screen,
            guards: [const { None }; MAX_LOCKS],
            times: [HoldTime::default(); MAX_LOCKS],
            claim: None,
            started: false,
            cost,
        }
    }

    fn shared(&self, SharedId(name): SharedId) -> &AtomicU32 {
        &self.shared[usize::from(name)]
    }

    /// Takes a lock, and tells how; `None` if the run was over by then, and the lock is not held.
    #[inline(always)]
    fn take(&mut self, id: LockId, claim: Option<TicketClaim<'a>>) -> Option<(L::Guard<'a>, Acquisition)> {
        let index = usize::from(id.0);
        let lock = &self.locks[index];
        // A queued thread cannot have barged.
        let queued = claim.is_some();
        match try_acquire(lock, claim) {
            Ok(guard) if queued || self.context.waiting[index].load(Relaxed) == 0 => {
                Some((guard, Acquisition::Uncontended))
            }
            Ok(guard) => Some((guard, Acquisition::Barged)),
            Err(claim) => {
                let held = locks_of(&self.guards);
                match waiting::wait(lock, id, claim, held, self.context, self.cost) {
                    Ok(guard) => Some((guard, Acquisition::Waited)),
                    Err(claim) => {
                        self.claim = claim.map(|claim| (id, claim));
                        None
                    }
                }
            }
        }
    }
}

impl<L: MutualExclusion, S: ScreenAccess> Memory for ThreadMemory<'_, L, S> {
    #[inline(always)]
    fn draw_ticket(&mut self, lock: LockId) {
        self.claim = self.locks[usize::from(lock.0)].draw_ticket().map(|claim| (lock, claim));
    }

    #[inline(always)]
    fn acquire(&mut self, id: LockId) {
        let index = usize::from(id.0);
        let claim = if L::QUEUES { self.claim.take().map(|(_, claim)| claim) } else { None };
        // The run is over: the lock is not held, and no further op is executed.
        let Some((mut guard, acquisition)) = self.take(id, claim) else { return };
        if acquisition == Acquisition::Waited {
            self.cost.end_wait_now();
        }
        let number = guard.count(self.context.thread, acquisition);
        let weight = self.context.timing.weight(self.cost.acquisitions, self.acquires);
        self.cost.acquisitions += 1;
        if weight != 0 {
            let time = HoldTime::new(weight, guard.released_us);
            let hold = EventKind::Hold(id, number);
            self.times[index] = time.begin(hold, self.context, self.cost);
        }
        self.guards[index] = Some(guard);
        self.screen.acquired(id);
    }

    #[inline(always)]
    fn release(&mut self, id: LockId) {
        let index = usize::from(id.0);
        self.screen.releasing(id);
        let mut guard = self.guards[index].take().expect("a thread releases what it holds");
        if self.times[index].is_timed() {
            let time = std::mem::take(&mut self.times[index]);
            time.end(id, &mut guard, self.context, self.cost);
        }
        if self.cost.acquisitions == self.acquires && self.context.thread != ThreadId::MAIN {
            guard.first_finished();
        }
    }

    #[inline(always)]
    fn load(&mut self, variable: Variable) -> u32 {
        match variable {
            Variable::Cursor => self.screen.load_cursor(),
            Variable::Shared(name) => self.shared(name).load(Relaxed),
        }
    }

    #[inline(always)]
    fn put(&mut self, cursor: u32, glyph: Glyph) {
        self.screen.put(cursor, glyph);
    }

    #[inline(always)]
    fn store(&mut self, variable: Variable, value: u32) {
        match variable {
            Variable::Cursor => self.screen.store_cursor(value),
            Variable::Shared(name) => self.shared(name).store(value, Relaxed),
        }
    }
}

impl<L: MutualExclusion, S: ScreenAccess> ProgramMemory for ThreadMemory<'_, L, S> {
    fn start(&mut self) {
        if !self.started {
            self.started = true;
            self.context.log(EventKind::Started, 0);
        }
    }

    #[inline(always)]
    fn print(&mut self, text: &[u8], local: &mut u32) {
        if !self.screen.print_at_once(self.context.thread, text, local) {
            machine::print(self.context.thread, text, local, self);
        }
    }

    fn print_loop(
        &mut self,
        of: &PrintLoop,
        code: &Code,
        position: &mut Position,
        local: &mut u32,
    ) -> Printed {
        let mut printed = Printed::default();
        if !S::AT_ONCE || self.holds(of.lock) {
            return printed;
        }
        let (context, lock) = (self.context, &self.locks[usize::from(of.lock.0)]);
        let untimed = context.timing.untimed(self.cost.acquisitions, self.acquires);
        let mut left = untimed;
        while left != 0 && !context.signal.is_given() {
            // The text is written before the lock is acquired: a hold is as short as can be.
            let Some((text, newlines)) = position.iteration(code, of) else { break };
            let Some((mut guard, acquisition)) = self.take(of.lock, lock.draw_ticket()) else { break };
            guard.count(context.thread, acquisition);
            self.screen.acquired(of.lock);
            self.screen.print_at_once(context.thread, text, local);
            self.screen.releasing(of.lock);
            drop(guard);
            if acquisition == Acquisition::Waited {
                self.cost.end_wait_now();
            }
            printed.add(text.len(), newlines);
            position.end_iteration(of);
            left -= 1;
        }
        self.cost.acquisitions += untimed - left;
        printed
    }

    #[inline(always)]
    fn holds(&self, LockId(lock): LockId) -> bool {
        self.guards[usize::from(lock)].is_some()
    }

    fn held(&self) -> LockSet {
        locks_of(&self.guards)
    }

    fn end(&mut self) {
        self.screen.end();
        self.context.watch.publish(self.context.thread, Status::Ended, self.held());
    }

    fn finish(&mut self) {
        for lock in (0..MAX_LOCKS as u8).map(LockId) {
            if self.holds(lock) {
                self.release(lock);
            }
        }
        // Threads behind in the queue wait until this claim has acquired the lock and released it. That comes to pass,
        // since the threads before it in the queue see the signal as well, and hold nothing while they wait here.
        if let Some((LockId(lock), claim)) = self.claim.take() {
            drop(self.locks[usize::from(lock)].acquire_at(claim, self.context.patience));
        }
        if self.started {
            self.cost.end_wait(self.context.log(EventKind::Exited, 0));
        }
    }
}

/// Acquires the lock if it is free, or, with a claim, if that is served; else returns the claim.
#[inline(always)]
fn try_acquire<'a, L: MutualExclusion>(
    lock: &'a L,
    claim: Option<TicketClaim<'a>>,
) -> Result<L::Guard<'a>, Option<TicketClaim<'a>>> {
    match claim {
        None => lock.try_acquire().ok_or(None),
        Some(claim) => lock.try_acquire_at(claim).map_err(Some),
    }
}

fn locks_of<G>(guards: &[Option<G>; MAX_LOCKS]) -> LockSet {
    guards.iter().zip(0..).filter_map(|(guard, lock)| guard.is_some().then_some(LockId(lock))).collect()
}
