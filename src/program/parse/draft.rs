//! The draft of a tree: what each line says, before its names are resolved.
//!
//! Owns the shapes that the parser gives to the checks; never checks one.

use super::Place;

/// A text, as far as it could be parsed.
#[derive(Debug, Default)]
pub(super) struct Draft<'t> {
    pub locks: Vec<Name<'t>>,
    pub functions: Vec<Function<'t>>,
    /// The number of lines that were parsed, of those that have words: all of them, unless one is an error.
    pub lines: usize,
}

/// A name, where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'t> {
    pub text: &'t str,
    pub place: Place,
}

/// A function.
#[derive(Debug)]
pub(super) struct Function<'t> {
    pub name: Name<'t>,
    pub parameters: Vec<Name<'t>>,
    pub body: Vec<Step<'t>>,
}

/// A statement, where it begins.
#[derive(Debug)]
pub(super) struct Step<'t> {
    pub place: Place,
    pub does: Does<'t>,
}

/// The action of a statement; as [`Action`](crate::program::tree::Action).
#[derive(Debug)]
pub(super) enum Does<'t> {
    Acquire(Name<'t>),
    Release(Name<'t>),
    With(Name<'t>, Vec<Step<'t>>),
    For { variable: Name<'t>, over: Over<'t>, body: Vec<Step<'t>> },
    LoadCursor(Name<'t>),
    Put(Name<'t>, Value<'t>),
    StoreCursor(Name<'t>),
    LoadShared(Name<'t>, Name<'t>),
    StoreShared(Name<'t>, Name<'t>, u32),
    Call(Name<'t>, Vec<Value<'t>>),
    Work(u32),
    Start(Name<'t>, Option<Value<'t>>),
    Join,
    Pass,
}

/// The source of a loop's values.
#[derive(Debug)]
pub(super) enum Over<'t> {
    Range(Value<'t>),
    Text(Value<'t>),
}

/// A value, where and as it is written.
#[derive(Debug)]
pub(super) struct Value<'t> {
    pub place: Place,
    pub written: &'t str,
    pub is: Is<'t>,
}

/// The kinds of value, as written.
#[derive(Debug)]
pub(super) enum Is<'t> {
    Number(u32),
    Text(Vec<Piece<'t>>),
    Name(Name<'t>),
}

/// A piece of a text.
#[derive(Debug)]
pub(super) enum Piece<'t> {
    Literal(String),
    Name(Name<'t>),
}

impl<'t> Does<'t> {
    /// Returns the statements of the block, if there is one.
    pub fn body(&self) -> &[Step<'t>] {
        match self {
            Does::With(_, body) | Does::For { body, .. } => body,
            _ => &[],
        }
    }
}

impl Value<'_> {
    /// Returns the literal's character, if the value is a text of one.
    pub fn character(&self) -> Option<u8> {
        match &self.is {
            Is::Text(pieces) => match &pieces[..] {
                [Piece::Literal(text)] if text.len() == 1 => text.bytes().next(),
                _ => None,
            },
            _ => None,
        }
    }
}
