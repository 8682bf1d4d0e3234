//! A program as a text, and the code that it compiles to.
//!
//! Owns the program's parameters, their limits, and what follows from a text: the code of each thread, its number of
//! ops, the lines that it prints, the values that it stores if no thread disturbs another. Never says what an op does
//! (that is [`machine`](crate::machine)).

mod parameters; // what a text leaves open
mod error; // why there is no such program
pub mod tree; // what a text says
pub mod parse; // from a text to its tree
pub mod presets; // the texts that have a name
pub mod edit; // the lines of the locks, moved
pub mod packed; // a text as part of a link
mod template; // a text with numbers that vary
mod code; // a thread's instructions
mod compile; // from a tree to instructions
mod measure; // how many ops and glyphs those are
mod ops; // the ops in order, one by one
mod guard; // whether one lock guards the screen
mod lines; // the lines that each thread prints
mod serial; // the values that a run has if no thread comes between
pub mod print; // the program in a language that learners know

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use self::code::{Code, Instruction, PrintLoop};
pub use self::error::ProgramError;
pub use self::guard::ScreenGuard;
pub use self::lines::Lines;
pub use self::measure::Totals;
pub use self::ops::{Item, Next, Ops, Position};
pub use self::packed::PackError;
pub use self::parameters::{LockKind, Main, Parameters, name};
pub use self::parse::SourceError;
pub use self::print::Language;
pub use self::template::Rendered;
pub use self::tree::{LockId, Number, SharedId, Tree};

/// The most threads a program may start, `main` aside.
pub const MAX_THREADS: u32 = 16;
/// The most lines the attribute `count` may ask of one thread.
pub const MAX_COUNT: u32 = 200_000;
/// The most steps that are taken one by one, taped, or written as a schedule.
pub const MAX_STEPS: u32 = 20_000;
/// The most lines that the attributes may ask of all threads together.
pub const MAX_LINES: u32 = 1_000_000;
/// The most ops of all threads together. It bounds the screen, hence the memory.
pub const MAX_OPS: u64 = 1 << 26;

/// A thread: its number in the order of their starts, or [`ThreadId::MAIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u8);

impl ThreadId {
    /// The thread that runs `main`.
    pub const MAIN: ThreadId = ThreadId(255);
}

/// A memory word that all threads share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variable {
    /// The screen's cursor.
    Cursor,
    /// A shared name.
    Shared(SharedId),
}

/// A register of a thread, which holds one of its local variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Local(pub u8);

/// One instruction that accesses what threads share. A thread executes it in one indivisible step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Draw a ticket: join the queue for a ticket lock.
    DrawTicket(LockId),
    /// Acquire a lock; wait while a thread holds it.
    Acquire(LockId),
    /// Release a lock.
    Release(LockId),
    /// Load a variable into a register.
    Load(Local, Variable),
    /// Put a character at the cursor that a register holds.
    Put(Local, u8),
    /// Store a register, plus a number, to a variable.
    Store(Variable, Local, u32),
}

/// An op, and the line of the text that it comes from, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OpAt {
    /// The op.
    pub op: Op,
    /// Its line.
    pub line: u16,
}

/// A program, ready to run. A clone is cheap: it shares everything.
#[derive(Clone)]
pub struct Program(Arc<Compiled>);

/// A text and its parameters, and all that follows from them.
#[derive(Debug)]
struct Compiled {
    text: String,
    tree: Tree,
    parameters: Parameters,
    /// By thread.
    threads: Vec<Code>,
    main: MainCode,
    totals: Vec<Totals>,
    /// Found when they are first asked for.
    lines: OnceLock<Vec<Lines>>,
    main_lines: OnceLock<Lines>,
    serial_values: OnceLock<Vec<u32>>,
    guard: Option<ScreenGuard>,
}

/// The code of `main`, in the parts that its threads divide it into.
#[derive(Debug, Default)]
pub struct MainCode {
    /// Before the threads start.
    pub before: Code,
    /// While they run.
    pub during: Code,
    /// After it has joined them; `None` if it never does.
    pub after: Option<Code>,
}

// The text and the parameters determine all else.
impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of\n{}", self.parameters(), self.text())
    }
}

impl PartialEq for Program {
    fn eq(&self, other: &Program) -> bool {
        let (one, two) = (&self.0, &other.0);
        Arc::ptr_eq(one, two) || (&one.text, one.parameters) == (&two.text, two.parameters)
    }
}

impl Program {
    /// Makes the program that `text` says, with these parameters.
    ///
    /// # Errors
    ///
    /// If the text is no program, or a number is out of its limits.
    pub fn new(text: &str, parameters: Parameters) -> Result<Program, ProgramError> {
        parameters.check()?;
        let tree = parse::parse(text)?;
        let (threads, main) = compile::compile(&tree, &parameters)?;
        let codes = threads.iter().chain([&main.before, &main.during]).chain(&main.after);
        let totals: Vec<Totals> = codes.map(measure::measure).collect();
        let ops = totals
            .iter()
            .fold(0u64, |sum, totals| sum.saturating_add(totals.ops).saturating_add(totals.works));
        if MAX_OPS < ops {
            return Err(ProgramError::Ops(ops));
        }
        let (lines, main_lines) = (OnceLock::new(), OnceLock::new());
        let guard = guard::guard(&threads, &main);
        let text = text.to_string();
        Ok(Program(Arc::new(Compiled {
            text,
            tree,
            parameters,
            threads,
            main,
            totals,
            lines,
            main_lines,
            serial_values: OnceLock::new(),
            guard,
        })))
    }

    /// Returns the program of the same text with other parameters.
    ///
    /// # Errors
    ///
    /// If they are out of their limits.
    pub fn with(&self, parameters: Parameters) -> Result<Program, ProgramError> {
        Program::new(self.text(), parameters)
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Returns the text's tree.
    pub fn tree(&self) -> &Tree {
        &self.0.tree
    }

    /// Returns the parameters.
    pub fn parameters(&self) -> Parameters {
        self.0.parameters
    }

    /// Returns the algorithm of the locks.
    pub fn lock(&self) -> LockKind {
        self.0.parameters.lock
    }

    /// Tells whether a thread, or `main`, acquires a lock.
    pub fn locks(&self) -> bool {
        self.0.totals.iter().any(|totals| totals.acquires.iter().any(|&acquires| acquires != 0))
    }

    /// Returns the number of threads that `main` starts.
    pub fn threads(&self) -> u32 {
        self.0.threads.len() as u32
    }

    /// Returns the threads, `main` aside.
    pub fn thread_ids(&self) -> impl Iterator<Item = ThreadId> + use<> {
        (0..self.0.threads.len() as u8).map(ThreadId)
    }

    /// Returns the code of a thread, not of `main`.
    pub fn code(&self, ThreadId(thread): ThreadId) -> &Code {
        &self.0.threads[usize::from(thread)]
    }

    /// Returns the code of `main`.
    pub fn main(&self) -> &MainCode {
        &self.0.main
    }

    /// Tells whether `main` waits for its threads.
    pub fn joins(&self) -> bool {
        self.0.main.after.is_some()
    }

    /// Returns how much a thread, not `main`, does in all.
    pub fn totals(&self, ThreadId(thread): ThreadId) -> &Totals {
        &self.0.totals[usize::from(thread)]
    }

    /// Returns how much `main` does in all.
    pub fn main_totals(&self) -> Totals {
        self.0.totals[self.0.threads.len()..].iter().fold(Totals::default(), |sum, part| sum.plus(part))
    }

    /// Returns how often a thread, or `main`, acquires a lock.
    pub fn acquires(&self, thread: ThreadId, LockId(lock): LockId) -> u32 {
        let totals = if thread == ThreadId::MAIN { self.main_totals() } else { *self.totals(thread) };
        totals.acquires[usize::from(lock)]
    }

    /// Returns the lines that a thread, not `main`, prints.
    pub fn lines(&self, ThreadId(thread): ThreadId) -> &Lines {
        let found = || self.thread_ids().map(|thread| Lines::of(thread, &[self.code(thread)])).collect();
        &self.0.lines.get_or_init(found)[usize::from(thread)]
    }

    /// Returns the lines that `main` prints.
    pub fn main_lines(&self) -> &Lines {
        let MainCode { before, during, after } = &self.0.main;
        self.0.main_lines.get_or_init(|| {
            let codes: Vec<&Code> = [before, during].into_iter().chain(after).collect();
            Lines::of(ThreadId::MAIN, &codes)
        })
    }

    /// Returns the values of the shared names if the threads run one after another.
    pub fn serial_values(&self) -> &[u32] {
        self.0.serial_values.get_or_init(|| serial::values(self))
    }

    /// Tells whether each store to a shared name adds 1 to a value that was loaded from it.
    pub fn increments(&self, shared: SharedId) -> bool {
        serial::increments(self, shared)
    }

    /// Tells whether the threads print.
    pub fn prints(&self) -> bool {
        self.glyphs() != 0
    }

    /// Returns how many lines the threads print together.
    pub fn line_count(&self) -> u32 {
        self.thread_ids().map(|thread| self.totals(thread).lines as u32).sum()
    }

    /// Returns how many characters the threads print together, `main`'s not included.
    pub fn glyphs(&self) -> u32 {
        self.thread_ids().map(|thread| self.totals(thread).glyphs as u32).sum()
    }

    /// Returns how many cells the screen needs. The cursor never passes it: each store to it stores one more than a
    /// cursor that was loaded, so it cannot exceed the number of stores.
    pub fn screen_len(&self) -> usize {
        // A put may stand where no store follows.
        self.0.totals.iter().map(|totals| totals.cursor_stores as usize).sum::<usize>() + 1
    }

    /// Returns what shows that one lock guards every access to the screen; `None` if nothing does.
    pub fn guard(&self) -> Option<ScreenGuard> {
        self.0.guard
    }

    /// Returns the lock that each thread acquires first of all, if that is one and the same.
    pub fn first_lock(&self) -> Option<LockId> {
        let first = |thread| match self.ops(thread).next().and_then(Item::op)?.op {
            Op::DrawTicket(lock) | Op::Acquire(lock) => Some(lock),
            _ => None,
        };
        let mut locks = self.thread_ids().map(first);
        let lock = locks.next()??;
        locks.all(|other| other == Some(lock)).then_some(lock)
    }

    /// Returns the ops of a thread, in order.
    pub fn ops(&self, thread: ThreadId) -> Ops<'_> {
        Ops::new(self.code(thread))
    }

    /// Returns how many steps the threads take together.
    pub fn steps(&self) -> u64 {
        self.thread_ids().map(|thread| self.totals(thread).ops).sum()
    }
}

#[cfg(test)]
pub(crate) mod tests;
