//! What each thread does, op by op.
//!
//! Owns the program's parameters, their limits, and the order of ops; never says what an op does (that is
//! [`machine`](crate::machine)) and never runs one.

use std::fmt;
use std::ops::ControlFlow::{self, Continue};

use crate::text::{Text, digits_below};

/// The most threads a program may start, `main` aside.
pub const MAX_THREADS: u32 = 16;
/// The most lines one thread may print.
pub const MAX_COUNT: u32 = 200_000;
/// The most steps that are taken one by one, taped, or written as a schedule.
pub const MAX_STEPS: u32 = 20_000;
/// The most lines all threads may print together. It bounds the screen, hence the memory.
pub const MAX_LINES: u32 = 1_000_000;

/// Who wrote something: a thread's id, or [`Author::MAIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Author(pub u8);

impl Author {
    /// The program's `main`, which prints one line of its own.
    pub const MAIN: Author = Author(255);
}

/// Which lock the threads take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// None: the threads race.
    None,
    /// [`std::sync::Mutex`].
    Mutex,
}

/// What one critical section covers.
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
    /// Take the lock; wait while another has it.
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

/// What the threads do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Each prints its lines.
    Counter,
    /// Each loads a shared value and stores it plus one, once. The value is where the counter's cursor is, and the
    /// ops are the counter's without the put: the smallest lost update.
    Increment,
}

/// A program: what its threads and its `main` do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// What the threads do.
    pub kind: Kind,
    threads: u32,
    count: u32,
    /// The lock around a print.
    pub lock: Lock,
    /// What the lock is held for.
    pub scope: Scope,
    /// When `main` ends.
    pub main: Main,
}

/// A parameter that is out of range. Its `Display` says what was wrong and what is possible.
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
            Op::Acquire => write!(f, "acquire the lock"),
            Op::Load => write!(f, "load"),
            Op::Put(b'\n') => write!(f, "put its newline"),
            Op::Put(byte) => write!(f, "put `{}`", char::from(*byte)),
            Op::Store => write!(f, "store"),
            Op::Release => write!(f, "release the lock"),
        }
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
                main: Main::Join,
            }),
        }
    }

    /// Creates an increment program of `threads` threads (1 to [`MAX_THREADS`]), unguarded.
    pub fn increment(threads: u32) -> Result<Program, LimitError> {
        Ok(Program { kind: Kind::Increment, ..Program::new(threads, 1)? })
    }

    /// Returns the same program, guarded by `lock` that is held for `scope`.
    pub fn guarded(self, lock: Lock, scope: Scope) -> Program {
        Program { lock, scope, ..self }
    }

    /// Returns the same program with a `main` that ends so. That of the increment program always waits: it has
    /// nothing to print before.
    pub fn ending(self, main: Main) -> Program {
        let main = if self.kind == Kind::Increment { Main::Join } else { main };
        Program { main, ..self }
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
            Kind::Counter => self.count,
            Kind::Increment => 0,
        }
    }

    /// Tells whether `author` increments the shared value.
    fn increments(&self, author: Author) -> bool {
        self.kind == Kind::Increment && author != Author::MAIN
    }

    /// Returns how many critical sections `author` has when the program is guarded.
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
        (0..self.threads as u8).map(|thread| self.glyphs_of(Author(thread))).sum()
    }

    /// Returns how many characters the program prints, `main`'s line included. The cursor never passes it: each
    /// store writes one more than a cursor that was loaded, so it cannot exceed the number of stores.
    pub fn screen_len(&self) -> usize {
        (self.glyphs() + self.glyphs_of(Author::MAIN)) as usize
    }

    /// Returns the ops of each thread, written out, for those schedulers that take them one by one; `main`'s are not
    /// among them, since it waits for the threads.
    ///
    /// # Errors
    ///
    /// Where they are more than [`MAX_STEPS`] together.
    pub fn code(&self) -> Result<Vec<Vec<Op>>, LimitError> {
        let authors = || (0..self.threads as u8).map(Author);
        // Three ops a glyph at least, so this much is known before anything is written out.
        let mut steps = 3 * u64::from(self.glyphs());
        if steps <= u64::from(MAX_STEPS) {
            steps = authors().map(|author| self.ops(author).count() as u64).sum();
        }
        match steps {
            _ if u64::from(MAX_STEPS) < steps => Err(LimitError::Steps(steps)),
            _ => Ok(authors().map(|author| self.ops(author).collect()).collect()),
        }
    }

    /// Returns the ops of `author`, in order.
    pub fn ops(&self, author: Author) -> Ops {
        Ops { program: *self, author, line: 0, text: self.text(author, 0), column: 0, last: None }
    }

    /// Tells whether a critical section is as long as `scope`.
    fn locks(&self, scope: Scope) -> bool {
        self.lock != Lock::None && self.scope == scope
    }

    /// Has `thread` execute the ops of `author`, in order, until it breaks.
    ///
    /// The same sequence as [`ops`](Program::ops), which a test holds it to. This form is the one that compiles to
    /// nested loops, and a thread at full speed needs that: a line costs tens of nanoseconds.
    #[inline(always)]
    pub fn execute_all(self, author: Author, thread: &mut impl Execute) -> ControlFlow<()> {
        if self.increments(author) {
            return self.ops(author).try_for_each(|op| thread.execute(op));
        }
        let [by_thread, by_line, by_glyph] =
            [Scope::Thread, Scope::Line, Scope::Glyph].map(|scope| self.locks(scope));
        if by_thread {
            thread.execute(Op::Acquire)?;
        }
        let mut text = self.text(author, 0);
        for line in 0..self.lines(author) {
            if 0 < line {
                text.increment();
            }
            if by_line {
                thread.execute(Op::Acquire)?;
            }
            for &glyph in text.as_bytes() {
                if by_glyph {
                    thread.execute(Op::Acquire)?;
                }
                thread.execute(Op::Load)?;
                thread.execute(Op::Put(glyph))?;
                thread.execute(Op::Store)?;
                if by_glyph {
                    thread.execute(Op::Release)?;
                }
            }
            if by_line {
                thread.execute(Op::Release)?;
            }
        }
        if by_thread {
            thread.execute(Op::Release)?;
        }
        Continue(())
    }
}

/// A thread that can execute ops. A trait and no closure, since only a method can be told to be inlined.
pub trait Execute {
    /// Executes `op`, or breaks before it.
    fn execute(&mut self, op: Op) -> ControlFlow<()>;
}

/// The ops of one author, in order: see [`Program::ops`].
#[derive(Clone, Debug)]
pub struct Ops {
    program: Program,
    author: Author,
    line: u32,
    text: Text,
    column: usize,
    last: Option<Op>,
}

impl Iterator for Ops {
    type Item = Op;

    fn next(&mut self) -> Option<Op> {
        let program = self.program;
        let op = match self.last {
            None if self.ended() => return None,
            None if program.lock != Lock::None => Op::Acquire,
            None | Some(Op::Acquire) => Op::Load,
            Some(Op::Load) if program.increments(self.author) => Op::Store,
            Some(Op::Load) => Op::Put(self.text.as_bytes()[self.column]),
            Some(Op::Put(_)) => Op::Store,
            Some(Op::Store) => {
                let line_ended = self.advance();
                let releases = program.lock != Lock::None && program.increments(self.author)
                    || program.locks(Scope::Glyph)
                    || program.locks(Scope::Line) && line_ended
                    || program.locks(Scope::Thread) && self.ended();
                match () {
                    _ if releases => Op::Release,
                    _ if self.ended() => return None,
                    _ => Op::Load,
                }
            }
            Some(Op::Release) if self.ended() => return None,
            Some(Op::Release) => Op::Acquire,
        };
        self.last = Some(op);
        Some(op)
    }
}

impl Ops {
    fn ended(&self) -> bool {
        self.line == if self.program.increments(self.author) { 1 } else { self.program.lines(self.author) }
    }

    /// Moves on by one glyph and tells whether that ended a line.
    fn advance(&mut self) -> bool {
        self.column += 1;
        let line_ended = self.column == self.text.len() || self.program.increments(self.author);
        if line_ended {
            self.line += 1;
            self.column = 0;
            self.text = self.program.text(self.author, self.line);
        }
        line_ended
    }
}

#[cfg(test)]
mod tests;
