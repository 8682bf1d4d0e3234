//! A run in time: each thread's activity at each time.
//!
//! Owns the fold of events into stretches of time, and the queries on those: sums, the order of holds, the content of a
//! row of pixels. It never draws. The events may be a run's, in microseconds, or those of a schedule, in steps.

mod schedule;

pub use self::schedule::position_of_newline;
use crate::trace::{Event, What};

/// A thread's activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Working without the lock.
    Working,
    /// Waiting for the lock.
    Waiting,
    /// Holding the lock.
    Holding,
}

impl Doing {
    /// All activities, in the order of their numbers; 0 is none at all.
    pub const ALL: [Doing; 3] = [Doing::Working, Doing::Waiting, Doing::Holding];

    /// Its number in the drawing code, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// A stretch of time with one activity of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Start time.
    pub start: u32,
    /// End time; for an open stretch, the latest time known of any thread.
    pub end: u32,
    /// The thread's activity.
    pub doing: Doing,
}

/// One thread's time, from its start to its end: without a gap, unless it is a schedule's.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    stretches: Vec<Stretch>,
    /// When each line was completed, and the cell of its newline.
    lines: Vec<(u32, u32)>,
    /// Whether the last stretch is over, and no other has begun.
    rests: bool,
    ended: bool,
}

/// The sums of a thread's time.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Time that the thread worked without the lock.
    pub working: u64,
    /// Time that it waited.
    pub waiting: u64,
    /// Time that it held the lock.
    pub holding: u64,
    /// Its longest wait.
    pub longest_wait: u32,
    /// How often it acquired the lock.
    pub holds: u32,
}

/// All threads' time, `main`'s the last.
#[derive(Clone, Debug)]
pub struct Timeline {
    lanes: Vec<Lane>,
    /// The lane of each hold, and the index of its stretch there; and how many holds are known without a gap.
    holds: Vec<Option<(u8, u32)>>,
    known: usize,
    /// The time of the last event, and the current time.
    last: u32,
    now: u32,
}

impl Lane {
    /// Returns the stretches, in order.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// Tells whether the thread has ended.
    #[cfg(test)]
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Returns when each line was completed, and the cell of its newline.
    pub fn lines(&self) -> &[(u32, u32)] {
        &self.lines
    }

    /// Returns the index of the stretch at a time: the last that has begun.
    pub fn stretch_at(&self, time: u32) -> Option<usize> {
        self.stretches.partition_point(|stretch| stretch.start <= time).checked_sub(1)
    }

    /// Adds up the stretches.
    #[cfg(test)]
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for stretch in &self.stretches {
            let time = stretch.end - stretch.start;
            match stretch.doing {
                Doing::Working => sums.working += u64::from(time),
                Doing::Holding => {
                    sums.holding += u64::from(time);
                    sums.holds += 1;
                }
                Doing::Waiting => {
                    sums.waiting += u64::from(time);
                    sums.longest_wait = sums.longest_wait.max(time);
                }
            }
        }
        sums
    }

    fn begin(&mut self, start: u32, doing: Doing) {
        self.close(start);
        self.stretches.push(Stretch { start, end: start, doing });
        self.rests = false;
    }

    fn rest(&mut self, end: u32) {
        self.close(end);
        self.rests = true;
    }

    fn close(&mut self, end: u32) {
        if let Some(last) = self.stretches.last_mut().filter(|_| !self.ended && !self.rests) {
            last.end = end.max(last.start);
        }
    }
}

impl Timeline {
    /// The time of so many threads and `main`, before anything has happened.
    pub fn new(threads: u32) -> Timeline {
        Timeline {
            lanes: vec![Lane::default(); threads as usize + 1],
            holds: Vec::new(),
            known: 0,
            last: 0,
            now: 0,
        }
    }

    /// Adds the next event of the thread of lane `lane`.
    pub fn fold(&mut self, lane: usize, Event { at_us, what }: Event) {
        let Some(into) = self.lanes.get_mut(lane) else { return };
        match what {
            What::Start => into.begin(at_us, Doing::Working),
            What::Wait => into.begin(at_us, Doing::Waiting),
            What::Release => into.begin(at_us, Doing::Working),
            What::Line(cell) => into.lines.push((at_us, cell)),
            What::Hold(number) => {
                into.begin(at_us, Doing::Holding);
                let stretch = into.stretches.len() as u32 - 1;
                // Logs are read one after the other, so a hold may be known before one of a lower number.
                self.holds.resize(self.holds.len().max(number as usize + 1), None);
                self.holds[number as usize] = Some((lane as u8, stretch));
                self.known += self.holds[self.known..].iter().take_while(|hold| hold.is_some()).count();
            }
            What::End => {
                into.close(at_us);
                into.ended = true;
            }
        }
        self.last = self.last.max(at_us);
    }

    /// Sets the time to `now`, or to the last event if that is later. Threads that have not ended continue until then.
    pub fn advance(&mut self, now: u32) {
        self.now = now;
        let end = self.end();
        self.lanes.iter_mut().for_each(|lane| lane.close(end));
    }

    /// Returns the lanes, `main`'s the last.
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// Returns the last time that is known.
    pub fn end(&self) -> u32 {
        self.last.max(self.now)
    }

    /// Returns the holds from time `from` on, in order, each with its lane; as far as they are known without a gap.
    pub fn holds(&self, from: f64) -> impl Iterator<Item = (u8, Stretch)> {
        let hold =
            |&(lane, stretch): &(u8, u32)| (lane, self.lanes[usize::from(lane)].stretches[stretch as usize]);
        let known = &self.holds[..self.known];
        // Holds do not overlap, so they end in the order in which they begin.
        let first = known
            .partition_point(|known| known.as_ref().is_some_and(|known| f64::from(hold(known).1.end) < from));
        known[first..].iter().flatten().map(hold)
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
            let most = Doing::ALL
                .into_iter()
                .max_by(|&one, &other| shares[one as usize].total_cmp(&shares[other as usize]));
            if let Some(most) = most.filter(|&most| 0.0 < shares[most as usize]) {
                pixels[pixel] = most.number();
            }
            *shares = [0.0; 3];
        };
        let first = lane.stretches.partition_point(|stretch| f64::from(stretch.end) < from);
        for stretch in &lane.stretches[first..] {
            let start = ((f64::from(stretch.start) - from) * scale).max(0.0);
            let end = ((f64::from(stretch.end) - from) * scale).min(width as f64);
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
                shares[stretch.doing as usize] += until - at;
                at = until;
            }
        }
        finish(pixel, &mut shares);
        pixels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at_us: u32, what: What) -> Event {
        Event { at_us, what }
    }

    fn example() -> Timeline {
        let mut timeline = Timeline::new(2);
        for (lane, events) in [
            vec![
                (0, What::Start),
                (10, What::Hold(0)),
                (30, What::Line(8)),
                (40, What::Release),
                (50, What::End),
            ],
            vec![
                (0, What::Start),
                (20, What::Wait),
                (40, What::Hold(1)),
                (45, What::Release),
                (60, What::End),
            ],
        ]
        .into_iter()
        .enumerate()
        {
            events.into_iter().for_each(|(at, what)| timeline.fold(lane, event(at, what)));
        }
        timeline
    }

    #[test]
    fn events_are_stretches_without_a_gap() {
        let timeline = example();
        let stretches: Vec<_> =
            timeline.lanes()[1].stretches().iter().map(|s| (s.start, s.end, s.doing)).collect();
        use Doing::{Holding, Waiting, Working};
        assert_eq!(stretches, [(0, 20, Working), (20, 40, Waiting), (40, 45, Holding), (45, 60, Working)]);
        let sums = timeline.lanes()[1].sums();
        assert_eq!(sums, Sums { working: 35, waiting: 20, holding: 5, longest_wait: 20, holds: 1 });
        let holders: Vec<u8> = timeline.holds(0.0).map(|(lane, _)| lane).collect();
        assert_eq!(holders, [0, 1]);
        assert_eq!(timeline.lanes()[0].stretch_at(9), Some(0));
        assert_eq!(timeline.lanes()[0].stretch_at(10), Some(1));
        assert_eq!((timeline.newline_at(29), timeline.newline_at(30)), (None, Some(8)));
    }

    #[test]
    fn who_goes_on_does_so_until_now() {
        let mut timeline = Timeline::new(1);
        timeline.fold(0, event(5, What::Start));
        timeline.advance(9);
        assert_eq!(timeline.lanes()[0].stretches()[0].end, 9);
        timeline.fold(0, event(11, What::End));
        timeline.advance(20);
        assert_eq!((timeline.lanes()[0].stretches()[0].end, timeline.lanes()[0].has_ended()), (11, true));
    }

    #[test]
    fn a_pixel_is_what_was_done_for_most_of_it() {
        let timeline = example();
        // Six pixels of ten: work, hold, hold, hold, work, nothing.
        assert_eq!(timeline.pixels(0, 0.0, 60.0, 6), [1, 3, 3, 3, 1, 0]);
        // Two: work 10 and hold 20; then hold 10 and work 10 (the first of equals is as good).
        assert_eq!(timeline.pixels(0, 0.0, 60.0, 2)[0], 3);
        assert_eq!(timeline.pixels(1, 15.0, 25.0, 2), [1, 2]);
        assert_eq!(timeline.pixels(2, 0.0, 60.0, 3), [0, 0, 0]);
        assert_eq!(timeline.pixels(0, 5.0, 5.0, 2), [0, 0]);
    }
}
