//! Refuses functions that call themselves, directly or through others.
//!
//! Owns the search for a circle of calls; never knows where threads start, since no thread starts another.

use super::draft::{Draft, Name};
use super::{Errors, words};
use crate::fact;

/// Refuses the first call that is part of a circle. The calls have a caller, a callee and a place.
pub(super) fn check(draft: &Draft<'_>, calls: &[(usize, usize, Name<'_>)], errors: &mut Errors) {
    for (caller, callee, name) in calls {
        let Some(way) = way(draft.functions.len(), calls, *callee, *caller) else { continue };
        let names = way.into_iter().map(|function| draft.functions[function].name.text);
        let names = words::list(names);
        let caller = names.last().expect("a way ends at the caller").clone();
        let problem = match names.len() {
            1 => fact!("source.callsItself", caller),
            _ => fact!("source.callsInCircle", caller, names),
        };
        errors.add(name.place, problem);
        return;
    }
}

/// Returns a shortest way along calls, both ends included.
fn way(functions: usize, calls: &[(usize, usize, Name<'_>)], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut next = vec![None; functions];
    let mut reached = vec![to];
    let mut at = 0;
    // From the end to the start, so that each function reached knows the next one on its way.
    while at < reached.len() && reached[at] != from {
        for &(caller, callee, _) in calls {
            if callee == reached[at] && !reached.contains(&caller) {
                next[caller] = Some(callee);
                reached.push(caller);
            }
        }
        at += 1;
    }
    let mut way = vec![*reached.get(at)?];
    while let Some(function) = way.last().and_then(|function| next[*function]) {
        way.push(function);
    }
    Some(way)
}
