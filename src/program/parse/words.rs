//! The facts of the problems: what a learner is told.
//!
//! Owns how much of a found word is quoted, the nearest name to a misspelt one, and the keywords of Python that this
//! language does not have; never decides what is an error.

use super::lexer::{Word, WordKind};
use crate::fact;
use crate::fact::Fact;
use crate::program::tree::Kind;

/// The names that the language gives a meaning to.
pub(super) const RESERVED: [&str; 9] =
    ["threads", "count", "screen", "shared", "Lock", "work", "start", "join", "range"];

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

/// Returns what was found, shortened if it is long.
pub(super) fn quote(found: &str) -> String {
    match found.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &found[..end]),
        None => found.to_owned(),
    }
}

/// Returns a word, shortened if it is long; `None` if the line ends.
pub(super) fn found(word: &Word<'_>) -> Option<String> {
    (word.kind != WordKind::End).then(|| quote(word.text))
}

/// Returns the facts of names, shortened if they are long.
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Fact> {
    names.into_iter().map(|name| fact!("quoted", quote(name))).collect()
}

/// Says that a character is not possible.
pub(super) fn bad_character(character: char) -> Fact {
    match character {
        '\t' => fact!("character.tab"),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' | '\u{ab}' | '\u{bb}' => {
            fact!("character.quote", character.to_string())
        }
        '\0' => fact!("character.null"),
        '\u{a0}' => fact!("character.noBreakSpace"),
        _ if character.is_control() || character.is_whitespace() || character == '\u{feff}' => {
            fact!("character.invisible", format!("{:04X}", u32::from(character)))
        }
        _ => fact!("character.notAscii", character.to_string()),
    }
}

/// Says what to write in place of a keyword that this language does not have.
pub(super) fn keyword(word: &str) -> Fact {
    let instead = match word {
        "while" => fact!("instead.while"),
        "break" | "continue" => fact!("instead.break"),
        "if" | "elif" | "else" => fact!("instead.if"),
        "import" | "from" => return fact!("source.import", word),
        "class" => fact!("instead.class"),
        "return" | "yield" => fact!("instead.return"),
        "global" | "nonlocal" => fact!("instead.global"),
        "try" | "except" | "finally" | "raise" | "assert" => fact!("instead.try"),
        "async" | "await" => fact!("instead.async"),
        "lambda" => fact!("instead.lambda"),
        _ => fact!("instead.keyword"),
    };
    fact!("source.notPart", word, instead)
}

/// Returns the name among `names` that `name` is most likely a misspelling of.
pub(super) fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let limit = if name.len() < 6 { 1 } else { 2 };
    let near = names.iter().copied().filter(|other| *other != name && 1 < other.len().min(name.len()));
    near.map(|other| (distance(name, other), other))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Says what is possible in place of `name`: the nearest of `names`, or else what `otherwise` says of them.
pub(super) fn suggest(name: &str, names: &[&str], otherwise: fn(Vec<Fact>) -> Fact) -> Fact {
    match nearest(name, names) {
        Some(near) => fact!("suggest.near", near),
        None => otherwise(list(names.iter().copied())),
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
pub(super) fn kind(kind: Kind) -> Fact {
    match kind {
        Kind::Number => fact!("kind.number"),
        Kind::Text => fact!("kind.text"),
        Kind::Character => fact!("kind.character"),
    }
}
