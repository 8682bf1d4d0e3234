//! Prints a tree in a language with braces.
//!
//! Owns the walk over the tree: one statement is one line, in the order of the text, the locks first. Never knows a
//! language: what a statement looks like is in the language's table.

use super::names::Names;
use super::style::{Style, fill};
use super::texts::{self, Spot};
use super::{Line, Listing};
use crate::program::tree::{
    Action, Argument, Character, Function, Kind, LockId, Number, Over, Parameter, Piece, Statement, Text,
    Tree,
};
use crate::program::{LockKind, Main, Parameters, Program};

/// Prints a program. In a language's prelude and ending, the marks stand for: `$threads`, `$count`, `$cells`,
/// `$started` for numbers; `$shared`, `$values` for the shared names' declarations and what shows them; `$declarations`
/// for functions that are called before they are defined; `$functions` for the functions that are started.
pub(super) fn print(program: &Program, style: &Style) -> Listing {
    let tree = program.tree();
    let mut walk = Walk {
        style,
        tree,
        parameters: program.parameters(),
        names: Names::new(tree, style),
        lines: Vec::new(),
        depth: style.depth,
        scope: Vec::new(),
    };
    for (lock, declared) in (0..).map(LockId).zip(&tree.locks) {
        let text = fill(style.lock, &[walk.names.lock(lock)]);
        walk.lock_line(Some(declared.line), text);
    }
    for function in &tree.functions {
        walk.function(function);
    }
    let lines = std::mem::take(&mut walk.lines);
    let has_main = tree.functions.iter().any(|function| function.name == "main");
    if !has_main {
        walk.default_main();
    }
    let main = walk.lines.iter().fold(String::new(), |text, line| text + line.in_whole() + "\n");
    let listed = |template: &str| -> String {
        let line = |(index, name): (usize, &String)| {
            let comma = if index == 0 { "" } else { ", " };
            fill(template, &[walk.names.get(name), &format!("{comma}{name}")])
        };
        tree.shared.iter().enumerate().map(line).collect()
    };
    let functions: Vec<&str> = started(tree).map(|function| walk.names.get(&function.name)).collect();
    let marks = [
        ("$threads", program.parameters().threads.to_string()),
        ("$count", program.parameters().count.to_string()),
        ("$cells", program.screen_len().to_string()),
        ("$started", program.threads().to_string()),
        ("$shared", listed(style.shared_word)),
        ("$values", listed(style.shared_value)),
        ("$declarations", walk.declarations()),
        ("$functions", functions.join(", ")),
    ];
    let mark =
        |text: &str| marks.iter().fold(text.to_owned(), |text, (mark, value)| text.replace(mark, value));
    let (prelude, ending) = (mark(style.prelude), main + &mark(style.ending));
    Listing { prelude, lines, ending }
}

/// Returns the functions that are started, in the order of the text.
fn started(tree: &Tree) -> impl Iterator<Item = &Function> {
    let mut started: Vec<usize> = Vec::new();
    let main = tree.functions.iter().find(|function| function.name == "main");
    visit(main.map_or(&[], |main| &main.body), &mut |action| {
        if let Action::Start(function, _) = action {
            started.push(*function);
        }
    });
    let functions = tree.functions.iter().enumerate();
    let is_started = move |index: usize, function: &Function| match main {
        Some(_) => started.contains(&index),
        None => function.name == "thread",
    };
    functions.filter(move |(index, function)| is_started(*index, function)).map(|(_, function)| function)
}

/// Calls `see` with all that a block does, in order.
fn visit<'t>(body: &'t [Statement], see: &mut impl FnMut(&'t Action)) {
    for statement in body {
        see(&statement.action);
        if let Action::With(_, body) | Action::For { body, .. } = &statement.action {
            visit(body, see);
        }
    }
}

struct Walk<'a> {
    style: &'a Style,
    tree: &'a Tree,
    parameters: Parameters,
    names: Names,
    lines: Vec<Line>,
    depth: usize,
    scope: Vec<(&'a str, What)>,
}

/// What a visible name of a function is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Parameter(Kind),
    Variable(Kind),
    /// A local that something uses.
    Used,
    /// A local that nothing uses, which some languages refuse.
    Unused,
}

impl<'a> Walk<'a> {
    fn push(&mut self, source: Option<u16>, text: String) {
        let text = if text.is_empty() { text } else { self.style.indent.repeat(self.depth) + &text };
        self.lines.push(Line { text, source, lock: false, instead: None });
    }

    /// Pushes a line that the parameters may leave out.
    fn optional_line(&mut self, source: Option<u16>, text: String, is_out: bool) -> &mut Line {
        let out = format!("{}// {text}", self.style.indent.repeat(self.depth));
        self.push(source, text);
        let line = self.lines.last_mut().expect("it was just pushed");
        line.instead = is_out.then_some(out);
        line
    }

    fn lock_line(&mut self, source: Option<u16>, text: String) {
        let is_out = self.parameters.lock == LockKind::None;
        self.optional_line(source, text, is_out).lock = true;
    }

    fn function(&mut self, function: &'a Function) {
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

    fn show(&mut self) {
        self.depth += 1;
        self.push(None, self.style.show.to_owned());
        self.depth -= 1;
    }

    fn header(&self, function: &Function, template: &str) -> String {
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

    /// Returns the declarations of those functions that are called or started before they are defined.
    fn declarations(&self) -> String {
        let mut early = vec![false; self.tree.functions.len()];
        for (caller, function) in self.tree.functions.iter().enumerate() {
            visit(&function.body, &mut |action| {
                if let Action::Call(callee, _) | Action::Start(callee, _) = action {
                    early[*callee] |= caller < *callee;
                }
            });
        }
        let template = self.style.function.replace(" {", ";\n");
        let early = self.tree.functions.iter().zip(early).filter(|(_, early)| *early);
        early.map(|(function, _)| self.header(function, &template)).collect()
    }

    /// Pushes the `main` of a text that has none: it starts all threads and waits.
    fn default_main(&mut self) {
        let index = self.tree.functions.iter().position(|function| function.name == "thread");
        let index = index.expect("a text without `main` has a `thread`");
        let thread = &self.tree.functions[index];
        let taken = thread.parameters.first().map(|parameter| self.names.get(&parameter.name).to_owned());
        // A number that `thread` has no use for still counts the starts.
        let variable = taken.clone().unwrap_or_else(|| "n".to_owned());
        self.push(None, String::new());
        self.push(None, self.style.main.to_owned());
        self.depth += 1;
        self.push(None, fill(self.style.range, &[&variable, self.style.threads]));
        self.depth += 1;
        let name = self.names.get(&thread.name);
        let start = match &taken {
            Some(number) => fill(self.style.start, &[name, number]),
            None => fill(self.style.start_plain, &[name]),
        };
        self.push(None, start);
        self.depth -= 1;
        self.push(None, "}".to_owned());
        self.push(None, self.style.join.to_owned());
        self.depth -= 1;
        self.show();
        self.push(None, "}".to_owned());
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
                return self.lock_line(Some(*line), fill(template, &[self.names.lock(*lock)]));
            }
            Action::With(lock, body) => return self.with(*lock, body, *line),
            Action::For { variable, over, body } => return self.for_loop(variable, over, body, *line),
            Action::Join => {
                let is_out = self.parameters.main == Main::Exit;
                self.optional_line(Some(*line), style.join.to_owned(), is_out);
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
                true => self.lock_line(Some(line), text),
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

    fn number(&self, number: Number) -> String {
        match number {
            Number::Literal(number) => number.to_string(),
            Number::Threads => self.style.threads.to_owned(),
            Number::Count => self.style.count.to_owned(),
        }
    }

    /// Returns a parameter's or a loop variable's kind, and its value.
    fn value(&self, name: &str) -> (Kind, String) {
        let found = self.scope.iter().find(|(other, _)| *other == name).map(|(_, what)| *what);
        let printed = self.names.get(name);
        match found {
            Some(What::Variable(Kind::Character)) => {
                (Kind::Character, fill(self.style.character, &[printed]))
            }
            Some(What::Parameter(kind) | What::Variable(kind)) => (kind, printed.to_owned()),
            _ => unreachable!("the tree's values are parameters and loop variables"),
        }
    }

    fn argument(&self, argument: &Argument, kind: Kind) -> String {
        match (argument, kind) {
            (Argument::Number(number), _) => self.number(*number),
            (Argument::Name(name), _) => self.value(name).1,
            (Argument::Text(pieces), Kind::Character) => match &pieces[..] {
                [Piece::Literal(text)] => texts::character(text.as_bytes()[0]),
                _ => unreachable!("a character is a literal of one"),
            },
            (Argument::Text(pieces), _) => match self.text(pieces) {
                (text, true) => self.style.format.borrow.to_owned() + &text,
                (text, false) => text,
            },
        }
    }

    fn text(&self, pieces: &[Piece]) -> (String, bool) {
        let spot = |piece: &Piece| match piece {
            Piece::Literal(text) => Spot::Literal(text.clone()),
            Piece::Number(number) => Spot::Value(Kind::Number, self.number(*number)),
            Piece::Name(name) => {
                let (kind, value) = self.value(name);
                Spot::Value(kind, value)
            }
        };
        texts::text(&pieces.iter().map(spot).collect::<Vec<_>>(), &self.style.format)
    }
}

/// Tells whether a block uses the value of a name.
fn uses(body: &[Statement], name: &str) -> bool {
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
fn loads(body: &[Statement], name: &str) -> bool {
    let mut found = false;
    visit(body, &mut |action| {
        found |= matches!(action, Action::LoadCursor(local) | Action::LoadShared(local, _) if local == name);
    });
    found
}
