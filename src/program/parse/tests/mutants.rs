//! Random and mutated texts: none makes the parser panic or hang.

use std::collections::BTreeSet;
use std::env;

use super::*;

const TOKENS: [&str; 64] = [
    "lock",
    "lokc",
    "first",
    "at",
    "c",
    "t",
    "i",
    "text",
    "value",
    "print",
    "thread",
    "main",
    "threads",
    "count",
    "screen",
    "shared",
    "cursor",
    "screen.cursor",
    "shared.value",
    "screen[at]",
    "Lock",
    "Lock()",
    "work(5)",
    "work",
    "start",
    "join",
    "join()",
    "range",
    "range(3)",
    "acquire",
    "release",
    "lock.acquire()",
    "with",
    "with lock:",
    "for",
    "in",
    "def",
    "pass",
    "while",
    "if",
    "return",
    "import",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "+",
    "+=",
    "-",
    "\"",
    "'",
    "f\"{t}\"",
    "'x'",
    "#",
    "\\",
    "0",
    "1",
    "1000001",
];

/// Characters that a text cannot have, except in comments and at the ends of lines.
const ODD: [char; 10] = ['é', '“', '\t', '\r', '\n', '\0', '\u{a0}', '\u{2028}', '\u{1f512}', '\\'];

/// Returns a mutant of a preset.
pub fn mutant(random: &mut fastrand::Rng) -> String {
    let mut text = random.choice(PRESETS).expect("there are presets").1.to_owned();
    for _ in 0..random.usize(1..=3) {
        text = if random.bool() { mutate_characters(&text, random) } else { mutate_lines(&text, random) };
    }
    text
}

fn mutate_characters(text: &str, random: &mut fastrand::Rng) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if characters.len() < 2 {
        return text.to_owned();
    }
    let at = random.usize(..characters.len() - 1);
    match random.u8(..6) {
        0 => drop(characters.remove(at)),
        1 => characters.insert(at, characters[at]),
        2 => characters.swap(at, at + 1),
        3 => characters[at] = char::from(random.u8(32..127)),
        4 => characters[at] = random.choice(ODD).expect("not empty"),
        _ => return replace_word(text, random),
    }
    characters.into_iter().collect()
}

/// Replaces a word by another of the language, or of the text.
fn replace_word(text: &str, random: &mut fastrand::Rng) -> String {
    let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let mut words: Vec<String> = Vec::new();
    for character in text.chars() {
        match words.last_mut() {
            Some(word) if is_name(character) && word.ends_with(is_name) => word.push(character),
            _ => words.push(character.into()),
        }
    }
    let at = random.usize(..words.len());
    words[at] = match random.bool() {
        true => random.choice(TOKENS).expect("not empty").to_owned(),
        false => words[random.usize(..words.len())].clone(),
    };
    words.concat()
}

fn mutate_lines(text: &str, random: &mut fastrand::Rng) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let (at, to) = (random.usize(..lines.len()), random.usize(..lines.len()));
    match random.u8(..6) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(to, lines[at].clone()),
        2 => lines.swap(at, to),
        3 => lines[at] = format!("{}{}", " ".repeat(random.usize(..10)), lines[at].trim_start()),
        4 => lines[at] = format!("    {}", lines[at]),
        _ => lines[at] = lines[at].strip_prefix("    ").unwrap_or(&lines[at]).to_owned(),
    }
    lines.join("\n")
}

/// Returns words of the language in no order.
fn noise(random: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(..80) {
        match random.u8(..8) {
            0 => text.push_str(["\n", "\n ", "\n    ", "\n        "][random.usize(..4)]),
            1 => text.push(random.char(..)),
            2 => text.push(' '),
            _ => text.push_str(TOKENS[random.usize(..TOKENS.len())]),
        }
    }
    text
}

/// Judges 100,000 texts, or as many as the variable `MUTEX_DEMO_TEXTS` says.
#[test]
fn no_text_makes_the_parser_panic() {
    let count =
        env::var("MUTEX_DEMO_TEXTS").map_or(100_000, |count| count.parse().expect("a number of texts"));
    let mut random = fastrand::Rng::with_seed(11);
    let (mut accepted, mut problems) = (0, BTreeSet::new());
    for index in 0..count {
        let text = if index % 4 == 0 { noise(&mut random) } else { mutant(&mut random) };
        match parse(&text) {
            Ok(_) => accepted += 1,
            Err(error) => {
                let line = text.split('\n').count() as u32 + text.matches('\r').count() as u32;
                assert!(1 <= error.line && error.line <= line && 1 <= error.column, "{error}\n{text}");
                assert!(error.to_string().len() < 400, "{error}");
                problems.insert(error.problem.key);
            }
        }
    }
    assert!(accepted > count / 50 && problems.len() > 50, "{accepted} accepted, {} problems", problems.len());
}
