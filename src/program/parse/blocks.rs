//! Parses a text's lines into a draft.
//!
//! Owns indentation and the limits on what a text has; never knows what a line says. Blocks are kept on a stack, so
//! that at an error the draft has all that was parsed before it.

use super::block::{Parsed, top_level};
use super::draft::{Does, Draft, Function, Step};
use super::lexer::{Line, WordKind};
use super::statement::step;
use super::{Errors, MAX_FUNCTIONS, MAX_LOCKS, MAX_NESTING, SourceError};
use crate::fact;

/// Parses the lines up to the first that is an error.
pub(super) fn draft<'t>(lines: &[Line<'t>], errors: &mut Errors) -> Draft<'t> {
    let mut blocks = Blocks { draft: Draft::default(), open: Vec::new(), header: None };
    for line in lines {
        if let Err(error) = blocks.line(line) {
            errors.add_error(error);
            blocks.header = None;
            break;
        }
        blocks.draft.lines += 1;
    }
    if let Some(header) = blocks.header.take() {
        let place = header.place();
        let word = header.words[0].text;
        errors.add(place, fact!("source.noBlock", word));
    }
    blocks.close(0);
    blocks.draft
}

struct Blocks<'a, 't> {
    draft: Draft<'t>,
    /// The open blocks of the last function, each within the one before; the first is the function's body.
    open: Vec<Block<'t>>,
    /// The line before, if it needs a block.
    header: Option<&'a Line<'t>>,
}

struct Block<'t> {
    indent: u32,
    /// The statement that has the block; `None` for a function.
    owner: Option<Step<'t>>,
    steps: Vec<Step<'t>>,
}

impl<'a, 't> Blocks<'a, 't> {
    fn line(&mut self, line: &'a Line<'t>) -> Result<(), SourceError> {
        if let WordKind::Bad(problem) = &line.words[0].kind {
            return Err(line.place().error(problem.clone()));
        }
        self.indent(line)?;
        if self.open.is_empty() {
            let parsed = top_level(line)?;
            return self.declare(line, parsed);
        }
        let Parsed::Step(parsed) = step(line)? else { unreachable!("functions have statements alone") };
        if matches!(parsed.does, Does::With(..) | Does::For { .. }) {
            if MAX_NESTING < self.open.len() {
                return Err(line.place().error(fact!("source.nesting", MAX_NESTING)));
            }
            self.open.push(Block { indent: 0, owner: Some(parsed), steps: Vec::new() });
            self.header = Some(line);
        } else if let Some(block) = self.open.last_mut() {
            block.steps.push(parsed);
        }
        Ok(())
    }

    /// Opens or closes blocks as the line's indentation says.
    fn indent(&mut self, line: &'a Line<'t>) -> Result<(), SourceError> {
        if let Some(header) = self.header.take() {
            let (word, number) = (header.words[0].text, header.place().line);
            if line.indent <= header.indent {
                return Err(line.place().error(fact!("source.blockMissing", word, number)));
            }
            if let Some(block) = self.open.last_mut() {
                block.indent = line.indent;
            }
            return Ok(());
        }
        let innermost = self.open.last().map_or(0, |block| block.indent);
        if innermost < line.indent {
            let problem = match self.open.is_empty() {
                true => fact!("source.indentedMargin"),
                false => fact!("source.indented"),
            };
            return Err(line.place().error(problem));
        }
        let depth = self.open.iter().take_while(|block| block.indent <= line.indent).count();
        self.close(depth);
        match self.open.last().map_or(0, |block| block.indent) {
            indent if indent == line.indent => Ok(()),
            _ => Err(line.place().error(fact!("source.indentation"))),
        }
    }

    /// Closes the blocks within the outermost `depth`.
    fn close(&mut self, depth: usize) {
        while depth < self.open.len() {
            let Some(block) = self.open.pop() else { return };
            match (block.owner, self.open.last_mut()) {
                (Some(mut owner), Some(outer)) => {
                    if let Does::With(_, body) | Does::For { body, .. } = &mut owner.does {
                        *body = block.steps;
                    }
                    outer.steps.push(owner);
                }
                _ => {
                    if let Some(function) = self.draft.functions.last_mut() {
                        function.body = block.steps;
                    }
                }
            }
        }
    }

    fn declare(&mut self, line: &'a Line<'t>, parsed: Parsed<'t>) -> Result<(), SourceError> {
        match parsed {
            Parsed::Lock(name) => {
                if self.draft.locks.len() == MAX_LOCKS {
                    return Err(name.place.error(fact!("source.locks", MAX_LOCKS)));
                }
                self.draft.locks.push(name);
            }
            Parsed::Function(name, parameters) => {
                if self.draft.functions.len() == MAX_FUNCTIONS {
                    return Err(name.place.error(fact!("source.functions", MAX_FUNCTIONS)));
                }
                self.draft.functions.push(Function { name, parameters, body: Vec::new() });
                self.open.push(Block { indent: 0, owner: None, steps: Vec::new() });
                self.header = Some(line);
            }
            Parsed::Step(_) => unreachable!("a statement is in a function"),
        }
        Ok(())
    }
}
