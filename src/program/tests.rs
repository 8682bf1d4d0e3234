pub(crate) mod random;

use super::presets::PRESETS;
use super::*;

/// Two threads, three lines each, with a mutex.
pub(crate) const PARAMETERS: Parameters =
    Parameters { threads: 2, count: 3, lock: LockKind::Mutex, main: Main::Join };

/// The preset of this name.
pub(crate) fn preset(name: &str, parameters: Parameters) -> Program {
    let text = PRESETS.iter().find(|(other, _)| *other == name).expect("a preset's name").1;
    Program::new(text, parameters).unwrap()
}

/// A program whose threads have this body, with an unguarded `print` and a lock at hand.
pub(crate) fn program_of(body: &str, parameters: Parameters) -> Program {
    let text = format!(
        "lock = Lock()\n\ndef print(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        \
         screen.cursor = at + 1\n\ndef thread(t):\n    {body}\n"
    );
    Program::new(&text, parameters).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The ops of thread 0, a letter each.
fn letters(program: &Program) -> String {
    let letter = |item: Item| match item {
        Item::Work(_) => 'w',
        Item::Op(OpAt { op, .. }) => match op {
            Op::DrawTicket(_) => 't',
            Op::Acquire(_) => 'a',
            Op::Release(_) => 'r',
            Op::Load(..) => 'l',
            Op::Put(..) => 'p',
            Op::Store(..) => 's',
        },
    };
    program.ops(ThreadId(0)).map(letter).collect()
}

#[test]
fn the_presets_have_the_ops_that_their_texts_say() {
    let letters = |name, count, lock| letters(&preset(name, Parameters { count, lock, ..PARAMETERS }));
    let line = "lps".repeat(9);
    assert_eq!(letters("counter", 2, LockKind::None), line.repeat(2));
    assert_eq!(letters("counter", 2, LockKind::Mutex), format!("a{line}r").repeat(2));
    assert_eq!(letters("counter", 1, LockKind::Ticket), format!("ta{line}r"));
    assert_eq!(letters("counter-glyph", 1, LockKind::Spin), "alpsr".repeat(9));
    assert_eq!(letters("counter-thread", 2, LockKind::Mutex), format!("a{}r", line.repeat(2)));
    assert_eq!(letters("increment", 1, LockKind::Mutex), "alsr");
    assert_eq!(letters("forgetful", 1, LockKind::Mutex), format!("a{line}"));
    assert_eq!(letters("two-locks", 1, LockKind::Mutex), format!("aa{line}rr"));
}

#[test]
fn an_op_knows_its_line() {
    let program = preset("counter", PARAMETERS);
    let lines: Vec<u16> = program.ops(ThreadId(1)).filter_map(Item::op).map(|at| at.line).collect();
    assert_eq!(lines[..5], [4, 6, 7, 8, 6]);
    assert_eq!(lines[28], 9);
}

#[test]
fn main_waits_only_if_its_text_and_its_parameter_say_so() {
    assert!(preset("counter", PARAMETERS).joins());
    assert!(!preset("counter", Parameters { main: Main::Exit, ..PARAMETERS }).joins());
    assert!(!preset("exit", PARAMETERS).joins());
}

#[test]
fn sizes_have_limits() {
    let text = presets::preset("counter", "line").unwrap();
    let refused = |threads, count| {
        Program::new(text, Parameters { threads, count, ..PARAMETERS }).unwrap_err().to_string()
    };
    assert_eq!(refused(17, 1), "limit.threads(17, 16)");
    assert_eq!(refused(1, 0), "limit.count(0, 200000)");
    assert_eq!(refused(6, 200_000), "limit.lines(1200000, 1000000)");
    let largest = Program::new(text, Parameters { threads: 5, count: 200_000, ..PARAMETERS }).unwrap();
    assert_eq!((largest.line_count(), largest.glyphs()), (1_000_000, 13_444_450));
    assert!(matches!(crate::model::Written::new(&largest), Err(ProgramError::Steps(_))));
}

#[test]
fn a_short_text_cannot_come_to_too_much() {
    let refused = |text: &str| Program::new(text, PARAMETERS).unwrap_err().to_string();
    let doubling: String = (0..30)
        .map(|n| format!("def f{n}():\n    f{next}()\n    f{next}()\n", next = n + 1))
        .chain(["def f30():\n    pass\ndef thread():\n    f0()\n".to_string()])
        .collect();
    assert!(refused(&doubling).contains("source.instructions"), "{}", refused(&doubling));
    // Each function gives the next a text four times as long as its own.
    let fourfold: String = (0..29)
        .map(|n| format!("def f{n}(a):\n    f{next}(f'{{a}}{{a}}{{a}}{{a}}')\n", next = n + 1))
        .chain(["def f29(a):\n    for c in a:\n        pass\ndef thread():\n    f0('x')\n".to_string()])
        .collect();
    assert!(refused(&fourfold).contains("source.printed(4096)"), "{}", refused(&fourfold));
    let loops = "def thread():\n    for i in range(1000000):\n        for j in range(1000000):\n            work(1)\n";
    assert!(refused(loops).contains("limit.ops"), "{}", refused(loops));
    let idle = loops.replace("work(1)", "pass");
    assert_eq!(Program::new(&idle, PARAMETERS).unwrap().steps(), 0);
    let many = "def thread(t):\n    pass\ndef main():\n    for t in range(17):\n        start(thread, t)\n    join()\n";
    assert_eq!(refused(many), "source.at(5, 1, source.startsMany(16))");
}
