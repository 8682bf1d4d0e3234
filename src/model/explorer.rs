//! Scheduler `explore`: every possible schedule, counted exactly.
//!
//! Owns the search. It takes every possible step from every reachable state, and counts the ways to each. Equal states
//! have the same future, so they are merged and their numbers of ways added. That is path counting in an acyclic graph,
//! layer by layer, since every step leads one further from the start. It needs no formula for any program, lock or
//! scope.
//!
//! Equal states are few, for a screen remembers too much. So each state is [canonicalized](canonical): the cells that
//! no thread can overwrite any more are folded into an outcome (still clean, or a row torn, or a glyph lost) and
//! forgotten. A state and its canonical form have the same outcomes in as many ways, and the search asks for no more.
//!
//! The search models as little as the state does: whole steps in some order, and each order counts the same.

mod canonical;
mod largest;

use std::hash::BuildHasher;
use std::mem::take;
use std::sync::Arc;
use std::vec;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use self::canonical::{Canonicalizer, Node, Settled};
pub use self::largest::LargestSize;
use super::count::Count;
use super::{Enumerator, Outcome, Sought, State, Step, Stepper, Written};
use crate::program::{Op, Program, ProgramError, ThreadId, Variable};
use crate::rows::{Row, Rows};

/// The most states that may be reached before the search gives up.
pub const MAX_STATES: usize = 1_500_000;

/// The most bytes that the states of two layers may take before the search gives up, about. Their containers may grow
/// to twice that, and all of it has to fit into the memory of a worker.
pub const MAX_BYTES: usize = 40 << 20;

/// The most schedules that are listed one by one.
pub const MAX_LISTED: u32 = 100;

/// The schedules with one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeCount {
    /// Their outcome.
    pub outcome: Outcome,
    /// Their number.
    pub schedules: Count,
    /// One of the shortest of them.
    pub example: Vec<ThreadId>,
}

/// The step by which a state was first reached: the index of the state before it, in the layer before, and the thread.
type Parent = (u32, ThreadId);

/// A search in progress.
#[derive(Debug)]
pub struct Explorer {
    program: Program,
    rows: Rows,
    code: Arc<Written>,
    canonicalizer: Canonicalizer,
    /// The states of the current layer that have not been followed, and the number of ways to each. All states of a
    /// layer are equally many steps from the start.
    layer: vec::IntoIter<(Node, Count)>,
    /// How many states of that layer have been followed; and the states of the next layer found so far.
    followed: u32,
    next: Vec<(Node, Count)>,
    /// The index of a state in `next`, by its hash.
    index: HashTable<u32>,
    /// How many bytes the states of the layer take, and those of the next.
    bytes: [usize; 2],
    parents: Vec<Vec<Parent>>,
    states: usize,
    outcomes: Vec<OutcomeCount>,
    /// The shortest schedules that tear a row, and that lose a glyph or a store.
    shortest: Vec<(Outcome, Vec<ThreadId>)>,
    max_states: usize,
}

impl Explorer {
    /// Begins at the first state of `program`.
    ///
    /// # Errors
    ///
    /// If the program has too many steps to take one by one.
    pub fn new(program: Program) -> Result<Explorer, ProgramError> {
        Explorer::within(program, MAX_STATES)
    }

    /// Like `new`, but gives up after `max_states`.
    fn within(program: Program, max_states: usize) -> Result<Explorer, ProgramError> {
        let code = Arc::new(Written::new(&program)?);
        let (rows, canonicalizer) = (Rows::new(program.clone()), Canonicalizer::new(&code));
        let mut first = Node { state: State::new(&code), settled: Settled::Clean, open: Vec::new() };
        if program.prints() {
            canonicalizer.canonicalize(&mut first, &rows);
        }
        Ok(Explorer {
            program,
            rows,
            code,
            canonicalizer,
            layer: vec![(first, Count::one())].into_iter(),
            followed: 0,
            next: Vec::new(),
            index: HashTable::new(),
            bytes: [0; 2],
            parents: vec![vec![(0, ThreadId(0))]],
            states: 1,
            outcomes: Vec::new(),
            shortest: Vec::new(),
            max_states,
        })
    }

    /// Follows up to `states` more states. Tells whether there may be more to follow: not if all have been, or the
    /// limit is reached.
    pub fn advance(&mut self, states: usize) -> bool {
        for _ in 0..states {
            if self.max_states <= self.states || MAX_BYTES <= self.bytes.iter().sum() {
                return false;
            }
            if let Some((node, ways)) = self.layer.next() {
                self.follow(node, ways);
            } else if self.next.is_empty() {
                return false;
            } else {
                self.layer = take(&mut self.next).into_iter();
                self.index.clear();
                self.followed = 0;
                self.bytes = [self.bytes[1], 0];
            }
        }
        true
    }

    /// Returns how many states have been reached.
    pub fn states(&self) -> usize {
        self.states
    }

    /// Returns how many steps from the start the search is, and how many there are at the most.
    pub fn depth(&self) -> (usize, usize) {
        (self.parents.len() - 1, self.code.steps())
    }

    /// Tells whether all states have been followed.
    pub fn is_complete(&self) -> bool {
        self.layer.len() == 0 && self.next.is_empty()
    }

    /// Returns the outcomes so far, the best first. When the search is complete, they are all.
    pub fn outcomes(&self) -> &[OutcomeCount] {
        &self.outcomes
    }

    /// Returns the number of schedules so far.
    pub fn schedules(&self) -> Count {
        self.outcomes.iter().map(|outcome| &outcome.schedules).sum()
    }

    /// Returns the shortest schedules after which a row is torn, and after which a glyph or a store is lost, as far as
    /// the search has come.
    pub fn shortest(&self) -> &[(Outcome, Vec<ThreadId>)] {
        &self.shortest
    }

    /// Returns each schedule and its outcome, if they are no more than [`MAX_LISTED`]; else none.
    pub fn listed(&self) -> Vec<(Vec<ThreadId>, Outcome)> {
        let few = self.schedules().to_string().parse().is_ok_and(|schedules: u32| schedules <= MAX_LISTED);
        if !few || !self.is_complete() {
            return Vec::new();
        }
        let mut schedules = Enumerator::of_written(self.program.clone(), self.code.clone());
        let mut listed = Vec::new();
        while let Some(schedule) = schedules.next() {
            let schedule = schedule.to_vec();
            listed.push((schedule, schedules.outcome()));
        }
        listed
    }

    /// Takes each step that can be taken from the next state of the layer.
    fn follow(&mut self, node: Node, ways: Count) {
        let from = self.followed;
        self.followed += 1;
        let mut stuck = true;
        for thread in self.code.thread_ids() {
            let Some((next, step)) = self.successor(&node, thread) else { continue };
            stuck = false;
            let fault = self.fault(&node, &next, step);
            self.reach(next, &ways, (from, thread));
            if let Some(outcome) = fault {
                self.note_shortest(outcome, (from, thread));
            }
        }
        if stuck {
            self.finish(&node, &ways, from);
        }
    }

    /// Returns the state that a step of `thread` leads to, if it can be taken.
    fn successor(&self, node: &Node, thread: ThreadId) -> Option<(Node, Step)> {
        self.state_is_ready(node, thread).then(|| {
            let mut next = node.clone();
            let step = next.state.step(&self.code, thread).expect("it is ready");
            if step.overwrote.is_some() {
                next.settled = Settled::Lost;
            }
            if self.program.prints() {
                self.canonicalizer.canonicalize(&mut next, &self.rows);
            }
            (next, step)
        })
    }

    fn state_is_ready(&self, node: &Node, thread: ThreadId) -> bool {
        node.state.ready(&self.code, thread).is_ok()
    }

    /// Returns the fault that a step makes final, if there is one.
    fn fault(&self, before: &Node, after: &Node, step: Step) -> Option<Outcome> {
        match after.settled {
            _ if !self.program.prints() => {
                let lost =
                    matches!(step.op.op, Op::Store(Variable::Shared(_), ..)) && step.overwrites_a_store();
                lost.then_some(Outcome::Lost)
            }
            settled if settled == before.settled => None,
            Settled::Torn => Some(Outcome::Torn),
            Settled::Lost | Settled::Clean => Some(Outcome::Lost),
        }
    }

    /// Adds `ways` to those that lead to `node`.
    fn reach(&mut self, node: Node, ways: &Count, parent: Parent) {
        let hash = |node: &Node| FxBuildHasher.hash_one(node);
        let next = &self.next;
        if let Some(&known) = self.index.find(hash(&node), |&at| next[at as usize].0 == node) {
            self.next[known as usize].1 += ways;
            return;
        }
        if self.next.is_empty() {
            self.parents.push(Vec::new());
        }
        self.index.insert_unique(hash(&node), next.len() as u32, |&at| hash(&next[at as usize].0));
        self.bytes[1] += node.bytes();
        self.next.push((node, ways.clone()));
        self.parents.last_mut().expect("a layer has parents").push(parent);
        self.states += 1;
    }

    /// Counts the ways to a state in which no thread can step.
    fn finish(&mut self, node: &Node, ways: &Count, at: u32) {
        let outcome = self.outcome(node);
        let index = self.outcomes.partition_point(|known| known.outcome < outcome);
        if let Some(known) = self.outcomes.get_mut(index).filter(|known| known.outcome == outcome) {
            known.schedules += ways;
            return;
        }
        let layer = self.parents.len() - if self.next.is_empty() { 1 } else { 2 };
        let example = self.way_to(layer, at);
        self.outcomes.insert(index, OutcomeCount { outcome, schedules: ways.clone(), example });
    }

    fn outcome(&self, node: &Node) -> Outcome {
        let (end, last) = node.state.ended(&self.code).expect("no thread can step");
        Outcome::of_hang(&end).unwrap_or_else(|| match node.settled {
            _ if !self.program.prints() => Outcome::Values(last.memory.shared),
            Settled::Lost => Outcome::Lost,
            Settled::Torn => Outcome::Torn,
            // A row without its newline is a row as well.
            Settled::Clean if node.open.is_empty() || self.rows.classify(&node.open, None) != Row::Torn => {
                Outcome::Clean
            }
            Settled::Clean => Outcome::Torn,
        })
    }

    fn note_shortest(&mut self, outcome: Outcome, (from, thread): Parent) {
        if self.shortest.iter().all(|(known, _)| *known != outcome) {
            let layer = self.parents.len() - 2;
            let mut way = self.way_to(layer, from);
            way.push(thread);
            if outcome == Outcome::Torn {
                // Here the row is torn for good; the put that does not belong tore it.
                let mut stepper = Stepper::new(self.program.clone()).expect("it can be stepped");
                stepper.replay(&way).expect("it was walked");
                way.truncate(stepper.first_with(Sought::Fault(None)).unwrap_or(way.len()));
            }
            self.shortest.push((outcome, way));
        }
    }

    /// The schedule by which state `at` of layer `layer` was first reached.
    fn way_to(&self, layer: usize, mut at: u32) -> Vec<ThreadId> {
        let mut way: Vec<ThreadId> = (1..=layer)
            .rev()
            .map(|layer| {
                let (parent, thread) = self.parents[layer][at as usize];
                at = parent;
                thread
            })
            .collect();
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests;
