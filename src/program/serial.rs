//! The values of the shared names if the threads run one after another.
//!
//! Owns that one execution, which no lock can hold up: it is the measure for what a run has lost. The meaning of its ops
//! is the [`machine`]'s.

use super::code::{Code, Instruction};
use super::ops::{Item, Next, Position};
use super::{LockId, Op, Program, SharedId, ThreadId, Variable};
use crate::machine::{self, Memory};
use crate::screen::Glyph;

/// The memory of a thread that runs alone: its glyphs are not kept.
struct Alone {
    cursor: u32,
    values: Vec<u32>,
}

impl Memory for Alone {
    fn draw_ticket(&mut self, _: LockId) {}

    fn acquire(&mut self, _: LockId) {}

    fn release(&mut self, _: LockId) {}

    fn load(&mut self, variable: Variable) -> u32 {
        match variable {
            Variable::Cursor => self.cursor,
            Variable::Shared(SharedId(shared)) => self.values[usize::from(shared)],
        }
    }

    fn put(&mut self, _: u32, _: Glyph) {}

    fn store(&mut self, variable: Variable, value: u32) {
        match variable {
            Variable::Cursor => self.cursor = value,
            Variable::Shared(SharedId(shared)) => self.values[usize::from(shared)] = value,
        }
    }
}

/// Returns the values of the shared names after the threads have run one after another, in the order of their starts,
/// between the parts of `main`.
pub(super) fn values(program: &Program) -> Vec<u32> {
    let names = program.tree().shared.len();
    let mut memory = Alone { cursor: 0, values: vec![0; names] };
    // Only these need the run.
    if names == 0 {
        return memory.values;
    }
    let main = program.main();
    let parts = [&main.before, &main.during].into_iter().chain(&main.after);
    // `main` keeps its locals from part to part.
    let mut locals = vec![0; parts.map(|part| part.locals).max().unwrap_or(0)];
    run(ThreadId::MAIN, &main.before, &mut locals, &mut memory);
    for thread in program.thread_ids() {
        let code = program.code(thread);
        run(thread, code, &mut vec![0; code.locals], &mut memory);
    }
    for part in [&main.during].into_iter().chain(&main.after) {
        run(ThreadId::MAIN, part, &mut locals, &mut memory);
    }
    memory.values
}

fn run(thread: ThreadId, code: &Code, locals: &mut [u32], memory: &mut Alone) {
    let mut position = Position::new(code);
    while let Some(next) = position.advance::<true>(code) {
        match next {
            Next::Item(Item::Op(at)) => machine::step(thread, at.op, locals, memory),
            Next::Item(Item::Work(_)) | Next::Loop(_) => {}
            Next::Print(local, template) => {
                let local = &mut locals[usize::from(local.0)];
                machine::print(thread, position.text(template), local, memory);
            }
        }
    }
}

/// Tells whether each store to `shared` is an increment: of a value that was loaded from it, plus 1.
pub(super) fn increments(program: &Program, shared: SharedId) -> bool {
    let main = program.main();
    let main: Vec<&Code> = [&main.before, &main.during].into_iter().chain(&main.after).collect();
    let threads = program.thread_ids().map(|thread| vec![program.code(thread)]);
    threads.chain([main]).all(|codes| increments_in(&codes, Variable::Shared(shared)))
}

/// Tells the same of one thread's codes, executed one after the other.
fn increments_in(codes: &[&Code], shared: Variable) -> bool {
    let mut loaded = vec![None; codes.iter().map(|code| code.locals).max().unwrap_or(0)];
    codes.iter().flat_map(|code| &code.instructions).all(|instruction| match *instruction {
        Instruction::Op(Op::Load(local, from), _) => {
            loaded[usize::from(local.0)] = Some(from);
            true
        }
        Instruction::Op(Op::Store(to, local, plus), _) if to == shared => {
            (loaded[usize::from(local.0)], plus) == (Some(shared), 1)
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::{PARAMETERS, preset, program_of};

    #[test]
    fn threads_one_after_another_lose_nothing() {
        assert_eq!(preset("increment", PARAMETERS).serial_values(), [2]);
        assert_eq!(preset("counter", PARAMETERS).serial_values(), [0; 0]);
        let body = "for i in range(count):\n        a = shared.x\n        shared.x = a + 1\n        print(\"z\\n\")\n    \
                    b = shared.x\n    shared.y = b + 7";
        assert_eq!(program_of(body, PARAMETERS).serial_values(), [6, 13]);
    }

    #[test]
    fn a_store_of_another_variable_or_number_is_no_increment() {
        let body = "a = shared.x\n    shared.x = a + 1\n    b = shared.x\n    shared.y = b + 1\n    \
                    c = shared.z\n    shared.z = c + 2";
        let program = program_of(body, PARAMETERS);
        let increments = [0, 1, 2].map(|shared| program.increments(SharedId(shared)));
        assert_eq!(increments, [true, false, false]);
    }
}
