//! Parses one line of a function.
//!
//! Owns the forms of the statements; never knows the lines around one, nor what a name means.

use super::block::Parsed;
use super::draft::{Does, Name, Step, Value};
use super::lexer::{Line, Word, WordKind};
use super::reader::{Reader, steps_apart};
use super::{SourceError, words};
use crate::fact;

const PUT: &str = "screen[LOCAL] = CHARACTER";
const LOAD_CURSOR: &str = "LOCAL = screen.cursor";
const LOAD_SHARED: &str = "LOCAL = shared.NAME";
const STORE_CURSOR: &str = "screen.cursor = LOCAL + 1";
const STORE_SHARED: &str = "shared.NAME = LOCAL + N";
const START: &str = "start(FUNCTION, NUMBER)";

/// Parses a line of a function.
pub(super) fn step<'t>(line: &Line<'t>) -> Result<Parsed<'t>, SourceError> {
    let mut reader = Reader::new(line);
    let first = reader.next();
    let does = match (&first.kind, first.text) {
        (WordKind::Keyword, "pass") => Does::Pass,
        (WordKind::Keyword, "with") => reader.with()?,
        (WordKind::Keyword, "for") => reader.for_loop()?,
        (WordKind::Keyword, "def") => {
            return Err(reader.refuse(first, fact!("source.defInside")));
        }
        (WordKind::Name, _) => match reader.peek().text {
            "." => reader.attribute(first)?,
            "[" => reader.put(first)?,
            "(" => reader.call(first)?,
            "=" => reader.assign(first)?,
            _ => return Err(reader.strange(first)),
        },
        _ => return Err(reader.strange(first)),
    };
    reader.end()?;
    Ok(Parsed::Step(Step { place: first.place, does }))
}

impl<'t> Reader<'_, 't> {
    /// Reads what follows `NAME` if that is a dot.
    fn attribute(&mut self, first: &Word<'t>) -> Result<Does<'t>, SourceError> {
        self.next();
        let attribute = self.name(|| fact!("what.attribute"), "NAME.acquire()")?;
        let name = Name { text: first.text, place: first.place };
        if matches!(self.peek().text, "+=" | "-=" | "*=" | "/=") {
            let sign = self.peek();
            let problem = match first.text {
                "screen" => fact!("source.notPart", sign.text, fact!("instead.addCursor")),
                _ => steps_apart(sign.text),
            };
            return Err(self.refuse(sign, problem));
        }
        if self.peek().text == "=" && !matches!(first.text, "screen" | "shared") {
            let near = words::suggest(first.text, &["screen", "shared"], |_| fact!("suggest.stored"));
            return Err(first.place.error(fact!("source.holdsNothing", words::quote(first.text), near)));
        }
        match (first.text, attribute.text) {
            ("screen", "cursor") => self.store_cursor(),
            ("screen", other) => Err(attribute.place.error(fact!("source.screenHas", words::quote(other)))),
            ("shared", _) => self.store_shared(attribute),
            (_, "acquire" | "release") => {
                let form = format!("NAME.{}()", attribute.text);
                self.sign("(", &form)?;
                self.sign(")", &form)?;
                Ok(if attribute.text == "acquire" { Does::Acquire(name) } else { Does::Release(name) })
            }
            _ => Err(no_attribute(name, attribute)),
        }
    }

    fn store_cursor(&mut self) -> Result<Does<'t>, SourceError> {
        self.sign("=", STORE_CURSOR)?;
        let local = self.stored("screen", "at = screen.cursor", STORE_CURSOR)?;
        self.sign("+", STORE_CURSOR)?;
        let word = self.next();
        match word.kind {
            WordKind::Number(1) => Ok(Does::StoreCursor(local)),
            _ => {
                let found = words::found(word);
                Err(self.refuse(word, fact!("source.inPlaceOfSign", found, "1", STORE_CURSOR)))
            }
        }
    }

    fn store_shared(&mut self, shared: Name<'t>) -> Result<Does<'t>, SourceError> {
        self.sign("=", STORE_SHARED)?;
        let local = self.stored("shared", "value = shared.NAME", STORE_SHARED)?;
        if self.peek().kind == WordKind::End {
            return Ok(Does::StoreShared(shared, local, 0));
        }
        self.sign("+", STORE_SHARED)?;
        let word = self.next();
        match word.kind {
            WordKind::Number(number) => Ok(Does::StoreShared(shared, local, number)),
            _ => {
                let found = words::found(word);
                Err(self.refuse(word, fact!("source.inPlaceOf", found, fact!("kind.number"), STORE_SHARED)))
            }
        }
    }

    /// Reads the local that a store begins with.
    fn stored(&mut self, memory: &str, load: &str, form: &str) -> Result<Name<'t>, SourceError> {
        let word = self.peek();
        match word.kind {
            WordKind::Number(_) => {
                let found = words::found(word);
                Err(self.refuse(word, fact!("source.storedAlone", found, load, form)))
            }
            WordKind::Name if word.text == memory => {
                Err(self.refuse(word, fact!("source.loadedAndStored", memory, load, form)))
            }
            _ => self.name(|| fact!("what.local"), form),
        }
    }

    fn put(&mut self, first: &Word<'t>) -> Result<Does<'t>, SourceError> {
        self.next();
        if first.text != "screen" {
            let near = words::suggest(first.text, &["screen"], |_| fact!("suggest.cells"));
            return Err(first.place.error(fact!("source.noCells", words::quote(first.text), near)));
        }
        if self.peek().text == "screen" {
            return Err(self.refuse(self.peek(), fact!("source.loadedAndPut")));
        }
        let local = self.name(|| fact!("what.local"), PUT)?;
        self.sign("]", PUT)?;
        self.sign("=", PUT)?;
        Ok(Does::Put(local, self.value(|| fact!("kind.character"), PUT)?))
    }

    fn assign(&mut self, first: &Word<'t>) -> Result<Does<'t>, SourceError> {
        let local = Name { text: first.text, place: first.place };
        self.next();
        let value = self.next();
        let found = words::found(value);
        let problem = match (&value.kind, value.text, self.peek().text) {
            (WordKind::End, ..) => {
                fact!("source.nothingFollows")
            }
            (WordKind::Name, "screen", ".") => {
                self.next();
                let cursor = self.name(|| fact!("what.attribute"), LOAD_CURSOR)?;
                if cursor.text == "cursor" {
                    return Ok(Does::LoadCursor(local));
                }
                return Err(cursor.place.error(fact!("source.screenLoads", words::quote(cursor.text))));
            }
            (WordKind::Name, "shared", ".") => {
                self.next();
                return Ok(Does::LoadShared(local, self.name(|| fact!("what.shared"), LOAD_SHARED)?));
            }
            (WordKind::Name, "Lock" | "threading", _) => {
                fact!("source.lockInFunction", found)
            }
            (WordKind::Name, "screen", "[") => {
                fact!("source.cellsNotLoaded")
            }
            (WordKind::Name, text, ".") if words::nearest(text, &["screen", "shared"]).is_some() => {
                let near = words::suggest(text, &["screen", "shared"], |_| fact!("suggest.stored"));
                fact!("source.unknown", found, near)
            }
            _ => fact!("source.cannotAssign", found),
        };
        Err(self.refuse(value, problem))
    }

    fn call(&mut self, first: &Word<'t>) -> Result<Does<'t>, SourceError> {
        self.next();
        match first.text {
            "start" => self.start(),
            "join" => {
                if !matches!(self.peek().kind, WordKind::Sign | WordKind::End) {
                    let found = words::quote(self.peek().text);
                    return Err(self.refuse(self.peek(), fact!("source.inJoin", found)));
                }
                self.sign(")", "join()").map(|()| Does::Join)
            }
            "work" => {
                let word = self.next();
                let WordKind::Number(microseconds) = word.kind else {
                    let found = words::found(word);
                    let number = fact!("what.microseconds");
                    return Err(self.refuse(word, fact!("source.inPlaceOf", found, number, "work(100)")));
                };
                self.sign(")", "work(MICROSECONDS)").map(|()| Does::Work(microseconds))
            }
            "Lock" => Err(first.place.error(fact!("source.lockNeedsName"))),
            "range" => Err(first.place.error(fact!("source.rangeInLoop"))),
            _ => {
                let name = Name { text: first.text, place: first.place };
                Ok(Does::Call(name, self.arguments()?))
            }
        }
    }

    fn start(&mut self) -> Result<Does<'t>, SourceError> {
        let function = self.name(|| fact!("what.function"), START)?;
        if self.peek().text == "(" {
            return Err(self.refuse(self.peek(), fact!("source.calledBeforeStart", function.text)));
        }
        let mut argument = None;
        if self.take(",") {
            argument = Some(self.value(|| fact!("kind.number"), START)?);
            if self.peek().text == "," {
                return Err(self.refuse(self.peek(), fact!("source.startOneNumber")));
            }
        }
        self.sign(")", if argument.is_some() { START } else { "start(FUNCTION)" })?;
        Ok(Does::Start(function, argument))
    }

    fn arguments(&mut self) -> Result<Vec<Value<'t>>, SourceError> {
        const FORM: &str = "FUNCTION(ARGUMENTS)";
        let mut arguments = Vec::new();
        while !self.take(")") {
            if !arguments.is_empty() {
                self.sign(",", FORM)?;
            }
            let what = match arguments.is_empty() {
                true => || fact!("what.argumentOrEnd"),
                false => || fact!("what.argument"),
            };
            let value = self.value(what, FORM)?;
            if self.peek().text == "(" {
                return Err(self.refuse(self.peek(), fact!("source.callInArgument")));
            }
            arguments.push(value);
            if !matches!(self.peek().text, "," | ")") {
                self.sign(")", FORM)?;
            }
        }
        Ok(arguments)
    }
}

/// Makes the error of `NAME.attribute`, of which nothing is known.
fn no_attribute(name: Name<'_>, attribute: Name<'_>) -> SourceError {
    let of = words::quote(name.text);
    let instead = match (name.text, attribute.text) {
        ("time", _) => {
            return name.place.error(fact!("source.notPart", "time", fact!("instead.sleep")));
        }
        ("threading" | "Thread", _) => {
            return name.place.error(fact!("source.notPart", of, fact!("instead.thread")));
        }
        (_, "cursor") => {
            let near = words::suggest(name.text, &["screen"], |_| fact!("suggest.cursor"));
            return name.place.error(fact!("source.noCursor", of, near));
        }
        (_, "start") => fact!("instead.async"),
        (_, "join") => fact!("instead.join"),
        (_, "lock") => fact!("instead.acquire"),
        (_, "unlock") => fact!("instead.release"),
        (_, text) => match words::nearest(text, &["acquire", "release"]) {
            Some(near) => fact!("suggest.near", near),
            None => fact!("instead.attribute"),
        },
    };
    let found = words::quote(&format!("{}.{}", name.text, attribute.text));
    attribute.place.error(fact!("source.notPart", found, instead))
}
