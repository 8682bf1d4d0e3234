//! A text as lines.
//!
//! Owns how a text is split and joined: what is not edited comes back byte for byte. Only a text whose line ends differ
//! comes back with all of them like its first, since a lone `\r` before a moved line could become a part of `\r\n`. Never
//! knows what a line says.

use std::borrow::Cow;

/// The lines of a text. Line 1 has index 0; after the last line end is one more, empty or not.
#[derive(Clone, Debug)]
pub(super) struct Lines<'t> {
    contents: Vec<Content<'t>>,
    /// The line end.
    end: &'t str,
}

/// A line without its end: spaces, and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content<'t> {
    pub indent: usize,
    pub rest: Cow<'t, str>,
}

impl<'t> Content<'t> {
    pub fn new(indent: u16, rest: impl Into<Cow<'t, str>>) -> Content<'t> {
        Content { indent: indent.into(), rest: rest.into() }
    }

    fn read(line: &str) -> Content<'_> {
        let rest = line.trim_start_matches(' ');
        Content { indent: line.len() - rest.len(), rest: rest.into() }
    }

    fn write(&self) -> String {
        [&" ".repeat(self.indent), &self.rest[..]].concat()
    }

    /// Tells whether the line has no statement.
    pub fn is_idle(&self) -> bool {
        self.is_blank() || self.is_comment()
    }

    pub fn is_blank(&self) -> bool {
        self.rest.trim_start_matches([' ', '\t']).is_empty()
    }

    fn is_comment(&self) -> bool {
        self.rest.trim_start_matches([' ', '\t']).starts_with('#')
    }
}

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Lines<'t> {
        let (mut contents, mut end, mut rest) = (Vec::new(), None, text);
        while let Some(at) = rest.find(['\n', '\r']) {
            let length = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
            contents.push(Content::read(&rest[..at]));
            end.get_or_insert(&rest[at..at + length]);
            rest = &rest[at + length..];
        }
        contents.push(Content::read(rest));
        Lines { contents, end: end.unwrap_or("\n") }
    }

    pub fn join(&self) -> String {
        let lines: Vec<String> = self.contents.iter().map(Content::write).collect();
        lines.join(self.end)
    }

    pub fn contents(&self) -> &[Content<'t>] {
        &self.contents
    }

    pub fn content_mut(&mut self, index: usize) -> &mut Content<'t> {
        &mut self.contents[index]
    }

    pub fn is_blank(&self, index: usize) -> bool {
        self.contents[index].is_blank()
    }

    /// Takes a line out.
    pub fn take(&mut self, index: usize) -> Content<'t> {
        self.contents.remove(index)
    }

    /// Inserts a line before the one at `index`, or as the last.
    pub fn insert(&mut self, index: usize, content: Content<'t>) {
        self.contents.insert(index, content);
    }
}
