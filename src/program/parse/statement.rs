//! Parses one line of a function.
//!
//! Owns the forms of the statements; never knows the lines around one, nor what a name means.

use super::block::Parsed;
use super::draft::{Does, Name, Step, Value};
use super::lexer::{Line, Word, WordKind};
use super::reader::{Reader, steps_apart};
use super::{SourceError, words};

const LOCK: &str = "NAME = Lock()";
const RANGE: &str = "for NAME in range(N):";
const PUT: &str = "screen[LOCAL] = CHARACTER";
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
            return Err(reader
                .refuse(first, "`def` is possible only at the left margin: no function is within another"));
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
        let attribute = self.name("an attribute", "NAME.acquire()")?;
        let name = Name { text: first.text, place: first.place };
        if matches!(self.peek().text, "+=" | "-=" | "*=" | "/=") {
            let sign = self.peek();
            let problem = match first.text {
                "screen" => format!(
                    "`{}` is not part of this language: first load, `at = screen.cursor`, then `{STORE_CURSOR}`",
                    sign.text
                ),
                _ => steps_apart(sign.text),
            };
            return Err(self.refuse(sign, problem));
        }
        if self.peek().text == "=" && !matches!(first.text, "screen" | "shared") {
            let near = words::suggest(first.text, &["screen", "shared"], "what is stored to is in");
            return Err(first.place.error(format!("{} holds nothing: {near}", words::quote(first.text))));
        }
        match (first.text, attribute.text) {
            ("screen", "cursor") => self.store_cursor(),
            ("screen", other) => {
                let found = words::quote(other);
                Err(attribute
                    .place
                    .error(format!("`screen` has no {found}: it has `screen.cursor` and `screen[LOCAL]`")))
            }
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
                Err(self.refuse(word, format!("{found} is found where `1` belongs: `{STORE_CURSOR}`")))
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
                Err(self.refuse(word, format!("{found} is found where a number belongs: `{STORE_SHARED}`")))
            }
        }
    }

    /// Reads the local that a store begins with.
    fn stored(&mut self, memory: &str, load: &str, form: &str) -> Result<Name<'t>, SourceError> {
        let word = self.peek();
        match word.kind {
            WordKind::Number(_) => {
                let found = words::found(word);
                Err(self.refuse(
                    word,
                    format!("{found} cannot be stored by itself: first load, `{load}`, then `{form}`"),
                ))
            }
            WordKind::Name if word.text == memory => {
                let problem = format!(
                    "`{memory}` is loaded and stored in one line: first load, `{load}`, then `{form}`"
                );
                Err(self.refuse(word, problem))
            }
            _ => self.name("a local", form),
        }
    }

    fn put(&mut self, first: &Word<'t>) -> Result<Does<'t>, SourceError> {
        self.next();
        if first.text != "screen" {
            let near = words::suggest(first.text, &["screen"], "the only list of cells is");
            return Err(first.place.error(format!("{} has no cells: {near}", words::quote(first.text))));
        }
        if self.peek().text == "screen" {
            let load = "first load, `at = screen.cursor`, then `screen[at] = CHARACTER`";
            return Err(
                self.refuse(self.peek(), format!("`screen` is loaded and put to in one line: {load}"))
            );
        }
        let local = self.name("a local", PUT)?;
        self.sign("]", PUT)?;
        self.sign("=", PUT)?;
        Ok(Does::Put(local, self.value("a character", PUT)?))
    }

    fn assign(&mut self, first: &Word<'t>) -> Result<Does<'t>, SourceError> {
        let local = Name { text: first.text, place: first.place };
        self.next();
        let value = self.next();
        let found = words::found(value);
        let problem = match (&value.kind, value.text, self.peek().text) {
            (WordKind::End, ..) => {
                "nothing follows `=`: `LOCAL = screen.cursor` and `LOCAL = shared.NAME` are possible"
                    .to_owned()
            }
            (WordKind::Name, "screen", ".") => {
                self.next();
                let cursor = self.name("an attribute", "LOCAL = screen.cursor")?;
                if cursor.text == "cursor" {
                    return Ok(Does::LoadCursor(local));
                }
                let found = words::quote(cursor.text);
                return Err(cursor
                    .place
                    .error(format!("`screen` has no {found}: what is loaded is `screen.cursor`")));
            }
            (WordKind::Name, "shared", ".") => {
                self.next();
                return Ok(Does::LoadShared(local, self.name("a shared value", "LOCAL = shared.NAME")?));
            }
            (WordKind::Name, "Lock" | "threading", _) => {
                format!("{found} is found in a function: locks are made at the left margin, `{LOCK}`")
            }
            (WordKind::Name, "screen", "[") => {
                "the cells of `screen` cannot be loaded: `LOCAL = screen.cursor`".to_owned()
            }
            (WordKind::Name, text, ".") if words::nearest(text, ["screen", "shared"]).is_some() => {
                let near = words::suggest(text, &["screen", "shared"], "");
                format!("{found} is unknown here: {near}")
            }
            _ => format!(
                "{found} cannot be assigned: `LOCAL = screen.cursor` and `LOCAL = shared.NAME` are possible"
            ),
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
                    let problem =
                        format!("{found} is found in `join`: `join()` waits for all threads at once");
                    return Err(self.refuse(self.peek(), problem));
                }
                self.sign(")", "join()").map(|()| Does::Join)
            }
            "work" => {
                let word = self.next();
                let WordKind::Number(microseconds) = word.kind else {
                    let found = words::found(word);
                    let problem =
                        format!("{found} is found where a number of microseconds belongs: `work(100)`");
                    return Err(self.refuse(word, problem));
                };
                self.sign(")", "work(MICROSECONDS)").map(|()| Does::Work(microseconds))
            }
            "Lock" => Err(first.place.error(format!("a lock needs a name, at the left margin: `{LOCK}`"))),
            "range" => Err(first.place.error(format!("`range` is possible only in a loop: `{RANGE}`"))),
            _ => {
                let name = Name { text: first.text, place: first.place };
                Ok(Does::Call(name, self.arguments()?))
            }
        }
    }

    fn start(&mut self) -> Result<Does<'t>, SourceError> {
        let function = self.name("a function", START)?;
        if self.peek().text == "(" {
            let problem =
                format!("`(` calls the function before it is started: `start({}, NUMBER)`", function.text);
            return Err(self.refuse(self.peek(), problem));
        }
        let mut argument = None;
        if self.take(",") {
            argument = Some(self.value("a number", START)?);
            if self.peek().text == "," {
                let problem = "`,` is found after the number: a thread is started with one number at most";
                return Err(self.refuse(self.peek(), problem));
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
            let value =
                self.value(if arguments.is_empty() { "an argument or `)`" } else { "an argument" }, FORM)?;
            if self.peek().text == "(" {
                let problem =
                    "`(` is found after an argument: arguments are numbers, texts and names, no calls";
                return Err(self.refuse(self.peek(), problem));
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
            return name.place.error("`time` is not part of this language: to wait, `work(MICROSECONDS)`");
        }
        ("threading" | "Thread", _) => {
            let instead = "threads begin with `start(FUNCTION)`";
            return name.place.error(format!("{of} is not part of this language: {instead}"));
        }
        (_, "cursor") => {
            let near = words::suggest(name.text, &["screen"], "the cursor is in");
            return name.place.error(format!("{of} has no cursor: {near}"));
        }
        (_, "start") => "threads begin with `start(FUNCTION)` in `main`".to_owned(),
        (_, "join") => "`join()` in `main` waits for all threads".to_owned(),
        (_, "lock") => "a lock is acquired with `acquire()`".to_owned(),
        (_, "unlock") => "a lock is released with `release()`".to_owned(),
        (_, text) => match words::nearest(text, ["acquire", "release"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a lock has `acquire()` and `release()`".to_owned(),
        },
    };
    let found = words::quote(&format!("{}.{}", name.text, attribute.text));
    attribute.place.error(format!("{found} is not part of this language: {instead}"))
}
