//! The signs of threads in the views: as short as they can be.

use crate::program::ThreadId;

/// The sign of a thread, above its glyphs: one character, so that signs of neighbours stay apart.
pub fn sign(thread: ThreadId) -> char {
    if thread == ThreadId::MAIN {
        'm'
    } else {
        char::from_digit(thread.0.into(), 16).expect("an id is below 16")
    }
}

/// The value of `data-thread` for a thread.
pub fn thread_name(thread: ThreadId) -> String {
    if thread == ThreadId::MAIN { "main".to_string() } else { thread.0.to_string() }
}
