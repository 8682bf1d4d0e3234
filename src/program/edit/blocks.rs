//! `with` and its block.
//!
//! Owns the removal of a `with`, whose block moves out of it; never moves a single line.

use std::ops::Range;

use super::layout::Layout;
use super::lines::{Content, Lines};
use super::{Edited, LineKind, SourceError, error, lock_line, valid};
use crate::fact;
use crate::program::parse::parse;

/// Removes a `with`. Its block takes its place.
///
/// # Errors
///
/// If the text is no program, or has no `with` there. Also if the block has a name that is another's outside of it.
pub fn unwrapped(text: &str, line: u16) -> Result<String, SourceError> {
    let (mut lines, block) = without_indentation(text, line)?;
    lines.take(block.start - 1);
    let text = lines.join();
    parse(&text).map(|_| text)
}

/// Writes a `with` as what it does: acquire the lock before its block, and release it after. The line of the result is
/// that of the acquire.
///
/// # Errors
///
/// If the text is no program, or has no `with` there. Also if the block has a name that is another's outside of it, or
/// the text would have too many lines or characters.
pub fn written_out(text: &str, line: u16) -> Result<Edited, SourceError> {
    let (mut lines, block) = without_indentation(text, line)?;
    let with = lines.contents()[block.start - 1].clone();
    let (name, comment) = with.rest["with".len()..].split_once(':').unwrap_or_default();
    let name = name.trim();
    let call = |call: String| Content { indent: with.indent, rest: call.into() };
    *lines.content_mut(block.start - 1) = call(format!("{name}.acquire(){comment}"));
    lines.insert(block.end, call(format!("{name}.release()")));
    valid(Edited { text: lines.join(), line })
}

/// Moves the block of a `with` out of it. Returns the lines, and the indices of the block's.
fn without_indentation(text: &str, line: u16) -> Result<(Lines<'_>, Range<usize>), SourceError> {
    if lock_line(text, line)?.kind != LineKind::With {
        return Err(error(line, fact!("edit.noWith")));
    }
    let mut lines = Lines::of(text);
    let depths = Layout::of(&lines).depths;
    let with = usize::from(line) - 1;
    let length = depths[with + 1..].iter().take_while(|depth| depths[with] < **depth).count();
    let block = with + 1..with + 1 + length;
    let outer = lines.contents()[with].indent;
    let first = lines.contents()[block.clone()].iter().find(|line| !line.is_idle());
    let inner = first.map_or(outer, |first| first.indent);
    for index in block.clone() {
        let content = lines.content_mut(index);
        // A comment may be indented less than its block. A blank line stays as it is.
        if outer < content.indent && !content.is_blank() {
            content.indent = outer.max(content.indent.saturating_sub(inner - outer));
        }
    }
    Ok((lines, block))
}
