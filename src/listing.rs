//! The program as the learner reads it.
//!
//! Owns the source text that stands for a [`Program`], line by line, and which op each line stands for; never how it
//! looks. The acquire and release lines are there exactly where the program has those ops.

use crate::program::{Author, Kind, Lock, Main, Op, Program, Scope};

/// The part of the program that a line stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// No op of a thread.
    Plain,
    /// Acquiring the lock.
    Acquire,
    /// Loading the cursor, or the value.
    Load,
    /// Putting a character.
    Put,
    /// Storing the cursor, or the value.
    Store,
    /// Releasing the lock.
    Release,
    /// Acquiring or releasing the lock, by `main`.
    MainLock,
}

impl Role {
    /// Returns the role of the line that `op` stands in.
    pub fn of(op: Op) -> Role {
        match op {
            Op::Come | Op::Acquire => Role::Acquire,
            Op::Load => Role::Load,
            Op::Put(_) => Role::Put,
            Op::Store => Role::Store,
            Op::Release => Role::Release,
        }
    }

    /// Tells whether the line is there for the lock.
    pub fn is_lock(self) -> bool {
        matches!(self, Role::Acquire | Role::Release | Role::MainLock)
    }
}

/// One line of the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, indented.
    pub text: String,
    /// The part of the program that it stands for.
    pub role: Role,
}

/// Returns the listing of `program`, the most important part first.
pub fn listing(program: &Program) -> Vec<Line> {
    let mut lines = match program.kind {
        Kind::Counter | Kind::Forgetful => counter(program),
        Kind::Increment => increment(),
    };
    let locks = program.lock != Lock::None;
    let main_locks = program.prints() && program.scope == Scope::Thread;
    lines.extend(main(program));
    lines.retain(|(_, role, _)| !role.is_lock() || locks && (*role != Role::MainLock || main_locks));
    lines.into_iter().map(|(depth, role, text)| Line { text: "    ".repeat(depth) + &text, role }).collect()
}

type Draft = Vec<(usize, Role, String)>;

fn draft<const N: usize>(lines: [(usize, Role, &str); N]) -> Draft {
    lines.into_iter().map(|(depth, role, text)| (depth, role, text.to_string())).collect()
}

fn counter(program: &Program) -> Draft {
    use Role::{Acquire, Load, Plain, Put, Release, Store};
    let here = |scope, role| if program.scope == scope { role } else { Plain };
    let count = format!("for i in 0..{} {{", program.count());
    let mut lines = draft([
        (0, Plain, "fn print(text) {"),
        (1, here(Scope::Line, Acquire), "lock.acquire();"),
        (1, Plain, "for c in text {"),
        (2, here(Scope::Glyph, Acquire), "lock.acquire();"),
        (2, Load, "let at = cursor;  // load"),
        (2, Put, "screen[at] = c;   // put"),
        (2, Store, "cursor = at + 1;  // store"),
        (2, here(Scope::Glyph, Release), "lock.release();"),
        (1, Plain, "}"),
        (1, here(Scope::Line, Release), "lock.release();"),
        (0, Plain, "}"),
        (0, Plain, ""),
        (0, Plain, "fn thread(t) {"),
        (1, here(Scope::Thread, Acquire), "lock.acquire();"),
        (1, Plain, &count),
        (2, Plain, "print(\"[{t}] => {i}\\n\");"),
        (1, Plain, "}"),
        (1, here(Scope::Thread, Release), "lock.release();"),
        (0, Plain, "}"),
        (0, Plain, ""),
    ]);
    if program.forgets(Author(0)) {
        let forgetful = lines.iter_mut().filter(|(_, role, _)| *role == Release);
        forgetful.for_each(|(.., text)| *text += "  // thread 0 forgets the last one");
    }
    // The lock is acquired in one place, the scope's; the other places have no such line.
    lines.retain(|(_, role, text)| *role != Plain || !text.starts_with("lock."));
    lines
}

fn increment() -> Draft {
    use Role::{Acquire, Load, Plain, Release, Store};
    draft([
        (0, Plain, "fn thread(t) {"),
        (1, Acquire, "lock.acquire();"),
        (1, Load, "let loaded = value;  // load"),
        (1, Store, "value = loaded + 1;  // store"),
        (1, Release, "lock.release();"),
        (0, Plain, "}"),
        (0, Plain, ""),
    ])
}

fn main(program: &Program) -> Draft {
    use Role::{MainLock, Plain};
    let threads = format!("for t in 0..{} {{", program.threads());
    let mut lines = draft([
        (0, Plain, "fn main() {"),
        (1, Plain, &threads),
        (2, Plain, "start(thread, t);"),
        (1, Plain, "}"),
        (1, Plain, "join_all();"),
        (1, MainLock, "lock.acquire();"),
        (1, Plain, "print(\"Main thread exiting...\\n\");"),
        (1, MainLock, "lock.release();"),
        (0, Plain, "}"),
    ]);
    lines.retain(|(_, _, text)| program.main == Main::Join || text != "join_all();");
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lock: Lock, scope: Scope) -> String {
        let program = Program::new(5, 7).unwrap().guarded(lock, scope);
        listing(&program).into_iter().map(|line| line.text + "\n").collect()
    }

    #[test]
    fn the_lock_s_lines_come_and_go_with_the_lock() {
        let unguarded = text(Lock::None, Scope::Line);
        assert!(!unguarded.contains("lock"), "{unguarded}");
        for scope in [Scope::Line, Scope::Glyph, Scope::Thread] {
            let guarded = text(Lock::Mutex, scope);
            let rest: Vec<&str> = guarded.lines().filter(|line| !line.contains("lock.")).collect();
            assert_eq!(rest, unguarded.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_lock_is_held_for_the_scope() {
        let guarded = text(Lock::Mutex, Scope::Glyph);
        let inside = "        lock.acquire();\n        let at = cursor;";
        assert!(guarded.contains(inside), "{guarded}");
        let guarded = text(Lock::Mutex, Scope::Line);
        assert!(guarded.contains("fn print(text) {\n    lock.acquire();\n    for c in text {"), "{guarded}");
        let guarded = text(Lock::Mutex, Scope::Thread);
        assert!(guarded.contains("fn thread(t) {\n    lock.acquire();\n    for i in 0..7"), "{guarded}");
    }
}
