//! The words of the problems: what a learner is told.
//!
//! Owns how a found word is quoted, the nearest name to a misspelt one, and what to write in place of Python that
//! this language does not have; never decides what is an error.

use super::lexer::{Word, WordKind};
use crate::program::tree::Kind;

/// The names that the language gives a meaning to.
pub(super) const RESERVED: [&str; 9] =
    ["threads", "count", "screen", "shared", "Lock", "work", "start", "join", "range"];

/// The forms of the two loops.
pub(super) const LOOPS: &str = "`for NAME in range(N):` and `for NAME in TEXT:`";

const KEYWORDS: [&str; 36] = [
    "False",
    "None",
    "True",
    "__debug__",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
];

/// The longest name that is quoted whole, or compared to other names.
const LONGEST: usize = 32;

/// Tells whether a name is a keyword of Python, which no name may be.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Quotes what was found, shortened if it is long.
pub(super) fn quote(found: &str) -> String {
    match found.char_indices().nth(LONGEST) {
        _ if found == "`" => "a backtick".to_owned(),
        Some((end, _)) => format!("`{}...`", &found[..end]),
        None => format!("`{found}`"),
    }
}

/// Quotes a word, or says that the line ends.
pub(super) fn found(word: &Word<'_>) -> String {
    match word.kind {
        WordKind::End => "the end of the line".to_owned(),
        _ => quote(word.text),
    }
}

/// Quotes names and joins them: "`a`, `b` and `c`".
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(quote).collect();
    match quoted.pop() {
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} and {last}", quoted.join(", ")),
        None => String::new(),
    }
}

/// Writes a number with its thousands apart: "4,000".
pub(super) fn thousands(number: u32) -> String {
    match (number / 1_000, number % 1_000) {
        (0, ones) => ones.to_string(),
        (more, ones) => format!("{},{ones:03}", thousands(more)),
    }
}

/// Says that a character is not possible.
pub(super) fn bad_character(character: char) -> String {
    match character {
        '\t' => "a tab is found: use spaces".to_owned(),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' | '\u{ab}' | '\u{bb}' => {
            format!("`{character}` is no quote of Python: write `\"` or `'`")
        }
        '\0' => "a null character (U+0000) is found: no text may have it, not even in a comment".to_owned(),
        '\u{a0}' => "a no-break space (U+00A0) is found: use plain spaces".to_owned(),
        _ if character.is_control() || character.is_whitespace() || character == '\u{feff}' => {
            format!(
                "an invisible character (U+{:04X}) is found: only comments may have it",
                u32::from(character)
            )
        }
        _ => format!("`{character}` is not an ASCII character: only comments may have it"),
    }
}

/// Says what to write in place of a keyword that this language does not have.
pub(super) fn keyword(word: &str) -> String {
    let instead = match word {
        "while" => return format!("`while` is not part of this language: loops are {LOOPS}"),
        "break" | "continue" => "a loop takes every value",
        "if" | "elif" | "else" => "no statement depends on a condition",
        "import" | "from" => {
            return format!("`{word}` is not needed: `Lock`, `start`, `join` and `work` are there");
        }
        "class" => "a text has locks, `NAME = Lock()`, and functions, `def NAME():`",
        "return" | "yield" => "a function ends after its last line and gives nothing back",
        "global" | "nonlocal" => "what threads share is `shared.NAME`, in every function",
        "try" | "except" | "finally" | "raise" | "assert" => "nothing here raises an exception",
        "async" | "await" => "threads begin with `start(FUNCTION)` in `main`",
        "lambda" => "functions are `def NAME():`",
        _ => "a line begins with `for`, `with`, `pass` or a name",
    };
    format!("`{word}` is not part of this language: {instead}")
}

/// Returns the name among `names` that `name` is most likely a misspelling of.
pub(super) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = if name.len() < 6 { 1 } else { 2 };
    let near = names.into_iter().filter(|other| *other != name && 1 < other.len().min(name.len()));
    near.map(|other| (distance(name, other), other))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Says what is possible in place of `name`: the nearest of `names`, or all of them after `otherwise`.
pub(super) fn suggest(name: &str, names: &[&str], otherwise: &str) -> String {
    match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{otherwise} {}", list(names.iter().copied())),
    }
}

/// Returns how many characters have to be inserted, deleted, replaced or swapped with their neighbour to make one
/// name of the other.
fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if LONGEST < one.len() || LONGEST < other.len() {
        return usize::MAX;
    }
    let mut rows = [[0; LONGEST + 1]; LONGEST + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swaps = 1 < i && 1 < j && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if swaps { best.min(rows[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    rows[one.len()][other.len()]
}

/// Says what a kind is.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "a number",
        Kind::Text => "a text",
        Kind::Character => "a character",
    }
}
