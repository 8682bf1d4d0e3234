//! The listings' lines, and that the listings are programs.

mod odd; // texts that no preset is like
mod tools; // what the languages' own tools say

use std::collections::BTreeMap;

use self::odd::ODD;
use super::*;
use crate::program::presets::PRESETS;
use crate::program::tests::{PARAMETERS, preset};
use crate::program::{Item, LockKind, Main, Op, OpAt, Parameters, Variable};

const LANGUAGES: [(&str, Language); 6] = Language::WORDS;

/// The presets and the odd texts.
fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    PRESETS.into_iter().chain(ODD)
}

fn program(text: &str, parameters: Parameters) -> Program {
    Program::new(text, parameters).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Five threads, five lines each: with and without a lock, with and without a join.
fn choices() -> impl Iterator<Item = Parameters> {
    let mains = |lock| [Main::Join, Main::Exit].map(|main| Parameters { threads: 5, count: 5, lock, main });
    [LockKind::Mutex, LockKind::None].into_iter().flat_map(mains)
}

fn shown(name: &str, language: Language) -> String {
    let lines = print(&preset(name, PARAMETERS), language).lines;
    lines.iter().map(|line| line.text.clone() + "\n").collect()
}

#[test]
fn a_whole_line_of_each_language_reads_as_it_should() {
    let print = |language| shown("counter", language).split("\n\n").nth(1).unwrap().to_owned();
    assert_eq!(
        print(Language::Rust),
        "fn print(text: &str) {\n    LOCK.acquire();\n    for c in text.chars() {\n        let at = SCREEN.cursor.load();\n        \
         SCREEN.put(at, c);\n        SCREEN.cursor.store(at + 1);\n    }\n    LOCK.release();\n}"
    );
    assert_eq!(
        print(Language::JavaScript),
        "function print(text) {\n  lock.acquire();\n  for (const c of text) {\n    const at = screen.cursor.load();\n    \
         screen.put(at, c);\n    screen.cursor.store(at + 1);\n  }\n  lock.release();\n}"
    );
    assert_eq!(
        print(Language::C),
        "void print(const char *text) {\n    pthread_mutex_lock(&lock);\n    for (const char *c = text; *c; c++) {\n        \
         unsigned at = load(&screen.cursor);\n        put(at, *c);\n        store(&screen.cursor, at + 1);\n    }\n    \
         pthread_mutex_unlock(&lock);\n}"
    );
    assert_eq!(
        print(Language::Java),
        "    static void print(String text) {\n        lock.lock();\n        for (char c : text.toCharArray()) {\n            \
         int at = screen.cursor.load();\n            screen.put(at, c);\n            screen.cursor.store(at + 1);\n        }\n        \
         lock.unlock();\n    }"
    );
    assert_eq!(
        print(Language::Go),
        "func print(text string) {\n\tlock.Lock()\n\tfor _, c := range text {\n\t\tat := screen.cursor.load()\n\t\tscreen.put(at, c)\n\t\t\
         screen.cursor.store(at + 1)\n\t}\n\tlock.Unlock()\n}"
    );
}

#[test]
fn formatted_texts_are_those_of_the_language() {
    let line = |language| {
        let lines = print(&preset("counter", PARAMETERS), language).lines;
        lines.into_iter().find(|line| line.source == Some(13)).unwrap().text.trim().to_owned()
    };
    assert_eq!(line(Language::Python), r#"print(f"[{t}] => {i}\n")"#);
    assert_eq!(line(Language::Rust), r#"print(&format!("[{t}] => {i}\n"));"#);
    assert_eq!(line(Language::JavaScript), r"print(`[${t}] => ${i}\n`);");
    assert_eq!(line(Language::C), r#"print(format("[%d] => %d\n", t, i));"#);
    assert_eq!(line(Language::Java), r#"print(String.format("[%d] => %d\n", t, i));"#);
    assert_eq!(line(Language::Go), r#"print(fmt.Sprintf("[%d] => %d\n", t, i))"#);
}

#[test]
fn python_is_the_text_as_written() {
    for (name, text) in texts() {
        let lines = print(&program(text, PARAMETERS), Language::Python).lines;
        assert!(lines.iter().map(|line| &*line.text).eq(text.lines()), "{name}");
        assert!(lines.iter().map(|line| line.source).eq((1..=lines.len() as u16).map(Some)), "{name}");
    }
}

#[test]
fn each_line_that_has_a_meaning_is_printed_once() {
    for (name, text) in texts() {
        // A `with` may have two lines: one that acquires and one that releases.
        let most =
            |line: u16| 1 + usize::from(text.lines().nth(line as usize - 1).unwrap().contains("with "));
        let meaningful = |line: &str| !matches!(line.trim().as_bytes(), [] | [b'#', ..]);
        let meaningful: Vec<u16> =
            (1..).zip(text.lines()).filter(|(_, line)| meaningful(line)).map(|(number, _)| number).collect();
        for (language, _) in LANGUAGES.into_iter().skip(1) {
            let listing =
                print(&program(text, PARAMETERS), LANGUAGES.iter().find(|l| l.0 == language).unwrap().1);
            let mut printed: BTreeMap<u16, usize> = BTreeMap::new();
            listing
                .lines
                .iter()
                .filter_map(|line| line.source)
                .for_each(|line| *printed.entry(line).or_default() += 1);
            assert!(printed.keys().eq(&meaningful), "{name} in {language}");
            assert!(printed.iter().all(|(line, times)| *times <= most(*line)), "{name} in {language}");
        }
    }
}

/// The words for an op in a language: one of them is in its line.
fn words(op: Op, language: Language) -> &'static [&'static str] {
    match (op, language) {
        // A guard that is dropped at the end of its block acquires and releases at one line.
        (Op::DrawTicket(_) | Op::Acquire(_), Language::Python) => &[".acquire()", "with "],
        (Op::Release(_), Language::Python) => &[".release()", "with "],
        (Op::DrawTicket(_) | Op::Acquire(_), Language::Rust) => &[".acquire();", ".hold();"],
        (Op::Release(_), Language::Rust) => &[".release();", ".hold();"],
        (Op::DrawTicket(_) | Op::Acquire(_), Language::JavaScript) => &[".acquire();"],
        (Op::Release(_), Language::JavaScript) => &[".release();"],
        (Op::DrawTicket(_) | Op::Acquire(_), Language::C) => &["pthread_mutex_lock("],
        (Op::Release(_), Language::C) => &["pthread_mutex_unlock("],
        (Op::DrawTicket(_) | Op::Acquire(_), Language::Java) => &[".lock();"],
        (Op::Release(_), Language::Java) => &[".unlock();"],
        (Op::DrawTicket(_) | Op::Acquire(_), Language::Go) => &[".Lock()"],
        (Op::Release(_), Language::Go) => &[".Unlock()"],
        (Op::Load(_, Variable::Cursor), Language::Python) => &["= screen.cursor"],
        (Op::Load(_, Variable::Shared(_)), Language::Python) => &["= shared."],
        (Op::Put(..), Language::Python) => &["screen["],
        (Op::Store(Variable::Cursor, ..), Language::Python) => &["screen.cursor ="],
        (Op::Store(Variable::Shared(_), ..), Language::Python) => &["shared."],
        (Op::Load(..), Language::C) => &["load(&"],
        (Op::Put(..), Language::C) => &["put("],
        (Op::Store(..), Language::C) => &["store(&"],
        (Op::Load(..), _) => &[".load()"],
        (Op::Put(..), _) => &[".put("],
        (Op::Store(..), _) => &[".store("],
    }
}

#[test]
fn each_op_has_its_line_in_every_language_and_that_line_says_it() {
    for (name, text) in texts() {
        for lock in [LockKind::Mutex, LockKind::Ticket] {
            let program = program(text, Parameters { lock, ..PARAMETERS });
            for (word, language) in LANGUAGES {
                let listing = print(&program, language);
                for OpAt { op, line } in
                    program.thread_ids().flat_map(|id| program.ops(id).filter_map(Item::op))
                {
                    let shown = || listing.lines.iter().filter(|shown| shown.source == Some(line));
                    let says =
                        |shown: &Line| words(op, language).iter().any(|word| shown.text.contains(word));
                    assert!(
                        shown().any(says),
                        "{op:?} at {line} of {name} in {word}: {:?}",
                        shown().collect::<Vec<_>>()
                    );
                }
            }
        }
    }
}

#[test]
fn brackets_are_balanced() {
    for (name, text) in texts().filter(|(name, _)| *name != "calls") {
        for parameters in choices() {
            for (word, language) in LANGUAGES {
                let whole = print(&program(text, parameters), language).whole();
                for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
                    let difference =
                        whole.matches(open).count() as isize - whole.matches(close).count() as isize;
                    assert_eq!(difference, 0, "{open} {name} in {word}\n{whole}");
                }
                let marks =
                    ["$threads", "$count", "$cells", "$started", "$shared", "$values", "$1", "$2", "_@"];
                assert!(!marks.iter().any(|mark| whole.contains(mark)), "{name} in {word}");
            }
        }
    }
}

#[test]
fn without_a_lock_its_lines_stay_in_the_listing_but_not_in_the_whole() {
    for (word, language) in LANGUAGES {
        let print = |lock| print(&preset("counter", Parameters { lock, ..PARAMETERS }), language);
        let (with, without) = (print(LockKind::Mutex), print(LockKind::None));
        let is_lock = |line: &&Line| line.lock;
        assert_eq!(with.lines.iter().filter(is_lock).count(), 3, "{word}");
        let texts =
            |listing: &Listing| listing.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&with), texts(&without), "{word}");
        let whole = without.whole();
        for line in with.lines.iter().filter(is_lock) {
            let (comment, line) = (if language == Language::Python { "# " } else { "// " }, line.text.trim());
            assert!(whole.contains(&format!("{comment}{line}")), "{word}: {whole}");
            assert_eq!(whole.matches(line).count(), 1, "{word}: {whole}");
        }
    }
}

#[test]
fn a_main_that_exits_has_no_join() {
    for (word, language) in LANGUAGES {
        let whole =
            print(&preset("counter", Parameters { main: Main::Exit, ..PARAMETERS }), language).whole();
        let comment = if language == Language::Python { "pass  # join()" } else { "// join()" };
        assert!(whole.contains(comment), "{word}: {whole}");
    }
}

#[test]
fn names_that_a_language_refuses_get_an_underscore() {
    let text = ODD.iter().find(|(name, _)| *name == "names").unwrap().1;
    let lines = |language| -> String {
        print(&program(text, PARAMETERS), language)
            .lines
            .iter()
            .map(|line| line.text.clone() + "\n")
            .collect()
    };
    let has = |language, parts: &[&str]| {
        let lines = lines(language);
        assert!(parts.iter().all(|part| lines.contains(part)), "{lines}");
    };
    has(
        Language::Rust,
        &["static LOCK: Lock", "static LOCK_: Lock", "for self_ in 0..2", "for Some_ in", "for fn_ in"],
    );
    has(
        Language::C,
        &["pthread_mutex_t int_ =", "void printf_(int func)", "start(printf_, self)", "shared.let"],
    );
    has(Language::Java, &["Mutex int_ =", "Mutex System_ =", "int new_ = shared.let.load();", "char fn :"]);
    has(Language::Go, &["var int_ sync.Mutex", "func printf(func_ int)", "type_ := screen.cursor.load()"]);
    has(Language::JavaScript, &["new_ = shared.let_.load()", "for (let var_ = 0", "function memory_(fs_)"]);
}
