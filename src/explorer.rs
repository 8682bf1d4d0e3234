//! Scheduler `explore`: every possible one, counted exactly.
//!
//! Owns the search. It takes all steps that can be taken from all states that can be reached, and counts the ways to
//! each: states that are equal have the same future, so they are merged and the numbers of ways added. That is path
//! counting in an acyclic graph, layer by layer, since every step leads one further from the start; no formula for any
//! program, lock or scope.
//!
//! Equal states are few, for a screen remembers too much. So each state is [settled](settle): what no thread can
//! overwrite any more is folded into what it came to (still clean, or a row torn, or a glyph lost) and forgotten. Both
//! states then have the same outcomes in as many ways, which is all that is asked of them.
//!
//! It knows as little as the state does: whole steps in some order, each order as likely as another to be counted.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use crate::program::{Kind, LimitError, Op, Program};
use crate::rows::{Row, Rows};
use crate::state::{Code, State};

/// How many states may be reached before the search gives up: some hundred megabytes.
pub const MAX_STATES: usize = 1_500_000;

/// What a complete run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Every line is whole.
    Clean,
    /// A row is torn, and no glyph lost.
    Torn,
    /// A glyph is lost.
    Lost,
    /// The increment program's final value.
    Value(u32),
    /// Nobody can step, though not all are done.
    Deadlock,
}

impl End {
    /// Returns its name: `clean`, `torn`, `lost`, `value 3`, `deadlock`.
    pub fn name(self) -> String {
        match self {
            End::Clean => "clean".to_string(),
            End::Torn => "torn".to_string(),
            End::Lost => "lost".to_string(),
            End::Value(value) => format!("value {value}"),
            End::Deadlock => "deadlock".to_string(),
        }
    }
}

/// The schedules with one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What they come to.
    pub end: End,
    /// How many there are.
    pub schedules: BigUint,
    /// One of them.
    pub example: Vec<u8>,
}

/// What the settled part of a screen came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Settled {
    Clean,
    Torn,
    Lost,
}

/// A state, and what of it has been forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    /// Cells, cursor and registers count from the first cell that is not settled.
    state: State,
    settled: Settled,
    /// The settled cells of the row that has not ended, while it may become whole.
    open: Vec<u16>,
}

/// How the first way to a state came there: from which state of the layer before, by whose step.
type Parent = (u32, u8);

/// A search in progress.
#[derive(Debug)]
pub struct Explorer {
    program: Program,
    rows: Rows,
    code: Code,
    /// The states that are so many steps from the start, and the number of ways to each.
    layer: Vec<(Node, BigUint)>,
    /// Of that layer, how many states have been followed; and the states found so far that are one step further.
    followed: usize,
    next: Vec<(Node, BigUint)>,
    index: FxHashMap<Node, u32>,
    parents: Vec<Vec<Parent>>,
    states: usize,
    outcomes: Vec<Outcome>,
    /// The fewest steps that tear a row, and that lose a glyph.
    shortest: Vec<(End, Vec<u8>)>,
    max_states: usize,
}

impl Explorer {
    /// Begins at the first state of `program`.
    ///
    /// # Errors
    ///
    /// Where it has too many steps to take one by one.
    pub fn new(program: Program) -> Result<Explorer, LimitError> {
        Ok(Explorer::of_code(program, program.code()?, MAX_STATES))
    }

    /// Begins at the first state of `code` in the place of the program's own, and gives up after `max_states`.
    pub fn of_code(program: Program, code: Code, max_states: usize) -> Explorer {
        let first = Node { state: State::new(&code), settled: Settled::Clean, open: Vec::new() };
        Explorer {
            program,
            rows: Rows::new(program),
            code,
            layer: vec![(first, BigUint::from(1u32))],
            followed: 0,
            next: Vec::new(),
            index: FxHashMap::default(),
            parents: vec![vec![(0, 0)]],
            states: 1,
            outcomes: Vec::new(),
            shortest: Vec::new(),
            max_states,
        }
    }

    /// Follows up to `states` more states. Tells whether there may be more to follow: no, when all have been or the
    /// limit is reached.
    pub fn advance(&mut self, states: usize) -> bool {
        for _ in 0..states {
            if self.followed == self.layer.len() {
                self.layer = std::mem::take(&mut self.next);
                self.index.clear();
                self.followed = 0;
                self.parents.push(Vec::new());
                if self.layer.is_empty() {
                    return false;
                }
                // The layer's own parents were pushed while it was the next.
                self.parents.pop();
            }
            if self.max_states <= self.states {
                return false;
            }
            self.follow();
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
        self.layer.is_empty() || self.followed == self.layer.len() && self.next.is_empty()
    }

    /// Returns the outcomes so far, the best first. They are all once the search is complete.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let mut outcomes = self.outcomes.clone();
        outcomes.sort_by_key(|outcome| outcome.end);
        outcomes
    }

    /// Returns the number of schedules so far.
    pub fn schedules(&self) -> BigUint {
        self.outcomes.iter().map(|outcome| &outcome.schedules).sum()
    }

    /// Returns the fewest steps after which a row is torn for good, and those after which a glyph is lost, as far as
    /// the search has come.
    pub fn shortest(&self) -> &[(End, Vec<u8>)] {
        &self.shortest
    }

    /// Takes each step that can be taken from the next state of the layer.
    fn follow(&mut self) {
        let from = self.followed;
        self.followed += 1;
        let (node, ways) = self.layer[from].clone();
        let mut stuck = true;
        for thread in 0..self.code.len() as u8 {
            let mut next = node.clone();
            let Ok(event) = next.state.step(&self.code, thread) else { continue };
            stuck = false;
            if event.overwrote.is_some() {
                next.settled = Settled::Lost;
            }
            if self.program.kind == Kind::Counter {
                settle(&mut next, &self.code, &self.rows);
            }
            let worse = (node.settled < next.settled).then_some(next.settled);
            self.reach(next, &ways, (from as u32, thread));
            self.note_shortest(worse, (from as u32, thread));
        }
        if stuck {
            self.finish(&node, &ways, from as u32);
        }
    }

    /// Adds `ways` to those that lead to `node`.
    fn reach(&mut self, node: Node, ways: &BigUint, parent: Parent) {
        if let Some(&known) = self.index.get(&node) {
            self.next[known as usize].1 += ways;
            return;
        }
        if self.next.is_empty() {
            self.parents.push(Vec::new());
        }
        self.index.insert(node.clone(), self.next.len() as u32);
        self.next.push((node, ways.clone()));
        self.parents.last_mut().expect("a layer has parents").push(parent);
        self.states += 1;
    }

    /// Counts the ways to a state in which nobody can step.
    fn finish(&mut self, node: &Node, ways: &BigUint, at: u32) {
        let end = self.end(node);
        if let Some(outcome) = self.outcomes.iter_mut().find(|outcome| outcome.end == end) {
            outcome.schedules += ways;
            return;
        }
        let layer = self.parents.len() - if self.next.is_empty() { 1 } else { 2 };
        let example = self.way_to(layer, at);
        self.outcomes.push(Outcome { end, schedules: ways.clone(), example });
    }

    fn end(&self, node: &Node) -> End {
        if !node.state.is_finished(&self.code) {
            return End::Deadlock;
        }
        match (self.program.kind, node.settled) {
            (Kind::Increment, _) => End::Value(node.state.cursor),
            (_, Settled::Lost) => End::Lost,
            (_, Settled::Torn) => End::Torn,
            // What has not been ended by a newline is a row as well.
            (_, Settled::Clean) if node.open.is_empty() || self.rows.classify(&node.open) == Row::Whole => {
                End::Clean
            }
            (_, Settled::Clean) => End::Torn,
        }
    }

    fn note_shortest(&mut self, settled: Option<Settled>, (from, thread): Parent) {
        let end = match settled {
            Some(Settled::Torn) => End::Torn,
            Some(Settled::Lost) => End::Lost,
            Some(Settled::Clean) | None => return,
        };
        if self.shortest.iter().all(|(known, _)| *known != end) {
            let layer = self.parents.len() - 2;
            let mut way = self.way_to(layer, from);
            way.push(thread);
            self.shortest.push((end, way));
        }
    }

    /// The first way that was found to state `at` of layer `layer`.
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

/// Forgets what cannot change any more, and counts from there on.
fn settle(node: &mut Node, code: &Code, rows: &Rows) {
    let State { cells, cursor, threads, .. } = &mut node.state;
    if node.settled == Settled::Lost {
        // Nothing that is put from now on can mend that; only the order of steps still counts.
        cells.clear();
        node.open.clear();
        *cursor = 0;
        threads.iter_mut().for_each(|place| place.register = 0);
        return;
    }
    // What a thread holds in its register matters until it has stored it.
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
            let owner = node.open.first().map(|&cell| cell >> 8);
            rows.classify(&node.open) != Row::Whole || owner.is_none()
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
            // A store is one behind what it will store.
            place.register = place.register.wrapping_sub(floor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Lock, Scope};
    use std::collections::{BTreeMap, HashSet};

    fn explore(program: Program) -> Explorer {
        let mut explorer = Explorer::new(program).unwrap();
        while explorer.advance(10_000) {}
        assert!(explorer.is_complete());
        explorer
    }

    fn counts(explorer: &Explorer) -> BTreeMap<String, String> {
        explorer
            .outcomes()
            .iter()
            .map(|outcome| (outcome.end.name(), outcome.schedules.to_string()))
            .collect()
    }

    fn check(program: Program, schedules: &str, expected: &[(&str, &str)]) -> Explorer {
        let explorer = explore(program);
        assert_eq!(explorer.schedules().to_string(), schedules, "{program:?}");
        let expected = expected.iter().map(|(name, count)| (name.to_string(), count.to_string())).collect();
        assert_eq!(counts(&explorer), expected, "{program:?}");
        explorer
    }

    fn increment(threads: u32, lock: Lock) -> Program {
        Program::increment(threads).unwrap().guarded(lock, Scope::Line)
    }

    fn counter(threads: u32, count: u32, lock: Lock, scope: Scope) -> Program {
        Program::new(threads, count).unwrap().guarded(lock, scope)
    }

    /// The states of two increments, and the six schedules, are few enough to write down: with the letters of the two
    /// threads' loads (l, L) and stores (s, S), `lsLS` and `LSls` end in 2, and `lLsS lLSs LlsS LlSs` in 1.
    #[test]
    fn increments_are_counted_as_an_independent_count_has_them() {
        let none = |threads| increment(threads, Lock::None);
        let states = |explorer: Explorer| explorer.states();
        assert_eq!(states(check(none(2), "6", &[("value 2", "2"), ("value 1", "4")])), 13);
        assert_eq!(
            states(check(none(3), "90", &[("value 3", "6"), ("value 2", "36"), ("value 1", "48")])),
            84
        );
        let four = [("value 4", "24"), ("value 3", "288"), ("value 2", "1056"), ("value 1", "1152")];
        assert_eq!(states(check(none(4), "2520", &four)), 755);
        let mutex = |threads| increment(threads, Lock::Mutex);
        assert_eq!(states(check(mutex(2), "2", &[("value 2", "2")])), 17);
        assert_eq!(states(check(mutex(3), "6", &[("value 3", "6")])), 61);
        assert_eq!(states(check(mutex(4), "24", &[("value 4", "24")])), 257);
    }

    #[test]
    fn two_unguarded_lines_are_counted_as_an_independent_count_has_them() {
        let expected = [("clean", "2"), ("torn", "48618"), ("lost", "1946939425599492")];
        let explorer = check(counter(2, 1, Lock::None, Scope::Line), "1946939425648112", &expected);
        // Both load, both put.
        let (_, way) = explorer.shortest().iter().find(|(end, _)| *end == End::Lost).unwrap();
        assert_eq!(way.len(), 4);
        assert_eq!(way.iter().filter(|&&thread| thread == 0).count(), 2);
    }

    #[test]
    fn a_lock_around_each_print_leaves_no_other_outcome_than_clean() {
        check(counter(2, 1, Lock::Mutex, Scope::Line), "2", &[("clean", "2")]);
        // As many as there are orders of the critical sections: 4!/(2! 2!), 6!/(2! 2! 2!), 3!.
        check(counter(2, 2, Lock::Mutex, Scope::Line), "6", &[("clean", "6")]);
        check(counter(3, 2, Lock::Mutex, Scope::Line), "90", &[("clean", "90")]);
        check(counter(3, 2, Lock::Mutex, Scope::Thread), "6", &[("clean", "6")]);
    }

    #[test]
    fn a_lock_around_each_glyph_tears_and_loses_nothing() {
        // Orders of 18 glyphs, 9 each: 18!/(9! 9!). Of 27, three times nine.
        check(counter(2, 1, Lock::Mutex, Scope::Glyph), "48620", &[("clean", "2"), ("torn", "48618")]);
        let three = [("clean", "6"), ("torn", "227873431494")];
        check(counter(3, 1, Lock::Mutex, Scope::Glyph), "227873431500", &three);
    }

    /// A count of its own, with nothing merged and nothing forgotten: every schedule, one after the other, on a plain
    /// screen. It shares no code with the explorer but the ops.
    fn brute_force(program: Program, code: &Code) -> BTreeMap<String, u64> {
        #[derive(Clone)]
        struct World {
            screen: Vec<Option<(u8, u8)>>,
            cursor: usize,
            holder: Option<usize>,
            lost: bool,
            threads: Vec<(usize, usize)>,
        }
        fn name(program: Program, code: &Code, world: &World) -> String {
            if world.threads.iter().zip(code).any(|((taken, _), ops)| *taken < ops.len()) {
                return "deadlock".to_string();
            }
            if program.kind == Kind::Increment {
                return format!("value {}", world.cursor);
            }
            if world.lost {
                return "lost".to_string();
            }
            let printed: Vec<(u8, u8)> = world.screen.iter().flatten().copied().collect();
            let wanted: HashSet<Vec<(u8, u8)>> = (0..program.threads() as u8)
                .flat_map(|thread| {
                    (0..program.count()).map(move |line| (thread, format!("[{thread}] => {line}")))
                })
                .map(|(thread, text)| text.bytes().map(|byte| (byte, thread)).collect())
                .collect();
            let mut rows = printed.split(|(byte, _)| *byte == b'\n').collect::<Vec<_>>();
            assert_eq!(rows.pop(), Some(&[][..]), "nothing lost, so the last newline is there");
            if rows.iter().all(|row| wanted.contains(*row)) { "clean" } else { "torn" }.to_string()
        }
        fn visit(program: Program, code: &Code, world: &World, counts: &mut BTreeMap<String, u64>) {
            let mut stuck = true;
            for thread in 0..code.len() {
                let (taken, register) = world.threads[thread];
                let Some(op) = code[thread].get(taken) else { continue };
                let mut next = world.clone();
                match *op {
                    Op::Acquire if world.holder.is_some() => continue,
                    Op::Acquire => next.holder = Some(thread),
                    Op::Release => next.holder = None,
                    Op::Load => next.threads[thread].1 = world.cursor,
                    Op::Put(byte) => {
                        next.lost |= next.screen[register].replace((byte, thread as u8)).is_some();
                    }
                    Op::Store => next.cursor = register + 1,
                }
                next.threads[thread].0 += 1;
                stuck = false;
                visit(program, code, &next, counts);
            }
            if stuck {
                *counts.entry(name(program, code, world)).or_default() += 1;
            }
        }
        let world = World {
            screen: vec![None; 1 + program.screen_len()],
            cursor: 0,
            holder: None,
            lost: false,
            threads: vec![(0, 0); code.len()],
        };
        let mut counts = BTreeMap::new();
        visit(program, code, &world, &mut counts);
        counts
    }

    /// Counts `code` both ways.
    fn check_by_brute_force(program: Program, code: Code) {
        let mut explorer = Explorer::of_code(program, code.clone(), MAX_STATES);
        while explorer.advance(1_000) {}
        let expected = brute_force(program, &code);
        let expected = expected.into_iter().map(|(name, count)| (name, count.to_string())).collect();
        assert_eq!(counts(&explorer), expected, "{program:?}");
    }

    #[test]
    fn the_count_is_that_of_brute_force() {
        for lock in [Lock::None, Lock::Mutex] {
            for threads in 1..=4 {
                let program = increment(threads, lock);
                check_by_brute_force(program, program.code().unwrap());
            }
        }
        for (threads, count) in [(2, 1), (3, 1), (2, 2), (3, 2)] {
            for scope in [Scope::Line, Scope::Thread] {
                let program = counter(threads, count, Lock::Mutex, scope);
                check_by_brute_force(program, program.code().unwrap());
            }
        }
        let program = counter(2, 1, Lock::Mutex, Scope::Glyph);
        check_by_brute_force(program, program.code().unwrap());
    }

    #[test]
    fn the_count_is_that_of_brute_force_where_glyphs_race() {
        // Pieces of lines, since whole ones race in too many ways to visit each: their last three glyphs, unguarded.
        let program = counter(2, 1, Lock::None, Scope::Line);
        let code = program.code().unwrap();
        for glyphs in 1..=3 {
            let code: Code = code.iter().map(|ops| ops[ops.len() - 3 * glyphs..].to_vec()).collect();
            check_by_brute_force(program, code);
        }
    }

    #[test]
    fn a_forgotten_release_is_a_deadlock_in_each_schedule_that_leaves_somebody_waiting() {
        for forgetful in 0..3 {
            let program = counter(3, 2, Lock::Mutex, Scope::Line);
            let mut code = program.code().unwrap();
            assert_eq!(code[forgetful].pop(), Some(Op::Release));
            check_by_brute_force(program, code);
        }
    }

    #[test]
    fn examples_have_the_outcome_that_they_are_examples_of() {
        for program in [
            increment(3, Lock::None),
            counter(2, 1, Lock::None, Scope::Line),
            counter(3, 1, Lock::Mutex, Scope::Glyph),
        ] {
            for Outcome { end, example, .. } in explore(program).outcomes() {
                let code = program.code().unwrap();
                let mut state = State::new(&code);
                let mut lost = false;
                for thread in example {
                    lost |= state.step(&code, thread).unwrap().overwrote.is_some();
                }
                assert!(state.is_finished(&code));
                let mut rows = Rows::new(program);
                rows.fold(&state.cells);
                let found = match () {
                    _ if program.kind == Kind::Increment => End::Value(state.cursor),
                    _ if lost => End::Lost,
                    _ if rows.tally().torn == 0 => End::Clean,
                    _ => End::Torn,
                };
                assert_eq!(found, end, "{program:?}");
            }
        }
    }

    #[test]
    fn a_limit_stops_the_search_and_it_says_so() {
        let program = counter(3, 3, Lock::None, Scope::Line);
        let mut explorer = Explorer::of_code(program, program.code().unwrap(), 5_000);
        while explorer.advance(1_000) {}
        assert!(!explorer.is_complete());
        assert!(explorer.states() < 5_010);
        // What is known so far: how soon it goes wrong.
        assert!(explorer.shortest().iter().any(|(end, way)| *end == End::Lost && way.len() == 4));
    }
}
