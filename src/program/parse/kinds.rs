//! Infers the kinds of parameters.
//!
//! Owns which use or argument decides a kind: first the uses in the functions themselves, then the starts of threads,
//! then the arguments in the order of the text. A kind passes through calls that give a parameter on, in both
//! directions. A parameter that nothing decides is a number.

use super::draft::Draft;
use super::resolve::{Given, Gives, Uses};
use super::{Errors, MAX_PARAMETERS, words};
use crate::fact;
use crate::program::tree::{Kind, Tree};

/// The kinds by slot, each with the line that decides it.
#[derive(Debug)]
pub(super) struct Solver {
    kinds: Vec<Option<(Kind, u32)>>,
    /// Pairs of slots of the same kind: a call gives one parameter to the other.
    links: Vec<(usize, usize)>,
}

impl Solver {
    /// Infers the kinds, and refuses uses and arguments of another kind.
    pub fn solve(draft: &Draft<'_>, uses: &Uses<'_>, errors: &mut Errors) -> Solver {
        let links = uses.givens.iter().filter_map(|given| match given.gives {
            Gives::Parameter(slot) => Some((slot, given.slot)),
            _ => None,
        });
        let kinds = vec![None; draft.functions.len() * MAX_PARAMETERS];
        let mut solver = Solver { kinds, links: links.collect() };
        for (slot, kind, name) in &uses.needs {
            match solver.kinds[*slot] {
                Some((other, line)) if other != *kind => {
                    let (found, kind, other) =
                        (words::quote(name.text), words::kind(*kind), words::kind(other));
                    errors.add(name.place, fact!("source.twoKinds", found, kind, other, line));
                }
                _ => solver.kinds[*slot] = Some((*kind, name.place.line)),
            }
        }
        for slot in 0..solver.kinds.len() {
            solver.spread(slot);
        }
        for (slot, line) in &uses.starts {
            solver.decide(*slot, Kind::Number, *line);
        }
        solver.start_thread(draft);
        for given in &uses.givens {
            if let Gives::Kind(kind) = given.gives {
                solver.decide(given.slot, kind, given.place.line);
            }
        }
        for given in &uses.givens {
            if let Gives::Single = given.gives {
                solver.decide(given.slot, Kind::Text, given.place.line);
            }
        }
        uses.givens.iter().for_each(|given| solver.check(draft, given, errors));
        solver
    }

    /// Decides the kind of the parameter of `thread`, if it is started without a `main`.
    fn start_thread(&mut self, draft: &Draft<'_>) {
        let position = |name| draft.functions.iter().position(|function| function.name.text == name);
        if let (None, Some(thread)) = (position("main"), position("thread")) {
            self.decide(thread * MAX_PARAMETERS, Kind::Number, draft.functions[thread].name.place.line);
        }
    }

    /// Decides a slot's kind, unless it is decided.
    fn decide(&mut self, slot: usize, kind: Kind, line: u32) {
        if self.kinds[slot].is_none() {
            self.kinds[slot] = Some((kind, line));
            self.spread(slot);
        }
    }

    /// Gives a slot's kind, if it is decided, to all slots that are linked to it.
    fn spread(&mut self, slot: usize) {
        let kind = self.kinds[slot];
        let mut changed = Vec::from_iter(kind.map(|_| slot));
        while let Some(slot) = changed.pop() {
            for &(one, other) in &self.links {
                for (from, to) in [(one, other), (other, one)] {
                    if from == slot && self.kinds[to].is_none() {
                        self.kinds[to] = kind;
                        changed.push(to);
                    }
                }
            }
        }
    }

    /// Returns a slot's kind, and the line that decides it, if any.
    pub fn kind(&self, slot: usize) -> (Kind, Option<u32>) {
        match self.kinds[slot] {
            Some((kind, line)) => (kind, Some(line)),
            None => (Kind::Number, None),
        }
    }

    fn check(&self, draft: &Draft<'_>, given: &Given<'_>, errors: &mut Errors) {
        let (kind, line) = self.kind(given.slot);
        let found = match given.gives {
            Gives::Kind(found) => found,
            Gives::Single if kind == Kind::Character => return,
            Gives::Single => Kind::Text,
            Gives::Parameter(slot) => self.kind(slot).0,
        };
        if found == kind {
            return;
        }
        let function = &draft.functions[given.slot / MAX_PARAMETERS];
        let parameter = words::quote(function.parameters[given.slot % MAX_PARAMETERS].text);
        let (written, function) = (words::quote(given.written), words::quote(function.name.text));
        let (found, kind) = (words::kind(found), words::kind(kind));
        let see = line.filter(|line| *line != given.place.line);
        errors.add(given.place, fact!("source.otherKind", written, found, parameter, function, kind, see));
    }

    /// Writes the kinds into the tree.
    pub fn fill(&self, tree: &mut Tree) {
        for (index, function) in tree.functions.iter_mut().enumerate() {
            for (position, parameter) in function.parameters.iter_mut().enumerate() {
                parameter.kind = self.kind(index * MAX_PARAMETERS + position).0;
            }
        }
    }
}
