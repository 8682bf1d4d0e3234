//! Python: the text as written, and what makes CPython run it.
//!
//! Owns the prelude, whose own names end in more underscores than any name of the text does.

use std::collections::BTreeSet;

use super::{Line, Listing};
use crate::program::tree::{Action, Statement, Tree};
use crate::program::{LockKind, Main, Program};

/// `@` stands for underscores. A text may redefine what Python has built in, such as `print`.
const PRELUDE: &str = r#"import os as os@, random as random@, sys as sys@, threading as threading@, time as time@
from threading import Lock  # Any thread may release it.

threads = $threads
count = $count
gate@, running@, cells@, values@ = threading@.Barrier($started), [], {}, {}

def memory@(words):
    class Memory:
        def __getattribute__(self, name):
            value = words.get(name, 0)
            work(100)  # Loads and stores take a moment, so that threads meet.
            return value
        def __setattr__(self, name, value):
            words[name] = value
            work(1000 * random@.random())
        def __setitem__(self, at, c):
            words[at] = c
    return Memory()

screen, shared = memory@(cells@), memory@(values@)

def start(function, *number):  # The threads begin together.
    thread = threading@.Thread(target=lambda: (gate@.wait(), function(*number)), daemon=True)
    running@.append(thread)
    thread.start()

def join():
    for thread in running@:
        thread.join()

def work(microseconds):
    time@.sleep(microseconds / 1e6)

def show@():  # Prints the screen, or the shared numbers if nothing is on it, and exits.
    text = "".join(cells@.get(at, "") for at in range($cells))
    values = [f"{name} {values@.get(name, 0)}" for name in [$shared]]
    sys@.stdout.write(text or ", ".join(values) + "\n")
    sys@.stdout.flush()
    os@._exit(0)

sys@.setswitchinterval(1e-6)

"#;

const DEFAULT_MAIN: &str = "\nfor t@ in range(threads):\n    start(thread$number)\njoin()\nshow@()\n";

/// Prints a program.
pub(super) fn print(program: &Program) -> Listing {
    let (tree, parameters) = (program.tree(), program.parameters());
    let (mut locks, mut joins) = (BTreeSet::new(), BTreeSet::new());
    locks.extend(tree.locks.iter().map(|lock| lock.line));
    for function in &tree.functions {
        gather(&function.body, &mut locks, &mut joins);
    }
    let text = program.text().replace("\r\n", "\n").replace('\r', "\n");
    let line = |(index, text): (usize, &str)| {
        let number = index as u16 + 1;
        let lock = locks.contains(&number);
        let is_out = lock && parameters.lock == LockKind::None
            || parameters.main == Main::Exit && joins.contains(&number);
        Line { text: text.to_owned(), source: Some(number), lock, instead: is_out.then(|| leave_out(text)) }
    };
    let lines = text.strip_suffix('\n').unwrap_or(&text).split('\n').enumerate().map(line).collect();

    let shared: Vec<String> = tree.shared.iter().map(|name| format!("\"{name}\"")).collect();
    let marks = [
        ("$threads", parameters.threads.to_string()),
        ("$count", parameters.count.to_string()),
        ("$cells", program.screen_len().to_string()),
        ("$started", program.threads().to_string()),
        ("$shared", shared.join(", ")),
        ("@", "_".repeat(underscores(tree) + 1)),
    ];
    let mark =
        |text: &str| marks.iter().fold(text.to_owned(), |text, (mark, value)| text.replace(mark, value));
    let find = |name: &str| tree.functions.iter().find(|function| function.name == name);
    let ending = match (find("main"), find("thread")) {
        (None, Some(thread)) => {
            DEFAULT_MAIN.replace("$number", if thread.parameters.is_empty() { "" } else { ", t@" })
        }
        _ => "\nmain()\nshow@()\n".to_owned(),
    };
    Listing { prelude: mark(PRELUDE), lines, ending: mark(&ending) }
}

/// Gathers the lines of locks and of joins.
fn gather(body: &[Statement], locks: &mut BTreeSet<u16>, joins: &mut BTreeSet<u16>) {
    for Statement { line, action } in body {
        match action {
            Action::Acquire(_) | Action::Release(_) | Action::With(..) => drop(locks.insert(*line)),
            Action::Join => drop(joins.insert(*line)),
            _ => {}
        }
        if let Action::With(_, body) | Action::For { body, .. } = action {
            gather(body, locks, joins);
        }
    }
}

/// Returns the line commented out, after a statement that does nothing, since a block may have no other line.
fn leave_out(text: &str) -> String {
    let line = text.trim_start_matches(' ');
    let nothing = if line.starts_with("with ") { "if True:" } else { "pass" };
    format!("{}{nothing}  # {line}", &text[..text.len() - line.len()])
}

/// Returns the most underscores that a name of the whole text ends in.
fn underscores(tree: &Tree) -> usize {
    let names = tree.locks.iter().map(|lock| &lock.name);
    let names = names.chain(tree.functions.iter().map(|function| &function.name));
    names.map(|name| name.len() - name.trim_end_matches('_').len()).max().unwrap_or(0)
}
