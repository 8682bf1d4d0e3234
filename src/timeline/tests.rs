use super::*;

use EventKind::{Exited, Line, Release, Started, Wait};

const FIRST: LockId = LockId(0);
const SECOND: LockId = LockId(1);

fn event(at_us: u32, kind: EventKind) -> Event {
    Event { at_us, kind }
}

/// The timeline of as many threads as there are lists of events, and `main`, as far as the last event.
fn folded(lanes: &[&[(u32, EventKind)]]) -> Timeline {
    let mut timeline = Timeline::new(lanes.len() as u32);
    for (lane, events) in lanes.iter().enumerate() {
        events.iter().for_each(|&(at, kind)| timeline.fold(lane, event(at, kind)));
    }
    timeline.advance(0);
    timeline
}

fn example() -> Timeline {
    folded(&[
        &[(0, Started), (10, EventKind::Hold(FIRST, 0)), (30, Line(8)), (40, Release(FIRST)), (50, Exited)],
        &[
            (0, Started),
            (20, Wait(FIRST)),
            (40, EventKind::Hold(FIRST, 1)),
            (45, Release(FIRST)),
            (60, Exited),
        ],
    ])
}

fn intervals(timeline: &Timeline, lane: usize) -> Vec<(u32, u32, Activity)> {
    timeline.lanes()[lane].intervals().iter().map(|i| (i.start, i.end, i.activity)).collect()
}

fn holds(timeline: &Timeline, lock: LockId) -> Vec<(u8, u32, u32)> {
    timeline.holds(lock, 0.0).map(|hold| (hold.lane, hold.start, hold.end)).collect()
}

#[test]
fn events_are_intervals_without_a_gap() {
    let timeline = example();
    use Activity::{Holding, Waiting, Working};
    assert_eq!(
        intervals(&timeline, 1),
        [(0, 20, Working), (20, 40, Waiting), (40, 45, Holding), (45, 60, Working)]
    );
    let sums = timeline.sums(1);
    assert_eq!(sums, Sums { working: 35, waiting: 20, holding: 5, longest_wait: 20, holds: 1 });
    assert_eq!(holds(&timeline, FIRST), [(0, 10, 40), (1, 40, 45)]);
    assert_eq!(timeline.holds(FIRST, 41.0).map(|hold| hold.lane).collect::<Vec<_>>(), [1]);
    assert_eq!(timeline.lanes()[0].interval_at(9), Some(0));
    assert_eq!(timeline.lanes()[0].interval_at(10), Some(1));
    assert_eq!((timeline.newline_at(29), timeline.newline_at(30)), (None, Some(8)));
}

#[test]
fn a_thread_holds_as_long_as_it_holds_any_lock() {
    use Activity::{Holding, Waiting, Working};
    let timeline = folded(&[&[
        (0, Started),
        (1, EventKind::Hold(SECOND, 0)),
        (2, EventKind::Hold(FIRST, 0)),
        (3, Release(SECOND)),
        (5, Wait(SECOND)),
        (7, EventKind::Hold(SECOND, 1)),
        (8, Release(FIRST)),
        (9, Release(SECOND)),
        (10, Exited),
    ]]);
    assert_eq!(
        intervals(&timeline, 0),
        [(0, 1, Working), (1, 5, Holding), (5, 7, Waiting), (7, 9, Holding), (9, 10, Working)]
    );
    assert_eq!(timeline.locks(), 2);
    assert_eq!(holds(&timeline, FIRST), [(0, 2, 8)]);
    assert_eq!(holds(&timeline, SECOND), [(0, 1, 3), (0, 7, 9)]);
    assert_eq!(timeline.sums(0).holding, 6 + 2 + 2);
}

#[test]
fn holds_are_known_as_far_as_there_is_no_gap() {
    let timeline = folded(&[
        &[(0, Started), (3, EventKind::Hold(FIRST, 1)), (4, Release(FIRST))],
        &[(0, Started), (5, EventKind::Hold(SECOND, 0)), (6, Release(SECOND))],
    ]);
    assert_eq!(holds(&timeline, FIRST), []);
    assert_eq!(holds(&timeline, SECOND), [(1, 5, 6)]);
    assert_eq!(holds(&timeline, LockId(7)), []);
}

#[test]
fn a_lock_that_is_never_released_is_held_to_the_end() {
    let mut timeline = folded(&[&[(0, Started), (1, EventKind::Hold(FIRST, 0)), (2, Exited)]]);
    timeline.advance(9);
    assert_eq!(holds(&timeline, FIRST), [(0, 1, 9)]);
    assert_eq!(intervals(&timeline, 0).last(), Some(&(1, 2, Activity::Holding)));
}

#[test]
fn a_hold_whose_release_was_not_logged_ends_before_the_next() {
    let mut timeline = folded(&[
        &[(0, Started), (1, EventKind::Hold(FIRST, 0))],
        &[(0, Started), (5, EventKind::Hold(FIRST, 1))],
    ]);
    timeline.advance(9);
    assert_eq!(holds(&timeline, FIRST), [(0, 1, 5), (1, 5, 9)]);
}

#[test]
fn a_thread_that_rests_has_a_gap() {
    let mut timeline = folded(&[&[(0, Started)]]);
    timeline.rest(0, 1);
    timeline.fold(0, event(2, Started));
    timeline.advance(3);
    use Activity::Working;
    assert_eq!(intervals(&timeline, 0), [(0, 1, Working), (2, 3, Working)]);
    assert_eq!(timeline.pixels(0, 0.0, 4.0, 4), [1, 0, 1, 0]);
}

#[test]
fn a_thread_that_has_not_ended_continues_until_now() {
    let mut timeline = Timeline::new(1);
    timeline.fold(0, event(5, Started));
    timeline.advance(9);
    assert_eq!(timeline.lanes()[0].intervals()[0].end, 9);
    timeline.fold(0, event(11, Exited));
    timeline.advance(20);
    assert_eq!((timeline.lanes()[0].intervals()[0].end, timeline.lanes()[0].has_ended()), (11, true));
}

#[test]
fn a_pixel_is_the_activity_that_took_most_of_it() {
    let timeline = example();
    // Six pixels of ten: work, hold, hold, hold, work, nothing.
    assert_eq!(timeline.pixels(0, 0.0, 60.0, 6), [1, 3, 3, 3, 1, 0]);
    // Two: work 10 and hold 20; then hold 10 and work 10 (the first of equals is as good).
    assert_eq!(timeline.pixels(0, 0.0, 60.0, 2)[0], 3);
    assert_eq!(timeline.pixels(1, 15.0, 25.0, 2), [1, 2]);
    assert_eq!(timeline.pixels(2, 0.0, 60.0, 3), [0, 0, 0]);
    assert_eq!(timeline.pixels(0, 5.0, 5.0, 2), [0, 0]);
}
