//! A run's events and their times: each thread's own log.
//!
//! Owns the events and the shared memory that they are logged to. A thread writes to its own log alone, so that logging
//! adds no contention; the page reads the logs from outside, as it does the screen. A log has an end: later events are
//! not logged, and the log says so. Times are microseconds since the run's start.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed, Ordering::Release};

use crate::program::{LockId, Program, Totals};

/// The most events that one thread logs.
pub const MAX_EVENTS: usize = 1 << 14;

/// An event: a thread began something at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its time, in microseconds since the run's start.
    pub at_us: u32,
    /// Its kind.
    pub kind: EventKind,
}

/// The kinds of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The thread starts.
    Started,
    /// The thread has to wait for a lock.
    Wait(LockId),
    /// The thread holds a lock; this is that lock's hold of this number, from 0.
    Hold(LockId, u32),
    /// The thread has released a lock.
    Release(LockId),
    /// The thread has completed a line, with its newline in this cell of the screen.
    Line(u32),
    /// The thread ends.
    Exited,
}

impl Event {
    /// How many words of memory an event takes.
    pub const WORDS: usize = 2;
    /// The bits for the kind.
    const KIND_BITS: u32 = 3;
    /// The bits for the kind and a lock, which leave more than any number of cells or holds: see
    /// [`MAX_OPS`](crate::program::MAX_OPS).
    const LOCK_BITS: u32 = 6;

    fn encode(self) -> [u32; Event::WORDS] {
        let (kind, LockId(lock), value) = match self.kind {
            EventKind::Started => (0, LockId(0), 0),
            EventKind::Wait(lock) => (1, lock, 0),
            EventKind::Hold(lock, number) => (2, lock, number),
            EventKind::Release(lock) => (3, lock, 0),
            EventKind::Line(cell) => (4, LockId(0), cell),
            EventKind::Exited => (5, LockId(0), 0),
        };
        [self.at_us, value << Event::LOCK_BITS | u32::from(lock) << Event::KIND_BITS | kind]
    }

    /// Reads an event as it stands in a log; `None` if the words are not an event.
    fn decode([at_us, word]: [u32; Event::WORDS]) -> Option<Event> {
        let value = word >> Event::LOCK_BITS;
        let lock = LockId((word >> Event::KIND_BITS & 7) as u8);
        let kind = match word & ((1 << Event::KIND_BITS) - 1) {
            0 => EventKind::Started,
            1 => EventKind::Wait(lock),
            2 => EventKind::Hold(lock, value),
            3 => EventKind::Release(lock),
            4 => EventKind::Line(value),
            5 => EventKind::Exited,
            _ => return None,
        };
        Some(Event { at_us, kind })
    }
}

/// The logs of one run, one after the other in one piece of memory, `main`'s the last.
#[derive(Debug)]
pub struct Trace {
    words: Box<[AtomicU32]>,
    capacity: usize,
}

/// The words before a log's events: their number and more about them, and padding, so that no two threads write to one
/// cache line.
pub const HEADER: usize = 32;
/// The word of the header with the number of events.
pub const LEN: usize = 0;
/// The word with the number of events that were not logged.
pub const MISSING: usize = 1;
/// The word with the time of the last event.
const LAST: usize = 2;

impl Trace {
    /// Creates empty logs, as large as a run of `program` needs and no larger than [`MAX_EVENTS`] each.
    pub fn new(program: &Program) -> Trace {
        // A wait, a hold and a release for each critical section, an event a line, a start and an end.
        let needs = |totals: &Totals| {
            let acquires: u64 = totals.acquires.iter().copied().map(u64::from).sum();
            3 * acquires + totals.lines + 2
        };
        let threads = program.thread_ids().map(|thread| needs(program.totals(thread)));
        let capacity = threads.chain([needs(&program.main_totals())]).max().unwrap_or(0);
        Trace::with_capacity(program.threads() as usize + 1, capacity.min(MAX_EVENTS as u64) as usize)
    }

    /// Creates logs that hold no event.
    pub fn none() -> Trace {
        Trace { words: Box::default(), capacity: 0 }
    }

    fn with_capacity(logs: usize, capacity: usize) -> Trace {
        let words = logs * (HEADER + capacity * Event::WORDS);
        Trace { words: (0..words).map(|_| AtomicU32::new(0)).collect(), capacity }
    }

    /// Returns the memory of all logs: each a [`HEADER`], then its events, all of one length.
    pub fn words(&self) -> &[AtomicU32] {
        &self.words
    }

    /// Returns how many words a log takes, its header included; 0 if nothing is logged.
    pub fn stride(&self) -> usize {
        if self.words.is_empty() { 0 } else { HEADER + self.capacity * Event::WORDS }
    }

    /// Returns log number `index`; `None` if nothing is logged. Only one thread may write to it.
    pub fn log(&self, index: usize) -> Option<Log<'_>> {
        let start = index * self.stride();
        Some(Log { words: self.words.get(start..start + self.stride()).filter(|words| !words.is_empty())? })
    }
}

/// One thread's log.
#[derive(Clone, Copy, Debug)]
pub struct Log<'a> {
    words: &'a [AtomicU32],
}

impl Log<'_> {
    /// Adds an event, no earlier than the last one, or counts it if the log is full. Returns its time.
    pub fn push(&self, event: Event) -> u32 {
        let (header, events) = self.words.split_at(HEADER);
        // Only the thread itself writes here.
        let len = header[LEN].load(Relaxed);
        let at_us = event.at_us.max(header[LAST].load(Relaxed));
        header[LAST].store(at_us, Relaxed);
        let Some(place) = events.chunks_exact(Event::WORDS).nth(len as usize) else {
            header[MISSING].store(header[MISSING].load(Relaxed) + 1, Relaxed);
            return at_us;
        };
        for (word, value) in place.iter().zip(Event { at_us, ..event }.encode()) {
            word.store(value, Relaxed);
        }
        // Release: a reader that sees the number sees the events.
        header[LEN].store(len + 1, Release);
        at_us
    }

    /// Returns the events, once the thread has ended.
    pub fn events(&self) -> Vec<Event> {
        let words: Vec<u32> = self.words.iter().map(|word| word.load(Relaxed)).collect();
        decode(&words[HEADER..place_of(words[LEN]) as usize]).collect()
    }
}

/// Returns at which word of a log event number `index` begins.
pub fn place_of(index: u32) -> u32 {
    (HEADER + index as usize * Event::WORDS) as u32
}

/// Reads copied events.
pub fn decode(words: &[u32]) -> impl Iterator<Item = Event> {
    words.chunks_exact(Event::WORDS).filter_map(|place| Event::decode([place[0], place[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_logged_is_read() {
        let trace = Trace::with_capacity(2, 6);
        let lock = LockId(7);
        let kinds = [
            EventKind::Started,
            EventKind::Wait(lock),
            EventKind::Hold(lock, 7),
            EventKind::Line(14_000_000),
            EventKind::Release(lock),
            EventKind::Exited,
        ];
        let events: Vec<Event> =
            (0..).zip(kinds).map(|(at, kind)| Event { at_us: at * 1_000_003, kind }).collect();
        for &event in &events {
            trace.log(1).unwrap().push(event);
        }
        assert_eq!(trace.log(1).unwrap().events(), events);
        assert_eq!(trace.log(0).unwrap().events(), []);
        assert!(trace.log(2).is_none());
    }

    #[test]
    fn a_log_never_goes_back() {
        let trace = Trace::with_capacity(1, 2);
        let log = trace.log(0).unwrap();
        assert_eq!(log.push(Event { at_us: 9, kind: EventKind::Hold(LockId(0), 0) }), 9);
        assert_eq!(log.push(Event { at_us: 7, kind: EventKind::Release(LockId(0)) }), 9);
        assert_eq!(log.events()[1], Event { at_us: 9, kind: EventKind::Release(LockId(0)) });
    }

    #[test]
    fn a_full_log_counts_what_it_misses() {
        let trace = Trace::with_capacity(1, 2);
        for at_us in 0..5 {
            trace.log(0).unwrap().push(Event { at_us, kind: EventKind::Wait(LockId(0)) });
        }
        let missing = trace.words()[MISSING].load(Relaxed);
        assert_eq!((trace.log(0).unwrap().events().len(), missing), (2, 3));
    }

    #[test]
    fn a_word_that_is_no_event_is_none() {
        assert_eq!(Event::decode([0, 6]), None);
        assert_eq!(Event::decode([0, 7]), None);
    }
}
