//! A thread's ops in order, one by one.
//!
//! Owns a position in the code, its loops' counters included; never says what an op does. The order of ops is stated
//! here and nowhere else: the loops for full speed skip no op but those of a text that is printed in one go, and of
//! iterations of a [`PrintLoop`]. A test holds both to these ops.

use super::code::{self, Code, Instruction, PrintLoop};
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
    /// An iteration of this loop begins. Iterations may be executed at once, with [`Position::iteration`]; what is left
    /// of them follows op by op.
    Loop(PrintLoop),
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
            Next::Print(..) | Next::Loop(_) => unreachable!("ops were asked for one by one"),
        }
    }

    /// Goes on in `code`; if `WHOLE`, a loop that prints a text is one item, and the iterations of a loop that prints a
    /// text under a lock may be skipped.
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
                Instruction::Repeat { slot, times, end, prints } => {
                    self.slots[usize::from(slot)] = 0;
                    if times == 0 {
                        self.at = usize::from(end) + 1;
                    } else if WHOLE && prints {
                        return Some(self.print_loop(code));
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
                Instruction::End { begin } => {
                    self.end(code, usize::from(begin));
                    if WHOLE
                        && self.at == usize::from(begin) + 1
                        && let Instruction::Repeat { prints: true, .. } =
                            code.instructions[usize::from(begin)]
                    {
                        return Some(self.print_loop(code));
                    }
                }
            }
        }
    }

    /// Returns the loop that prints a text under a lock whose iteration begins here.
    #[cold]
    fn print_loop(&self, code: &Code) -> Next {
        let begin = self.at - 1;
        let Instruction::Repeat { end, .. } = code.instructions[begin] else {
            unreachable!("such a loop is a repeat")
        };
        let print_loop = code::print_loop(&code.instructions, begin, end);
        Next::Loop(print_loop.expect("the compiler has looked at it"))
    }

    /// Returns the text that the next iteration of the loop prints, and how many newlines it has; `None` if there is no
    /// iteration left.
    #[inline(always)]
    pub fn iteration(&mut self, code: &Code, of: &PrintLoop) -> Option<(&[u8], u32)> {
        if self.slots[usize::from(of.slot)] == of.times {
            return None;
        }
        self.render(code, of.template);
        let text = &self.texts[usize::from(of.template)];
        Some((text.as_bytes(), text.newlines()))
    }

    /// Goes on to the loop's next iteration, or to what follows the loop.
    #[inline(always)]
    pub fn end_iteration(&mut self, of: &PrintLoop) {
        let done = &mut self.slots[usize::from(of.slot)];
        *done += 1;
        if *done == of.times {
            self.at = usize::from(of.end) + 1;
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
    use crate::program::{LockKind, Parameters};

    /// The ops of `code`, found in whole texts, with up to `at_once` iterations of a loop skipped at a time.
    fn by_texts(code: &Code, at_once: usize) -> Vec<Op> {
        let mut position = Position::new(code);
        let mut ops = Vec::new();
        let print = |ops: &mut Vec<Op>, local, text: &[u8]| {
            for &byte in text {
                let load = Op::Load(local, Variable::Cursor);
                ops.extend([load, Op::Put(local, byte), Op::Store(Variable::Cursor, local, 1)]);
            }
        };
        while let Some(next) = position.advance::<true>(code) {
            match next {
                Next::Item(item) => ops.extend(item.op().map(|at| at.op)),
                Next::Print(local, template) => print(&mut ops, local, position.text(template)),
                Next::Loop(of) => {
                    let draws =
                        matches!(code.instructions[position.at], Instruction::Op(Op::DrawTicket(_), _));
                    for _ in 0..at_once {
                        let Some((text, newlines)) = position.iteration(code, &of) else { break };
                        assert_eq!(text.iter().filter(|&&byte| byte == b'\n').count(), newlines as usize);
                        ops.extend(draws.then_some(Op::DrawTicket(of.lock)));
                        ops.push(Op::Acquire(of.lock));
                        print(&mut ops, of.local, text);
                        ops.push(Op::Release(of.lock));
                        position.end_iteration(&of);
                    }
                }
            }
        }
        ops
    }

    #[test]
    fn texts_in_one_go_are_the_ops_one_by_one() {
        let mut programs = ["counter", "counter-glyph", "forgetful", "increment", "two-locks"]
            .map(|name| preset(name, PARAMETERS))
            .to_vec();
        let body = "for c in \"ab\":\n        for i in range(11):\n            print(f\"{c}{i}{t}\\n\")\n    work(3)";
        programs.push(program_of(body, PARAMETERS));
        let body = "for k in range(3):\n        for i in range(11):\n            with lock:\n                print(f\"{t}{i}{k}\\n\")";
        programs.push(program_of(body, PARAMETERS));
        programs.push(preset("counter", Parameters { count: 120, lock: LockKind::Ticket, ..PARAMETERS }));
        for program in programs {
            for thread in program.thread_ids() {
                let code = program.code(thread);
                let ops: Vec<Op> = program.ops(thread).filter_map(|item| Some(item.op()?.op)).collect();
                for at_once in [0, 1, 2, usize::MAX] {
                    assert_eq!(by_texts(code, at_once), ops, "{at_once}, {}", program.text());
                }
            }
        }
    }
}
