//! Resolves the names in a draft, which gives the tree.
//!
//! Owns what a name may stand for in each place; never decides a parameter's kind, but notes all that it depends on.

use super::draft::{Does, Draft, Is, Name, Over, Step, Value};
use super::globals::{Global, Globals};
use super::scope::{Scope, What};
use super::{Errors, MAX_PARAMETERS, MAX_SHARED, Place, words};
use crate::fact;
use crate::fact::Fact;
use crate::program::tree::{
    Action, Argument, Character, Declared, Function, Kind, LockId, Over as TreeOver, Parameter, SharedId,
    Statement, Text, Tree,
};

/// The facts that parameters' kinds, and the circles of calls, depend on. A parameter is known by its slot: its function's
/// position times [`MAX_PARAMETERS`], plus its own.
#[derive(Debug, Default)]
pub(super) struct Uses<'t> {
    /// The kinds that functions need their parameters to have.
    pub needs: Vec<(usize, Kind, Name<'t>)>,
    /// The parameters of started functions, and the lines that start them.
    pub starts: Vec<(usize, u32)>,
    /// The arguments, for the parameters that take them.
    pub givens: Vec<Given<'t>>,
    /// The calls: caller, callee, and the callee's name there.
    pub calls: Vec<(usize, usize, Name<'t>)>,
}

/// An argument.
#[derive(Debug)]
pub(super) struct Given<'t> {
    pub slot: usize,
    pub place: Place,
    pub written: &'t str,
    pub gives: Gives,
}

/// The value that an argument gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gives {
    /// A value of this kind.
    Kind(Kind),
    /// A literal of one character, which is a text, too.
    Single,
    /// The caller's parameter in this slot.
    Parameter(usize),
}

/// Resolves the names. The kinds in the tree are still to be filled in; if there are errors, it lacks statements.
pub(super) fn resolve<'t>(draft: &Draft<'t>, globals: &Globals<'t>, errors: &mut Errors) -> (Tree, Uses<'t>) {
    let locks = draft.locks.iter();
    let locks =
        locks.map(|lock| Declared { name: lock.text.to_owned(), line: lock.place.line as u16 }).collect();
    let tree = Tree { locks, shared: Vec::new(), functions: Vec::new() };
    let scope = Scope::default();
    let mut resolver = Resolver { draft, globals, errors, tree, uses: Uses::default(), function: 0, scope };
    for function in 0..draft.functions.len() {
        resolver.function(function);
    }
    (resolver.tree, resolver.uses)
}

/// The resolver, in one of the functions.
pub(super) struct Resolver<'a, 't> {
    pub draft: &'a Draft<'t>,
    pub globals: &'a Globals<'t>,
    pub errors: &'a mut Errors,
    pub uses: Uses<'t>,
    pub function: usize,
    pub scope: Scope<'t>,
    tree: Tree,
}

impl<'t> Resolver<'_, 't> {
    fn function(&mut self, index: usize) {
        let function = &self.draft.functions[index];
        self.function = index;
        self.scope = Scope::default();
        let mut parameters = Vec::new();
        for (position, name) in function.parameters.iter().enumerate() {
            if self.is_free(*name, &|| fact!("what.parameter")) {
                self.scope.add(*name, What::Parameter(index * MAX_PARAMETERS + position));
            }
            parameters.push(Parameter { name: name.text.to_owned(), kind: Kind::Number });
        }
        let body = self.steps(&function.body);
        let (name, line) = (function.name.text.to_owned(), function.name.place.line as u16);
        self.tree.functions.push(Function { name, parameters, body, line });
    }

    fn steps(&mut self, steps: &[Step<'t>]) -> Vec<Statement> {
        let mut statements = Vec::new();
        for step in steps {
            let line = step.place.line as u16;
            statements.extend(self.action(step).map(|action| Statement { line, action }));
        }
        statements
    }

    fn action(&mut self, step: &Step<'t>) -> Option<Action> {
        match &step.does {
            Does::Acquire(lock) => self.lock(*lock).map(Action::Acquire),
            Does::Release(lock) => self.lock(*lock).map(Action::Release),
            Does::With(lock, body) => {
                let lock = self.lock(*lock);
                self.scope.enter();
                let body = self.steps(body);
                self.scope.leave();
                Some(Action::With(lock?, body))
            }
            Does::For { variable, over, body } => self.for_loop(*variable, over, body),
            Does::LoadCursor(local) => self.load(*local, What::Cursor).map(Action::LoadCursor),
            Does::Put(local, value) => {
                let holds = self.local(*local, What::Cursor);
                self.scope.put(local.text);
                let character = self.character(value);
                Some(Action::Put(holds?, character?))
            }
            Does::StoreCursor(local) => {
                let holds = self.local(*local, What::Cursor)?;
                if !self.scope.has_put(local.text) {
                    let name = words::quote(local.text);
                    self.errors.add(step.place, fact!("source.putFirst", name));
                }
                Some(Action::StoreCursor(holds))
            }
            Does::LoadShared(local, name) => {
                let local = self.load(*local, What::Shared);
                let shared = self.shared(*name);
                Some(Action::LoadShared(local?, shared?))
            }
            Does::StoreShared(name, local, number) => {
                let shared = self.shared(*name);
                let local = self.local(*local, What::Shared);
                Some(Action::StoreShared(shared?, local?, *number))
            }
            Does::Call(name, arguments) => self.call(*name, arguments),
            Does::Work(microseconds) => Some(Action::Work(*microseconds)),
            Does::Start(name, argument) => {
                self.only_in_main(step, "start")?;
                self.start(*name, argument.as_ref())
            }
            Does::Join => self.only_in_main(step, "join").map(|()| Action::Join),
            Does::Pass => Some(Action::Pass),
        }
    }

    fn for_loop(&mut self, variable: Name<'t>, over: &Over<'t>, body: &[Step<'t>]) -> Option<Action> {
        let free = self.is_free(variable, &|| fact!("what.loopVariable"));
        let (over, kind) = match over {
            Over::Range(number) => (self.number(number).map(TreeOver::Range), Kind::Number),
            Over::Text(text) => (self.text(text).map(TreeOver::Text), Kind::Character),
        };
        self.scope.reload_all(body);
        self.scope.enter();
        if free {
            self.scope.add(variable, What::Loop(kind));
        }
        let body = self.steps(body);
        self.scope.leave();
        Some(Action::For { variable: variable.text.to_owned(), over: over?, body })
    }

    fn only_in_main(&mut self, step: &Step<'t>, what: &str) -> Option<()> {
        let is_main = self.draft.functions[self.function].name.text == "main";
        if !is_main {
            self.errors.add(step.place, fact!("source.onlyInMain", what));
        }
        is_main.then_some(())
    }

    fn lock(&mut self, name: Name<'t>) -> Option<LockId> {
        let found = words::quote(name.text);
        let problem = match self.globals.find(name.text) {
            Some(Global::Lock(index)) => return Some(LockId(index as u8)),
            Some(Global::UnreadLock) => return None,
            Some(Global::Function(_) | Global::UnreadFunction) => fact!("source.functionNoLock", found),
            None if self.globals.locks().is_empty() => {
                fact!("source.noLock", found, fact!("instead.lock", name.text))
            }
            None => {
                let near =
                    words::suggest(name.text, &self.globals.locks(), |all| fact!("suggest.locks", all));
                fact!("source.noLock", found, near)
            }
        };
        self.errors.add(name.place, problem);
        None
    }

    fn shared(&mut self, name: Name<'t>) -> Option<SharedId> {
        let position = self.tree.shared.iter().position(|other| other == name.text);
        let index = position.unwrap_or(self.tree.shared.len());
        if index == MAX_SHARED {
            self.errors.add(name.place, fact!("source.shared", MAX_SHARED));
            return None;
        }
        if position.is_none() {
            self.tree.shared.push(name.text.to_owned());
        }
        Some(SharedId(index as u8))
    }

    /// Tells whether a new name may be given here.
    fn is_free(&mut self, name: Name<'t>, what: &dyn Fn() -> Fact) -> bool {
        let found = words::quote(name.text);
        let already = match (self.scope.find(name.text), self.globals.find(name.text)) {
            _ if words::RESERVED.contains(&name.text) => {
                self.errors.add(name.place, fact!("source.reserved", found, what()));
                return false;
            }
            (Some(entry), _) => fact!("source.alreadyIn", found, entry.what.fact(), entry.line, what()),
            (None, Some(Global::Lock(_))) => fact!("source.already", found, fact!("what.lock"), what()),
            (None, Some(Global::Function(_))) => {
                fact!("source.already", found, fact!("what.function"), what())
            }
            _ => return true,
        };
        self.errors.add(name.place, already);
        false
    }

    fn load(&mut self, local: Name<'t>, what: What) -> Option<String> {
        if self.scope.find(local.text).is_some_and(|entry| entry.what == what) {
            self.scope.reload(local.text);
        } else if self.is_free(local, &|| what.fact()) {
            self.scope.add(local, what);
        } else {
            return None;
        }
        Some(local.text.to_owned())
    }

    /// Resolves a local that is to hold a cursor or a shared value.
    fn local(&mut self, local: Name<'t>, what: What) -> Option<String> {
        let found = words::quote(local.text);
        let load = if what == What::Cursor { "screen.cursor" } else { "shared.NAME" };
        let problem = match self.scope.find(local.text) {
            Some(entry) if entry.what == what => return Some(local.text.to_owned()),
            Some(entry) => {
                fact!("source.localNeeded", found, entry.what.fact(), load)
            }
            None if self.scope.has_ended(local.text) => {
                fact!("source.localEnded", found, load)
            }
            None => {
                let locals = self.scope.names(|other| other == what);
                match words::nearest(local.text, &locals) {
                    Some(near) => fact!("source.noLocal", found, fact!("suggest.near", near)),
                    None => fact!("source.noLocalYet", found, load),
                }
            }
        };
        self.errors.add(local.place, problem);
        None
    }

    fn text(&mut self, value: &Value<'t>) -> Option<Text> {
        match &value.is {
            Is::Text(pieces) => self.pieces(pieces).map(Text::Pieces),
            Is::Name(name) if matches!(name.text, "threads" | "count") => {
                self.errors.add(name.place, fact!("source.numberNoText", name.text));
                None
            }
            Is::Name(name) => self.need(*name, Kind::Text).map(Text::Name),
            Is::Number(_) => unreachable!("the parser refuses a loop over a number"),
        }
    }

    fn character(&mut self, value: &Value<'t>) -> Option<Character> {
        let written = words::quote(value.written);
        let problem = match (&value.is, value.character()) {
            (_, Some(byte)) => return Some(Character::Literal(byte)),
            (Is::Name(name), _) if !matches!(name.text, "threads" | "count") => {
                return self.need(*name, Kind::Character).map(Character::Name);
            }
            (Is::Text(_), _) => fact!("source.textNoCharacter", written),
            _ => fact!("source.numberNoCharacter", written),
        };
        self.errors.add(value.place, problem);
        None
    }

    fn call(&mut self, name: Name<'t>, values: &[Value<'t>]) -> Option<Action> {
        let callee = self.callee(name);
        let arguments: Vec<Option<(Argument, Gives)>> =
            values.iter().map(|value| self.argument(value)).collect();
        let callee = callee?;
        self.uses.calls.push((self.function, callee, name));
        let parameters = &self.draft.functions[callee].parameters;
        if parameters.len() != values.len() {
            let problem = arity(name, parameters, values.len());
            self.errors.add(name.place, problem);
            return None;
        }
        let mut resolved = Vec::new();
        for (position, (value, argument)) in values.iter().zip(arguments).enumerate() {
            let (argument, gives) = argument?;
            resolved.push(argument);
            self.give(callee * MAX_PARAMETERS + position, value, gives);
        }
        Some(Action::Call(callee, resolved))
    }

    fn start(&mut self, name: Name<'t>, value: Option<&Value<'t>>) -> Option<Action> {
        let callee = self.callee(name);
        let argument = value.map(|value| self.argument(value));
        let callee = callee?;
        let parameters = &self.draft.functions[callee].parameters;
        if parameters.len() > 1 {
            let count = parameters.len();
            let problem = fact!("source.startParameters", words::quote(name.text), count);
            self.errors.add(name.place, problem);
            return None;
        }
        if parameters.len() != usize::from(value.is_some()) {
            let problem = match parameters.first() {
                Some(parameter) => {
                    let text = parameter.text;
                    fact!("source.startNumber", name.text, text)
                }
                None => fact!("source.startNoNumber", name.text),
            };
            self.errors.add(name.place, problem);
            return None;
        }
        let (Some(value), Some(argument)) = (value, argument) else {
            return Some(Action::Start(callee, None));
        };
        let (argument, gives) = argument?;
        self.uses.starts.push((callee * MAX_PARAMETERS, name.place.line));
        self.give(callee * MAX_PARAMETERS, value, gives);
        Some(Action::Start(callee, Some(argument)))
    }

    fn give(&mut self, slot: usize, value: &Value<'t>, gives: Gives) {
        self.uses.givens.push(Given { slot, place: value.place, written: value.written, gives });
    }
}

/// Says that a call has not as many arguments as its function has parameters.
fn arity(name: Name<'_>, parameters: &[Name<'_>], given: usize) -> Fact {
    let takes = words::list(parameters.iter().map(|parameter| parameter.text));
    fact!("source.arity", words::quote(name.text), takes, given)
}
