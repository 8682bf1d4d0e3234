//! Each thread's program, op by op.
//!
//! Owns the program's parameters, their limits, and the order of ops; never says what an op does (that is
//! [`machine`](crate::machine)) and never runs one.

mod ops;

use std::fmt;

pub use self::ops::{Execute, Ops};
use crate::text::{Text, digits_below};

/// The most threads a program may start, `main` aside.
pub const MAX_THREADS: u32 = 16;
/// The most lines one thread may print.
pub const MAX_COUNT: u32 = 200_000;
/// The most steps that are taken one by one, taped, or written as a schedule.
pub const MAX_STEPS: u32 = 20_000;
/// The most lines all threads may print together. It bounds the screen, hence the memory.
pub const MAX_LINES: u32 = 1_000_000;

/// The author of a glyph: a thread's id, or [`Author::MAIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Author(pub u8);

impl Author {
    /// The program's `main`, which prints one line of its own.
    pub const MAIN: Author = Author(255);
}

/// The lock that the threads acquire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// None: the threads race.
    None,
    /// [`std::sync::Mutex`].
    Mutex,
    /// The spin lock.
    Spin,
    /// The ticket lock.
    Ticket,
}

/// The extent of one critical section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One print.
    Line,
    /// One character.
    Glyph,
    /// All of a thread's lines.
    Thread,
}

/// When `main` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Main {
    /// After its threads.
    Join,
    /// At once, which ends the process and takes the threads with it.
    Exit,
}

/// One instruction of the program. A thread executes it in one indivisible step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Draw a ticket: join the queue for the ticket lock.
    Come,
    /// Acquire the lock; wait while another thread holds it.
    Acquire,
    /// Load the cursor into the thread's register.
    Load,
    /// Put this character at the loaded cursor.
    Put(u8),
    /// Store the loaded cursor plus one.
    Store,
    /// Release the lock.
    Release,
}

/// When a thread returns to a lock that it has released and will acquire again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// At once. If there is a queue, the thread draws its next ticket before it releases. It would be the next to draw,
    /// but an operating system tends to run the thread just woken instead of its waker, for thousands of lines.
    AtOnce,
    /// After it has done something else.
    Later,
}

/// The kinds of program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Each thread prints its lines.
    Counter,
    /// Each thread loads a shared value and stores it plus one, once. The value takes the place of the counter's
    /// cursor, and the ops are the counter's without the put: the smallest lost update.
    Increment,
    /// As the counter, but thread 0 forgets to release the lock the last time.
    Forgetful,
}

impl Kind {
    /// The words for programs.
    pub const WORDS: [(&str, Kind); 3] =
        [("counter", Kind::Counter), ("increment", Kind::Increment), ("forgetful", Kind::Forgetful)];
}

impl Lock {
    /// The words for locks.
    pub const WORDS: [(&str, Lock); 4] =
        [("none", Lock::None), ("mutex", Lock::Mutex), ("spin", Lock::Spin), ("ticket", Lock::Ticket)];
}

impl Scope {
    /// The words for scopes.
    pub const WORDS: [(&str, Scope); 3] =
        [("line", Scope::Line), ("glyph", Scope::Glyph), ("thread", Scope::Thread)];
}

impl Main {
    /// The words for the ways in which `main` ends.
    pub const WORDS: [(&str, Main); 2] = [("join", Main::Join), ("exit", Main::Exit)];
}

/// Returns the word for `meaning`, of those in `words`.
pub fn name<T: PartialEq, const N: usize>(meaning: T, words: [(&'static str, T); N]) -> &'static str {
    words.into_iter().find(|(_, other)| *other == meaning).expect("every meaning has a word").0
}

/// A program: its threads and its `main`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The kind of program.
    pub kind: Kind,
    threads: u32,
    count: u32,
    /// The lock around a print.
    pub lock: Lock,
    /// The extent of a critical section.
    pub scope: Scope,
    /// When a thread returns to the lock.
    pub returns: Returns,
    /// When `main` ends.
    pub main: Main,
}

/// A parameter that is out of range. Its `Display` names the value and the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitError {
    /// Not 1 to [`MAX_THREADS`] threads.
    Threads(u32),
    /// Not 1 to [`MAX_COUNT`] lines a thread.
    Count(u32),
    /// More than [`MAX_LINES`] lines together.
    Lines(u64),
    /// More than [`MAX_STEPS`] steps.
    Steps(u64),
}

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitError::Threads(n) => write!(f, "{n} threads: choose 1 to {MAX_THREADS}"),
            LimitError::Count(n) => write!(f, "{n} lines a thread: choose 1 to {MAX_COUNT}"),
            LimitError::Lines(n) => write!(f, "{n} lines together: choose at most {MAX_LINES}"),
            LimitError::Steps(n) => {
                write!(f, "{n} steps or more: choose fewer threads or lines, for at most {MAX_STEPS} steps")
            }
        }
    }
}

impl std::error::Error for LimitError {}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Op::Come => write!(f, "draw a ticket"),
            Op::Acquire => write!(f, "acquire the lock"),
            Op::Load => write!(f, "load"),
            Op::Put(b'\n') => write!(f, "put its newline"),
            Op::Put(byte) => write!(f, "put `{}`", char::from(*byte)),
            Op::Store => write!(f, "store"),
            Op::Release => write!(f, "release the lock"),
        }
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Lock::None => "no lock",
            Lock::Mutex => "mutex",
            Lock::Spin => "spin lock",
            Lock::Ticket => "ticket lock",
        })
    }
}

impl Program {
    /// Creates a counter program of `threads` threads (1 to [`MAX_THREADS`]) that print `count` lines each (1 to
    /// [`MAX_COUNT`]), unguarded, with a `main` that joins them and prints a line of its own.
    pub fn new(threads: u32, count: u32) -> Result<Program, LimitError> {
        let lines = u64::from(threads) * u64::from(count);
        match () {
            _ if threads == 0 || MAX_THREADS < threads => Err(LimitError::Threads(threads)),
            _ if count == 0 || MAX_COUNT < count => Err(LimitError::Count(count)),
            _ if u64::from(MAX_LINES) < lines => Err(LimitError::Lines(lines)),
            _ => Ok(Program {
                kind: Kind::Counter,
                threads,
                count,
                lock: Lock::None,
                scope: Scope::Line,
                returns: Returns::AtOnce,
                main: Main::Join,
            }),
        }
    }

    /// Creates a counter program whose thread 0 forgets to release the lock the last time, if one guards it.
    pub fn forgetful(threads: u32, count: u32) -> Result<Program, LimitError> {
        Ok(Program { kind: Kind::Forgetful, ..Program::new(threads, count)? })
    }

    /// Creates an increment program of `threads` threads (1 to [`MAX_THREADS`]), unguarded.
    pub fn increment(threads: u32) -> Result<Program, LimitError> {
        Ok(Program { kind: Kind::Increment, ..Program::new(threads, 1)? })
    }

    /// Returns the same program with so many threads that print so many lines each.
    ///
    /// # Errors
    ///
    /// If a number is out of its limits.
    pub fn sized(self, threads: u32, count: u32) -> Result<Program, LimitError> {
        Program::new(threads, count).map(|_| Program { threads, count, ..self })
    }

    /// Returns the same program, guarded by `lock` that is held for `scope`.
    pub fn guarded(self, lock: Lock, scope: Scope) -> Program {
        Program { lock, scope, ..self }
    }

    /// Returns the same program, whose `main` ends as `main` says. The `main` of the increment program always joins,
    /// because it has nothing to print before.
    pub fn ending(self, main: Main) -> Program {
        let main = if self.prints() { main } else { Main::Join };
        Program { main, ..self }
    }

    /// Returns the same program, whose threads return to the lock as `returns` says.
    pub fn returning(self, returns: Returns) -> Program {
        Program { returns, ..self }
    }

    /// Returns the number of threads, `main` aside.
    pub fn threads(&self) -> u32 {
        self.threads
    }

    /// Returns how many lines each thread prints.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Returns how many lines `author` prints.
    pub fn lines(&self, author: Author) -> u32 {
        match self.kind {
            _ if author == Author::MAIN => 1,
            Kind::Counter | Kind::Forgetful => self.count,
            Kind::Increment => 0,
        }
    }

    /// Tells whether the threads print lines.
    pub fn prints(&self) -> bool {
        self.kind != Kind::Increment
    }

    /// Tells whether `author` ends with the lock held.
    pub fn forgets(&self, author: Author) -> bool {
        self.kind == Kind::Forgetful && self.lock != Lock::None && author == Author(0)
    }

    /// Tells whether `author` increments the shared value.
    fn increments(&self, author: Author) -> bool {
        !self.prints() && author != Author::MAIN
    }

    /// Returns how many critical sections `author` has if the program is guarded.
    pub fn sections(&self, author: Author) -> u32 {
        match self.scope {
            _ if self.increments(author) => 1,
            Scope::Thread => 1,
            Scope::Line => self.lines(author),
            Scope::Glyph => self.glyphs_of(author),
        }
    }

    /// Returns line number `line` of `author`, its newline included.
    pub fn text(&self, author: Author, line: u32) -> Text {
        if author == Author::MAIN { Text::of_main() } else { Text::of_thread(author, line) }
    }

    /// Returns how many characters `author` prints, newlines included.
    pub fn glyphs_of(&self, author: Author) -> u32 {
        if author == Author::MAIN {
            return Text::of_main().len() as u32;
        }
        if self.kind == Kind::Increment {
            return 0;
        }
        let id = if author.0 < 10 { 1 } else { 2 };
        self.count * (Text::FRAME + id) + digits_below(self.count)
    }

    /// Returns the threads, `main` aside.
    pub fn authors(&self) -> impl Iterator<Item = Author> + use<> {
        (0..self.threads as u8).map(Author)
    }

    /// Returns how many lines the threads have completed; `written` has the glyphs that each has put, by id.
    pub fn lines_printed(&self, written: impl IntoIterator<Item = u32>) -> u32 {
        self.authors().zip(written).map(|(author, glyphs)| self.lines_in(author, glyphs)).sum()
    }

    /// Returns how many whole lines of `author` its first `glyphs` characters are.
    pub fn lines_in(&self, author: Author, glyphs: u32) -> u32 {
        let before = |line: u32| Program { count: line, ..*self }.glyphs_of(author);
        let (mut low, mut high) = (0, self.lines(author));
        while low < high {
            let middle = (low + high).div_ceil(2);
            if before(middle) <= glyphs { low = middle } else { high = middle - 1 }
        }
        low
    }

    /// Returns how many characters the threads print together, `main`'s line not included.
    pub fn glyphs(&self) -> u32 {
        self.authors().map(|author| self.glyphs_of(author)).sum()
    }

    /// Returns how many characters the program prints, `main`'s line included. The cursor never passes it: each
    /// store writes one more than a cursor that was loaded, so it cannot exceed the number of stores.
    pub fn screen_len(&self) -> usize {
        (self.glyphs() + self.glyphs_of(Author::MAIN)) as usize
    }

    /// Returns the most steps that the tape of a run can have; `None` if they are too many to be replayed, or if `main`
    /// does not wait for the threads.
    pub fn taped_steps(&self) -> Option<usize> {
        let steps = self.code().ok()?.iter().map(Vec::len).sum();
        (self.main == Main::Join).then_some(steps)
    }

    /// Returns the ops of each thread, written out, for those schedulers that take them one by one; `main`'s are not
    /// among them, since it waits for the threads.
    ///
    /// # Errors
    ///
    /// If the threads have more than [`MAX_STEPS`] together.
    pub fn code(&self) -> Result<Vec<Vec<Op>>, LimitError> {
        // Every glyph takes three ops at least, so a lower bound is known before the ops are written out.
        let mut steps = 3 * u64::from(self.glyphs());
        if steps <= u64::from(MAX_STEPS) {
            steps = self.authors().map(|author| self.ops(author).count() as u64).sum();
        }
        match steps {
            _ if u64::from(MAX_STEPS) < steps => Err(LimitError::Steps(steps)),
            _ => Ok(self.authors().map(|author| self.ops(author).collect()).collect()),
        }
    }
}

#[cfg(test)]
mod tests;
