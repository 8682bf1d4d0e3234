//! Prints a program in a language with braces.
//!
//! Owns the order of the listing, which is the text's, except that the locks come first; and the surroundings: the
//! prelude, the ending, and a `main` for a text that has none. Never prints a statement: that is `walk`.

use super::Listing;
use super::style::{Style, fill};
use super::uses::visit;
use super::walk::Walk;
use crate::program::Program;
use crate::program::tree::{Action, Function, LockId, Tree};

/// Prints a program. In a language's prelude and ending, the marks stand for: `$threads`, `$count`, `$cells`,
/// `$started` for numbers; `$shared`, `$values` for the shared names' declarations and what shows them; `$declarations`
/// for functions that are called before they are defined; `$functions` for the functions that are started.
pub(super) fn print(program: &Program, style: &Style) -> Listing {
    let tree = program.tree();
    let mut walk = Walk::new(tree, style, program.parameters());
    for (lock, declared) in (0..).map(LockId).zip(&tree.locks) {
        walk.lock(lock, declared.line);
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

impl Walk<'_> {
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
}
