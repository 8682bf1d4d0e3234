//! The blocks that the lines of a text are in.
//!
//! Owns which block a comment or a blank line belongs to, which Python leaves open, and the places in each block; never
//! knows what a statement does. The text is a program, hence indentation alone tells its blocks.

use super::lines::{Content, Lines};
use super::{Edited, Place};

#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// For each line, how many blocks it is in.
    pub depths: Vec<usize>,
    /// The places, in reading order.
    pub places: Vec<Place>,
}

impl Layout {
    pub fn of(lines: &Lines<'_>) -> Layout {
        let contents = lines.contents();
        let mut layout = Layout { depths: Vec::new(), places: Vec::new() };
        // The indentation of the left margin, and of each open block.
        let mut open = vec![0];
        for index in 0..=contents.len() {
            let own = own_indent(&contents[index..]);
            let depth = open.iter().rposition(|indent| *indent <= own).unwrap_or(0);
            // The ends of the blocks that end here; then, in the block that goes on, the place before this line.
            for block in (depth.max(1)..open.len()).rev() {
                layout.places.push(Place { line: index as u16 + 1, indent: open[block] as u16 });
            }
            open.truncate(depth + 1);
            let Some(content) = contents.get(index) else { break };
            layout.depths.push(depth);
            let next = next_indent(&contents[index + 1..]);
            if !content.is_idle() && own < next {
                open.push(next);
            }
        }
        layout.keep_one_place_for_each_pass(contents);
        layout
    }

    /// Removes the places of a block with nothing but `pass`, except the one of that line. Else a line that is moved
    /// out of such a block could come back to another place.
    fn keep_one_place_for_each_pass(&mut self, contents: &[Content<'_>]) {
        for (index, content) in contents.iter().enumerate() {
            if is_only_pass(contents, index) {
                let begin = contents[..index].iter().rposition(|line| !line.is_idle()).unwrap_or(0);
                let end = contents[index + 1..].iter().position(|line| !line.is_idle());
                let end = end.map_or(contents.len(), |lines| index + 1 + lines);
                self.places.retain(|place| {
                    let at = usize::from(place.line) - 1;
                    let is_in = begin < at && at <= end && usize::from(place.indent) == content.indent;
                    !is_in || at == index
                });
            }
        }
    }
}

/// Tells whether a line is the only statement of its block.
pub(super) fn is_alone(contents: &[Content<'_>], index: usize) -> bool {
    let indent = contents[index].indent;
    let before = contents[..index].iter().rev().find(|line| !line.is_idle());
    before.is_some_and(|before| before.indent < indent) && next_indent(&contents[index + 1..]) < indent
}

/// Tells whether a line is the only statement of its block, and `pass`. One with a comment stays, for the comment.
fn is_only_pass(contents: &[Content<'_>], index: usize) -> bool {
    contents[index].rest.trim_end() == "pass" && is_alone(contents, index)
}

/// Puts a line in one of the places.
pub(super) fn put<'t>(lines: &mut Lines<'t>, place: Place, content: Content<'t>) -> Edited {
    let index = usize::from(place.line) - 1;
    let content = Content { indent: place.indent.into(), ..content };
    let there = lines.contents().get(index);
    let replaces =
        there.is_some_and(|there| there.indent == content.indent && is_only_pass(lines.contents(), index));
    if replaces {
        *lines.content_mut(index) = content;
    } else {
        lines.insert(index, content);
    }
    Edited { text: lines.join(), line: place.line }
}

/// Returns the indentation of the next statement; none is at the left margin.
fn next_indent(contents: &[Content<'_>]) -> usize {
    contents.iter().find(|line| !line.is_idle()).map_or(0, |line| line.indent)
}

/// Returns the indentation that says which block the first line is in. A comment is in the block that its own says, but
/// no block ends at a comment if its next statement follows. A blank line is in the block of the line that follows.
fn own_indent(contents: &[Content<'_>]) -> usize {
    let Some(at) = contents.iter().position(|line| !line.is_blank()) else { return 0 };
    contents[at].indent.max(next_indent(&contents[at..]))
}
