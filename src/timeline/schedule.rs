//! A schedule in time: each step takes one unit.
//!
//! Owns the threads' activity between two steps; never picks one.

use super::{Activity, Timeline};
use crate::model::{Blocked, Learner, Stepper};
use crate::program::{LockId, Op, Program, ThreadId};
use crate::screen::Glyph;
use crate::trace::{Event, EventKind};

impl Timeline {
    /// The timeline of a stepper's schedule: each step takes one unit of time. A thread works in its own steps. It holds
    /// as long as it holds a lock, and waits while it is at a lock that it cannot acquire.
    pub fn of_schedule(stepper: &Stepper) -> Timeline {
        let threads = stepper.program().thread_ids();
        let mut timeline = Timeline::new(stepper.program().threads());
        let mut replayed = stepper.clone();
        replayed.seek(0);
        let mut states: Vec<(ThreadId, State)> = threads.map(|thread| (thread, State::Resting)).collect();
        for position in 0..=stepper.schedule().len() {
            let (at_us, chosen) = (position as u32, stepper.schedule().get(position).copied());
            timeline.fold_step(&replayed, at_us);
            for (thread, before) in &mut states {
                let now = State::of(&replayed, *thread, chosen);
                if now != *before {
                    timeline.transition(*thread, at_us, now);
                    *before = now;
                }
            }
            if let Some(thread) = chosen {
                replayed.run(&mut Learner::chooses(thread)).expect("the step was taken before");
            }
        }
        timeline.advance(stepper.schedule().len() as u32);
        timeline
    }

    /// Notes the effects of the stepper's last step, which ended at this time.
    fn fold_step(&mut self, stepper: &Stepper, at_us: u32) {
        let Some(step) = stepper.last() else { return };
        let lane = usize::from(step.thread.0);
        match step.op.op {
            Op::Acquire(lock) => {
                let number = self.holds_of(lock).next_number();
                self.begin_hold(lane, lock, number, at_us);
            }
            Op::Release(lock) => self.end_hold(lane, lock, at_us),
            Op::Put(_, b'\n') => self.fold(lane, Event { at_us, kind: EventKind::Line(step.at) }),
            Op::Put(..) | Op::DrawTicket(_) | Op::Load(..) | Op::Store(..) => {}
        }
    }

    /// Begins a thread's next state.
    fn transition(&mut self, ThreadId(thread): ThreadId, at_us: u32, now: State) {
        let lane = usize::from(thread);
        let kind = match now {
            State::Resting => return self.rest(lane, at_us),
            State::Ended => EventKind::Exited,
            State::Waiting(lock) => EventKind::Wait(lock),
            State::Active(activity) => return self.lanes[lane].begin(at_us, activity),
        };
        self.fold(lane, Event { at_us, kind });
    }
}

/// The state of a thread in a stepped program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The thread works or holds locks.
    Active(Activity),
    Waiting(LockId),
    /// The thread could step, but another one does.
    Resting,
    Ended,
}

impl State {
    /// The state of `thread` if the next step is that of `chosen`.
    fn of(stepper: &Stepper, thread: ThreadId, chosen: Option<ThreadId>) -> State {
        match stepper.ready(thread) {
            _ if stepper.next(thread).is_none() => State::Ended,
            Err(Blocked::Waits(lock, _) | Blocked::Behind(lock, _)) => State::Waiting(lock),
            _ if stepper.state().memory.held(thread).next().is_some() => State::Active(Activity::Holding),
            _ if chosen == Some(thread) => State::Active(Activity::Working),
            _ => State::Resting,
        }
    }
}

/// Returns after how many steps of `schedule`, a tape of `program`, a newline is first in the cell `cell`.
pub fn position_of_newline(program: &Program, schedule: &[ThreadId], cell: u32) -> Option<usize> {
    let mut stepper = Stepper::new(program.clone()).ok()?;
    let is_there = |stepper: &Stepper| {
        let cell = stepper.state().memory.cells.get(cell as usize);
        cell.is_some_and(|&cell| Glyph::from_cell(cell).byte == b'\n')
    };
    if is_there(&stepper) {
        return Some(0);
    }
    for &thread in schedule {
        stepper.run(&mut Learner::chooses(thread)).ok()?;
        if is_there(&stepper) {
            return Some(stepper.position());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset, program_of};
    use crate::program::{LockKind, Parameters};

    use Activity::{Holding, Waiting, Working};

    fn drawn(program: Program, schedule: &[u8]) -> Timeline {
        let mut stepper = Stepper::new(program).unwrap();
        let schedule: Vec<ThreadId> = schedule.iter().copied().map(ThreadId).collect();
        stepper.replay(&schedule).unwrap();
        Timeline::of_schedule(&stepper)
    }

    fn intervals(timeline: &Timeline, lane: usize) -> Vec<(u32, u32, Activity)> {
        timeline.lanes()[lane].intervals().iter().map(|i| (i.start, i.end, i.activity)).collect()
    }

    fn holds(timeline: &Timeline, lock: u8) -> Vec<(u8, u32, u32)> {
        timeline.holds(LockId(lock), 0.0).map(|hold| (hold.lane, hold.start, hold.end)).collect()
    }

    #[test]
    fn a_schedule_is_drawn_in_steps() {
        let timeline = drawn(preset("increment", PARAMETERS), &[1, 1, 1, 1, 0, 0, 0, 0]);
        assert_eq!(intervals(&timeline, 1), [(0, 1, Working), (1, 4, Holding)]);
        assert_eq!(intervals(&timeline, 0), [(1, 4, Waiting), (4, 5, Working), (5, 8, Holding)]);
        assert!(timeline.lanes()[0].has_ended());
        assert_eq!(holds(&timeline, 0), [(1, 1, 4), (0, 5, 8)]);
    }

    #[test]
    fn a_thread_that_does_not_step_rests() {
        let program = preset("increment", Parameters { lock: LockKind::None, ..PARAMETERS });
        let timeline = drawn(program, &[0, 1, 0, 1]);
        assert_eq!(intervals(&timeline, 0), [(0, 1, Working), (2, 3, Working)]);
        assert_eq!(intervals(&timeline, 1), [(1, 2, Working), (3, 4, Working)]);
        assert_eq!(timeline.pixels(0, 0.0, 4.0, 4), [1, 0, 1, 0]);
    }

    #[test]
    fn threads_that_wait_for_each_other_wait_from_the_last_step_on() {
        let timeline = drawn(preset("two-locks", PARAMETERS), &[0, 1]);
        assert_eq!(intervals(&timeline, 0), [(0, 1, Working), (1, 2, Holding), (2, 2, Waiting)]);
        assert_eq!(intervals(&timeline, 1), [(1, 2, Working), (2, 2, Waiting)]);
        assert_eq!((holds(&timeline, 0), holds(&timeline, 1)), (vec![(0, 1, 2)], vec![(1, 2, 2)]));
    }

    #[test]
    fn a_thread_holds_as_long_as_it_holds_any_lock() {
        let text = "outer = Lock()\ninner = Lock()\ndef thread(t):\n    with outer:\n        with inner:\n            pass\n";
        let timeline = drawn(Program::new(text, PARAMETERS).unwrap(), &[1, 1, 1, 1, 0, 0]);
        assert_eq!(intervals(&timeline, 1), [(0, 1, Working), (1, 4, Holding)]);
        assert_eq!(holds(&timeline, 0), [(1, 1, 4), (0, 5, 6)]);
        assert_eq!(holds(&timeline, 1), [(1, 2, 3), (0, 6, 6)]);
    }

    #[test]
    fn a_lock_that_a_thread_never_releases_is_held_to_the_end() {
        let program = preset("forgetful", Parameters { count: 1, ..PARAMETERS });
        let timeline = drawn(program.clone(), &[0; 28]);
        assert_eq!(intervals(&timeline, 1), [(1, 28, Waiting)]);
        assert_eq!(holds(&timeline, 0), [(0, 1, 28)]);
        assert!(timeline.lanes()[0].has_ended());
        assert!(!drawn(program, &[0; 27]).lanes()[0].has_ended());
    }

    #[test]
    fn a_run_that_ends_by_an_error_is_drawn_to_there() {
        let timeline = drawn(program_of("lock.release()", PARAMETERS), &[1]);
        assert_eq!((intervals(&timeline, 0), intervals(&timeline, 1)), (vec![], vec![(0, 1, Working)]));
    }

    #[test]
    fn a_moment_of_a_tape_is_found() {
        let program = preset("counter", Parameters { count: 1, lock: LockKind::None, ..PARAMETERS });
        let schedule = [[ThreadId(0); 27], [ThreadId(1); 27]].concat();
        assert_eq!(position_of_newline(&program, &schedule, 8), Some(26));
        assert_eq!(position_of_newline(&program, &schedule, 17), Some(53));
        assert_eq!(position_of_newline(&program, &schedule, 9), None);
    }
}
