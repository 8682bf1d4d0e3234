//! Parses one line that is at the left margin or begins a block.
//!
//! Owns the forms `NAME = Lock()`, `def`, `with` and `for`; never knows the lines around one, nor what a name means.

use super::draft::{Does, Is, Name, Over, Step};
use super::lexer::{Line, Word, WordKind};
use super::reader::Reader;
use super::{MAX_PARAMETERS, SourceError, words};

const DEF: &str = "def NAME(PARAMETERS):";
const LOCK: &str = "NAME = Lock()";
const WITH: &str = "with NAME:";
const RANGE: &str = "for NAME in range(N):";

/// A line, parsed.
#[derive(Debug)]
pub(super) enum Parsed<'t> {
    /// `NAME = Lock()`
    Lock(Name<'t>),
    /// `def NAME(parameters):`
    Function(Name<'t>, Vec<Name<'t>>),
    /// A statement; if it has a block, the block is still empty.
    Step(Step<'t>),
}

/// Parses a line at the left margin.
pub(super) fn top_level<'t>(line: &Line<'t>) -> Result<Parsed<'t>, SourceError> {
    let mut reader = Reader::new(line);
    let first = reader.next();
    match (&first.kind, first.text) {
        (WordKind::Keyword, "def") => reader.def(),
        (WordKind::Keyword, "if") => Err(reader
            .refuse(first, "`if` is not part of this language: `main` runs by itself, so this line can go")),
        (WordKind::Keyword, "for" | "with" | "pass") => {
            let word = words::quote(first.text);
            Err(reader
                .refuse(first, format!("{word} is possible only in a function: indent it below a `def`")))
        }
        (WordKind::Name, _) => reader.top_level_name(first),
        _ => Err(reader.strange(first)),
    }
}

impl<'t> Reader<'_, 't> {
    fn top_level_name(&mut self, first: &Word<'t>) -> Result<Parsed<'t>, SourceError> {
        let name = Name { text: first.text, place: first.place };
        let found = words::quote(first.text);
        let problem = match self.peek().text {
            "=" => return self.lock(name),
            "(" if first.text == "main" => "`main` runs by itself: this line can go".to_owned(),
            "(" => {
                format!("{found} is called outside of a function: calls belong in `main` or another function")
            }
            "." if first.text == "shared" => {
                "`shared` is used outside of a function: each shared name begins at 0 by itself".to_owned()
            }
            "." | "[" => format!("{found} is used outside of a function: indent this line below a `def`"),
            _ => return Err(self.strange(first)),
        };
        Err(self.refuse(first, problem))
    }

    fn lock(&mut self, name: Name<'t>) -> Result<Parsed<'t>, SourceError> {
        self.next();
        let value = self.next();
        let found = words::found(value);
        let problem = match (&value.kind, value.text) {
            (WordKind::Name, "Lock") => {
                self.sign("(", LOCK)?;
                self.sign(")", LOCK)?;
                self.end()?;
                return Ok(Parsed::Lock(name));
            }
            (WordKind::End, _) => format!("nothing follows `=`: a lock is `{} = Lock()`", name.text),
            (WordKind::Name, "threading" | "multiprocessing" | "asyncio") => {
                format!("{found} is not needed: a lock is `{} = Lock()`", name.text)
            }
            _ if matches!(name.text, "threads" | "count") => {
                format!(
                    "`{}` is set outside of the text: its value is known here without this line",
                    name.text
                )
            }
            (WordKind::Name, text) if words::nearest(text, ["Lock"]).is_some() => {
                format!("{found} is unknown here: did you mean `Lock`?")
            }
            _ => format!(
                "{found} cannot be assigned outside of a function: only locks are made here, `{LOCK}`"
            ),
        };
        Err(self.refuse(value, problem))
    }

    fn def(&mut self) -> Result<Parsed<'t>, SourceError> {
        let name = self.name("a function", DEF)?;
        self.sign("(", DEF)?;
        let mut parameters = Vec::new();
        while !self.take(")") {
            if !parameters.is_empty() {
                self.sign(",", DEF)?;
            }
            let parameter = self.name("a parameter", DEF)?;
            if parameters.len() == MAX_PARAMETERS {
                let problem = format!("`{}` has more than {MAX_PARAMETERS} parameters", name.text);
                return Err(parameter.place.error(problem));
            }
            parameters.push(parameter);
            if !matches!(self.peek().text, "," | ")") {
                self.sign(")", DEF)?;
            }
        }
        self.colon(DEF)?;
        Ok(Parsed::Function(name, parameters))
    }

    pub fn with(&mut self) -> Result<Does<'t>, SourceError> {
        let lock = self.name("a lock", WITH)?;
        self.colon(WITH)?;
        Ok(Does::With(lock, Vec::new()))
    }

    pub fn for_loop(&mut self) -> Result<Does<'t>, SourceError> {
        let variable = self.name("the loop's variable", RANGE)?;
        let word = self.next();
        if (&word.kind, word.text) != (&WordKind::Keyword, "in") {
            let found = words::found(word);
            let problem = format!("{found} is found where `in` belongs: loops are {}", words::LOOPS);
            return Err(self.refuse(word, problem));
        }
        let over = self.peek();
        if over.text == "range" {
            self.next();
            self.sign("(", RANGE)?;
            let number = self.value("the number of `range`", RANGE)?;
            if self.peek().text == "," {
                let one = "`range` has one number here: `range(N)` counts from 0 to N - 1";
                return Err(self.refuse(self.peek(), one));
            }
            self.sign(")", RANGE)?;
            self.colon(RANGE)?;
            return Ok(Does::For { variable, over: Over::Range(number), body: Vec::new() });
        }
        let text = self.value("the text of the loop", "for NAME in TEXT:")?;
        match (&text.is, self.peek().text) {
            (Is::Number(_), _) => {
                let problem =
                    format!("`{0}` is a number, which is no loop: write `range({0})`", text.written);
                Err(text.place.error(problem))
            }
            (Is::Name(name), "(") => {
                let near = words::suggest(name.text, &["range"], "the only call here is");
                Err(name.place.error(format!("{} is no loop: {near}", words::quote(name.text))))
            }
            _ => {
                self.colon("for NAME in TEXT:")?;
                Ok(Does::For { variable, over: Over::Text(text), body: Vec::new() })
            }
        }
    }
}
