//! The names of locks in facts.
//!
//! Owns when a lock is called by its name; never a sentence.

use crate::program::{LockId, Program};

impl Program {
    /// Returns the name of a lock; `None` if the program has no other, so that it needs none.
    pub fn lock_name(&self, LockId(lock): LockId) -> Option<&str> {
        match &self.tree().locks[..] {
            [_] => None,
            locks => locks.get(usize::from(lock)).map(|lock| &*lock.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset};

    #[test]
    fn a_lock_has_a_name_only_if_there_are_others() {
        assert_eq!(preset("counter", PARAMETERS).lock_name(LockId(0)), None);
        assert_eq!(preset("two-locks", PARAMETERS).lock_name(LockId(1)), Some("second"));
    }
}
