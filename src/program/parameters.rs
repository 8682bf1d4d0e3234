//! The values that a program's text leaves open.
//!
//! Owns the numbers, the kind of lock and the end of `main`, their words and their limits; never a text.

use super::{MAX_COUNT, MAX_LINES, MAX_THREADS, ProgramError};

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
    /// It leaves its `join()` out, and exits. Its threads are told to stop then, and ended with their process.
    Exit,
}

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

/// The values that a program's text leaves open.
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

impl Parameters {
    /// Checks the numbers against their limits.
    ///
    /// # Errors
    ///
    /// If one is out of them; the error names it.
    pub fn check(&self) -> Result<(), ProgramError> {
        let Parameters { threads, count, .. } = *self;
        let lines = u64::from(threads) * u64::from(count);
        match () {
            _ if threads == 0 || MAX_THREADS < threads => Err(ProgramError::Threads(threads)),
            _ if count == 0 || MAX_COUNT < count => Err(ProgramError::Count(count)),
            _ if u64::from(MAX_LINES) < lines => Err(ProgramError::Lines(lines)),
            _ => Ok(()),
        }
    }
}
