//! The words for threads, locks and numbers that several views have in their sentences.
//!
//! Owns those words; never a sentence.

use crate::program::{LockId, Program, ThreadId};

impl Program {
    /// Returns the words for a lock: "the lock" if the program has no other, else its name.
    pub fn lock_words(&self, LockId(lock): LockId) -> String {
        match &self.tree().locks[..] {
            [_] => "the lock".to_string(),
            locks => locks
                .get(usize::from(lock))
                .map_or_else(|| "a lock".to_string(), |lock| format!("`{}`", lock.name)),
        }
    }
}

/// Returns the words for a thread.
pub fn thread_words(thread: ThreadId) -> String {
    match thread {
        ThreadId::MAIN => "main".to_string(),
        ThreadId(number) => format!("thread {number}"),
    }
}

/// Returns `words` with a capital first letter.
pub fn capitalized(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        [first.to_ascii_uppercase()].into_iter().chain(characters).collect()
    })
}

/// Returns the number and the noun, which takes an `s` unless there is exactly one.
pub fn counted(n: u32, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{} {noun}s", group(n)) }
}

/// Writes a number with a comma at each thousand.
pub fn group(n: u32) -> String {
    match n {
        0..1000 => n.to_string(),
        1000..1_000_000 => format!("{},{:03}", n / 1000, n % 1000),
        _ => format!("{},{:03},{:03}", n / 1_000_000, n / 1000 % 1000, n % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset};

    #[test]
    fn a_lock_has_a_name_only_if_there_are_others() {
        assert_eq!(preset("counter", PARAMETERS).lock_words(LockId(0)), "the lock");
        assert_eq!(preset("two-locks", PARAMETERS).lock_words(LockId(1)), "`second`");
    }

    #[test]
    fn large_numbers_are_grouped() {
        let grouped = [0, 999, 1000, 225_001, 1_000_000, 13_888_890].map(group);
        assert_eq!(grouped, ["0", "999", "1,000", "225,001", "1,000,000", "13,888,890"]);
    }
}
