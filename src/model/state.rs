//! All of a program's state as one value, stepped in any order.
//!
//! Owns the threads' positions and registers besides the memory, and tells the threads that can step; never picks one.
//! The meaning of an op is the machine's.

use super::Written;
use super::memory::{Blocked, ModelMemory};
use crate::hang::Wait;
use crate::machine;
use crate::program::{LockId, Op, OpAt, ThreadId, Variable};
use crate::run_end::{Misuse, RunEnd};
use crate::screen::Glyph;

/// The whole state: two equal states have the same future.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The shared memory.
    pub memory: ModelMemory,
    /// How many steps each thread has taken.
    pub steps: Vec<u32>,
    /// The threads' registers, then `main`'s: see [`Written::registers`].
    pub registers: Vec<u32>,
    /// The lock that `main` waits for, for ever: it holds that lock itself.
    main_waits: Option<LockId>,
    /// Why no thread steps any more though it could.
    over: Option<Over>,
}

/// Why a run is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Over {
    Misuse(Misuse),
    /// `main` hangs before it starts a thread.
    MainHangs,
}

/// The effect of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The thread that stepped.
    pub thread: ThreadId,
    /// The op that it executed, and its line.
    pub op: OpAt,
    /// The cursor, or the value, that it used: loaded, put at, or stored.
    pub at: u32,
    /// The variable's value before a store; 0 for any other op.
    pub before: u32,
    /// The glyph that a put overwrote, if there was one.
    pub overwrote: Option<Glyph>,
}

impl Step {
    /// Tells whether it stored to a variable that had been stored to since the thread loaded it.
    pub fn overwrites_a_store(&self) -> bool {
        matches!(self.op.op, Op::Store(_, _, plus) if self.before != self.at.wrapping_sub(plus))
    }
}

impl Clone for State {
    fn clone(&self) -> State {
        let State { memory, steps, registers, main_waits, over } = self;
        let (memory, steps, registers) = (memory.clone(), steps.clone(), registers.clone());
        State { memory, steps, registers, main_waits: *main_waits, over: *over }
    }

    // The derived method would throw away the memory that is there.
    fn clone_from(&mut self, other: &State) {
        self.memory.clone_from(&other.memory);
        self.steps.clone_from(&other.steps);
        self.registers.clone_from(&other.registers);
        (self.main_waits, self.over) = (other.main_waits, other.over);
    }
}

impl State {
    /// The state before the threads' first step; `main` has run ahead.
    pub fn new(code: &Written) -> State {
        let mut state = State {
            memory: ModelMemory::new(code.shared, code.locks),
            steps: vec![0; code.threads.len()],
            registers: vec![0; *code.registers.last().expect("it has the number of registers")],
            main_waits: None,
            over: None,
        };
        state.run_main(code, &code.main_before);
        if state.main_waits.is_some() {
            state.over = Some(Over::MainHangs);
        }
        state.run_main(code, &code.main_during);
        state
    }

    /// Executes ops of `main`, until it hangs.
    fn run_main(&mut self, code: &Written, ops: &[OpAt]) {
        for &op in ops {
            if self.over.is_some() || self.main_waits.is_some() {
                return;
            }
            match self.memory.blocked(ThreadId::MAIN, op.op) {
                Some(Blocked::Waits(lock, _) | Blocked::Behind(lock, _)) => self.main_waits = Some(lock),
                _ => drop(self.execute(code, ThreadId::MAIN, op)),
            }
        }
    }

    /// Returns the op that `thread` would execute next.
    ///
    /// # Errors
    ///
    /// If the thread cannot step; the error says why.
    #[inline]
    pub fn ready(&self, code: &Written, thread: ThreadId) -> Result<OpAt, Blocked> {
        if self.over.is_some() {
            return Err(Blocked::Over);
        }
        let op = self.next(code, thread).ok_or(Blocked::Done)?;
        self.memory.blocked(thread, op.op).map_or(Ok(op), Err)
    }

    /// Returns the next op of `thread`, whether it can be executed or not; `None` if the thread is done.
    #[inline]
    pub fn next(&self, code: &Written, thread: ThreadId) -> Option<OpAt> {
        let id = usize::from(thread.0);
        code.threads[id].get(self.steps[id] as usize).copied()
    }

    /// Returns the threads that can step.
    pub fn runnable(&self, code: &Written) -> impl Iterator<Item = ThreadId> {
        code.thread_ids().filter(|&thread| self.ready(code, thread).is_ok())
    }

    /// Takes a step of `thread`.
    ///
    /// # Errors
    ///
    /// If the thread cannot step; the error says why, and nothing has changed.
    pub fn step(&mut self, code: &Written, thread: ThreadId) -> Result<Step, Blocked> {
        let op = self.ready(code, thread)?;
        let step = self.execute(code, thread, op);
        self.steps[usize::from(thread.0)] += 1;
        Ok(step)
    }

    fn execute(&mut self, code: &Written, thread: ThreadId, op: OpAt) -> Step {
        let index = if thread == ThreadId::MAIN { code.threads.len() } else { thread.0.into() };
        let locals = &mut self.registers[code.registers[index]..code.registers[index + 1]];
        if self.memory.is_misuse(thread, op.op) {
            let Op::Release(lock) = op.op else { unreachable!("only a release is a misuse") };
            self.over = Some(Over::Misuse(Misuse { thread, lock, line: op.line }));
        }
        let before = match op.op {
            Op::Store(variable, ..) => self.memory.value(variable),
            _ => 0,
        };
        let mut access = self.memory.access(thread);
        machine::step(thread, op.op, locals, &mut access);
        let overwrote = access.overwrote;
        let at = match op.op {
            Op::Load(local, _) | Op::Put(local, _) => locals[usize::from(local.0)],
            Op::Store(_, local, plus) => locals[usize::from(local.0)].wrapping_add(plus),
            Op::DrawTicket(_) | Op::Acquire(_) | Op::Release(_) => 0,
        };
        Step { thread, op, at, before, overwrote }
    }

    /// Returns how the run ended, and the state in which it did: if the threads are done, `main` has executed the ops
    /// after its `join()`. `None` while a thread can step.
    pub fn ended(&self, code: &Written) -> Option<(RunEnd, State)> {
        if self.runnable(code).next().is_some() {
            return None;
        }
        let mut state = self.clone();
        let mut waits = state.waits(code);
        if waits.is_empty() {
            state.run_main(code, &code.main_after);
            waits = state.waits(code);
        }
        let end = match state.over {
            Some(Over::Misuse(misuse)) => RunEnd::Error(misuse),
            _ if waits.is_empty() => RunEnd::Finished,
            _ => RunEnd::of_hang(waits),
        };
        Some((end, state))
    }

    /// Returns which threads wait for which, `main` included.
    fn waits(&self, code: &Written) -> Vec<Wait> {
        let of_thread = |thread| match self.ready(code, thread) {
            Err(Blocked::Waits(lock, holder)) => Some(Wait { thread, lock, holder }),
            _ => None,
        };
        let of_main = self.main_waits.and_then(|lock| {
            let holder = self.memory.lock(lock).holder?;
            Some(Wait { thread: ThreadId::MAIN, lock, holder })
        });
        code.thread_ids().filter_map(of_thread).chain(of_main).collect()
    }

    /// Returns the variable that `thread` loaded last, and what it loaded; `None` if it has loaded nothing.
    pub fn loaded(&self, code: &Written, thread: ThreadId) -> Option<(Variable, u32)> {
        let id = usize::from(thread.0);
        let taken = &code.threads[id][..self.steps[id] as usize];
        taken.iter().rev().find_map(|at| match at.op {
            Op::Load(local, variable) => {
                Some((variable, self.registers[code.registers[id] + usize::from(local.0)]))
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset, program_of};
    use crate::program::{LockKind, Parameters, Program};

    fn written(program: &Program) -> Written {
        Written::new(program).unwrap()
    }

    fn take(state: &mut State, code: &Written, schedule: &[u8]) -> Vec<Step> {
        schedule.iter().map(|&thread| state.step(code, ThreadId(thread)).unwrap()).collect()
    }

    const ONE_LINE: Parameters = Parameters { count: 1, ..PARAMETERS };

    #[test]
    fn a_thread_that_waits_says_for_which_lock_and_for_whom() {
        let code = written(&preset("counter", ONE_LINE));
        let mut state = State::new(&code);
        take(&mut state, &code, &[1]);
        let waits = Blocked::Waits(LockId(0), ThreadId(1));
        assert_eq!(state.ready(&code, ThreadId(0)), Err(waits));
        assert_eq!(state.clone().step(&code, ThreadId(0)), Err(waits));
        assert_eq!(state.runnable(&code).collect::<Vec<_>>(), [ThreadId(1)]);
        take(&mut state, &code, &[1; 28]);
        assert_eq!(state.ready(&code, ThreadId(1)), Err(Blocked::Done));
        assert!(state.ready(&code, ThreadId(0)).is_ok());
    }

    #[test]
    fn the_thread_that_draws_first_is_served_first() {
        let parameters = Parameters { threads: 3, lock: LockKind::Ticket, ..PARAMETERS };
        let code = written(&preset("increment", parameters));
        let mut state = State::new(&code);
        take(&mut state, &code, &[2, 0, 1, 2, 2, 2, 2]);
        assert_eq!(state.memory.locks[0].queue, [ThreadId(0), ThreadId(1)]);
        assert_eq!(state.ready(&code, ThreadId(1)), Err(Blocked::Behind(LockId(0), ThreadId(0))));
        assert_eq!(state.runnable(&code).collect::<Vec<_>>(), [ThreadId(0)]);
    }

    #[test]
    fn a_put_over_another_says_what_it_overwrote() {
        let code = written(&preset("counter", Parameters { lock: LockKind::None, ..ONE_LINE }));
        let steps = take(&mut State::new(&code), &code, &[0, 1, 0, 1, 0, 1]);
        assert_eq!(steps[2].overwrote, None);
        assert_eq!(steps[3].overwrote, Some(Glyph { byte: b'[', author: ThreadId(0) }));
        assert_eq!(
            (steps[3].at, steps[4].overwrites_a_store(), steps[5].overwrites_a_store()),
            (0, false, true)
        );
    }

    #[test]
    fn a_release_of_a_lock_that_is_not_held_ends_the_run() {
        let code = written(&program_of("print(\"x\\n\")\n    lock.release()", ONE_LINE));
        let mut state = State::new(&code);
        take(&mut state, &code, &[0; 7]);
        let misuse = Misuse { thread: ThreadId(0), lock: LockId(0), line: 11 };
        assert_eq!(state.ready(&code, ThreadId(1)), Err(Blocked::Over));
        assert_eq!(state.ended(&code).unwrap().0, RunEnd::Error(misuse));
    }

    #[test]
    fn a_circle_is_told_from_an_abandoned_lock() {
        let wait = |thread, lock, holder| Wait {
            thread: ThreadId(thread),
            lock: LockId(lock),
            holder: ThreadId(holder),
        };
        let ended = |program: &Program, schedule: &[u8]| {
            let code = written(program);
            let mut state = State::new(&code);
            take(&mut state, &code, schedule);
            state.ended(&code).map(|(end, _)| end)
        };
        let circle = vec![wait(0, 1, 1), wait(1, 0, 0)];
        assert_eq!(ended(&preset("two-locks", ONE_LINE), &[0, 1]), Some(RunEnd::Deadlock(circle)));
        let forgetful = preset("forgetful", ONE_LINE);
        assert_eq!(ended(&forgetful, &[1; 28]), Some(RunEnd::Abandoned(vec![wait(0, 0, 1)])));
        let alone = preset("forgetful", Parameters { threads: 1, ..ONE_LINE });
        assert_eq!(ended(&alone, &[0; 28]), Some(RunEnd::Abandoned(vec![wait(255, 0, 0)])));
        let twice = program_of("lock.acquire()\n    lock.acquire()", ONE_LINE);
        let itself = vec![wait(0, 0, 0), wait(1, 0, 0)];
        assert_eq!(ended(&twice, &[0]), Some(RunEnd::Deadlock(itself)));
    }

    #[test]
    fn main_runs_ahead_and_prints_its_last_line_when_all_are_done() {
        let text = "lock = Lock()\ndef print(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        \
                    screen.cursor = at + 1\ndef thread(t):\n    lock.acquire()\n    print(\"t\")\n    lock.release()\ndef main():\n    \
                    lock.acquire()\n    print(\"a\")\n    for t in range(2):\n        start(thread, t)\n    lock.release()\n    \
                    join()\n    print(\"z\\n\")\n";
        let code = written(&Program::new(text, PARAMETERS).unwrap());
        let mut state = State::new(&code);
        assert_eq!(state.runnable(&code).count(), 2);
        take(&mut state, &code, &[0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        let (end, state) = state.ended(&code).unwrap();
        let text: String = state.memory.cells.iter().map(|&cell| char::from(cell as u8)).collect();
        assert_eq!((end, &*text), (RunEnd::Finished, "attz\n"));
    }
}
