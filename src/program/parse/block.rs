//! Parses one line that is at the left margin or begins a block.
//!
//! Owns the forms `NAME = Lock()`, `def`, `with` and `for`; never knows the lines around one, nor what a name means.

use super::draft::{Does, Is, Name, Over, Step};
use super::lexer::{Line, Word, WordKind};
use super::reader::Reader;
use super::{MAX_PARAMETERS, SourceError, words};
use crate::fact;

const DEF: &str = "def NAME(PARAMETERS):";
const LOCK: &str = "NAME = Lock()";
const WITH: &str = "with NAME:";
const RANGE: &str = "for NAME in range(N):";
const TEXT: &str = "for NAME in TEXT:";

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
        (WordKind::Keyword, "if") => {
            Err(reader.refuse(first, fact!("source.notPart", "if", fact!("instead.ifMain"))))
        }
        (WordKind::Keyword, "for" | "with" | "pass") => {
            Err(reader.refuse(first, fact!("source.onlyInFunction", first.text)))
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
            "(" if first.text == "main" => fact!("source.mainRuns"),
            "(" => fact!("source.calledOutside", found),
            "." if first.text == "shared" => fact!("source.sharedOutside"),
            "." | "[" => fact!("source.usedOutside", found),
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
            (WordKind::End, _) => fact!("source.nothingIsLock", name.text),
            (WordKind::Name, "threading" | "multiprocessing" | "asyncio") => {
                fact!("source.lockNotNeeded", found, name.text)
            }
            _ if matches!(name.text, "threads" | "count") => {
                fact!("source.setOutside", name.text)
            }
            (WordKind::Name, text) if words::nearest(text, &["Lock"]).is_some() => {
                fact!("source.unknown", found, fact!("suggest.near", "Lock"))
            }
            _ => fact!("source.onlyLocks", found),
        };
        Err(self.refuse(value, problem))
    }

    fn def(&mut self) -> Result<Parsed<'t>, SourceError> {
        let name = self.name(|| fact!("what.function"), DEF)?;
        self.sign("(", DEF)?;
        let mut parameters = Vec::new();
        while !self.take(")") {
            if !parameters.is_empty() {
                self.sign(",", DEF)?;
            }
            let parameter = self.name(|| fact!("what.parameter"), DEF)?;
            if parameters.len() == MAX_PARAMETERS {
                let problem = fact!("source.parameters", words::quote(name.text), MAX_PARAMETERS);
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
        let lock = self.name(|| fact!("what.lock"), WITH)?;
        self.colon(WITH)?;
        Ok(Does::With(lock, Vec::new()))
    }

    pub fn for_loop(&mut self) -> Result<Does<'t>, SourceError> {
        let variable = self.name(|| fact!("what.theLoopVariable"), RANGE)?;
        let word = self.next();
        if (&word.kind, word.text) != (&WordKind::Keyword, "in") {
            let found = words::found(word);
            return Err(self.refuse(word, fact!("source.inPlaceOfIn", found)));
        }
        let over = self.peek();
        if over.text == "range" {
            self.next();
            self.sign("(", RANGE)?;
            let number = self.value(|| fact!("what.rangeNumber"), RANGE)?;
            if self.peek().text == "," {
                return Err(self.refuse(self.peek(), fact!("source.oneNumber")));
            }
            self.sign(")", RANGE)?;
            self.colon(RANGE)?;
            return Ok(Does::For { variable, over: Over::Range(number), body: Vec::new() });
        }
        let text = self.value(|| fact!("what.loopText"), TEXT)?;
        match (&text.is, self.peek().text) {
            (Is::Number(_), _) => Err(text.place.error(fact!("source.numberNoLoop", text.written))),
            (Is::Name(name), "(") => {
                let near = words::suggest(name.text, &["range"], |_| fact!("suggest.onlyRange"));
                Err(name.place.error(fact!("source.noLoop", words::quote(name.text), near)))
            }
            _ => {
                self.colon(TEXT)?;
                Ok(Does::For { variable, over: Over::Text(text), body: Vec::new() })
            }
        }
    }
}
