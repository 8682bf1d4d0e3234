//! The names of a program in a language that may refuse some of them.
//!
//! Owns which name stands for which: a name that is taken gets underscores until nothing else has it. Never knows
//! where a name stands.

use super::style::Style;
use crate::program::tree::{Action, LockId, Statement, Tree};

/// The names, as printed.
#[derive(Debug)]
pub(super) struct Names {
    /// Those that are printed otherwise, with what stands for them.
    renamed: Vec<(String, String)>,
    locks: Vec<String>,
}

impl Names {
    /// Finds a name for each of the tree's.
    pub fn new(tree: &Tree, style: &Style) -> Names {
        let written = written(tree);
        let mut names = Names { renamed: Vec::new(), locks: Vec::new() };
        for name in &written {
            if is_taken(name, style) {
                let free = names.free(name, &written, style);
                names.renamed.push(((*name).to_owned(), free));
            }
        }
        for lock in &tree.locks {
            let capitals = lock.name.to_uppercase();
            let printed = match style.capital_locks && capitals != lock.name {
                true if written.contains(&&*capitals) || is_taken(&capitals, style) => {
                    names.free(&capitals, &written, style)
                }
                true if !names.locks.contains(&capitals) => capitals,
                true => names.free(&capitals, &written, style),
                false => names.get(&lock.name).to_owned(),
            };
            names.locks.push(printed);
        }
        names
    }

    fn free(&self, name: &str, written: &[&str], style: &Style) -> String {
        let is_used = |name: &String| {
            let renamed = self.renamed.iter().any(|(_, other)| other == name);
            renamed || self.locks.contains(name) || written.contains(&&**name)
        };
        let mut free = format!("{name}_");
        while is_used(&free) || style.taken.split(' ').any(|taken| taken == free) {
            free.push('_');
        }
        free
    }

    /// Returns what stands for a name that is not a lock's.
    pub fn get<'n>(&'n self, name: &'n str) -> &'n str {
        self.renamed.iter().find(|(other, _)| other == name).map_or(name, |(_, printed)| printed)
    }

    /// Returns what stands for a lock's name.
    pub fn lock(&self, LockId(lock): LockId) -> &str {
        &self.locks[usize::from(lock)]
    }
}

fn is_taken(name: &str, style: &Style) -> bool {
    style.taken.split(' ').any(|taken| match taken.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name == taken,
    })
}

/// Returns the names that a tree has, each once.
fn written(tree: &Tree) -> Vec<&str> {
    let mut names: Vec<&str> = tree.locks.iter().map(|lock| &*lock.name).collect();
    names.extend(tree.shared.iter().map(String::as_str));
    for function in &tree.functions {
        names.push(&function.name);
        names.extend(function.parameters.iter().map(|parameter| &*parameter.name));
        gather(&function.body, &mut names);
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn gather<'t>(body: &'t [Statement], names: &mut Vec<&'t str>) {
    for statement in body {
        match &statement.action {
            Action::For { variable, body, .. } => {
                names.push(variable);
                gather(body, names);
            }
            Action::With(_, body) => gather(body, names),
            Action::LoadCursor(local) | Action::LoadShared(local, _) => names.push(local),
            _ => {}
        }
    }
}
