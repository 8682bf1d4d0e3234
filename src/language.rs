//! A program as a text, and the code that it compiles to.
//!
//! The presets here are what the rest is to run; for now [`program`](crate::program) still says it a second time.
//!
//! Owns the program's parameters, their limits, and what follows from a text: the code of each thread, its number of
//! ops, the lines that it prints. Never says what an op does (that is [`machine`](crate::machine)) and never runs one.

pub mod tree; // what a text says
pub mod parse; // from a text to its tree
pub mod presets; // the texts that have a name
mod template; // a text with numbers that vary
mod code; // a thread's instructions
mod compile; // from a tree to instructions
mod measure; // how many ops and glyphs those are
mod ops; // the ops in order, one by one
mod guard; // whether one lock guards the screen
mod lines; // the lines that each thread prints

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use self::code::{Code, Instruction};
pub use self::guard::ScreenGuard;
pub use self::lines::Lines;
pub use self::measure::Totals;
pub use self::ops::{Item, Next, Ops, Position};
pub use self::parse::SourceError;
pub use self::template::Rendered;
pub use self::tree::{LockId, SharedId, Tree};

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

/// The algorithm of the program's locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockKind {
    /// None: acquiring and releasing are left out, and the threads race.
    None,
    /// [`std::sync::Mutex`].
    Mutex,
    /// The spin lock.
    Spin,
    /// The ticket lock.
    Ticket,
}

/// Whether `main` waits for its threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Main {
    /// It joins them where its text says so.
    Join,
    /// It leaves its `join()` out, and exits, which ends the process and takes the threads with it.
    Exit,
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

/// The ops of each thread, written out.
pub type Written = Vec<Vec<OpAt>>;

impl LockKind {
    /// The words for locks.
    pub const WORDS: [(&str, LockKind); 4] = [
        ("none", LockKind::None),
        ("mutex", LockKind::Mutex),
        ("spin", LockKind::Spin),
        ("ticket", LockKind::Ticket),
    ];
}

impl Main {
    /// The words for the ways in which `main` ends.
    pub const WORDS: [(&str, Main); 2] = [("join", Main::Join), ("exit", Main::Exit)];
}

/// Returns the word for `meaning`, of those in `words`.
pub fn name<T: PartialEq, const N: usize>(meaning: T, words: [(&'static str, T); N]) -> &'static str {
    words.into_iter().find(|(_, other)| *other == meaning).expect("every meaning has a word").0
}

/// What a program's text leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The value of `threads`, 1 to [`MAX_THREADS`].
    pub threads: u32,
    /// The value of `count`, 1 to [`MAX_COUNT`].
    pub count: u32,
    /// The algorithm of the locks.
    pub lock: LockKind,
    /// Whether `main` waits for its threads.
    pub main: Main,
}

/// Why there is no such program. Its `Display` says what was found and what is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgramError {
    /// The text is no program, or too large a one.
    Source(SourceError),
    /// Not 1 to [`MAX_THREADS`] threads.
    Threads(u32),
    /// Not 1 to [`MAX_COUNT`] lines a thread.
    Count(u32),
    /// More than [`MAX_LINES`] lines together.
    Lines(u64),
    /// More than [`MAX_OPS`] ops together.
    Ops(u64),
    /// More than [`MAX_STEPS`] steps, to be taken one by one.
    Steps(u64),
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProgramError::Source(error) => error.fmt(f),
            ProgramError::Threads(n) => write!(f, "{n} threads: choose 1 to {MAX_THREADS}"),
            ProgramError::Count(n) => write!(f, "{n} lines a thread: choose 1 to {MAX_COUNT}"),
            ProgramError::Lines(n) => write!(f, "{n} lines together: choose at most {MAX_LINES}"),
            ProgramError::Ops(n) => {
                write!(f, "{n} steps: choose fewer threads or lines, for at most {MAX_OPS} steps")
            }
            ProgramError::Steps(n) => {
                write!(f, "{n} steps or more: choose fewer threads or lines, for at most {MAX_STEPS} steps")
            }
        }
    }
}

impl std::error::Error for ProgramError {}

impl From<SourceError> for ProgramError {
    fn from(error: SourceError) -> ProgramError {
        ProgramError::Source(error)
    }
}

impl fmt::Display for LockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LockKind::None => "no lock",
            LockKind::Mutex => "mutex",
            LockKind::Spin => "spin lock",
            LockKind::Ticket => "ticket lock",
        })
    }
}

/// A program, ready to run. A clone is cheap: it shares everything.
#[derive(Clone, Debug)]
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
        let Parameters { threads, count, .. } = parameters;
        let lines = u64::from(threads) * u64::from(count);
        match () {
            _ if threads == 0 || MAX_THREADS < threads => return Err(ProgramError::Threads(threads)),
            _ if count == 0 || MAX_COUNT < count => return Err(ProgramError::Count(count)),
            _ if u64::from(MAX_LINES) < lines => return Err(ProgramError::Lines(lines)),
            _ => {}
        }
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
        let lines = OnceLock::new();
        let guard = guard::guard(&threads, &main);
        let text = text.to_string();
        Ok(Program(Arc::new(Compiled { text, tree, parameters, threads, main, totals, lines, guard })))
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
        &self.0.lines.get_or_init(|| self.0.threads.iter().map(Lines::of).collect())[usize::from(thread)]
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

    /// Returns the ops of a thread, in order.
    pub fn ops(&self, thread: ThreadId) -> Ops<'_> {
        Ops::new(self.code(thread))
    }

    /// Returns how many steps the threads take together.
    pub fn steps(&self) -> u64 {
        self.thread_ids().map(|thread| self.totals(thread).ops).sum()
    }

    /// Returns the ops of each thread, written out, for those schedulers that take them one by one; `main`'s are not
    /// among them.
    ///
    /// # Errors
    ///
    /// If the threads have more than [`MAX_STEPS`] together.
    pub fn written(&self) -> Result<Written, ProgramError> {
        let steps = self.steps();
        if u64::from(MAX_STEPS) < steps {
            return Err(ProgramError::Steps(steps));
        }
        let ops = |thread| self.ops(thread).filter_map(Item::op).collect();
        Ok(self.thread_ids().map(ops).collect())
    }
}

#[cfg(test)]
pub(crate) mod tests;
