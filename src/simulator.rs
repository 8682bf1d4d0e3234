//! A run without threads, for pages in which threads cannot be had.
//!
//! Owns one run in simulated time, at any size: the phases of `main`, the threads' ops as they come, and the record of
//! it all. The memory and its locks are the model's, the meaning of an op is the machine's, and the thread that steps is
//! picked by [`Chance`]. Unlike in a [`Stepper`](crate::model::Stepper), `main` takes its steps among its threads.

mod thread; // one thread's position and record
mod recording; // what a step leaves in it, and in the locks' counts
mod phases; // `main` before its threads, among them, and after them

use self::phases::{Phase, code};
use self::thread::{Status, Thread};
use crate::durations::Durations;
use crate::lock::LockStats;
use crate::machine;
use crate::model::{Blocked, Chance, ModelMemory, Pace, Scheduler};
use crate::program::{Instruction, Item, MAX_STEPS, MainCode, Op, OpAt, Program, ThreadId};
use crate::record::Report;
use crate::run_end::{Misuse, RunEnd};
use crate::trace::Trace;
use crate::watchable::{CommonStart, Watchable};

/// A run in progress.
#[derive(Debug)]
pub struct Simulator {
    program: Program,
    durations: Durations,
    chance: Chance,
    memory: ModelMemory,
    /// By id, `main` the last.
    threads: Vec<Thread>,
    /// The threads that can step, those included that are not due yet. Kept, so that no step allocates memory.
    ready: Vec<ThreadId>,
    phase: Phase,
    threads_took_us: Option<f64>,
    /// By lock.
    stats: Vec<LockStats>,
    trace: Trace,
    tape: Option<Vec<ThreadId>>,
    end: Option<RunEnd>,
}

impl Simulator {
    /// Prepares a run of `program` in which everything takes as long as `durations` say, in simulated time. At full speed
    /// nothing is traced.
    pub fn new(program: Program, durations: Durations, seed: u64) -> Simulator {
        let tree = program.tree();
        let mut memory = ModelMemory::new(tree.shared.len(), tree.locks.len());
        memory.cells.reserve_exact(program.screen_len());
        let MainCode { before, during, after } = program.main();
        let parts = [before, during].into_iter().chain(after);
        let main_locals = parts.map(|code| code.locals).max().unwrap_or(0);
        let threads = program.thread_ids().map(|id| (id, program.code(id).locals));
        let threads = threads.chain([(ThreadId::MAIN, main_locals)]);
        let (pace, trace) = match durations.is_full_speed() {
            true => (Pace::FullSpeed, Trace::none()),
            false => (Pace::Timed, Trace::new(&program)),
        };
        let mut simulator = Simulator {
            durations,
            chance: Chance::new(seed, pace),
            memory,
            threads: threads.map(|(id, locals)| Thread::new(&program, id, locals)).collect(),
            ready: Vec::new(),
            phase: Phase::Before,
            threads_took_us: None,
            stats: vec![LockStats::default(); tree.locks.len()],
            trace,
            tape: is_replayed(&program).then(|| Vec::with_capacity(program.steps() as usize)),
            end: None,
            program,
        };
        simulator.enter(Phase::Before);
        simulator
    }

    /// Goes on until simulated time is about to reach `until_us`, `steps` steps have been taken, or the run has ended; in
    /// the last case, returns how.
    pub fn advance(&mut self, until_us: f64, steps: u32) -> Option<RunEnd> {
        for _ in 0..steps {
            if self.end.is_some() || !self.step(until_us) {
                break;
            }
        }
        self.end.clone()
    }

    /// Ends the run.
    pub fn stop(&mut self) {
        if self.end.is_none() {
            self.end(RunEnd::Stopped);
        }
    }

    /// Returns the cells that have a glyph. They never move: there is room for all that the program may print.
    pub fn cells(&self) -> &[u16] {
        &self.memory.cells
    }

    /// Returns the values of the shared names, in the program's order.
    pub fn values(&self) -> &[u32] {
        &self.memory.shared
    }

    /// Returns each thread's report, by id. Times are simulated.
    pub fn reports(&self) -> Vec<Report> {
        self.threads[..self.program.threads() as usize].iter().map(|thread| thread.report).collect()
    }

    /// Returns how many lines the threads have printed to their end.
    pub fn lines_printed(&self) -> u32 {
        self.reports().iter().map(|report| report.lines).sum()
    }

    /// Returns how often each thread acquired a lock; `None` if the program acquires none. If several locks were
    /// acquired, the counts are sums over them.
    pub fn stats(&self) -> Option<LockStats> {
        let acquired = self.stats.iter().filter(|stats| stats.holds != 0).cloned();
        let sum = acquired.reduce(|sum, stats| sum.plus(&stats)).unwrap_or_default();
        self.program.locks().then_some(sum)
    }

    /// Returns what the run does so that it can be watched. Noting the tape changes nothing here.
    pub fn watchable(&self) -> Watchable {
        let together = 2 <= self.program.threads() && self.program.first_lock().is_some();
        Watchable::of(&self.program, self.durations, together.then_some(CommonStart::Lock), false)
    }

    /// Returns the threads' logs, `main`'s the last.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Returns the tape: the thread that took each step, in order. A [`Stepper`](crate::model::Stepper) that replays it
    /// has the same screen and the same end. `None` if there can be no such stepper: the program has too many steps, or
    /// its `main` exits, or `main` executes ops while the threads run.
    pub fn tape(&self) -> Option<&[ThreadId]> {
        self.tape.as_deref()
    }

    /// Returns how long the threads took, in milliseconds: until the last of them came to its end.
    pub fn threads_took_ms(&self) -> f64 {
        self.threads_took_us.unwrap_or(self.chance.now_us()) / 1e3
    }

    /// Returns the simulated time, in milliseconds.
    pub fn elapsed_ms(&self) -> f64 {
        self.chance.now_us() / 1e3
    }

    /// Takes a step of a thread that can, or lets time pass until one can. Tells whether there is time left.
    fn step(&mut self, until_us: f64) -> bool {
        let arrival_us = self.arrive();
        if self.end.is_some() {
            return true;
        }
        // Threads that arrive at a time do so before others step at that time.
        self.chance.set_limit(until_us.min(arrival_us));
        match self.chance.pick(&self.ready) {
            Some(thread) => self.take(thread),
            None if arrival_us < until_us => self.chance.move_on_to(arrival_us),
            None if self.ready.is_empty() && arrival_us == f64::INFINITY => self.end_phase(),
            None => return false,
        }
        true
    }

    /// Lists the threads that can step. The others arrive, if they are due: at a lock, to wait there, or at the end of
    /// their code. Returns when the next of them arrives.
    fn arrive(&mut self) -> f64 {
        let now_us = self.chance.now_us();
        let mut arrival_us = f64::INFINITY;
        let mut part_ends = false;
        self.ready.clear();
        for thread in &mut self.threads {
            let waits = match thread.status {
                Status::Working => false,
                Status::Waiting(_) => true,
                Status::Absent | Status::Joining | Status::Done | Status::Exited => continue,
            };
            let blocked = match thread.next {
                Some(Item::Op(OpAt { op, .. })) => self.memory.blocked(thread.id, op),
                _ => None,
            };
            let due_us = self.chance.due_us(thread.id);
            match blocked {
                None if thread.next.is_some() => self.ready.push(thread.id),
                Some(_) if waits => {}
                _ if now_us < due_us => arrival_us = arrival_us.min(due_us),
                Some(Blocked::Waits(lock, _) | Blocked::Behind(lock, _)) => {
                    thread.wait(lock, &self.trace, now_us);
                }
                _ if thread.id != ThreadId::MAIN => thread.finish(&self.trace, now_us),
                _ => part_ends = true,
            }
        }
        if part_ends {
            self.end_part();
        }
        arrival_us
    }

    /// Takes a step of one thread.
    fn take(&mut self, id: ThreadId) {
        let index = self.index(id);
        let thread = &mut self.threads[index];
        let item = thread.advance(code(&self.program, self.phase, id));
        let OpAt { op, line } = match item.expect("a thread that is ready has something to do") {
            Item::Op(at) => at,
            Item::Work(us) => return self.chance.works(id, us.into()),
        };
        if let Some(tape) = self.tape.as_mut().filter(|_| id != ThreadId::MAIN) {
            tape.push(id);
        }
        if let Op::Release(lock) = op
            && self.memory.is_misuse(id, op)
        {
            return self.end(RunEnd::Error(Misuse { thread: id, lock, line }));
        }
        machine::step(id, op, &mut thread.locals, &mut self.memory.access(id));
        let taken = self.durations.of(&self.program, id, thread.before.replace(op), op);
        self.record(index, op);
        self.chance.took(id, taken);
    }

    /// Ends the run, and whatever is in progress with it.
    fn end(&mut self, end: RunEnd) {
        self.end = Some(end);
        for index in 0..self.threads.len() {
            self.threads[index].held().for_each(|lock| self.release(index, lock));
            self.threads[index].exit(&self.trace, self.chance.now_us());
        }
    }

    fn index(&self, id: ThreadId) -> usize {
        if id == ThreadId::MAIN { self.threads.len() - 1 } else { id.0.into() }
    }
}

/// Tells whether a run's tape can be replayed to the same screen. A stepper takes only so many steps, does not follow a
/// `main` to its exit, and executes what `main` does while threads run before their first step.
fn is_replayed(program: &Program) -> bool {
    let is_op =
        |instruction: &Instruction| matches!(instruction, Instruction::Op(..) | Instruction::PutEach(..));
    let steps = program.steps().max(program.main_totals().ops);
    program.joins() && steps <= u64::from(MAX_STEPS) && !program.main().during.instructions.iter().any(is_op)
}

#[cfg(test)]
mod tests;
