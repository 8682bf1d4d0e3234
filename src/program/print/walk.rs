//! Prints functions and statements in a language with braces.
//!
//! Owns the walk over a tree: one statement is one line. Never knows a language: what a statement looks like is in the
//! language's table.

use super::Line;
use super::names::Names;
use super::style::{Style, fill};
use super::texts;
use super::uses::{loads, uses};
use crate::program::tree::{
    Action, Character, Function, Kind, LockId, Over, Parameter, Statement, Text, Tree,
};
use crate::program::{LockKind, Main, Parameters};

/// The walk, at one of the statements.
pub(super) struct Walk<'a> {
    pub style: &'a Style,
    pub tree: &'a Tree,
    pub names: Names,
    /// The lines so far.
    pub lines: Vec<Line>,
    /// The steps of indentation.
    pub depth: usize,
    /// The visible names of the function.
    pub scope: Vec<(&'a str, What)>,
    parameters: Parameters,
}

/// The kinds of name that are visible in a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Parameter(Kind),
    Variable(Kind),
    /// A local that something uses.
    Used,
    /// A local that nothing uses, which some languages refuse.
    Unused,
}

impl<'a> Walk<'a> {
    pub fn new(tree: &'a Tree, style: &'a Style, parameters: Parameters) -> Walk<'a> {
        let names = Names::new(tree, style);
        Walk { style, tree, names, lines: Vec::new(), depth: style.depth, scope: Vec::new(), parameters }
    }

    /// Pushes a line, indented.
    pub fn push(&mut self, source: Option<u16>, text: String) {
        let text = if text.is_empty() { text } else { self.style.indent.repeat(self.depth) + &text };
        self.lines.push(Line { text, source, lock: false, instead: None });
    }

    fn lock_line(&mut self, source: u16, text: String) {
        self.push(Some(source), text);
        if let Some(line) = self.lines.last_mut() {
            line.lock = true;
        }
        if self.parameters.lock == LockKind::None {
            self.comment_out();
        }
    }

    /// Leaves the last line out of the whole program.
    fn comment_out(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            let (indent, text) = line.text.split_at(self.style.indent.len() * self.depth);
            line.instead = Some(format!("{indent}// {text}"));
        }
    }

    /// Pushes a lock's declaration.
    pub fn lock(&mut self, lock: LockId, line: u16) {
        let text = fill(self.style.lock, &[self.names.lock(lock)]);
        self.lock_line(line, text);
    }

    /// Pushes a function, after an empty line unless it is the first.
    pub fn function(&mut self, function: &'a Function) {
        if !self.lines.is_empty() {
            self.push(None, String::new());
        }
        let is_main = function.name == "main";
        let header = match is_main {
            true => self.style.main.to_owned(),
            false => self.header(function, self.style.function),
        };
        self.push(Some(function.line), header);
        self.scope.clear();
        let parameters = function.parameters.iter();
        self.scope.extend(parameters.map(|parameter| (&*parameter.name, What::Parameter(parameter.kind))));
        self.block(&function.body);
        if is_main {
            self.show();
        }
        self.push(None, "}".to_owned());
    }

    /// Pushes what shows the screen at the end of `main`.
    pub fn show(&mut self) {
        self.depth += 1;
        self.push(None, self.style.show.to_owned());
        self.depth -= 1;
    }

    /// Fills in a template with a function's name and parameters.
    pub fn header(&self, function: &Function, template: &str) -> String {
        let parameter = |Parameter { name, kind }: &Parameter| {
            fill(self.style.parameters[*kind as usize], &[self.names.get(name)])
        };
        let parameters: Vec<String> = function.parameters.iter().map(parameter).collect();
        let parameters = match &parameters[..] {
            [] => self.style.no_parameters.to_owned(),
            _ => parameters.join(", "),
        };
        fill(template, &[self.names.get(&function.name), &parameters])
    }

    fn block(&mut self, body: &'a [Statement]) {
        let visible = self.scope.len();
        self.depth += 1;
        for (index, statement) in body.iter().enumerate() {
            self.statement(statement, &body[index + 1..]);
        }
        self.depth -= 1;
        self.scope.truncate(visible);
    }

    fn statement(&mut self, Statement { line, action }: &'a Statement, rest: &'a [Statement]) {
        let style = self.style;
        let text = match action {
            Action::Acquire(lock) | Action::Release(lock) => {
                let acquires = matches!(action, Action::Acquire(_));
                let template = if acquires { style.acquire } else { style.release };
                return self.lock_line(*line, fill(template, &[self.names.lock(*lock)]));
            }
            Action::With(lock, body) => return self.with(*lock, body, *line),
            Action::For { variable, over, body } => return self.for_loop(variable, over, body, *line),
            Action::Join => {
                self.push(Some(*line), style.join.to_owned());
                if self.parameters.main == Main::Exit {
                    self.comment_out();
                }
                return;
            }
            Action::LoadCursor(local) => self.load(local, style.cursor.to_owned(), rest),
            Action::LoadShared(local, shared) => {
                let shared = self.names.get(&self.tree.shared[usize::from(shared.0)]);
                self.load(local, fill(style.shared, &[shared]), rest)
            }
            Action::Put(local, character) => {
                let character = match character {
                    Character::Literal(byte) => texts::character(*byte),
                    Character::Name(name) => self.value(name).1,
                };
                fill(style.put, &[self.names.get(local), &character])
            }
            Action::StoreCursor(local) => fill(style.store_cursor, &[self.names.get(local)]),
            Action::StoreShared(shared, local, plus) => {
                let shared = self.names.get(&self.tree.shared[usize::from(shared.0)]);
                let local = self.names.get(local);
                let sum = if *plus == 0 { local.to_owned() } else { format!("{local} + {plus}") };
                fill(style.store_shared, &[shared, &sum])
            }
            Action::Call(function, arguments) => {
                let function = &self.tree.functions[*function];
                let pairs = arguments.iter().zip(&function.parameters);
                let arguments: Vec<String> =
                    pairs.map(|(argument, parameter)| self.argument(argument, parameter.kind)).collect();
                fill(style.call, &[self.names.get(&function.name), &arguments.join(", ")])
            }
            Action::Start(function, argument) => {
                let name = self.names.get(&self.tree.functions[*function].name);
                match argument {
                    Some(argument) => fill(style.start, &[name, &self.argument(argument, Kind::Number)]),
                    None => fill(style.start_plain, &[name]),
                }
            }
            Action::Work(us) => fill(style.work, &[&us.to_string()]),
            Action::Pass => "// pass".to_owned(),
        };
        self.push(Some(*line), text);
    }

    fn with(&mut self, lock: LockId, body: &'a [Statement], line: u16) {
        let [before, after] = self.style.with;
        self.with_lines(before, lock, line);
        self.block(body);
        self.with_lines(after, lock, line);
    }

    fn with_lines(&mut self, lines: &[(usize, &str)], lock: LockId, line: u16) {
        for (steps, template) in lines {
            self.depth += steps;
            let text = fill(template, &[self.names.lock(lock)]);
            match template.contains("$1") {
                true => self.lock_line(line, text),
                false => self.push(None, text),
            }
            self.depth -= steps;
        }
    }

    fn for_loop(&mut self, variable: &'a str, over: &Over, body: &'a [Statement], line: u16) {
        let (style, name) = (self.style, self.names.get(variable));
        let (text, kind) = match over {
            Over::Range(number) => (fill(style.range, &[name, &self.number(*number)]), Kind::Number),
            Over::Text(text) => {
                let template = if uses(body, variable) { style.each } else { style.each_unused };
                let text = match text {
                    Text::Pieces(pieces) => self.text(pieces).0,
                    Text::Name(name) => self.names.get(name).to_owned(),
                };
                (fill(template, &[name, &text]), Kind::Character)
            }
        };
        self.push(Some(line), text);
        self.scope.push((variable, What::Variable(kind)));
        self.block(body);
        self.scope.pop();
        self.push(None, "}".to_owned());
    }

    /// Returns a load. `rest` is what follows it in its block, which is the scope of a local that it declares.
    fn load(&mut self, local: &'a str, loaded: String, rest: &'a [Statement]) -> String {
        let style = self.style;
        let template = match self.scope.iter().find(|(name, _)| *name == local) {
            Some((_, What::Unused)) => style.unused,
            Some(_) => style.assign,
            None if !uses(rest, local) => {
                self.scope.push((local, What::Unused));
                style.unused
            }
            None => {
                self.scope.push((local, What::Used));
                if loads(rest, local) { style.declare_variable } else { style.declare }
            }
        };
        fill(template, &[self.names.get(local), &loaded])
    }
}
