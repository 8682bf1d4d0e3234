//! The names that the statements of a block use.
//!
//! Owns the look into nested blocks; never prints.

use crate::program::tree::{Action, Argument, Character, Over, Piece, Statement, Text};

/// Calls `see` with all that a block does, in order.
pub(super) fn visit<'t>(body: &'t [Statement], see: &mut impl FnMut(&'t Action)) {
    for statement in body {
        see(&statement.action);
        if let Action::With(_, body) | Action::For { body, .. } = &statement.action {
            visit(body, see);
        }
    }
}

/// Tells whether a block uses the value of a name.
pub(super) fn uses(body: &[Statement], name: &str) -> bool {
    let in_pieces =
        |pieces: &[Piece]| pieces.iter().any(|piece| matches!(piece, Piece::Name(other) if other == name));
    let mut found = false;
    visit(body, &mut |action| {
        found |= match action {
            Action::For { over: Over::Text(Text::Pieces(pieces)), .. } => in_pieces(pieces),
            Action::For { over: Over::Text(Text::Name(text)), .. } => text == name,
            Action::Put(local, character) => {
                local == name || matches!(character, Character::Name(other) if other == name)
            }
            Action::StoreCursor(local) | Action::StoreShared(_, local, _) => local == name,
            Action::Call(_, arguments) => arguments.iter().any(|argument| match argument {
                Argument::Text(pieces) => in_pieces(pieces),
                Argument::Name(other) => other == name,
                Argument::Number(_) => false,
            }),
            Action::Start(_, Some(Argument::Name(other))) => other == name,
            _ => false,
        }
    });
    found
}

/// Tells whether a block loads into a local.
pub(super) fn loads(body: &[Statement], name: &str) -> bool {
    let mut found = false;
    visit(body, &mut |action| {
        found |= matches!(action, Action::LoadCursor(local) | Action::LoadShared(local, _) if local == name);
    });
    found
}
