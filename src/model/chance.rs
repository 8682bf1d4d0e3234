//! Scheduler: chance, in simulated time. It is used if threads cannot be had.
//!
//! Owns the random numbers, the time, and the time at which each thread is due; never executes an op. Time stands still
//! while a thread that is due can step, and moves on to when the next one is. The same seed gives the same run.
//!
//! Chance does what an operating system and real clocks do: no two threads start at the same moment, a sleep takes
//! longer than it was asked to, and at full speed a thread runs for a while before another does. The amounts below are
//! calibrated: they give the torn lines and lost characters of real runs, which a browser test compares.

use super::Scheduler;
use crate::durations::{SHORTEST_SLEEP_US, Taken};
use crate::program::{MAX_THREADS, ThreadId};

/// The delay of a thread's start: the mean of an exponential distribution, in microseconds.
const LATE_START_US: f64 = 60.0;
/// Likewise, the time by which a sleep is longer than it was asked to be, in a run like most.
const OVERSLEEP_US: f64 = 100.0;
/// The factor by which that time is longer in a run on a busy machine, and shorter on a quiet one.
const BUSY: f64 = 2.5;
/// How many steps a thread takes on the average before another one steps, at full speed.
const BURST: u32 = 300;

/// Whether steps take time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// No step takes time, so each thread takes many steps in a row.
    FullSpeed,
    /// Some steps take time, after which another thread is due.
    Timed,
}

/// A scheduler that picks at random among the threads that are due.
#[derive(Clone, Debug)]
pub struct Chance {
    random: fastrand::Rng,
    pace: Pace,
    /// The mean by which a sleep of this run takes too long.
    oversleep_us: f64,
    now_us: f64,
    /// Time does not move on to this time, or beyond.
    limit_us: f64,
    /// When each thread can take its next step, `main` the last.
    due_us: [f64; MAX_THREADS as usize + 1],
    /// The thread that was picked last, if no time has passed since.
    last: Option<ThreadId>,
}

impl Chance {
    /// Begins at time 0, at which every thread is due.
    pub fn new(seed: u64, pace: Pace) -> Chance {
        let mut random = fastrand::Rng::with_seed(seed);
        let oversleep_us = OVERSLEEP_US * BUSY.powf(2.0 * random.f64() - 1.0);
        Chance {
            random,
            pace,
            oversleep_us,
            now_us: 0.0,
            limit_us: f64::INFINITY,
            due_us: [0.0; MAX_THREADS as usize + 1],
            last: None,
        }
    }

    /// Returns the simulated time, in microseconds.
    pub fn now_us(&self) -> f64 {
        self.now_us
    }

    /// Returns when `thread` can take its next step: if that is no later than now, the thread is due.
    pub fn due_us(&self, thread: ThreadId) -> f64 {
        self.due_us[index(thread)]
    }

    /// Lets time move on only to times before `limit_us`.
    pub fn set_limit(&mut self, limit_us: f64) {
        self.limit_us = limit_us;
    }

    /// Lets time move on to `at_us`, although no thread steps then.
    pub fn move_on_to(&mut self, at_us: f64) {
        self.now_us = self.now_us.max(at_us);
    }

    /// Starts `thread` now.
    pub fn start(&mut self, thread: ThreadId) {
        self.due_us[index(thread)] = self.now_us;
    }

    /// Starts `thread` about now, as an operating system does.
    pub fn start_late(&mut self, thread: ThreadId) {
        self.start(thread);
        if self.pace == Pace::Timed {
            self.due_us[index(thread)] += exponential(&mut self.random, LATE_START_US);
        }
    }

    /// Notes how long the step of `thread` takes. The thread sleeps while it waits, if that is long enough.
    pub fn took(&mut self, thread: ThreadId, Taken { waited_us, computed_us }: Taken) {
        let late_us = if waited_us < f64::from(SHORTEST_SLEEP_US) {
            0.0
        } else {
            exponential(&mut self.random, self.oversleep_us)
        };
        self.works(thread, waited_us + late_us + f64::from(computed_us));
    }

    /// Notes that `thread` computes for `duration_us` from now on.
    pub fn works(&mut self, thread: ThreadId, duration_us: f64) {
        self.due_us[index(thread)] = self.now_us + duration_us;
    }

    fn is_due(&self, thread: ThreadId) -> bool {
        self.due_us(thread) <= self.now_us
    }

    /// Picks one of the threads that are due.
    fn pick_due(&mut self, ready: &[ThreadId]) -> Option<ThreadId> {
        let is_ready = |&last: &ThreadId| self.is_due(last) && ready.contains(&last);
        if let Some(last) = self.last.filter(is_ready)
            && self.pace == Pace::FullSpeed
            && self.random.u32(..BURST) != 0
        {
            return Some(last);
        }
        // Each of n threads with the same chance, in one pass: the n-th replaces the choice with chance 1/n.
        let mut chosen = None;
        let mut count = 0;
        for &thread in ready {
            if self.is_due(thread) {
                count += 1;
                if self.random.u32(..count) == 0 {
                    chosen = Some(thread);
                }
            }
        }
        self.last = chosen;
        chosen
    }
}

impl Scheduler for Chance {
    /// Picks among those that are due. If none is, time moves on to when the first one is; if that is not before the
    /// limit, time stays and none is picked.
    fn pick(&mut self, ready: &[ThreadId]) -> Option<ThreadId> {
        if let Some(thread) = self.pick_due(ready) {
            return Some(thread);
        }
        let due_us = ready.iter().map(|&thread| self.due_us(thread)).min_by(f64::total_cmp)?;
        if self.limit_us <= due_us {
            return None;
        }
        self.now_us = due_us;
        self.pick_due(ready)
    }
}

fn index(ThreadId(thread): ThreadId) -> usize {
    usize::from(thread).min(MAX_THREADS as usize)
}

/// Returns a sample of the exponential distribution with this mean.
fn exponential(random: &mut fastrand::Rng, mean: f64) -> f64 {
    -mean * (1.0 - random.f64()).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Sought, Stepper};
    use crate::program::LockKind;
    use crate::program::Parameters;
    use crate::program::tests::{PARAMETERS, preset};

    const BOTH: [ThreadId; 2] = [ThreadId(0), ThreadId(1)];

    #[test]
    fn the_thread_that_is_due_first_is_picked_at_that_time() {
        let mut chance = Chance::new(1, Pace::Timed);
        chance.works(ThreadId(0), 70.0);
        chance.works(ThreadId(1), 50.0);
        assert_eq!((chance.pick(&BOTH), chance.now_us()), (Some(ThreadId(1)), 50.0));
        assert_eq!((chance.pick(&BOTH[..1]), chance.now_us()), (Some(ThreadId(0)), 70.0));
        assert_eq!((chance.pick(&[]), chance.now_us()), (None, 70.0));
    }

    #[test]
    fn time_does_not_reach_the_limit() {
        let mut chance = Chance::new(1, Pace::Timed);
        chance.works(ThreadId(0), 70.0);
        chance.set_limit(70.0);
        assert_eq!((chance.pick(&BOTH[..1]), chance.now_us()), (None, 0.0));
        chance.set_limit(71.0);
        assert_eq!((chance.pick(&BOTH[..1]), chance.now_us()), (Some(ThreadId(0)), 70.0));
    }

    #[test]
    fn at_full_speed_a_thread_takes_many_steps_in_a_row() {
        let mut chance = Chance::new(1, Pace::FullSpeed);
        let picks: Vec<ThreadId> = (0..10_000).filter_map(|_| chance.pick(&BOTH)).collect();
        let changes = picks.windows(2).filter(|pair| pair[0] != pair[1]).count();
        // After every 300th step on the average the choice is made anew, and half the time it is the other thread.
        assert!((8..=30).contains(&changes), "{changes}");
    }

    #[test]
    fn a_stepper_runs_by_chance_like_by_any_scheduler() {
        let parameters = Parameters { lock: LockKind::None, ..PARAMETERS };
        let mut stepper = Stepper::new(preset("counter", parameters)).unwrap();
        stepper.run(&mut Chance::new(1, Pace::Timed)).unwrap();
        assert!(stepper.end().is_some() && stepper.first_with(Sought::Fault(None)).is_some());
    }
}
