//! A run in time: each thread's activity at each time.
//!
//! Owns the fold of events into intervals of time, and the queries on those: sums, the order of holds, the content of a
//! row of pixels. It never draws. The events may be a run's, in microseconds, or those of a schedule, in steps.

mod holds; // one lock's holds
mod schedule; // a schedule in time

pub use self::holds::Hold;
use self::holds::Holds;
pub use self::schedule::position_of_newline;
use crate::program::LockId;
use crate::trace::{Event, EventKind};

/// A thread's activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Working without a lock.
    Working,
    /// Waiting for a lock, while holding another or none.
    Waiting,
    /// Holding at least one lock, and waiting for none.
    Holding,
}

impl Activity {
    /// All activities, in the order of their numbers; 0 is none at all.
    pub const ALL: [Activity; 3] = [Activity::Working, Activity::Waiting, Activity::Holding];

    /// Its number in the drawing code, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// An interval of time with one activity of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Start time.
    pub start: u32,
    /// End time; for an open interval, the latest time known of any thread.
    pub end: u32,
    /// The thread's activity.
    pub activity: Activity,
}

/// One thread's time, from its start to its end: without a gap, unless it is a schedule's.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    intervals: Vec<Interval>,
    /// The time at which each line was completed, and the cell of its newline.
    lines: Vec<(u32, u32)>,
    /// The locks that the thread has acquired and not released, each with the number of the hold.
    held: Vec<(LockId, u32)>,
    /// Whether the last interval is over, and no other has begun.
    rests: bool,
    ended: bool,
}

/// The sums of a thread's time.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Time that the thread worked without a lock.
    pub working: u64,
    /// Time that it waited.
    pub waiting: u64,
    /// Time that it held locks, each lock's added to the others'.
    pub holding: u64,
    /// Its longest wait.
    pub longest_wait: u32,
    /// How often it acquired a lock.
    pub holds: u32,
}

/// All threads' time, `main`'s the last.
#[derive(Clone, Debug)]
pub struct Timeline {
    lanes: Vec<Lane>,
    /// By lock.
    holds: Vec<Holds>,
    /// The time of the last event, and the current time.
    last: u32,
    now: u32,
}

impl Lane {
    /// Returns the intervals, in order.
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// Tells whether the thread has ended.
    #[cfg(test)]
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Returns the time at which each line was completed, and the cell of its newline.
    pub fn lines(&self) -> &[(u32, u32)] {
        &self.lines
    }

    /// Returns the index of the interval at a time: the last that has begun.
    pub fn interval_at(&self, time: u32) -> Option<usize> {
        self.intervals.partition_point(|interval| interval.start <= time).checked_sub(1)
    }

    fn begin(&mut self, start: u32, activity: Activity) {
        self.close(start);
        let goes_on = !self.rests && self.intervals.last().is_some_and(|last| last.activity == activity);
        if !goes_on {
            self.intervals.push(Interval { start, end: start, activity });
        }
        self.rests = false;
    }

    /// Begins the activity of a thread that does not wait.
    fn proceed(&mut self, start: u32) {
        self.begin(start, if self.held.is_empty() { Activity::Working } else { Activity::Holding });
    }

    fn close(&mut self, end: u32) {
        if let Some(last) = self.intervals.last_mut().filter(|_| !self.ended && !self.rests) {
            last.end = end.max(last.start);
        }
    }
}

impl Timeline {
    /// The time of so many threads and `main`, before anything has happened.
    pub fn new(threads: u32) -> Timeline {
        Timeline { lanes: vec![Lane::default(); threads as usize + 1], holds: Vec::new(), last: 0, now: 0 }
    }

    /// Adds the next event of the thread of lane `lane`.
    pub fn fold(&mut self, lane: usize, Event { at_us, kind }: Event) {
        let Some(into) = self.lanes.get_mut(lane) else { return };
        match kind {
            EventKind::Started => into.proceed(at_us),
            EventKind::Wait(_) => into.begin(at_us, Activity::Waiting),
            EventKind::Line(cell) => into.lines.push((at_us, cell)),
            EventKind::Hold(lock, number) => {
                self.begin_hold(lane, lock, number, at_us);
                self.lanes[lane].proceed(at_us);
            }
            EventKind::Release(lock) => {
                self.end_hold(lane, lock, at_us);
                self.lanes[lane].proceed(at_us);
            }
            EventKind::Exited => {
                into.close(at_us);
                into.ended = true;
            }
        }
        self.last = self.last.max(at_us);
    }

    /// Begins a hold of the thread of lane `lane`.
    fn begin_hold(&mut self, lane: usize, lock: LockId, number: u32, start: u32) {
        self.lanes[lane].held.push((lock, number));
        self.holds_of(lock).add(number, Hold { lane: lane as u8, start, end: start });
    }

    /// Ends a hold of the thread of lane `lane`.
    fn end_hold(&mut self, lane: usize, lock: LockId, end: u32) {
        let held = &mut self.lanes[lane].held;
        if let Some(at) = held.iter().position(|&(held, _)| held == lock) {
            let (_, number) = held.swap_remove(at);
            self.holds_of(lock).close(number, end);
        }
    }

    fn holds_of(&mut self, LockId(lock): LockId) -> &mut Holds {
        let locks = self.holds.len().max(usize::from(lock) + 1);
        self.holds.resize(locks, Holds::default());
        &mut self.holds[usize::from(lock)]
    }

    /// Ends the interval of the thread of lane `lane`, which could go on while another thread does.
    pub fn rest(&mut self, lane: usize, at_us: u32) {
        let Some(lane) = self.lanes.get_mut(lane) else { return };
        lane.close(at_us);
        lane.rests = true;
    }

    /// Sets the time to `now`, or to the last event if that is later. Threads that have not ended continue until then,
    /// and so do the holds of locks that were not released.
    pub fn advance(&mut self, now: u32) {
        self.now = now;
        let end = self.end();
        for lane in &mut self.lanes {
            lane.close(end);
            lane.held.iter().for_each(|&(lock, number)| self.holds[usize::from(lock.0)].close(number, end));
        }
    }

    /// Returns the lanes, `main`'s the last.
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// Returns the last time that is known.
    pub fn end(&self) -> u32 {
        self.last.max(self.now)
    }

    /// Returns how many locks there are up to the last one that was held.
    pub fn locks(&self) -> usize {
        self.holds.len()
    }

    /// Returns the holds of a lock from time `from` on, in order, as far as they are known without a gap.
    pub fn holds(&self, LockId(lock): LockId, from: f64) -> impl Iterator<Item = Hold> {
        let known = self.holds.get(usize::from(lock)).map_or(&[][..], Holds::known);
        // A lock's holds do not overlap, so they end in the order in which they begin.
        let first = known.partition_point(|hold| hold.is_some_and(|hold| f64::from(hold.end) < from));
        known[first..].iter().copied().flatten()
    }

    /// Adds up the time of the thread of lane `lane`.
    #[cfg(test)]
    pub fn sums(&self, lane: usize) -> Sums {
        let mut sums = Sums::default();
        for interval in self.lanes[lane].intervals() {
            let time = interval.end - interval.start;
            match interval.activity {
                Activity::Working => sums.working += u64::from(time),
                Activity::Holding => {}
                Activity::Waiting => {
                    sums.waiting += u64::from(time);
                    sums.longest_wait = sums.longest_wait.max(time);
                }
            }
        }
        let holds = self.holds.iter().flat_map(Holds::all);
        for hold in holds.filter(|hold| usize::from(hold.lane) == lane) {
            sums.holding += u64::from(hold.end - hold.start);
            sums.holds += 1;
        }
        sums
    }

    /// Returns the cell of the screen's last newline at a time; `None` if no line was complete.
    pub fn newline_at(&self, time: u32) -> Option<u32> {
        let last = |lane: &Lane| {
            let known = lane.lines.partition_point(|&(at, _)| at <= time);
            known.checked_sub(1).map(|index| lane.lines[index])
        };
        // The latest of all threads' last ones.
        self.lanes.iter().filter_map(last).max().map(|(_, cell)| cell)
    }

    /// Returns lane `lane` from time `from` to time `to` in `width` pixels: for each, the number of the activity that
    /// took most of it, 0 if the thread had not started or had ended.
    pub fn pixels(&self, lane: usize, from: f64, to: f64, width: usize) -> Vec<u8> {
        let mut pixels = vec![0; width];
        let scale = width as f64 / (to - from);
        let Some(lane) = self.lanes.get(lane).filter(|_| from < to) else { return pixels };
        // The time of each activity in the current pixel.
        let (mut pixel, mut shares) = (0, [0.0; 3]);
        let mut finish = |pixel: usize, shares: &mut [f64; 3]| {
            let most = Activity::ALL
                .into_iter()
                .max_by(|&one, &other| shares[one as usize].total_cmp(&shares[other as usize]));
            if let Some(most) = most.filter(|&most| 0.0 < shares[most as usize]) {
                pixels[pixel] = most.number();
            }
            *shares = [0.0; 3];
        };
        let first = lane.intervals.partition_point(|interval| f64::from(interval.end) < from);
        for interval in &lane.intervals[first..] {
            let start = ((f64::from(interval.start) - from) * scale).max(0.0);
            let end = ((f64::from(interval.end) - from) * scale).min(width as f64);
            if width as f64 <= start {
                break;
            }
            let mut at = start;
            while at < end {
                let here = at as usize;
                if here != pixel {
                    finish(pixel, &mut shares);
                    pixel = here;
                }
                let until = end.min((here + 1) as f64);
                shares[interval.activity as usize] += until - at;
                at = until;
            }
        }
        finish(pixel, &mut shares);
        pixels
    }
}

#[cfg(test)]
mod tests;
