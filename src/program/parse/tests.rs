//! Texts that are programs, texts that are not, and the errors.

mod errors;
pub(in crate::program) mod mutants;

use super::*;
use crate::program::tree::{Action, Argument, Character, Kind, LockId, Number, Over, Piece, SharedId, Text};

/// The presets: their names and texts.
const PRESETS: [(&str, &str); 8] = [
    ("counter", include_str!("../presets/counter.py")),
    ("counter-glyph", include_str!("../presets/counter-glyph.py")),
    ("counter-thread", include_str!("../presets/counter-thread.py")),
    ("exit", include_str!("../presets/exit.py")),
    ("forgetful", include_str!("../presets/forgetful.py")),
    ("increment", include_str!("../presets/increment.py")),
    ("two-locks", include_str!("../presets/two-locks.py")),
    ("two-locks-ordered", include_str!("../presets/two-locks-ordered.py")),
];

fn check(text: &str) -> Tree {
    parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns the problem of a text that is no program.
fn problem(text: &str) -> String {
    parse(text).expect_err(text).to_string()
}

/// Returns the kinds of a function's parameters.
fn kinds(tree: &Tree, function: &str) -> Vec<Kind> {
    let function = tree.functions.iter().find(|other| other.name == function).expect("the text has it");
    function.parameters.iter().map(|parameter| parameter.kind).collect()
}

#[test]
fn every_preset_is_a_program() {
    for (name, text) in PRESETS {
        assert_eq!(parse(text).err(), None, "{name}");
    }
}

#[test]
fn line_ends_of_other_systems_and_comments_change_nothing() {
    for (_, text) in PRESETS {
        let tree = check(text);
        assert_eq!(tree, check(&text.replace('\n', "\r\n")));
        assert_eq!(tree, check(&text.replace('\n', "\r")));
        assert_eq!(tree, check(&text.replace('\n', "  # é \t\n")));
        assert_eq!(tree, check(text.trim_end()));
    }
}

#[test]
fn a_tree_says_what_the_text_says() {
    let tree = check(PRESETS[0].1);
    assert_eq!(tree.locks.iter().map(|lock| (&lock.name[..], lock.line)).collect::<Vec<_>>(), [("lock", 1)]);
    assert_eq!(kinds(&tree, "print"), [Kind::Text]);
    assert_eq!(kinds(&tree, "thread"), [Kind::Number]);
    let print = &tree.functions[0];
    assert_eq!((print.line, print.body.len()), (3, 3));
    assert_eq!((print.body[0].line, &print.body[0].action), (4, &Action::Acquire(LockId(0))));
    let Action::For { variable, over, body } = &print.body[1].action else { panic!("{print:?}") };
    assert_eq!((&variable[..], over), ("c", &Over::Text(Text::Name("text".into()))));
    let actions: Vec<&Action> = body.iter().map(|statement| &statement.action).collect();
    let (at, c) = (|| "at".to_owned(), Character::Name("c".into()));
    assert_eq!(actions, [&Action::LoadCursor(at()), &Action::Put(at(), c), &Action::StoreCursor(at())]);
    let Action::For { over, body, .. } = &tree.functions[1].body[0].action else { panic!("{tree:?}") };
    assert_eq!(over, &Over::Range(Number::Count));
    let pieces = vec![
        Piece::Literal("[".into()),
        Piece::Name("t".into()),
        Piece::Literal("] => ".into()),
        Piece::Name("i".into()),
        Piece::Literal("\n".into()),
    ];
    assert_eq!(body[0].action, Action::Call(0, vec![Argument::Text(pieces)]));
    let main = &tree.functions[2].body;
    let Action::For { body, .. } = &main[0].action else { panic!("{main:?}") };
    assert_eq!(body[0].action, Action::Start(1, Some(Argument::Name("t".into()))));
    assert_eq!((main[1].line, &main[1].action), (18, &Action::Join));
}

#[test]
fn each_statement_is_read() {
    let tree = check(
        "def thread():\n  with b:\n    work(7)\n  v = shared.x\n  shared.y = v\n  shared.x = v + 3\n  pass\n  \
         for c in f'{{{threads}}}\\'':\n    at = screen.cursor\n    screen[at] = '\\n'\na = Lock()\nb = Lock() # one\n",
    );
    let actions: Vec<&Action> = tree.functions[0].body.iter().map(|statement| &statement.action).collect();
    let v = || "v".to_owned();
    assert!(matches!(actions[0], Action::With(LockId(1), body) if body[0].action == Action::Work(7)));
    assert_eq!(actions[1], &Action::LoadShared(v(), SharedId(0)));
    assert_eq!(actions[2], &Action::StoreShared(SharedId(1), v(), 0));
    assert_eq!(actions[3], &Action::StoreShared(SharedId(0), v(), 3));
    assert_eq!(actions[4], &Action::Pass);
    let Action::For { over, body, .. } = actions[5] else { panic!("{tree:?}") };
    let (open, close) = (Piece::Literal("{".into()), Piece::Literal("}'".into()));
    let pieces = vec![open, Piece::Number(Number::Threads), close];
    assert_eq!(over, &Over::Text(Text::Pieces(pieces)));
    assert_eq!(body[1].action, Action::Put("at".into(), Character::Literal(b'\n')));
    assert_eq!(tree.shared, ["x", "y"]);
}

#[test]
fn kinds_pass_through_calls_of_calls() {
    let tree = check(
        "def thread(n):\n  one('x', 'x', 'yz', n)\ndef one(c, t, u, n):\n  two(c, t, u, n)\ndef two(c, t, u, n):\n  \
         at = screen.cursor\n  screen[at] = c\n  three(t, u, n, 5)\ndef three(t, u, n, m):\n  pass\n",
    );
    let expected = [Kind::Character, Kind::Text, Kind::Text, Kind::Number];
    assert_eq!(kinds(&tree, "one"), expected);
    assert_eq!(kinds(&tree, "two"), expected);
    assert_eq!(kinds(&tree, "three"), [Kind::Text, Kind::Text, Kind::Number, Kind::Number]);
    assert_eq!(kinds(&tree, "thread"), [Kind::Number]);
}

#[test]
fn a_reload_in_a_loop_needs_a_put_in_it() {
    let store_first = "def thread():\n  at = screen.cursor\n  screen[at] = 'a'\n  for i in range(2):\n    \
                       screen.cursor = at + 1\n";
    check(store_first);
    let reloads = format!("{store_first}    at = screen.cursor\n");
    assert_eq!(problem(&reloads), r#"source.at(5, 5, source.putFirst("at"))"#);
}

#[test]
fn limits_hold_and_are_stated() {
    let comments = |characters: usize| format!("def thread():\n pass\n#{}", "x".repeat(characters - 21));
    let lines = |lines: usize| format!("def thread():\n pass{}", "\n".repeat(lines - 1));
    let nested = |blocks: usize| {
        let line = |depth: usize| format!("{}with a:\n", " ".repeat(depth));
        let blocks: String = (1..=blocks).map(line).collect();
        format!("a = Lock()\ndef thread():\n{blocks}{}pass\n", " ".repeat(12))
    };
    let locks =
        |n: usize| -> String { (0..n).map(|i| format!("a{i} = Lock()\n")).chain([lines(2)]).collect() };
    let loads = |n: usize| -> String {
        ["def thread():\n".to_owned()]
            .into_iter()
            .chain((0..n).map(|i| format!(" v = shared.x{i}\n")))
            .collect()
    };
    let functions =
        |n: usize| -> String { (1..n).map(|i| format!("def f{i}(): \n pass\n")).chain([lines(2)]).collect() };
    let parameters =
        |n: usize| format!("{}\ndef f({}):\n pass\n", lines(2), ["a", "b", "c", "d", "e"][..n].join(", "));
    let number = |n: usize| format!("def thread():\n work({n})\n");
    let text = |n: usize| format!("def thread():\n for c in '{}':\n  pass\n", "x".repeat(n));
    type Make<'m> = &'m dyn Fn(usize) -> String;
    let cases: [(Make<'_>, usize, &str); 9] = [
        (&comments, MAX_CHARACTERS, "source.at(3, 3981, source.characters(4000))"),
        (&nested, MAX_NESTING, "source.at(11, 10, source.nesting(8))"),
        (&locks, MAX_LOCKS, "source.at(9, 1, source.locks(8))"),
        (&loads, MAX_SHARED, "source.at(10, 13, source.shared(8))"),
        (&functions, MAX_FUNCTIONS, "source.at(65, 5, source.functions(32))"),
        (&parameters, MAX_PARAMETERS, r#"source.at(4, 19, source.parameters("f", 4))"#),
        (&number, MAX_NUMBER as usize, r#"source.at(2, 7, source.tooLarge("1000001", 1000000))"#),
        (&text, MAX_TEXT, "source.at(2, 11, source.longText(200))"),
        (&lines, MAX_LINES as usize, "source.at(201, 1, source.lines(200))"),
    ];
    for (make, limit, expected) in cases {
        check(&make(limit));
        assert_eq!(problem(&make(limit + 1)), expected);
    }
}

#[test]
fn every_prefix_of_a_preset_is_judged() {
    for (_, text) in PRESETS {
        for end in 0..text.len() {
            let _ = parse(&text[..end]);
        }
    }
}

#[test]
fn the_first_error_is_reported() {
    for (text, expected) in errors::ERRORS {
        assert_eq!(problem(text), *expected, "\n{text}");
    }
}

#[test]
fn a_text_of_many_calls_is_a_program() {
    let mut text = "def thread():\n pass\n".to_owned();
    for caller in 0..30 {
        text.push_str(&format!("def f{caller}(a, b, c, d):\n pass\n"));
        let callees = (caller + 1..30).take(4);
        callees.for_each(|callee| text.push_str(&format!(" f{callee}(d, a, b, c)\n")));
    }
    assert!(text.len() < MAX_CHARACTERS && text.lines().count() < MAX_LINES as usize);
    check(&text);
    let circle = text.replace(" f29(", " f0(");
    let start = r#"source.at(5, 2, source.callsInCircle(quoted("f0"), [quoted("f1"), quoted("f5")"#;
    assert!(problem(&circle).starts_with(start), "{}", problem(&circle));
}
