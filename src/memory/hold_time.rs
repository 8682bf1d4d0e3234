//! How long a thread holds a lock, if that hold is timed.
//!
//! Owns the times of a hold; never decides which holds are timed (that is [`Timing`]).

use web_time::Instant;

use super::waiting::{milliseconds_since, now};
use crate::lock::LockStats;
use crate::program::LockId;
use crate::record::{LockCost, ThreadContext, Timing};
use crate::trace::EventKind;

/// The beginning of a hold; by default, of one that is not timed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HoldTime {
    /// How many holds the time of this one counts for.
    weight: u32,
    /// `since` if the hold is sampled, `held_us` if it is logged.
    since: Option<Instant>,
    held_us: u32,
}

// The slow paths are out of line. They take the fields that they need, not the thread's memory, so that its other fields
// stay in registers.
impl HoldTime {
    /// A hold that begins no earlier than `earliest_us`, and whose time counts for `weight` holds.
    #[inline(always)]
    pub fn new(weight: u32, earliest_us: u32) -> HoldTime {
        HoldTime { weight, since: None, held_us: earliest_us }
    }

    /// Tells whether the hold is timed.
    #[inline(always)]
    pub fn is_timed(&self) -> bool {
        self.weight != 0
    }

    /// Returns the hold with the time at which it begins, which is now.
    #[cold]
    #[inline(never)]
    pub fn begin(self, hold: EventKind, context: ThreadContext<'_>, cost: &mut LockCost) -> HoldTime {
        match context.timing {
            Timing::Exact => {
                let held_us = context.log(hold, self.held_us);
                cost.end_wait(held_us);
                HoldTime { held_us, ..self }
            }
            Timing::Sampled => HoldTime { since: Some(now()), ..self },
        }
    }

    /// Notes the hold's end, which is now.
    #[cold]
    #[inline(never)]
    pub fn end(self, lock: LockId, stats: &mut LockStats, context: ThreadContext<'_>, cost: &mut LockCost) {
        match context.timing {
            Timing::Exact => {
                stats.released_us = context.log(EventKind::Release(lock), self.held_us);
                cost.held_ms += f64::from(stats.released_us.saturating_sub(self.held_us)) / 1e3;
            }
            Timing::Sampled => {
                let since = self.since.expect("a sampled hold has a beginning");
                cost.held_ms += milliseconds_since(since) * f64::from(self.weight);
            }
        }
    }
}
