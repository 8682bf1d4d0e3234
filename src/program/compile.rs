//! From a tree to instructions: calls are inlined, numbers that are known are filled in.
//!
//! Owns how a statement becomes instructions. It trusts the tree, whose names all resolve, and bounds what a short text
//! can blow up to.

mod values; // the values of names, numbers and texts

use self::values::Value;
use super::code::{self, Code, Instruction};
use super::parse::SourceError;
use super::template::Slot;
use super::tree::{Action, Argument, Function, Over, Statement, Tree};
use super::{Local, LockKind, MAX_THREADS, Main, MainCode, Op, Parameters, Variable};
use crate::fact;
use crate::fact::Fact;

/// The most instructions that a thread's code may have, calls inlined.
pub const MAX_INSTRUCTIONS: usize = 4_096;
/// The most statements that may be inlined into one thread, those without an instruction included.
const MAX_STATEMENTS: usize = 16_384;
/// The most loops that may stand in one another, and the most locals that may be alive at once.
const MAX_DEPTH: usize = 64;

/// Compiles the threads that `main` starts, and `main` itself.
///
/// # Errors
///
/// If the text starts no thread, or too many, or if its calls inline to too much.
pub(super) fn compile(tree: &Tree, parameters: &Parameters) -> Result<(Vec<Code>, MainCode), SourceError> {
    let mut threads = Vec::new();
    let Some(main) = tree.functions.iter().find(|function| function.name == "main") else {
        let thread = tree.functions.iter().find(|function| function.name == "thread");
        let thread = thread.expect("a text without `main` has a `thread`");
        for id in 0..parameters.threads {
            threads.push(compile_thread(tree, parameters, thread, Some(Value::Number(id)))?);
        }
        return Ok((threads, MainCode { after: Some(Code::default()), ..MainCode::default() }));
    };
    let mut parts: [Option<Code>; 3] = [None, None, None];
    let mut part = 0;
    let mut compiler = Compiler::new(tree, parameters);
    for statement in &main.body {
        if starts(statement) {
            compiler.start(statement, &mut threads)?;
            if part == 0 {
                parts[0] = Some(compiler.take());
                part = 1;
            }
        } else if matches!(statement.action, Action::Join) {
            if parameters.main == Main::Join {
                parts[1] = Some(compiler.take());
                part = 2;
            }
        } else {
            compiler.statement(statement)?;
        }
    }
    parts[part] = Some(compiler.take());
    if threads.is_empty() {
        return Err(error(main.line, fact!("source.startsNone")));
    }
    let [before, during, after] = parts;
    Ok((threads, MainCode { before: before.unwrap_or_default(), during: during.unwrap_or_default(), after }))
}

/// Tells whether a statement of `main` starts threads.
fn starts(statement: &Statement) -> bool {
    match &statement.action {
        Action::Start(..) => true,
        Action::For { body, .. } => body.iter().any(starts),
        _ => false,
    }
}

fn compile_thread(
    tree: &Tree,
    parameters: &Parameters,
    function: &Function,
    argument: Option<Value>,
) -> Result<Code, SourceError> {
    let mut compiler = Compiler::new(tree, parameters);
    compiler.names =
        function.parameters.iter().map(|parameter| parameter.name.as_str()).zip(argument).collect();
    compiler.block(&function.body)?;
    Ok(compiler.take())
}

fn error(line: u16, problem: Fact) -> SourceError {
    SourceError { line: line.into(), column: 1, problem: Box::new(problem) }
}

struct Compiler<'a> {
    tree: &'a Tree,
    parameters: &'a Parameters,
    code: Code,
    /// The names in scope: parameters and loop variables of the function that is inlined.
    names: Vec<(&'a str, Value)>,
    /// The locals of that function, the first in register `base`.
    locals: Vec<&'a str>,
    base: usize,
    /// How many loops are open.
    depth: usize,
    statements: usize,
}

impl<'a> Compiler<'a> {
    fn new(tree: &'a Tree, parameters: &'a Parameters) -> Compiler<'a> {
        Compiler {
            tree,
            parameters,
            code: Code::default(),
            names: Vec::new(),
            locals: Vec::new(),
            base: 0,
            depth: 0,
            statements: 0,
        }
    }

    /// Returns the code so far, and begins another that has the same names and locals.
    fn take(&mut self) -> Code {
        let next = Code { locals: self.code.locals, ..Code::default() };
        std::mem::replace(&mut self.code, next)
    }

    fn block(&mut self, statements: &'a [Statement]) -> Result<(), SourceError> {
        statements.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, Statement { line, action }: &'a Statement) -> Result<(), SourceError> {
        self.statements += 1;
        if MAX_INSTRUCTIONS < self.code.instructions.len() || MAX_STATEMENTS < self.statements {
            return Err(error(*line, fact!("source.instructions", MAX_INSTRUCTIONS)));
        }
        let locks = self.parameters.lock != LockKind::None;
        match action {
            Action::Acquire(_) | Action::Release(_) if !locks => {}
            Action::Acquire(lock) => self.acquire(*lock, *line),
            Action::Release(lock) => self.push(Op::Release(*lock), *line),
            Action::With(_, body) if !locks => self.block(body)?,
            Action::With(lock, body) => {
                self.acquire(*lock, *line);
                self.block(body)?;
                self.push(Op::Release(*lock), *line);
            }
            Action::For { variable, over, body } => self.repeat(variable, over, body, *line)?,
            Action::LoadCursor(local) => {
                let local = self.local(local, *line)?;
                self.push(Op::Load(local, Variable::Cursor), *line);
            }
            Action::LoadShared(local, shared) => {
                let local = self.local(local, *line)?;
                self.push(Op::Load(local, Variable::Shared(*shared)), *line);
            }
            Action::Put(local, character) => {
                let local = self.local(local, *line)?;
                match self.character(character) {
                    Value::Character(byte) => self.push(Op::Put(local, byte), *line),
                    Value::Each(slot) => {
                        self.code.instructions.push(Instruction::PutEach(local, slot, *line));
                    }
                    _ => unreachable!("a put puts a character"),
                }
            }
            Action::StoreCursor(local) => {
                let local = self.local(local, *line)?;
                self.push(Op::Store(Variable::Cursor, local, 1), *line);
            }
            Action::StoreShared(shared, local, plus) => {
                let local = self.local(local, *line)?;
                self.push(Op::Store(Variable::Shared(*shared), local, *plus), *line);
            }
            Action::Call(function, arguments) => self.call(&self.tree.functions[*function], arguments)?,
            Action::Work(0) => {}
            Action::Work(us) => self.code.instructions.push(Instruction::Work(*us)),
            Action::Start(..) | Action::Join => unreachable!("`main` starts and joins at its top level"),
            Action::Pass => {}
        }
        Ok(())
    }

    fn push(&mut self, op: Op, line: u16) {
        self.code.instructions.push(Instruction::Op(op, line));
    }

    fn acquire(&mut self, lock: super::LockId, line: u16) {
        if self.parameters.lock == LockKind::Ticket {
            self.push(Op::DrawTicket(lock), line);
        }
        self.push(Op::Acquire(lock), line);
    }

    /// Returns the register of a local, the next free one if it is new.
    fn local(&mut self, name: &'a str, line: u16) -> Result<Local, SourceError> {
        let at = self.locals.iter().position(|&other| other == name).unwrap_or_else(|| {
            self.locals.push(name);
            self.locals.len() - 1
        });
        let register = self.base + at;
        self.code.locals = self.code.locals.max(register + 1);
        if MAX_DEPTH <= register {
            return Err(error(line, fact!("source.variables", MAX_DEPTH)));
        }
        Ok(Local(register as u8))
    }

    fn call(&mut self, function: &'a Function, arguments: &'a [Argument]) -> Result<(), SourceError> {
        let line = function.line;
        let values: Result<Vec<Value>, SourceError> =
            arguments.iter().map(|argument| self.argument(argument, line)).collect();
        let values = values?;
        let names =
            function.parameters.iter().zip(values).map(|(parameter, value)| match (parameter.kind, value) {
                (super::tree::Kind::Character, Value::Text(text)) => {
                    let byte = text.constant().and_then(|text| text.first().copied());
                    (parameter.name.as_str(), Value::Character(byte.expect("it is one character")))
                }
                (_, value) => (parameter.name.as_str(), value),
            });
        let callers = std::mem::replace(&mut self.names, names.collect());
        let inner = self.base + self.locals.len();
        let base = std::mem::replace(&mut self.base, inner);
        let locals = std::mem::take(&mut self.locals);
        self.block(&function.body)?;
        (self.names, self.base, self.locals) = (callers, base, locals);
        Ok(())
    }

    fn repeat(
        &mut self,
        variable: &'a str,
        over: &'a Over,
        body: &'a [Statement],
        line: u16,
    ) -> Result<(), SourceError> {
        if MAX_DEPTH <= self.depth {
            return Err(error(line, fact!("source.loops", MAX_DEPTH)));
        }
        let slot = self.depth as Slot;
        let begin = self.code.instructions.len();
        let (value, template) = match over {
            Over::Range(number) => {
                let times = self.number(*number);
                self.code.instructions.push(Instruction::Repeat { slot, times, end: 0, prints: false });
                (Value::Iteration(slot), None)
            }
            Over::Text(text) => {
                let template = self.text(text, line)?;
                let index = self.code.templates.len() as u16;
                self.code.templates.push(template);
                self.code.instructions.push(Instruction::Each {
                    slot,
                    template: index,
                    end: 0,
                    prints: false,
                });
                (Value::Each(slot), Some(index))
            }
        };
        self.names.push((variable, value));
        self.depth += 1;
        self.code.slots = self.code.slots.max(self.depth);
        self.block(body)?;
        self.depth -= 1;
        self.names.pop();
        let never = match self.code.instructions[begin] {
            Instruction::Repeat { times, .. } => times == 0,
            _ => template.is_some_and(|at| self.code.templates[usize::from(at)].constant() == Some(&[])),
        };
        // A loop that does nothing would still take its time.
        if never || self.code.instructions.len() == begin + 1 {
            self.code.instructions.truncate(begin);
            return Ok(());
        }
        let end = self.code.instructions.len() as u16;
        self.code.instructions.push(Instruction::End { begin: begin as u16 });
        let prints = code::is_print(&self.code.instructions[begin + 1..usize::from(end)], slot);
        self.code.instructions[begin] = match (self.code.instructions[begin], template) {
            (Instruction::Repeat { times, .. }, _) => {
                let prints = code::print_loop(&self.code.instructions, begin, end).is_some();
                Instruction::Repeat { slot, times, end, prints }
            }
            (_, template) => Instruction::Each {
                slot,
                template: template.expect("a loop over a text has one"),
                end,
                prints,
            },
        };
        Ok(())
    }

    /// Starts the threads of a statement of `main`, which is a start or a loop of starts.
    fn start(&mut self, statement: &'a Statement, threads: &mut Vec<Code>) -> Result<(), SourceError> {
        match &statement.action {
            Action::Start(function, argument) => {
                if threads.len() == MAX_THREADS as usize {
                    return Err(error(statement.line, fact!("source.startsMany", MAX_THREADS)));
                }
                let argument =
                    argument.as_ref().map(|argument| self.argument(argument, statement.line)).transpose()?;
                let function = &self.tree.functions[*function];
                threads.push(compile_thread(self.tree, self.parameters, function, argument)?);
            }
            Action::For { variable, over: Over::Range(number), body } => {
                for number in 0..self.number(*number) {
                    self.names.push((variable, Value::Number(number)));
                    body.iter().try_for_each(|statement| self.start(statement, threads))?;
                    self.names.pop();
                    if threads.is_empty() {
                        break;
                    }
                }
            }
            Action::Pass => {}
            _ => {
                return Err(error(statement.line, fact!("source.onlyStarts")));
            }
        }
        Ok(())
    }
}
