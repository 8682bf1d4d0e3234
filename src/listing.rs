//! The program as the learner reads it.
//!
//! Owns the source text that stands for a [`Program`], line by line; never how it looks. The acquire and release
//! lines are there exactly where the program has those ops.

use crate::program::{Lock, Main, Program, Scope};

/// What a line of the listing is, besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An ordinary line.
    Plain,
    /// A line that stands for ops on the lock.
    Lock,
}

/// One line of the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, indented.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// Returns the listing of `program`, what matters most first.
pub fn listing(program: &Program) -> Vec<Line> {
    const ACQUIRE: &str = "lock.acquire();";
    const RELEASE: &str = "lock.release();";
    let (threads, count) = (program.threads(), program.count());
    let locks = |scope| program.lock != Lock::None && program.scope == scope;
    let always = true;
    let text = [
        (always, "fn print(text) {"),
        (locks(Scope::Line), &*format!("    {ACQUIRE}")),
        (always, "    for c in text {"),
        (locks(Scope::Glyph), &*format!("        {ACQUIRE}")),
        (always, "        let at = cursor;  // load"),
        (always, "        screen[at] = c;   // put"),
        (always, "        cursor = at + 1;  // store"),
        (locks(Scope::Glyph), &*format!("        {RELEASE}")),
        (always, "    }"),
        (locks(Scope::Line), &*format!("    {RELEASE}")),
        (always, "}"),
        (always, ""),
        (always, "fn thread(t) {"),
        (locks(Scope::Thread), &*format!("    {ACQUIRE}")),
        (always, &*format!("    for i in 0..{count} {{")),
        (always, "        print(\"[{t}] => {i}\\n\");"),
        (always, "    }"),
        (locks(Scope::Thread), &*format!("    {RELEASE}")),
        (always, "}"),
        (always, ""),
        (always, "fn main() {"),
        (always, &*format!("    for t in 0..{threads} {{")),
        (always, "        start(thread, t);"),
        (always, "    }"),
        (program.main == Main::Join, "    join_all();"),
        (locks(Scope::Thread), &*format!("    {ACQUIRE}")),
        (always, "    print(\"Main thread exiting...\\n\");"),
        (locks(Scope::Thread), &*format!("    {RELEASE}")),
        (always, "}"),
    ];
    let role = |text: &str| if text.contains("lock.") { Role::Lock } else { Role::Plain };
    let shown = text.into_iter().filter(|(shown, _)| *shown);
    shown.map(|(_, text)| Line { text: text.to_string(), role: role(text) }).collect()
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
