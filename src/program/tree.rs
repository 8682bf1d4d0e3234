//! The tree of a program's text: what it says, with the line of each statement.
//!
//! Owns the shapes of the language; never reads a text (that is [`parse`](super::parse)), nor gives it ops (that is
//! `code`). A tree that was parsed is valid: every name in it resolves, and has the kind that its place
//! needs.

/// A lock, by its position among the tree's locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LockId(pub u8);

/// A shared name, by its position among the tree's shared names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SharedId(pub u8);

/// A program's text, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The locks, in the order of the text: `lock = Lock()`.
    pub locks: Vec<Declared>,
    /// The shared names, in the order in which they first appear: `shared.NAME`. Each starts at 0.
    pub shared: Vec<String>,
    /// The functions, in the order of the text; `main` may be among them.
    pub functions: Vec<Function>,
}

impl Tree {
    /// Tells whether the text uses a number. Without a `main` it uses `threads`: it starts as many.
    pub fn uses(&self, number: Number) -> bool {
        let starts =
            number == Number::Threads && self.functions.iter().all(|function| function.name != "main");
        starts || self.functions.iter().any(|function| any_uses(&function.body, number))
    }
}

fn any_uses(statements: &[Statement], number: Number) -> bool {
    let in_pieces = |pieces: &[Piece]| pieces.contains(&Piece::Number(number));
    let in_text = |text: &Text| matches!(text, Text::Pieces(pieces) if in_pieces(pieces));
    let in_argument = |argument: &Argument| match argument {
        Argument::Number(given) => *given == number,
        Argument::Text(pieces) => in_pieces(pieces),
        Argument::Name(_) => false,
    };
    statements.iter().any(|statement| match &statement.action {
        Action::With(_, body) => any_uses(body, number),
        Action::For { over, body, .. } => {
            let over = match over {
                Over::Range(times) => *times == number,
                Over::Text(text) => in_text(text),
            };
            over || any_uses(body, number)
        }
        Action::Call(_, arguments) => arguments.iter().any(in_argument),
        Action::Start(_, argument) => argument.iter().any(in_argument),
        _ => false,
    })
}

/// A lock's declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its line, from 1.
    pub line: u16,
}

/// A function: `def NAME(parameters):`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
    /// Its statements, at least one.
    pub body: Vec<Statement>,
    /// Its line, from 1.
    pub line: u16,
}

/// A function's parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its kind, which every call gives it.
    pub kind: Kind,
}

/// The kinds of value that a parameter or a loop variable can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number from 0.
    Number,
    /// A text.
    Text,
    /// One character.
    Character,
}

/// A statement, and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its line, from 1.
    pub line: u16,
    /// Its action.
    pub action: Action,
}

/// The action of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `NAME.acquire()`
    Acquire(LockId),
    /// `NAME.release()`
    Release(LockId),
    /// `with NAME:`, which acquires the lock before its block and releases it after.
    With(LockId, Vec<Statement>),
    /// `for VARIABLE in range(N):` or `for VARIABLE in TEXT:`
    For {
        /// The loop's variable.
        variable: String,
        /// The source of its values.
        over: Over,
        /// The block.
        body: Vec<Statement>,
    },
    /// `LOCAL = screen.cursor`
    LoadCursor(String),
    /// `screen[LOCAL] = CHARACTER`
    Put(String, Character),
    /// `screen.cursor = LOCAL + 1`
    StoreCursor(String),
    /// `LOCAL = shared.NAME`
    LoadShared(String, SharedId),
    /// `shared.NAME = LOCAL + N`; N is 0 if it is not written.
    StoreShared(SharedId, String, u32),
    /// `FUNCTION(arguments)`: the index of the function, and an argument for each parameter.
    Call(usize, Vec<Argument>),
    /// `work(MICROSECONDS)`
    Work(u32),
    /// `start(FUNCTION)` or `start(FUNCTION, NUMBER)`, in `main` alone.
    Start(usize, Option<Argument>),
    /// `join()`, in `main` alone.
    Join,
    /// `pass`
    Pass,
}

/// The source of a loop's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// `range(N)`: the numbers from 0 to N - 1.
    Range(Number),
    /// A text: its characters.
    Text(Text),
}

/// A number whose value is known before the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// As written.
    Literal(u32),
    /// `threads`, the element's attribute.
    Threads,
    /// `count`, the element's attribute.
    Count,
}

/// A text, all ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A string literal or an f-string. A literal without names has one piece, or none if it is empty.
    Pieces(Vec<Piece>),
    /// A parameter of kind [`Kind::Text`].
    Name(String),
}

/// A piece of an f-string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters as they are, escapes resolved.
    Literal(String),
    /// `{NAME}`: a parameter or a loop variable, of any kind.
    Name(String),
    /// `{threads}` or `{count}`.
    Number(Number),
}

/// The character that a put puts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Character {
    /// A literal of one ASCII character.
    Literal(u8),
    /// A loop variable or a parameter of kind [`Kind::Character`].
    Name(String),
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A number.
    Number(Number),
    /// A literal text. A parameter of kind [`Kind::Character`] takes one of one character.
    Text(Vec<Piece>),
    /// A parameter or a loop variable of the parameter's kind.
    Name(String),
}
