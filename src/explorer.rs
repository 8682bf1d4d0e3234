//! Scheduler `explore`: every possible schedule, counted exactly.
//!
//! Owns the search. It takes every possible step from every reachable state, and counts the ways to each. Equal states
//! have the same future, so they are merged and their numbers of ways added. That is path counting in an acyclic graph,
//! layer by layer, since every step leads one further from the start. It needs no formula for any program, lock or
//! scope.
//!
//! Equal states are few, for a screen remembers too much. So each state is [settled](settle): the cells that no thread
//! can overwrite any more are folded into an outcome (still clean, or a row torn, or a glyph lost) and forgotten. A
//! state and its settled form have the same outcomes in as many ways, and the search asks for no more.
//!
//! The search models as little as the state does: whole steps in some order, and each order counts the same.

mod largest;

use std::hash::BuildHasher;
use std::mem::{size_of, take};
use std::vec;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

pub use self::largest::LargestSize;
use crate::count::Count;
use crate::end::End;
use crate::enumerator::Enumerator;
use crate::program::{Kind, LimitError, Op, Program};
use crate::rows::{Row, Rows};
use crate::state::{Code, Event, State};
use crate::stepper::Stepper;

/// The most states that may be reached before the search gives up.
pub const MAX_STATES: usize = 1_500_000;

/// The most bytes that the states of two layers may take before the search gives up, about. Their containers may grow
/// to twice that, and all of it has to fit into the memory of a worker.
pub const MAX_BYTES: usize = 40 << 20;

/// The most schedules that are listed one by one.
pub const MAX_LISTED: u32 = 100;

/// The schedules with one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Their outcome.
    pub end: End,
    /// Their number.
    pub schedules: Count,
    /// One of them.
    pub example: Vec<u8>,
}

/// The outcome of a screen's settled part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Settled {
    Clean,
    Torn,
    Lost,
}

/// A settled state, and the outcome of the cells that it has forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    /// Cells, cursor and registers count from the first cell that is not settled.
    state: State,
    settled: Settled,
    /// The settled cells of the row that has not ended, as long as it can become whole.
    open: Vec<u16>,
}

impl Node {
    /// Returns how many bytes the node takes, with the number of ways to it, about.
    fn bytes(&self) -> usize {
        /// The bytes that an allocator adds, at least.
        const EACH: usize = 16;
        let State { cells, queue, threads, .. } = &self.state;
        let vectors =
            [size_of_val(&**cells), queue.len(), size_of_val(&**threads), size_of_val(&*self.open), 0];
        size_of::<(Node, Count)>() + vectors.iter().map(|bytes| bytes + EACH).sum::<usize>()
    }
}

/// The step by which a state was first reached: the index of the state before it, in the layer before, and the thread.
type Parent = (u32, u8);

/// A search in progress.
#[derive(Debug)]
pub struct Explorer {
    program: Program,
    rows: Rows,
    code: Code,
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
    outcomes: Vec<Outcome>,
    /// The shortest schedules that tear a row, and that lose a glyph.
    shortest: Vec<(End, Vec<u8>)>,
    max_states: usize,
}

impl Explorer {
    /// Begins at the first state of `program`.
    ///
    /// # Errors
    ///
    /// If the program has too many steps to take one by one.
    pub fn new(program: Program) -> Result<Explorer, LimitError> {
        Ok(Explorer::of_code(program, program.code()?, MAX_STATES))
    }

    /// Begins at the first state of `code`, which replaces the program's own, and gives up after `max_states`.
    pub fn of_code(program: Program, code: Code, max_states: usize) -> Explorer {
        let first = Node { state: State::new(&code), settled: Settled::Clean, open: Vec::new() };
        Explorer {
            program,
            rows: Rows::new(program),
            code,
            layer: vec![(first, Count::one())].into_iter(),
            followed: 0,
            next: Vec::new(),
            index: HashTable::new(),
            bytes: [0; 2],
            parents: vec![vec![(0, 0)]],
            states: 1,
            outcomes: Vec::new(),
            shortest: Vec::new(),
            max_states,
        }
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
        (self.parents.len() - 1, self.code.iter().map(Vec::len).sum())
    }

    /// Tells whether all states have been followed.
    pub fn is_complete(&self) -> bool {
        self.layer.len() == 0 && self.next.is_empty()
    }

    /// Returns the outcomes so far, the best first. When the search is complete, they are all.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Returns the number of schedules so far.
    pub fn schedules(&self) -> Count {
        self.outcomes.iter().map(|outcome| &outcome.schedules).sum()
    }

    /// Returns the shortest schedules after which a row is torn, and after which a glyph or an increment is lost, as
    /// far as the search has come.
    pub fn shortest(&self) -> &[(End, Vec<u8>)] {
        &self.shortest
    }

    /// Returns each schedule and its outcome, if they are no more than [`MAX_LISTED`]; else none.
    pub fn listed(&self) -> Vec<(Vec<u8>, End)> {
        let few = self.schedules().to_string().parse().is_ok_and(|schedules: u32| schedules <= MAX_LISTED);
        if !few || !self.is_complete() {
            return Vec::new();
        }
        let mut schedules = Enumerator::of_code(self.program, self.code.clone());
        let mut listed = Vec::new();
        while let Some(schedule) = schedules.next() {
            let schedule = schedule.to_vec();
            listed.push((schedule, schedules.end()));
        }
        listed
    }

    /// Takes each step that can be taken from the next state of the layer.
    fn follow(&mut self, node: Node, ways: Count) {
        let from = self.followed;
        self.followed += 1;
        let mut stuck = true;
        for thread in 0..self.code.len() as u8 {
            let Some((next, event)) = self.successor(&node, thread) else { continue };
            stuck = false;
            let fault = fault(&self.program, &node, &next, event);
            self.reach(next, &ways, (from, thread));
            if let Some(end) = fault {
                self.note_shortest(end, (from, thread));
            }
        }
        if stuck {
            self.finish(&node, &ways, from);
        }
    }

    /// Returns the state that a step of `thread` leads to, if it can be taken.
    fn successor(&self, node: &Node, thread: u8) -> Option<(Node, Event)> {
        let mut next = node.clone();
        let event = next.state.step(&self.code, thread).ok()?;
        if event.overwrote.is_some() {
            next.settled = Settled::Lost;
        }
        if self.program.prints() {
            settle(&mut next, &self.code, &self.rows);
        }
        Some((next, event))
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
        let end = self.end(node);
        let place = self.outcomes.partition_point(|outcome| outcome.end < end);
        if let Some(outcome) = self.outcomes.get_mut(place).filter(|outcome| outcome.end == end) {
            outcome.schedules += ways;
            return;
        }
        let layer = self.parents.len() - if self.next.is_empty() { 1 } else { 2 };
        let example = self.way_to(layer, at);
        self.outcomes.insert(place, Outcome { end, schedules: ways.clone(), example });
    }

    fn end(&self, node: &Node) -> End {
        if !node.state.is_finished(&self.code) {
            return End::Deadlock;
        }
        match (self.program.kind, node.settled) {
            (Kind::Increment, _) => End::Value(node.state.cursor),
            (_, Settled::Lost) => End::Lost,
            (_, Settled::Torn) => End::Torn,
            // A row without its newline is a row as well.
            (_, Settled::Clean) if node.open.is_empty() || self.rows.classify(&node.open) == Row::Whole => {
                End::Clean
            }
            (_, Settled::Clean) => End::Torn,
        }
    }

    fn note_shortest(&mut self, end: End, (from, thread): Parent) {
        if self.shortest.iter().all(|(known, _)| *known != end) {
            let layer = self.parents.len() - 2;
            let mut way = self.way_to(layer, from);
            way.push(thread);
            if end == End::Torn {
                // Here the row is torn for good; the put that does not belong tore it.
                let mut stepper = Stepper::of_code(self.program, self.code.clone());
                stepper.replay(&way).expect("it was walked");
                way.truncate(stepper.first_fault().unwrap_or(way.len()));
            }
            self.shortest.push((end, way));
        }
    }

    /// The schedule by which state `at` of layer `layer` was first reached.
    fn way_to(&self, layer: usize, mut at: u32) -> Vec<u8> {
        let mut way: Vec<u8> = (1..=layer)
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

/// Returns the fault that the step from `before` to `after` makes final, if there is one.
fn fault(program: &Program, before: &Node, after: &Node, event: Event) -> Option<End> {
    match (program.kind, after.settled) {
        // The thread stores one more than it loaded: a store in between is lost.
        (Kind::Increment, _) => {
            (event.op == Op::Store && event.at != before.state.cursor + 1).then_some(End::Lost)
        }
        (_, settled) if settled == before.settled => None,
        (_, Settled::Torn) => Some(End::Torn),
        (_, _) => Some(End::Lost),
    }
}

/// Forgets the cells that cannot change any more, and counts from there on.
fn settle(node: &mut Node, code: &Code, rows: &Rows) {
    let State { cells, cursor, threads, .. } = &mut node.state;
    if node.settled == Settled::Lost {
        // No later put can mend a lost glyph; only the order of steps still counts.
        cells.clear();
        node.open.clear();
        *cursor = 0;
        threads.iter_mut().for_each(|place| place.register = 0);
        return;
    }
    // A thread's register matters until the thread has stored.
    let pending = |place: &crate::state::Place, ops: &Vec<Op>| match ops.get(place.steps as usize) {
        Some(Op::Put(_)) => Some(place.register),
        Some(Op::Store) => Some(place.register + 1),
        _ => None,
    };
    let mut floor = *cursor;
    for (place, ops) in threads.iter_mut().zip(code) {
        match pending(place, ops) {
            Some(lowest) => floor = floor.min(lowest),
            None => place.register = 0,
        }
    }
    let floor = floor.min(cells.len() as u32);
    for cell in cells.drain(..floor as usize) {
        if node.settled == Settled::Torn {
            continue;
        }
        let newline = cell as u8 == b'\n';
        let torn = if newline {
            rows.classify(&node.open) != Row::Whole
        } else {
            node.open.push(cell);
            !rows.can_become_whole(&node.open)
        };
        if torn {
            node.settled = Settled::Torn;
        }
        if torn || newline {
            node.open.clear();
        }
    }
    *cursor -= floor;
    for (place, ops) in threads.iter_mut().zip(code) {
        if pending(place, ops).is_some() {
            // Before a store, the register is one less than the cursor that is stored.
            place.register = place.register.wrapping_sub(floor);
        }
    }
}

#[cfg(test)]
mod tests;
