//! Splits a text into lines, and a line into words.
//!
//! Owns the characters of the language; never knows what a line says. A word that is no word of the language ends
//! its line and carries its problem, which whoever reaches it reports. All before it is ASCII, hence a byte of a line
//! is a column.

use super::{MAX_NUMBER, MAX_TEXT, Place, words};
use crate::fact;
use crate::fact::Fact;

/// A line that has words.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// The number of spaces before the first word.
    pub indent: u32,
    /// At least one word, and [`WordKind::End`].
    pub words: Vec<Word<'t>>,
}

/// A word, as written.
#[derive(Debug)]
pub(super) struct Word<'t> {
    pub kind: WordKind,
    pub text: &'t str,
    pub place: Place,
}

/// The kinds of word.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// A name.
    Name,
    /// A keyword of Python, whether this language has it or not.
    Keyword,
    /// A number.
    Number(u32),
    /// A string literal or an f-string, with its quotes.
    Text,
    /// Brackets, operators and the like.
    Sign,
    /// No word: the problem.
    Bad(Fact),
    /// The end of the line.
    End,
}

impl Line<'_> {
    /// Returns the place of the first word.
    pub fn place(&self) -> Place {
        self.words[0].place
    }
}

/// Returns the text's lines, except those that are blank or have only a comment.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut rest, mut number) = (Some(text), 0);
    while let Some(text) = rest {
        number += 1;
        let (line, after) = match text.find(['\n', '\r']) {
            Some(end) => (&text[..end], Some(&text[end..])),
            None => (text, None),
        };
        rest = after.map(|after| after.strip_prefix("\r\n").unwrap_or(&after[1..]));
        lines.extend(read_line(line, number));
    }
    lines
}

fn read_line(line: &str, number: u32) -> Option<Line<'_>> {
    let blank = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - blank.len();
    if blank.is_empty() || blank.starts_with('#') && !blank.contains('\0') {
        return None;
    }
    let mut reader = Reader { line, number, at: indent, words: Vec::new() };
    match line[..indent].find('\t') {
        Some(tab) => reader.bad(tab, fact!("character.tabIndent")),
        None => reader.read(),
    }
    reader.push(WordKind::End, line.len(), line.len());
    Some(Line { indent: indent as u32, words: reader.words })
}

struct Reader<'t> {
    line: &'t str,
    number: u32,
    at: usize,
    words: Vec<Word<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads the words up to the line's end, or to what is no word.
    fn read(&mut self) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' => self.at += 1,
                b'#' => return self.comment(),
                b'0'..=b'9' => self.number(),
                b'"' | b'\'' => self.text(0),
                _ if is_of_name(byte) => self.name(),
                _ if byte.is_ascii_punctuation() => self.sign(),
                _ => self.bad_character(self.at),
            }
            if matches!(self.words.last(), Some(Word { kind: WordKind::Bad(_), .. })) {
                return;
            }
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.line.as_bytes().get(self.at + ahead).copied()
    }

    fn push(&mut self, kind: WordKind, from: usize, to: usize) {
        let place = Place { line: self.number, column: from as u32 + 1 };
        self.words.push(Word { kind, text: &self.line[from..to], place });
        self.at = to;
    }

    fn bad(&mut self, from: usize, problem: Fact) {
        self.push(WordKind::Bad(problem), from, from);
    }

    fn bad_character(&mut self, from: usize) {
        let character = self.line[from..].chars().next().expect("a character begins here");
        self.bad(from, words::bad_character(character));
    }

    fn comment(&mut self) {
        // Python refuses this character even in a comment.
        if let Some(null) = self.line[self.at..].find('\0') {
            self.bad_character(self.at + null);
        }
        self.at = self.line.len();
    }

    /// Returns the end of the letters, digits and underscores from here.
    fn end_of_name(&self) -> usize {
        let rest = &self.line.as_bytes()[self.at..];
        self.at + rest.iter().position(|byte| !is_of_name(*byte)).unwrap_or(rest.len())
    }

    fn name(&mut self) {
        let end = self.end_of_name();
        let name = &self.line[self.at..end];
        match self.line.as_bytes().get(end) {
            Some(b'"' | b'\'') if name == "f" => self.text(1),
            Some(b'"' | b'\'') => {
                self.bad(self.at, fact!("source.beforeQuote", words::quote(name)));
            }
            _ if words::is_keyword(name) => self.push(WordKind::Keyword, self.at, end),
            _ => self.push(WordKind::Name, self.at, end),
        }
    }

    fn number(&mut self) {
        let end = self.end_of_name();
        let digits = &self.line[self.at..end];
        let fraction = self.line[end..].starts_with('.');
        let rest = &self.line[self.at..];
        let part = |byte: u8| is_of_name(byte) || byte == b'.';
        let shown = words::quote(&rest[..rest.bytes().position(|byte| !part(byte)).unwrap_or(rest.len())]);
        match digits.parse::<u32>() {
            _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) || fraction => {
                self.bad(self.at, fact!("source.notWhole", shown));
            }
            _ if digits.len() > 1 && digits.starts_with('0') => {
                self.bad(self.at, fact!("source.leadingZero", shown));
            }
            Ok(value) if value <= MAX_NUMBER => self.push(WordKind::Number(value), self.at, end),
            _ => self.bad(self.at, fact!("source.tooLarge", shown, MAX_NUMBER)),
        }
    }

    /// Reads a text whose quote comes after a prefix of so many bytes.
    fn text(&mut self, prefix: usize) {
        let (from, bytes) = (self.at, self.line.as_bytes());
        let open = from + prefix;
        let quote = bytes[open];
        if bytes[open..].starts_with(&[quote; 3]) {
            return self.bad(from, fact!("source.threeQuotes"));
        }
        let mut close = open + 1;
        while bytes.get(close).is_some_and(|byte| *byte != quote) {
            close += if bytes[close] == b'\\' { 2 } else { 1 };
        }
        if bytes.len() <= close {
            return self.bad(from, fact!("source.noClosingQuote", char::from(quote).to_string()));
        }
        let content = &self.line[open + 1..close];
        match content.find(|character: char| !matches!(character, ' '..='~')) {
            Some(at) => self.bad_character(open + 1 + at),
            None if MAX_TEXT < content.len() => {
                self.bad(from, fact!("source.longText", MAX_TEXT));
            }
            None => self.push(WordKind::Text, from, close + 1),
        }
    }

    fn sign(&mut self) {
        const LONG: [&str; 17] = [
            "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "==", "!=", "<=", ">=", "->", ":=", "**", "//",
            "||",
        ];
        let rest = &self.line[self.at..];
        let long = LONG.iter().any(|sign| rest.starts_with(sign));
        self.push(WordKind::Sign, self.at, self.at + if long { 2 } else { 1 });
    }
}

/// Tells whether a name may have this byte, at its start or later.
pub(super) fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
