use super::*;
use crate::program::parse::tests::mutants::mutant;
use crate::program::presets::PRESETS;

const COUNTER: &str = PRESETS[0].1;
const ACQUIRE: u16 = 4;
const RELEASE: u16 = 9;

/// Texts with what presets lack.
const TEXTS: [&str; 5] = [
    "lock = Lock()\ndef thread(t):\n    # first\n    lock.acquire()  # why\n\n    for i in range(2):\n        # inside\n        \
     work(1)\n        # inside, at the end\n    # outside\n    lock.release()\n\n# below\ndef other():\n    pass\n",
    "def thread():\n  for i in range(2):\n     lock.acquire()\n  with lock:\n    pass\n  pass\nlock = Lock()",
    "a = Lock()\r\n\r\ndef thread():\r\n    pass\r\n\r\ndef main():\r\n    a.acquire()\r\n    for t in range(2):\r\n        \
     start(thread)\r\n    a.release()\r\n",
    "lock = Lock()\ndef thread():\n    with lock:  # held\n        # first\n        work(1)\n      # odd\n\n        work(2)\n    \
     # after\n    work(3)",
    "def lock():\n    pass\ndef thread():\n    for i in range(3):\n        pass\n    lock()",
];

/// The content of a text, apart from its locks' lines, `pass` and the numbers of lines.
fn says(text: &str) -> String {
    fn write(body: &[Statement], says: &mut String) {
        for Statement { action, .. } in body {
            match action {
                Action::Acquire(_) | Action::Release(_) | Action::Pass => {}
                Action::With(_, body) => write(body, says),
                Action::For { variable, over, body } => {
                    says.push_str(&format!("for {variable} {over:?} ["));
                    write(body, says);
                    says.push(']');
                }
                other => says.push_str(&format!("{other:?};")),
            }
        }
    }
    let tree = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut says = String::new();
    for function in &tree.functions {
        says.push_str(&format!("{} {:?} [", function.name, function.parameters));
        write(&function.body, &mut says);
        says.push(']');
    }
    says
}

/// Presets, [`TEXTS`] and those mutants that are programs, all with equal line ends: of 300 mutants, or of as many as the
/// variable `MUTEX_DEMO_TEXTS` says.
fn texts() -> impl Iterator<Item = String> {
    let mut random = fastrand::Rng::with_seed(5);
    let count =
        std::env::var("MUTEX_DEMO_TEXTS").map_or(300, |count| count.parse().expect("a number of texts"));
    let mutants = (0..count).map(move |_| mutant(&mut random));
    let mutants = mutants.filter(|text| parse(text).is_ok() && !text.contains('\r'));
    let presets = PRESETS.map(|(_, text)| text.to_owned()).into_iter();
    presets.chain(TEXTS.map(str::to_owned)).chain([COUNTER.replace('\n', "\r\n")]).chain(mutants)
}

fn calls(text: &str) -> Vec<u16> {
    let lines = lock_lines(text).into_iter();
    lines.filter(|line| line.kind != LineKind::With).map(|line| line.line).collect()
}

fn place(line: u16, indent: u16) -> Place {
    Place { line, indent }
}

/// Checks that an edit leaves everything else as it is.
fn check(before: &str, after: &str) {
    assert_eq!(says(before), says(after), "\n{before}\n{after}");
}

#[test]
fn the_locks_lines_are_found() {
    let line = |line, lock, kind| LockLine { line, lock: LockId(lock), kind };
    let (acquire, release) = (LineKind::Call(LockCall::Acquire), LineKind::Call(LockCall::Release));
    assert_eq!(lock_lines(COUNTER), [line(ACQUIRE, 0, acquire), line(RELEASE, 0, release)]);
    assert_eq!(lock_lines(TEXTS[1]), [line(3, 0, acquire), line(4, 0, LineKind::With)]);
    assert_eq!(lock_lines("x"), []);
}

#[test]
fn a_lock_moves_into_the_loop_to_the_thread_and_back() {
    let acquire = moved(COUNTER, ACQUIRE, place(6, 8)).unwrap();
    assert_eq!(acquire.line, 5);
    let inside = moved(&acquire.text, RELEASE, place(9, 8)).unwrap();
    assert_eq!(
        (inside.line, &inside.text[..]),
        (9, PRESETS.iter().find(|preset| preset.0 == "counter-glyph").unwrap().1)
    );
    let acquire = moved(COUNTER, ACQUIRE, place(12, 4)).unwrap();
    let release = moved(&acquire.text, 8, place(14, 4)).unwrap();
    let thread = PRESETS.iter().find(|preset| preset.0 == "counter-thread").unwrap().1;
    assert_eq!((acquire.line, release.line, &release.text[..]), (11, 13, thread));
    let acquire = moved(&inside.text, 5, place(4, 4)).unwrap();
    let back = moved(&acquire.text, 9, place(10, 4)).unwrap();
    assert_eq!(back.text, COUNTER);
}

#[test]
fn keys_walk_through_every_place() {
    let mut text = COUNTER.to_owned();
    let mut line = ACQUIRE;
    let mut walked = Vec::new();
    while let Some(edited) = nudged(&text, line, Direction::Down) {
        (text, line) = (edited.text, edited.line);
        let content = text.lines().nth(usize::from(line) - 1).unwrap();
        walked.push((line, content.len() - content.trim_start().len()));
    }
    #[rustfmt::skip]
    let expected = [
        (5, 8), (6, 8), (7, 8), (8, 8), (8, 4), (9, 4), // `print`, with its release
        (11, 4), (12, 8), (13, 8), (13, 4), // `thread`
        (15, 4), (17, 4), (18, 4), (19, 4), // `main`, but not its loop
    ];
    assert_eq!(walked, expected);
    while let Some(edited) = nudged(&text, line, Direction::Up) {
        (text, line) = (edited.text, edited.line);
    }
    assert_eq!((line, &text[..]), (ACQUIRE, COUNTER));
}

#[test]
fn pass_takes_the_place_of_the_only_line_and_gives_it_up() {
    let text = "lock = Lock()\ndef thread():\n    lock.acquire()\n    for i in range(3):\n        pass\n";
    let inside = moved(text, 3, place(5, 8)).unwrap();
    assert_eq!(inside.text, "lock = Lock()\ndef thread():\n    for i in range(3):\n        lock.acquire()\n");
    assert_eq!(
        (inside.line, removed(&inside.text, 4).unwrap()),
        (4, inside.text.replace("lock.acquire()", "pass"))
    );
    assert_eq!(moved(&inside.text, 4, place(3, 4)).unwrap().text, text);
    let commented = text.replace("pass", "pass  # idle");
    let inside = moved(&commented, 3, place(6, 8)).unwrap().text;
    assert!(inside.ends_with("        pass  # idle\n        lock.acquire()\n"), "{inside}");
}

#[test]
fn comments_and_blank_lines_stay() {
    let text = TEXTS[0];
    let lines: Vec<Place> = places_of(text, 4);
    let expected =
        [(3, 4), (4, 4), (6, 4), (7, 8), (8, 8), (9, 8), (10, 8), (10, 4), (11, 4), (12, 4), (15, 4)];
    assert_eq!(lines, expected.map(|(line, indent)| place(line, indent)));
    let edited = moved(text, 4, place(10, 8)).unwrap().text;
    let end = "        # inside, at the end\n        lock.acquire()  # why\n    # outside\n    lock.release()\n\n# below\n";
    assert!(edited.contains("    # first\n\n    for") && edited.contains(end), "{edited}");
}

#[test]
fn a_with_gives_its_block_away() {
    let after = |block: &str| format!("lock = Lock()\ndef thread():\n{block}    # after\n    work(3)");
    let block = "    # first\n    work(1)\n    # odd\n\n    work(2)\n";
    assert_eq!(removed(TEXTS[3], 3).unwrap(), after(block));
    let written = written_out(TEXTS[3], 3).unwrap();
    assert_eq!(written.text, after(&format!("    lock.acquire()  # held\n{block}    lock.release()\n")));
    assert_eq!(written.line, 3);
    let clash = "lock = Lock()\ndef thread():\n    with lock:\n        at = shared.x\n    for at in range(2):\n        pass\n";
    assert!(removed(clash, 3).unwrap_err().problem.to_string().contains("source.alreadyIn(\"at\""));
}

#[test]
fn a_new_lock_is_declared() {
    let text = "def thread(t):\n    work(1)\n";
    let acquire = added(text, LockCall::Acquire, LockId(0), place(2, 4)).unwrap();
    assert_eq!(acquire.text, "lock = Lock()\n\ndef thread(t):\n    lock.acquire()\n    work(1)\n");
    let release = added(&acquire.text, LockCall::Release, LockId(0), place(6, 4)).unwrap();
    assert_eq!((acquire.line, release.line), (4, 6));
    assert!(release.text.ends_with("    work(1)\n    lock.release()\n"));
    let second = added(&release.text, LockCall::Acquire, LockId(1), place(4, 4)).unwrap();
    assert!(
        second.text.starts_with("lock = Lock()\nlock2 = Lock()\n\ndef thread(t):\n    lock2.acquire()\n")
    );
    assert_eq!(second.line, 5);
    let taken = added(TEXTS[4], LockCall::Acquire, LockId(0), place(7, 4)).unwrap();
    assert!(
        taken.text.starts_with("lock2 = Lock()\n\ndef lock():")
            && taken.text.ends_with("    lock()\n    lock2.acquire()")
    );
}

#[test]
fn line_ends_that_differ_become_equal() {
    let text = COUNTER.replace("text):\n", "text):\r").replace("at + 1\n", "at + 1\r\n");
    assert_eq!(moved(&text, ACQUIRE, place(6, 8)), moved(COUNTER, ACQUIRE, place(6, 8)));
}

#[test]
fn what_cannot_be_edited_is_refused_with_a_reason() {
    let refused = |result: Result<Edited, SourceError>| result.unwrap_err().problem.to_string();
    let to = |line, indent| refused(moved(COUNTER, ACQUIRE, place(line, indent)));
    assert_eq!(to(17, 8), "source.onlyStarts");
    assert_eq!(to(7, 4), "edit.noPlace(4)");
    assert_eq!(to(0, 4), to(7, 4));
    assert_eq!(refused(moved(COUNTER, 5, place(4, 4))), "edit.noLockLine");
    assert_eq!(refused(moved(TEXTS[1], 4, place(3, 5))), "edit.with");
    assert_eq!(refused(added(COUNTER, LockCall::Acquire, LockId(2), place(4, 4))), "edit.noLock(3)");
    assert_eq!(refused(written_out(COUNTER, ACQUIRE)), "edit.noWith");
    let long = format!("{COUNTER}{}", "#".repeat(4_000 - COUNTER.len()));
    assert_eq!(refused(moved(&long, ACQUIRE, place(6, 8))), "source.characters(4000)");
}

#[test]
fn every_place_offered_gives_a_program_that_says_the_same_and_leads_back() {
    let (mut moves, mut returns) = (0, 0);
    for text in texts() {
        for line in calls(&text) {
            let before = Lifted::of(&text, line).unwrap();
            for to in places_of(&text, line) {
                let edited = moved(&text, line, to).unwrap();
                check(&text, &edited.text);
                moves += 1;
                let after = Lifted::of(&edited.text, edited.line).unwrap();
                if after.places.contains(&before.from) {
                    let back = moved(&edited.text, edited.line, after.in_text(before.from)).unwrap();
                    assert_eq!(back, Edited { text: text.clone(), line }, "{to:?}\n{}", edited.text);
                    returns += 1;
                }
            }
        }
    }
    assert!(moves * 9 / 10 < returns && returns <= moves, "{returns} of {moves}");
}

#[test]
fn a_line_that_was_nudged_is_nudged_back() {
    for text in texts() {
        for line in calls(&text) {
            let lifted = Lifted::of(&text, line).unwrap();
            for (direction, opposite) in [(Direction::Up, Direction::Down), (Direction::Down, Direction::Up)]
            {
                let Some(edited) = nudged(&text, line, direction) else { continue };
                check(&text, &edited.text);
                let back = nudged(&edited.text, edited.line, opposite);
                if lifted.places.contains(&lifted.from) {
                    assert_eq!(
                        back,
                        Some(Edited { text: text.clone(), line }),
                        "{direction:?}\n{}",
                        edited.text
                    );
                }
            }
        }
    }
}

#[test]
fn every_removal_and_addition_gives_a_program_that_says_the_same() {
    for text in texts() {
        for found in lock_lines(&text) {
            if let Ok(edited) = removed(&text, found.line) {
                check(&text, &edited);
            }
            if let Ok(edited) = written_out(&text, found.line) {
                check(&text, &edited.text);
            }
        }
        let places = places(&text);
        assert!(!places.is_empty() || 3_900 < text.len(), "{text}");
        for to in places.iter().step_by(4) {
            let edited = added(&text, LockCall::Release, LockId(0), *to).unwrap();
            check(&text, &edited.text);
            assert!(calls(&edited.text).contains(&edited.line), "{to:?}\n{}", edited.text);
        }
    }
}
