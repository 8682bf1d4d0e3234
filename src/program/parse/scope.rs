//! The names within a function, block by block.
//!
//! Owns which parameters, loop variables and locals are visible at a statement, and whether a cell was put since the
//! cursor was loaded; never knows the names of the whole text.

use super::draft::{Does, Name, Step};
use crate::fact;
use crate::fact::Fact;
use crate::program::tree::Kind;

/// The meaning of a name within a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A parameter, by its slot.
    Parameter(usize),
    /// A loop's variable.
    Loop(Kind),
    /// A local that holds a loaded cursor.
    Cursor,
    /// A local that holds a loaded shared value.
    Shared,
}

/// A visible name.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    pub name: &'t str,
    pub what: What,
    pub line: u32,
    depth: usize,
    /// The depth of the block in which a cell was put since the load.
    put: Option<usize>,
}

/// The visible names, and those of the blocks that have ended.
#[derive(Debug, Default)]
pub(super) struct Scope<'t> {
    entries: Vec<Entry<'t>>,
    ended: Vec<&'t str>,
    depth: usize,
}

impl What {
    /// Says what the name is.
    pub fn fact(self) -> Fact {
        match self {
            What::Parameter(_) => fact!("what.parameter"),
            What::Loop(Kind::Number) => fact!("what.loopNumber"),
            What::Loop(_) => fact!("what.loopCharacter"),
            What::Cursor => fact!("what.localCursor"),
            What::Shared => fact!("what.localShared"),
        }
    }
}

impl<'t> Scope<'t> {
    /// Enters a block.
    pub fn enter(&mut self) {
        self.depth += 1;
    }

    /// Leaves a block, with its names and puts.
    pub fn leave(&mut self) {
        self.depth -= 1;
        let depth = self.depth;
        let kept = self.entries.iter().take_while(|entry| entry.depth <= depth).count();
        self.ended.extend(self.entries.drain(kept..).map(|entry| entry.name));
        for entry in &mut self.entries {
            entry.put = entry.put.filter(|put| *put <= depth);
        }
    }

    /// Adds a name to the block.
    pub fn add(&mut self, name: Name<'t>, what: What) {
        let (depth, line) = (self.depth, name.place.line);
        self.entries.push(Entry { name: name.text, what, line, depth, put: None });
    }

    /// Returns the visible name.
    pub fn find(&self, name: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// Tells whether a block that had the name has ended.
    pub fn has_ended(&self, name: &str) -> bool {
        self.ended.contains(&name)
    }

    /// Returns the visible names for which `is` holds.
    pub fn names(&self, is: impl Fn(What) -> bool) -> Vec<&'t str> {
        self.entries.iter().filter(|entry| is(entry.what)).map(|entry| entry.name).collect()
    }

    /// Notes that a visible local is loaded again.
    pub fn reload(&mut self, name: &str) {
        self.entries.iter_mut().filter(|entry| entry.name == name).for_each(|entry| entry.put = None);
    }

    /// Notes that a cell is put at a visible local.
    pub fn put(&mut self, name: &str) {
        let depth = self.depth;
        let entries = self.entries.iter_mut().filter(|entry| entry.name == name);
        entries.for_each(|entry| entry.put = entry.put.or(Some(depth)));
    }

    /// Tells whether a cell was put at the local since its load.
    pub fn has_put(&self, name: &str) -> bool {
        self.find(name).is_some_and(|entry| entry.put.is_some())
    }

    /// Notes that all loads in a loop's block may precede each statement in it, in an earlier round.
    pub fn reload_all(&mut self, body: &[Step<'t>]) {
        for step in body {
            if let Does::LoadCursor(local) = &step.does {
                self.reload(local.text);
            }
            self.reload_all(step.does.body());
        }
    }
}
