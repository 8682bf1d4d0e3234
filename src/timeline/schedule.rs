//! A schedule in time: each step takes one unit.
//!
//! Owns the threads' activity between two steps; never picks one.

use super::{Doing, Timeline};
use crate::program::{Op, Program};
use crate::stepper::Stepper;
use crate::trace::{Event, What};

impl Timeline {
    /// The timeline of a stepper's schedule: each step takes one unit of time. A thread works in its own steps. It
    /// waits while it is at the lock and another thread holds that.
    pub fn of_schedule(stepper: &Stepper) -> Timeline {
        let program = *stepper.program();
        let mut timeline = Timeline::new(program.threads());
        let mut replayed = stepper.clone();
        replayed.seek(0);
        let steps = stepper.schedule().len();
        let mut states = vec![Stepped::Rests; program.threads() as usize];
        for position in 0..=steps {
            let (at_us, chosen) = (position as u32, stepper.schedule().get(position).copied());
            for (id, before) in (0..).zip(&mut states) {
                let now = Stepped::of(&replayed, id, chosen);
                if now != *before {
                    timeline.turn(id, at_us, now);
                    *before = now;
                }
            }
            let Some(thread) = chosen else { break };
            let stepped = replayed.step(thread).expect("it was stepped before");
            if stepped.op == Op::Put(b'\n') {
                timeline.fold(thread.into(), Event { at_us: at_us + 1, what: What::Line(stepped.at) });
            }
        }
        timeline.advance(steps as u32);
        timeline
    }

    fn turn(&mut self, thread: u8, at_us: u32, now: Stepped) {
        let what = match now {
            Stepped::Rests => return self.lanes[usize::from(thread)].rest(at_us),
            Stepped::Ended => What::End,
            Stepped::Does(Doing::Waiting) => What::Wait,
            Stepped::Does(Doing::Holding) => What::Hold(self.holds.len() as u32),
            Stepped::Does(Doing::Working) => What::Start,
        };
        self.fold(thread.into(), Event { at_us, what });
    }
}

/// The activity of a thread in a stepped program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stepped {
    Does(Doing),
    /// The thread could step, but another one does.
    Rests,
    Ended,
}

impl Stepped {
    /// The activity of `thread` if the next step is that of `chosen`.
    fn of(stepper: &Stepper, thread: u8, chosen: Option<u8>) -> Stepped {
        match (stepper.next(thread), stepper.ready(thread)) {
            _ if stepper.state().holder == Some(thread) => Stepped::Does(Doing::Holding),
            (None, _) => Stepped::Ended,
            (Some(Op::Acquire), Err(_)) => Stepped::Does(Doing::Waiting),
            _ if chosen == Some(thread) => Stepped::Does(Doing::Working),
            _ => Stepped::Rests,
        }
    }
}

/// Returns after how many steps of `schedule`, a tape of `program`, the newline at `cell` is on the screen.
pub fn position_of_newline(program: &Program, schedule: &[u8], cell: u32) -> Option<usize> {
    let mut stepper = Stepper::new(*program).ok()?;
    schedule
        .iter()
        .position(|&thread| {
            let event = stepper.step(thread);
            event.is_ok_and(|event| event.op == Op::Put(b'\n') && event.at == cell)
        })
        .map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Lock, Scope};

    #[test]
    fn a_schedule_is_drawn_in_steps() {
        let program = Program::increment(2).unwrap().guarded(Lock::Spin, Scope::Line);
        let mut stepper = Stepper::new(program).unwrap();
        stepper.replay(&[1, 1, 1, 1, 0, 0, 0, 0]).unwrap();
        let timeline = Timeline::of_schedule(&stepper);
        let stretches = |lane: usize| -> Vec<_> {
            timeline.lanes()[lane].stretches().iter().map(|s| (s.start, s.end, s.doing)).collect()
        };
        use Doing::{Holding, Waiting, Working};
        assert_eq!(stretches(1), [(0, 1, Working), (1, 4, Holding)]);
        assert_eq!(stretches(0), [(1, 4, Waiting), (4, 5, Working), (5, 8, Holding)]);
        assert!(timeline.lanes()[0].has_ended());
        assert_eq!(timeline.holds(0.0).map(|(lane, _)| lane).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn who_does_not_step_rests() {
        let mut stepper = Stepper::new(Program::increment(2).unwrap()).unwrap();
        stepper.replay(&[0, 1, 0, 1]).unwrap();
        let timeline = Timeline::of_schedule(&stepper);
        let worked = |lane: usize| -> Vec<_> {
            timeline.lanes()[lane].stretches().iter().map(|stretch| (stretch.start, stretch.end)).collect()
        };
        assert_eq!((worked(0), worked(1)), (vec![(0, 1), (2, 3)], vec![(1, 2), (3, 4)]));
        assert_eq!(timeline.pixels(0, 0.0, 4.0, 4), [1, 0, 1, 0]);
    }

    #[test]
    fn a_moment_of_a_tape_is_found() {
        let program = Program::new(2, 1).unwrap();
        let schedule: Vec<u8> = [[0; 27], [1; 27]].concat();
        assert_eq!(position_of_newline(&program, &schedule, 8), Some(26));
        assert_eq!(position_of_newline(&program, &schedule, 17), Some(53));
        assert_eq!(position_of_newline(&program, &schedule, 9), None);
    }
}
