//! Which ops, in which order, and how many.

use std::ops::ControlFlow::{self, Continue};

use super::*;

fn every_small_program() -> impl Iterator<Item = Program> {
    let locks = [Lock::None, Lock::Mutex, Lock::Ticket];
    let scopes = [Scope::Line, Scope::Glyph, Scope::Thread];
    [(1, 1), (2, 3), (16, 12), (3, 1011)].into_iter().flat_map(move |(threads, count)| {
        locks.into_iter().flat_map(move |lock| {
            let programs = [Program::new(threads, count).unwrap(), Program::increment(threads).unwrap()];
            let programs = programs
                .into_iter()
                .flat_map(|program| [program.returning(Returns::AtOnce), program.returning(Returns::Later)]);
            programs.flat_map(move |program| scopes.map(|scope| program.guarded(lock, scope)))
        })
    })
}

fn authors(program: &Program) -> impl Iterator<Item = Author> + use<> {
    (0..program.threads() as u8).map(Author).chain([Author::MAIN])
}

#[test]
fn a_glyph_is_load_put_store_and_a_guarded_line_two_ops_more() {
    let mut program = Program::new(2, 1).unwrap();
    assert_eq!(program.ops(Author(0)).count(), 27);
    program.lock = Lock::Mutex;
    let ops: Vec<Op> = program.ops(Author(1)).collect();
    assert_eq!(ops.len(), 29);
    assert_eq!(ops[..4], [Op::Acquire, Op::Load, Op::Put(b'['), Op::Store]);
    assert_eq!(ops[25..], [Op::Load, Op::Put(b'\n'), Op::Store, Op::Release][..]);
}

#[test]
fn locking_adds_acquire_and_release_and_nothing_else() {
    for program in every_small_program() {
        let unguarded = Program { lock: Lock::None, ..program };
        for author in authors(&program) {
            let without: Vec<Op> = program
                .ops(author)
                .filter(|op| !matches!(op, Op::Come | Op::Acquire | Op::Release))
                .collect();
            assert_eq!(without, unguarded.ops(author).collect::<Vec<_>>(), "{program:?}");
        }
    }
}

#[test]
fn acquire_and_release_alternate() {
    for program in every_small_program().filter(|program| program.lock != Lock::None) {
        for author in authors(&program) {
            let locking: Vec<Op> =
                program.ops(author).filter(|op| matches!(op, Op::Acquire | Op::Release)).collect();
            assert!(locking.chunks(2).all(|pair| pair == [Op::Acquire, Op::Release]), "{program:?}");
            assert_eq!(locking.len() as u32, 2 * program.sections(author), "{program:?}");
        }
    }
}

#[test]
fn a_thread_comes_to_the_ticket_lock_once_for_each_hold_and_before_it() {
    for program in every_small_program().filter(|program| program.lock == Lock::Ticket) {
        for author in authors(&program) {
            let (mut came, mut holds, mut acquired) = (0u32, false, 0u32);
            for op in program.ops(author) {
                match op {
                    Op::Come => {
                        came += 1;
                        let early = holds && program.returns == Returns::AtOnce;
                        assert_eq!(holds, early, "{program:?}");
                    }
                    Op::Acquire => {
                        (holds, acquired) = (true, acquired + 1);
                        assert_eq!(came, acquired, "{program:?}");
                    }
                    Op::Release => holds = false,
                    _ => {}
                }
            }
            assert_eq!((came, acquired), (program.sections(author), program.sections(author)), "{program:?}");
        }
    }
}

#[test]
fn who_forgets_ends_with_the_lock() {
    for scope in [Scope::Line, Scope::Glyph, Scope::Thread] {
        for lock in [Lock::Mutex, Lock::Ticket] {
            let program = Program::forgetful(2, 2).unwrap().guarded(lock, scope);
            let whole = Program { kind: Kind::Counter, ..program };
            let forgot: Vec<Op> = program.ops(Author(0)).chain([Op::Release]).collect();
            assert_eq!(forgot, whole.ops(Author(0)).collect::<Vec<_>>());
            assert_eq!(program.ops(Author(1)).collect::<Vec<_>>(), whole.ops(Author(1)).collect::<Vec<_>>());
            let mut looped = Recorder(Vec::new());
            assert!(program.execute_all(Author(0), &mut looped).is_continue());
            assert_eq!(looped.0, forgot[..forgot.len() - 1]);
        }
    }
}

struct Recorder(Vec<Op>);

impl Execute for Recorder {
    fn execute(&mut self, op: Op) -> ControlFlow<()> {
        self.0.push(op);
        Continue(())
    }
}

#[test]
fn the_iterator_and_the_loops_give_the_same_ops() {
    for program in every_small_program() {
        for author in authors(&program) {
            let mut looped = Recorder(Vec::new());
            assert!(program.execute_all(author, &mut looped).is_continue());
            assert_eq!(looped.0, program.ops(author).collect::<Vec<_>>(), "{program:?} {author:?}");
        }
    }
}

#[test]
fn the_screen_holds_exactly_what_is_printed() {
    for program in every_small_program() {
        let puts = |author| program.ops(author).filter(|op| matches!(op, Op::Put(_))).count();
        let printed: usize = authors(&program).map(puts).sum();
        assert_eq!(program.screen_len(), printed, "{program:?}");
    }
}

#[test]
fn lines_are_counted_by_their_characters() {
    let program = Program::new(12, 1200).unwrap();
    for author in [Author(0), Author(11)] {
        let mut glyphs = 0;
        for line in 0..1200 {
            assert_eq!(program.lines_in(author, glyphs), line);
            glyphs += program.text(author, line).len() as u32;
            assert_eq!(program.lines_in(author, glyphs - 1), line);
        }
        assert_eq!(program.lines_in(author, glyphs), 1200);
    }
}

#[test]
fn limits_are_enforced_in_words() {
    assert!(Program::new(16, 62_500).is_ok());
    assert!(Program::new(5, 200_000).is_ok());
    let message = |threads, count| Program::new(threads, count).unwrap_err().to_string();
    assert_eq!(message(0, 5), "0 threads: choose 1 to 16");
    assert_eq!(message(17, 5), "17 threads: choose 1 to 16");
    assert_eq!(message(5, 0), "0 lines a thread: choose 1 to 200000");
    assert_eq!(message(1, 200_001), "200001 lines a thread: choose 1 to 200000");
    assert_eq!(message(6, 200_000), "1200000 lines together: choose at most 1000000");
    assert_eq!(message(u32::MAX, u32::MAX), "4294967295 threads: choose 1 to 16");
}
