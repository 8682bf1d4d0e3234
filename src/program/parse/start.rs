//! Checks how the program starts.
//!
//! Owns the shape of `main`: its leading steps, then all starts of threads with nothing between, then the rest, with
//! at most one join. Without a `main`, owns what `thread` has to be. Never resolves a name.

use super::draft::{Does, Draft, Step};
use super::kinds::Solver;
use super::{Errors, MAX_PARAMETERS, Place, words};
use crate::fact;
use crate::program::tree::Kind;

/// Checks the shape of `main`, if there is one.
pub(super) fn check(draft: &Draft<'_>, errors: &mut Errors) {
    let Some(main) = draft.functions.iter().find(|function| function.name.text == "main") else { return };
    if let Some(parameter) = main.parameters.first() {
        let found = words::quote(parameter.text);
        errors.add(parameter.place, fact!("source.mainParameter", found));
    }
    let last = main.body.iter().rposition(starts);
    let first = main.body.iter().position(starts);
    let mut joined = None;
    for (index, step) in main.body.iter().enumerate() {
        let before_last = last.is_some_and(|last| index < last);
        match &step.does {
            Does::Join if before_last => {
                errors.add(step.place, fact!("source.joinLast"));
            }
            Does::Join => match joined {
                Some(line) => {
                    errors.add(step.place, fact!("source.joinedTwice", line));
                }
                None => joined = Some(step.place.line),
            },
            _ if starts(step) => check_starts(step, errors),
            _ if before_last && first.is_some_and(|first| first < index) => {
                errors.add(step.place, fact!("source.betweenStarts"));
            }
            _ => {}
        }
        check_joins(step.does.body(), errors);
    }
}

/// Tells whether a statement is a start or has one in its block.
fn starts(step: &Step<'_>) -> bool {
    matches!(step.does, Does::Start(..)) || step.does.body().iter().any(starts)
}

/// Checks that a statement that starts threads does nothing else.
fn check_starts(step: &Step<'_>, errors: &mut Errors) {
    match &step.does {
        Does::Start(..) | Does::Join => {}
        Does::For { body, .. } if starts(step) => body.iter().for_each(|step| check_starts(step, errors)),
        Does::With(..) if starts(step) => {
            errors.add(step.place, fact!("source.startInWith"));
        }
        _ => errors.add(step.place, fact!("source.onlyStarts")),
    }
}

/// Refuses a join in a block.
fn check_joins(body: &[Step<'_>], errors: &mut Errors) {
    for step in body {
        if let Does::Join = step.does {
            errors.add(step.place, fact!("source.joinInBlock"));
        }
        check_joins(step.does.body(), errors);
    }
}

/// Checks that the program has a beginning: `main`, or a `thread` that can be started with its number.
pub(super) fn check_entry(draft: &Draft<'_>, kinds: &Solver, errors: &mut Errors) {
    let find = |name| draft.functions.iter().position(|function| function.name.text == name);
    match (find("main"), find("thread")) {
        (Some(_), _) => {}
        (None, Some(index)) => {
            let thread = &draft.functions[index];
            let (kind, line) = kinds.kind(index * MAX_PARAMETERS);
            match &thread.parameters[..] {
                [] => {}
                [_] if kind == Kind::Number => {}
                [parameter] => {
                    let (found, kind) = (words::quote(parameter.text), words::kind(kind));
                    errors.add(parameter.place, fact!("source.threadParameter", found, kind, line));
                }
                [_, second, ..] => {
                    let found = words::quote(second.text);
                    errors.add(second.place, fact!("source.threadParameters", found));
                }
            }
        }
        (None, None) => {
            let names = draft.functions.iter().map(|function| function.name);
            let near = names
                .into_iter()
                .find_map(|name| Some((name, words::nearest(name.text, &["main", "thread"])?)));
            match near {
                Some((name, near)) => {
                    let found = words::quote(name.text);
                    errors
                        .add(name.place, fact!("source.beginsNoProgram", found, fact!("suggest.near", near)));
                }
                None => errors.add(Place::START, fact!("source.noBeginning")),
            }
        }
    }
}
