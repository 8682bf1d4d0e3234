//! A thread's ops in order, one by one.
//!
//! Owns a position in the code, its loops' counters included; never says what an op does. The order of ops is stated
//! here and nowhere else: the loop for full speed skips no op but those of a text that it prints in one go, and a test
//! holds it to these.

use super::code::{Code, Instruction};
use super::template::{Rendered, Slot};
use super::{Local, Op, OpAt, Variable};

/// The next action of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// An op, and its line.
    Op(OpAt),
    /// Let this many microseconds pass.
    Work(u32),
}

impl Item {
    /// Returns the op, if it is one.
    pub fn op(self) -> Option<OpAt> {
        match self {
            Item::Op(op) => Some(op),
            Item::Work(_) => None,
        }
    }
}

/// The ops of one thread, in order.
#[derive(Clone, Debug)]
pub struct Ops<'a>(&'a Code, Position);

/// A position in a thread's code.
#[derive(Clone, Debug)]
pub struct Position {
    /// The next instruction.
    at: usize,
    /// How many iterations of each loop are done.
    slots: Vec<u32>,
    /// The text of each template, as it was last.
    texts: Vec<Rendered>,
    /// The template of the loop that a slot belongs to.
    template_of: Vec<u16>,
}

/// The next action at a position, if whole texts may be printed in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// An op, or time.
    Item(Item),
    /// Print the text of the template with this index, by this register.
    Print(Local, u16),
}

impl<'a> Ops<'a> {
    /// The ops of `code`, from its beginning.
    pub fn new(code: &'a Code) -> Ops<'a> {
        Ops(code, Position::new(code))
    }
}

impl Iterator for Ops<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.1.next(self.0)
    }
}

impl Position {
    /// The beginning of `code`.
    pub fn new(code: &Code) -> Position {
        Position {
            at: 0,
            slots: vec![0; code.slots],
            texts: vec![Rendered::default(); code.templates.len()],
            template_of: vec![0; code.slots],
        }
    }

    /// Goes on in `code` to the next item, and returns it; `None` at the end.
    pub fn next(&mut self, code: &Code) -> Option<Item> {
        match self.advance::<false>(code)? {
            Next::Item(item) => Some(item),
            Next::Print(..) => unreachable!("ops were asked for one by one"),
        }
    }

    /// Goes on in `code`; if `WHOLE`, a loop that prints a text is one item.
    #[inline(always)]
    pub fn advance<const WHOLE: bool>(&mut self, code: &Code) -> Option<Next> {
        loop {
            let instruction = *code.instructions.get(self.at)?;
            self.at += 1;
            match instruction {
                Instruction::Op(op, line) => return Some(Next::Item(Item::Op(OpAt { op, line }))),
                Instruction::PutEach(local, slot, line) => {
                    let op = Op::Put(local, self.character(slot));
                    return Some(Next::Item(Item::Op(OpAt { op, line })));
                }
                Instruction::Work(us) => return Some(Next::Item(Item::Work(us))),
                Instruction::Repeat { slot, times, end } => {
                    self.slots[usize::from(slot)] = 0;
                    if times == 0 {
                        self.at = usize::from(end) + 1;
                    }
                }
                Instruction::Each { slot, template, end, prints } => {
                    self.render(code, template);
                    if WHOLE && prints {
                        let Instruction::Op(Op::Load(local, Variable::Cursor), _) =
                            code.instructions[self.at]
                        else {
                            unreachable!("a loop that prints begins with a load of the cursor");
                        };
                        self.at = usize::from(end) + 1;
                        return Some(Next::Print(local, template));
                    }
                    self.slots[usize::from(slot)] = 0;
                    self.template_of[usize::from(slot)] = template;
                    if self.text(template).is_empty() {
                        self.at = usize::from(end) + 1;
                    }
                }
                Instruction::End { begin } => self.end(code, usize::from(begin)),
            }
        }
    }

    /// Ends an iteration of the loop at `begin`.
    #[inline(always)]
    fn end(&mut self, code: &Code, begin: usize) {
        let (slot, times) = match code.instructions[begin] {
            Instruction::Repeat { slot, times, .. } => (slot, times),
            Instruction::Each { slot, template, .. } => (slot, self.text(template).len() as u32),
            _ => unreachable!("an end ends a loop"),
        };
        let done = &mut self.slots[usize::from(slot)];
        *done += 1;
        if *done < times {
            self.at = begin + 1;
        }
    }

    #[inline(always)]
    fn render(&mut self, code: &Code, template: u16) {
        let index = usize::from(template);
        if !self.texts[index].count_on(&code.templates[index], &self.slots) {
            let mut text = std::mem::take(&mut self.texts[index]);
            text.write(&code.templates[index], &self.slots, |slot| self.character(slot));
            self.texts[index] = text;
        }
    }

    fn character(&self, slot: Slot) -> u8 {
        let slot = usize::from(slot);
        self.text(self.template_of[slot])[self.slots[slot] as usize]
    }

    /// Returns the text of a template, as it was when its loop began.
    #[inline(always)]
    pub fn text(&self, template: u16) -> &[u8] {
        self.texts[usize::from(template)].as_bytes()
    }

    /// Returns how many newlines that text has.
    #[inline(always)]
    pub fn newlines(&self, template: u16) -> u32 {
        self.texts[usize::from(template)].newlines()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset, program_of};

    /// The ops of `code`, found in whole texts.
    fn by_texts(code: &Code) -> Vec<Item> {
        let mut position = Position::new(code);
        let mut items = Vec::new();
        while let Some(next) = position.advance::<true>(code) {
            match next {
                Next::Item(item) => items.push(item),
                Next::Print(local, template) => {
                    for &byte in position.text(template) {
                        let load = Op::Load(local, Variable::Cursor);
                        let store = Op::Store(Variable::Cursor, local, 1);
                        items.extend(
                            [load, Op::Put(local, byte), store].map(|op| Item::Op(OpAt { op, line: 0 })),
                        );
                    }
                }
            }
        }
        items
    }

    #[test]
    fn texts_in_one_go_are_the_ops_one_by_one() {
        let mut programs = ["counter", "counter-glyph", "forgetful", "increment", "two-locks"]
            .map(|name| preset(name, PARAMETERS))
            .to_vec();
        let body = "for c in \"ab\":\n        for i in range(11):\n            print(f\"{c}{i}{t}\\n\")\n    work(3)";
        programs.push(program_of(body, PARAMETERS));
        for program in programs {
            for thread in program.thread_ids() {
                let code = program.code(thread);
                let ops = |items: Vec<Item>| -> Vec<Option<Op>> {
                    items.iter().map(|item| item.op().map(|at| at.op)).collect()
                };
                assert_eq!(ops(by_texts(code)), ops(program.ops(thread).collect()), "{}", program.text());
            }
        }
    }
}
