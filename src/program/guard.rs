//! Whether one lock guards every access to the screen.
//!
//! Owns the proof, and the token that stands for it: only this module makes one, and unsafe code asks for it. It looks
//! at the program alone. Where it cannot tell, it says that nothing guards the screen, and the accesses stay atomic.

use super::code::{Code, Instruction};
use super::{LockId, MainCode, Op, Variable};

/// Shows that every access to the screen that may happen beside another thread's is made while this lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenGuard(LockId);

impl ScreenGuard {
    /// Returns the lock.
    pub fn lock(self) -> LockId {
        self.0
    }
}

/// A set of locks, a bit each.
type Set = u8;

/// Looks for a lock that every thread holds at each access, and `main` too while its threads run. What `main` does
/// before it starts them, or after it has joined them, happens beside nobody.
pub(super) fn guard(threads: &[Code], main: &MainCode) -> Option<ScreenGuard> {
    let mut always: Set = Set::MAX;
    for code in threads {
        walk(code, 0, &mut always)?;
    }
    let held = walk(&main.before, 0, &mut Set::default())?;
    walk(&main.during, held, &mut always)?;
    let accessed = threads.iter().chain([&main.during]).any(|code| code.instructions.iter().any(accesses));
    (accessed && always != 0).then(|| ScreenGuard(LockId(always.trailing_zeros() as u8)))
}

fn accesses(instruction: &Instruction) -> bool {
    match instruction {
        Instruction::Op(op, _) => {
            matches!(op, Op::Load(_, Variable::Cursor) | Op::Put(..) | Op::Store(Variable::Cursor, ..))
        }
        Instruction::PutEach(..) => true,
        _ => false,
    }
}

/// Walks through `code` once, with the locks of `held`, and returns those that are held at its end. Takes from `always`
/// those that are not held at some access. Returns `None` if the locks that are held depend on how often a loop runs,
/// or if a step ends the run or blocks it for ever.
fn walk(code: &Code, mut held: Set, always: &mut Set) -> Option<Set> {
    let mut loops = Vec::new();
    for instruction in &code.instructions {
        if accesses(instruction) {
            *always &= held;
        }
        match instruction {
            Instruction::Op(Op::Acquire(LockId(lock)), _) => {
                (held & 1 << lock == 0).then_some(())?;
                held |= 1 << lock;
            }
            Instruction::Op(Op::Release(LockId(lock)), _) => {
                (held & 1 << lock != 0).then_some(())?;
                held &= !(1 << lock);
            }
            Instruction::Repeat { .. } | Instruction::Each { .. } => loops.push(held),
            Instruction::End { .. } => (loops.pop() == Some(held)).then_some(())?,
            _ => {}
        }
    }
    Some(held)
}

#[cfg(test)]
mod tests {
    use crate::program::tests::{PARAMETERS, preset, program_of};

    #[test]
    fn a_lock_around_each_print_guards_the_screen() {
        for name in ["counter", "counter-glyph", "counter-thread", "exit", "forgetful", "two-locks-ordered"] {
            assert!(preset(name, PARAMETERS).guard().is_some(), "{name}");
        }
    }

    #[test]
    fn a_lock_that_covers_too_little_guards_nothing() {
        let put = "at = screen.cursor\n    screen[at] = \"x\"\n    screen.cursor = at + 1";
        for body in [
            put.to_string(),
            format!("lock.acquire()\n    lock.release()\n    {put}"),
            "lock.acquire()\n    at = screen.cursor\n    lock.release()\n    screen[at] = \"x\"\n    screen.cursor = at + 1".into(),
            // The lock is held at the first iteration only.
            "lock.acquire()\n    for i in range(2):\n        print(\"x\\n\")\n        lock.release()".into(),
            format!("lock.acquire()\n    lock.release()\n    lock.release()\n    lock.acquire()\n    {put}"),
        ] {
            assert_eq!(program_of(&body.replace("\n    ", "\n        ").replace("        ", "    "), PARAMETERS).guard(), None, "{body}");
        }
    }

    #[test]
    fn without_a_lock_nothing_guards_the_screen() {
        let parameters = crate::program::Parameters { lock: crate::program::LockKind::None, ..PARAMETERS };
        assert_eq!(preset("counter", parameters).guard(), None);
    }
}
