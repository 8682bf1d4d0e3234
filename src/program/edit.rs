//! Edits of a program's text that place its locks.
//!
//! Owns the lines of the locks: where they may stand, and the text after one was moved, removed or added. Each edit is
//! a function from a text to a text, and keeps no state. An edit gives a valid text or is refused. It changes no other
//! line, with one exception: a block is never empty, hence `pass` takes the place of a block's only line, and gives it
//! up to the next. Never judges what a placement does: a lock may be held for too short, for too long, or for ever.

mod lines; // a text as lines
mod layout; // the blocks that the lines are in
mod blocks; // `with` and its block
mod lifted; // a text without the line that moves

pub use self::blocks::{unwrapped, written_out};

use self::layout::Layout;
use self::lifted::Lifted;
use self::lines::{Content, Lines};
use super::parse::{SourceError, parse};
use super::tree::{Action, LockId, Statement, Tree};
use crate::fact;
use crate::fact::Fact;

/// A line that is there for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockLine {
    /// Its line, from 1.
    pub line: u16,
    /// Its lock.
    pub lock: LockId,
    /// Its kind.
    pub kind: LineKind,
}

/// The kinds of line that are there for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A line that can be moved, removed and added.
    Call(LockCall),
    /// `with NAME:`, which can be removed or [written out](written_out).
    With,
}

/// The calls of a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockCall {
    /// `NAME.acquire()`
    Acquire,
    /// `NAME.release()`
    Release,
}

/// A place for a line. In reading order the places have rising lines and, before one line, falling indentation: out of
/// one block after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1, before which it is; one more than there are lines is the text's end. If the line is the only
    /// `pass` of a block, it is in its stead.
    pub line: u16,
    /// Its spaces, which say the block that it is in.
    pub indent: u16,
}

/// A direction in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the place before.
    Up,
    /// To the place after.
    Down,
}

/// A text after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// The line, from 1, that was moved or added.
    pub line: u16,
}

/// Returns the lines that are there for locks, in their order; none, if the text is no program.
pub fn lock_lines(text: &str) -> Vec<LockLine> {
    let mut found = Vec::new();
    if let Ok(tree) = parse(text) {
        tree.functions.iter().for_each(|function| find_lock_lines(&function.body, &mut found));
    }
    found
}

fn find_lock_lines(body: &[Statement], found: &mut Vec<LockLine>) {
    for Statement { line, action } in body {
        let mut push = |lock: &LockId, kind| found.push(LockLine { line: *line, lock: *lock, kind });
        match action {
            Action::Acquire(lock) => push(lock, LineKind::Call(LockCall::Acquire)),
            Action::Release(lock) => push(lock, LineKind::Call(LockCall::Release)),
            Action::With(lock, body) => {
                push(lock, LineKind::With);
                find_lock_lines(body, found);
            }
            Action::For { body, .. } => find_lock_lines(body, found),
            _ => {}
        }
    }
}

/// Returns the places to which a call of a lock can be added, in reading order: before each statement, each comment and
/// each blank line of a block, and at its end. In a block with nothing but `pass`, that is the only place.
pub fn places(text: &str) -> Vec<Place> {
    let layout = Layout::of(&Lines::of(text));
    let is_valid = |place: &Place| added(text, LockCall::Acquire, LockId(0), *place).is_ok();
    layout.places.into_iter().filter(is_valid).collect()
}

/// Returns the places to which the call of a lock in a line can be moved, as places of this text, in reading order. The
/// place that it has is among them, unless blank lines or comments around it make it one that is not offered.
pub fn places_of(text: &str, line: u16) -> Vec<Place> {
    let Ok(lifted) = Lifted::of(text, line) else { return Vec::new() };
    let is_valid = |place: &&Place| valid(lifted.put(**place)).is_ok();
    lifted.places.iter().filter(is_valid).map(|place| lifted.in_text(*place)).collect()
}

/// Moves the call of a lock in a line to a place of this text.
///
/// # Errors
///
/// If the text is no program, the line has no call of a lock, or cannot be moved there. The lines in the error may be
/// those that the new text would have.
pub fn moved(text: &str, line: u16, to: Place) -> Result<Edited, SourceError> {
    let lifted = Lifted::of(text, line)?;
    let to = lifted.in_lifted(to);
    let stays = to == lifted.from;
    if !stays && !lifted.places.contains(&to) {
        return Err(no_place(to));
    }
    if stays { Ok(Edited { text: text.to_owned(), line }) } else { valid(lifted.put(to)) }
}

/// Moves the call of a lock in a line to the next place in a direction: into the block there, out of its own, or to
/// another function. Returns `None` if no place is left, or the line has no call of a lock.
pub fn nudged(text: &str, line: u16, direction: Direction) -> Option<Edited> {
    let lifted = Lifted::of(text, line).ok()?;
    let key = |place: &Place| (place.line, u16::MAX - place.indent);
    let edited = |place: &Place| valid(lifted.put(*place)).ok();
    let (places, from) = (&lifted.places, key(&lifted.from));
    match direction {
        Direction::Up => places.iter().rev().filter(|place| key(place) < from).find_map(edited),
        Direction::Down => places.iter().filter(|place| from < key(place)).find_map(edited),
    }
}

/// Removes a lock's line. The block of a `with` takes its place.
///
/// # Errors
///
/// If the text is no program, or has no lock's line there. Also if the block of a `with` has a name that is another's
/// outside of it.
pub fn removed(text: &str, line: u16) -> Result<String, SourceError> {
    match lock_line(text, line)?.kind {
        LineKind::With => unwrapped(text, line),
        LineKind::Call(_) => {
            let text = Lifted::of(text, line)?.lines.join();
            parse(&text).map(|_| text)
        }
    }
}

/// Adds a call of a lock. The position after the last lock stands for a new one, which is declared as well.
///
/// # Errors
///
/// If the text is no program, has no such lock, or the call cannot be added there. The lines in the error may be those
/// that the new text would have.
pub fn added(text: &str, call: LockCall, lock: LockId, place: Place) -> Result<Edited, SourceError> {
    let (tree, lines) = (parse(text)?, Lines::of(text));
    if !Layout::of(&lines).places.contains(&place) {
        return Err(no_place(place));
    }
    let LockId(index) = lock;
    match tree.locks.get(usize::from(index)) {
        Some(lock) => valid(with_call(lines, call, &lock.name, place)),
        None if usize::from(index) == tree.locks.len() => with_new_lock(&lines, &tree, call, place),
        None => Err(error(place.line, fact!("edit.noLock", u32::from(index) + 1))),
    }
}

fn with_call(mut lines: Lines<'_>, call: LockCall, lock: &str, place: Place) -> Edited {
    let call = match call {
        LockCall::Acquire => "acquire",
        LockCall::Release => "release",
    };
    layout::put(&mut lines, place, Content::new(place.indent, format!("{lock}.{call}()")))
}

/// Adds a call, and the declaration of its lock after the others, or at the top.
fn with_new_lock(
    lines: &Lines<'_>,
    tree: &Tree,
    call: LockCall,
    place: Place,
) -> Result<Edited, SourceError> {
    let above = tree.locks.iter().map(|lock| lock.line).max().unwrap_or(0);
    let name = |number: usize| if number == 1 { "lock".to_owned() } else { format!("lock{number}") };
    let attempt = |number| {
        let name = name(number);
        let Edited { text, line } = with_call(lines.clone(), call, &name, place);
        let mut lines = Lines::of(&text);
        let mut new = vec![Content::new(0, format!("{name} = Lock()"))];
        if above == 0 && !lines.is_blank(0) {
            new.push(Content::default());
        }
        let count = new.len() as u16;
        new.into_iter().rev().for_each(|content| lines.insert(usize::from(above), content));
        let line = if above < line { line + count } else { line };
        valid(Edited { text: lines.join(), line })
    };
    // A name may be taken. The first error says why no name will do, if none does.
    let first = attempt(1);
    first.or_else(|error| (2..=tree.locks.len() + 4).find_map(|number| attempt(number).ok()).ok_or(error))
}

fn lock_line(text: &str, line: u16) -> Result<LockLine, SourceError> {
    parse(text)?;
    let found = lock_lines(text).into_iter().find(|found| found.line == line);
    found.ok_or_else(|| error(line, fact!("edit.noLockLine")))
}

/// Returns the edited text, if it is a program.
fn valid(edited: Edited) -> Result<Edited, SourceError> {
    parse(&edited.text).map(|_| edited)
}

fn no_place(place: Place) -> SourceError {
    let indent = place.indent;
    error(place.line, fact!("edit.noPlace", u32::from(indent)))
}

fn error(line: u16, problem: Fact) -> SourceError {
    SourceError { line: line.into(), column: 1, problem: Box::new(problem) }
}

#[cfg(test)]
mod tests;
