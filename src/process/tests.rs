//! Real threads: what they print with a lock and without, what it costs, and how they end.
//!
//! No assertion depends on how fast something is, nor on how threads happen to meet. If their order matters, a
//! condition holds threads up: see [`held_up`].

mod ends;
mod held_up;

use std::sync::atomic::Ordering::Acquire;

use super::*;
use crate::end::End;
use crate::explorer::Explorer;
use crate::program::{Returns, Scope};
use crate::rows::{Rows, Tally};
use crate::screen::Glyph;
use crate::state::State;
use crate::stepper::{self, Stepper};
use crate::text::Text;
use crate::timeline::{self, Doing, Stretch, Timeline};
use crate::trace::{HEADER, LEN, What, decode, place_of};

/// One process at a time: a pool has room for one program's threads.
fn pool() -> MutexGuard<'static, bool> {
    static BUILT: Mutex<bool> = Mutex::new(false);
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if !*built {
        rayon::ThreadPoolBuilder::new().num_threads(16).build_global().expect("no pool yet");
        *built = true;
    }
    built
}

fn paced(glyph_us: u32) -> Durations {
    Durations { glyph_us, ..Durations::default() }
}

fn execute(program: Program, pace_us: u32) -> (Outcome, Rows, Vec<Report>) {
    let _pool = pool();
    let mut run = Run::new(program, paced(pace_us));
    let (outcome, _) = run.main();
    let cells: Vec<u16> = run.screen().glyphs().iter().map(|glyph| glyph.to_cell()).collect();
    let mut rows = Rows::new(program);
    rows.fold(&cells);
    (outcome, rows, run.reports())
}

fn counter(threads: u32, count: u32, lock: Lock, scope: Scope) -> Program {
    Program::new(threads, count).unwrap().guarded(lock, scope)
}

#[test]
fn every_lock_keeps_every_line_whole() {
    for (threads, count, pace_us) in [(1, 3, 0), (5, 5, 100), (5, 4_000, 0), (16, 500, 0)] {
        for (lock, scope) in [Lock::Mutex, Lock::Spin, Lock::Ticket]
            .into_iter()
            .flat_map(|lock| [(lock, Scope::Line), (lock, Scope::Thread)])
        {
            let program = counter(threads, count, lock, scope);
            let (outcome, rows, reports) = execute(program, pace_us);
            let lines = rows.tally();
            assert_eq!(outcome, Outcome::Finished);
            assert_eq!((lines.whole, lines.torn), (threads * count, 0), "{program:?}");
            let written: u32 = reports.iter().map(|report| report.written).sum();
            assert_eq!((written, rows.surviving()), (program.glyphs(), program.glyphs()));
        }
    }
}

#[test]
fn a_lock_a_glyph_loses_nothing_whether_lines_tear_or_not() {
    for lock in [Lock::Mutex, Lock::Spin, Lock::Ticket] {
        let program = counter(5, 1_000, lock, Scope::Glyph);
        let (_, rows, ..) = execute(program, 0);
        assert_eq!(rows.surviving(), program.glyphs(), "{lock:?}");
        let Tally { whole, torn } = rows.tally();
        assert_eq!(whole + torn, 5_000, "{lock:?}");
        // The ticket lock serves the threads in turns, a glyph each: no two glyphs of a line are neighbours.
        assert!(lock != Lock::Ticket || whole == 0, "{whole} lines are whole");
    }
}

#[test]
fn without_a_lock_every_glyph_is_written_and_main_prints_over_what_is_there() {
    let program = counter(5, 20_000, Lock::None, Scope::Line);
    let _pool = pool();
    let mut run = Run::new(program, paced(0));
    assert_eq!(run.main().0, Outcome::Finished);
    assert_eq!(run.reports().iter().map(|report| report.written).sum::<u32>(), program.glyphs());
    assert_eq!(run.shares(), None);
    // A thread stores a cursor only after it has put a glyph before that, so the screen has no gap.
    let glyphs = run.screen().glyphs();
    assert!(run.screen().cells()[glyphs.len()..].iter().all(|cell| cell.load(Relaxed) == 0));
    let by_main = glyphs.iter().filter(|glyph| glyph.author == Author::MAIN).count();
    assert_eq!(by_main, Text::of_main().len());
    assert!(glyphs.len() - by_main <= program.glyphs() as usize);
}

#[test]
fn work_takes_its_time_with_a_lock_and_without() {
    let _pool = pool();
    for (lock, threads) in [Lock::None, Lock::Mutex].into_iter().flat_map(|lock| [(lock, 1), (lock, 2)]) {
        let durations = Durations { inside_us: 1_000, outside_us: 500, ..Durations::default() };
        let (_, elapsed) = Run::new(counter(threads, 4, lock, Scope::Line), durations).main();
        assert!(Duration::from_millis(6) <= elapsed, "{lock:?}: {elapsed:?}");
    }
}

#[test]
fn every_acquisition_is_counted_and_held_time_is_no_longer_than_the_run() {
    let _pool = pool();
    let run = Run::new(counter(4, 5, Lock::Mutex, Scope::Line), paced(200));
    let (_, elapsed) = run.main();
    let reports = run.reports();
    assert!(reports.iter().all(|report| report.cost.acquisitions == 5));
    // A line is nine glyphs of 200 µs under the lock; a hold is logged from one whole microsecond to another.
    let least_hold = 9.0 * 0.2 - 0.001;
    assert!(reports.iter().all(|report| 5.0 * least_hold <= report.cost.held_ms), "{reports:?}");
    let held: f64 = reports.iter().map(|report| report.cost.held_ms).sum();
    assert!(held <= elapsed.as_secs_f64() * 1e3, "{held} ms of {elapsed:?}");
    // All four waited when the lock opened: one of them for three holds at least, another for two, another for one.
    let waited: f64 = reports.iter().map(|report| report.cost.waited_ms).sum();
    assert!((3 + 2 + 1) as f64 * least_hold <= waited, "{reports:?}");
    assert!(reports.iter().all(|report| report.cost.max_wait_ms <= report.cost.waited_ms));
    let shares = run.shares().and_then(|shares| shares.until_first_end(4));
    assert_eq!(shares.expect("a thread came to its end").iter().max(), Some(&5));
}

#[test]
fn the_value_of_the_increments_is_at_most_their_number_and_with_a_lock_it_is_that() {
    let _pool = pool();
    for (lock, values) in [(Lock::None, 1..=5), (Lock::Mutex, 5..=5)] {
        let program = Program::increment(5).unwrap().guarded(lock, Scope::Line);
        let mut run = Run::new(program, paced(5_000));
        assert_eq!(run.main().0, Outcome::Finished);
        assert!(values.contains(&run.value().unwrap()), "{lock:?}: {:?}", run.value());
        let printed: Vec<u8> = run.screen().glyphs().iter().map(|glyph| glyph.byte).collect();
        assert_eq!(printed, b"Main thread exiting...\n");
    }
}

#[test]
fn a_thousand_taped_runs_replay_to_the_very_same_screen() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(4);
    for _ in 0..1_000 {
        let lock = [Lock::None, Lock::Mutex, Lock::Spin, Lock::Ticket][rng.usize(..4)];
        let scope = [Scope::Line, Scope::Glyph, Scope::Thread][rng.usize(..3)];
        let program = match rng.u32(..5) {
            0 => Program::increment(rng.u32(1..=16)).unwrap().guarded(lock, scope),
            _ => counter(rng.u32(1..=8), rng.u32(1..=12), lock, scope),
        };
        let program = program.returning([Returns::AtOnce, Returns::Later][rng.usize(..2)]);
        let mut run = Run::new(program, paced(0));
        assert_eq!(run.main().0, Outcome::Finished);
        let mut stepper = Stepper::new(program).unwrap();
        stepper.replay(&run.tape().expect("a small run is taped")).unwrap();
        assert_eq!(stepper.end(), Some(stepper::End::Finished));
        let replayed: Vec<Glyph> = stepper.screen().into_iter().map(Glyph::from_cell).collect();
        assert_eq!(replayed, run.screen().glyphs(), "{program:?}");
        assert_eq!(run.value(), (program.kind == Kind::Increment).then_some(stepper.state().cursor));
    }
}

/// Every trace must be consistent: one holder at a time, holds in the order of the lines, an end to each wait, and sums
/// that are those of the events.
#[test]
fn a_thousand_traces_of_every_lock_are_consistent() {
    let _pool = pool();
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..1_000 {
        let lock = [Lock::Mutex, Lock::Spin, Lock::Ticket][rng.usize(..3)];
        let scope = [Scope::Line, Scope::Glyph, Scope::Thread][rng.usize(..3)];
        let program = counter(rng.u32(1..=16), rng.u32(1..=6), lock, scope);
        let [glyph_us, inside_us, outside_us] = [(); 3].map(|()| [0, 0, 3][rng.usize(..3)]);
        let program = program.returning([Returns::AtOnce, Returns::Later][rng.usize(..2)]);
        let mut run = Run::new(program, Durations { glyph_us, inside_us, outside_us });
        let (outcome, elapsed) = run.main();
        assert_eq!(outcome, Outcome::Finished);
        let timeline = timeline(&run);

        // One thread holds the lock at a time, and the holds are recorded in order.
        let holds: Vec<(u8, Stretch)> = timeline.holds(0.0).collect();
        let sections = |author| program.sections(author) as usize;
        let expected: usize = (0..program.threads() as u8).map(|id| sections(Author(id))).sum();
        assert_eq!(holds.len(), expected + sections(Author::MAIN));
        for pair in holds.windows(2) {
            assert!(pair[0].1.end <= pair[1].1.start, "{pair:?} overlap: {program:?}");
        }
        // The output is in the order of the holds.
        let glyphs = run.screen().glyphs();
        let printed: Vec<u8> = match scope {
            Scope::Line => {
                glyphs.split_inclusive(|glyph| glyph.byte == b'\n').map(|row| row[0].author.0).collect()
            }
            Scope::Glyph => glyphs.iter().map(|glyph| glyph.author.0).collect(),
            Scope::Thread => {
                glyphs.chunk_by(|one, other| one.author == other.author).map(|run| run[0].author.0).collect()
            }
        };
        let id = |lane: u8| if u32::from(lane) == program.threads() { Author::MAIN.0 } else { lane };
        assert_eq!(holds.iter().map(|(lane, _)| id(*lane)).collect::<Vec<_>>(), printed, "{program:?}");
        // A wait ends with a hold, and the sums equal the report's.
        for (lane, Report { cost, .. }) in timeline.lanes().iter().zip(run.reports()) {
            assert!(lane.has_ended());
            for pair in lane.stretches().windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert!(pair[0].doing != Doing::Waiting || pair[1].doing == Doing::Holding);
            }
            assert_ne!(lane.stretches().last().unwrap().doing, Doing::Waiting);
            let sums = lane.sums();
            let ms = |us: u64| us as f64 / 1e3;
            assert!((ms(sums.holding) - cost.held_ms).abs() < 1e-6);
            assert!((ms(sums.waiting) - cost.waited_ms).abs() < 1e-6);
            assert!((ms(sums.longest_wait.into()) - cost.max_wait_ms).abs() < 1e-6);
            assert_eq!(sums.holds, cost.acquisitions);
        }
        assert!(u128::from(timeline.end()) <= elapsed.as_micros());
    }
}

/// Counts the holds in the logs of a run in progress, read as the page reads them.
fn holds_logged(run: &Run) -> usize {
    let logs = run.trace().words().chunks_exact(run.trace().stride());
    let holds = logs.map(|log| {
        // Acquire: the events up to this number are there.
        let end = place_of(log[LEN].load(Acquire)) as usize;
        let words: Vec<u32> = log[HEADER..end].iter().map(|word| word.load(Relaxed)).collect();
        decode(&words).filter(|event| matches!(event.what, What::Hold(_))).count()
    });
    holds.sum()
}

fn timeline(run: &Run) -> Timeline {
    let lanes = run.program.threads() as usize + 1;
    let mut timeline = Timeline::new(run.program.threads());
    for lane in 0..lanes {
        let events = run.trace().log(lane).expect("the run is traced").events();
        events.into_iter().for_each(|event| timeline.fold(lane, event));
    }
    timeline
}

#[test]
#[should_panic(expected = "a run runs once")]
fn a_run_runs_once() {
    let _pool = pool();
    let run = Run::new(counter(2, 1, Lock::None, Scope::Line), paced(0));
    run.main();
    run.main();
}

#[test]
fn the_ticket_lock_serves_threads_that_always_queue_in_turns() {
    let _pool = pool();
    let run = Run::new(counter(5, 2_000, Lock::Ticket, Scope::Line), paced(0));
    run.main();
    let shares = run.shares().unwrap();
    // Each thread draws its next ticket before it releases the lock: none is ever a whole turn ahead.
    let until_first_end = shares.until_first_end(5).unwrap();
    assert_eq!(until_first_end.iter().max(), Some(&2_000));
    assert!(until_first_end.iter().all(|&share| 1_999 <= share), "{shares:?}");
    assert_eq!((shares.holds, shares.bargings), (5 * 2_000 + 1, 0));
}

#[test]
fn what_real_threads_come_to_is_among_the_explorer_s_outcomes() {
    let _pool = pool();
    for lock in [Lock::None, Lock::Mutex] {
        for program in [
            Program::increment(4).unwrap().guarded(lock, Scope::Line),
            counter(2, 1, lock, Scope::Line),
            counter(2, 1, lock, Scope::Glyph),
        ] {
            let code = program.code().unwrap();
            let mut explorer = Explorer::new(program).unwrap();
            while explorer.advance(1_000) {}
            let ends: Vec<End> = explorer.outcomes().iter().map(|outcome| outcome.end).collect();
            for _ in 0..200 {
                let run = Run::new(program, paced(0));
                run.main();
                let mut state = State::new(&code);
                let mut lost = false;
                for thread in run.tape().unwrap() {
                    lost |= state.step(&code, thread).unwrap().overwrote.is_some();
                }
                let end = End::of(&program, &code, &state, lost);
                assert!(ends.contains(&end), "{end:?} is none of {ends:?}");
                if program.kind == Kind::Increment {
                    assert_eq!(Some(end), run.value().map(End::Value));
                }
            }
        }
    }
}

#[test]
fn threads_that_take_no_lock_call_each_other_before_they_race() {
    let _pool = pool();
    for (threads, lock, calls) in [(1, Lock::None, 0), (5, Lock::None, 10), (5, Lock::Mutex, 0)] {
        let run = Run::unrecorded(counter(threads, 1, lock, Scope::Line), paced(0));
        run.main();
        assert_eq!(run.calls.load(Relaxed), calls, "{threads} threads, {lock:?}");
    }
    // The first thread that calls goes on only after a second one has called, too.
    let run = Run::unrecorded(counter(2, 1, Lock::None, Scope::Line), paced(0));
    let come = AtomicU32::new(0);
    let meet = || {
        come.fetch_add(1, Relaxed);
        run.meet();
        assert_eq!(come.load(Relaxed), 2);
    };
    thread::scope(|threads| {
        threads.spawn(meet);
        while run.calls.load(Relaxed) == 0 {
            thread::yield_now();
        }
        threads.spawn(meet);
    });
}

#[test]
fn a_large_run_has_no_tape_and_neither_has_one_that_main_leaves() {
    assert_eq!(Run::new(counter(5, 200, Lock::None, Scope::Line), paced(0)).tape(), None);
    let exiting = counter(2, 1, Lock::None, Scope::Line).ending(Main::Exit);
    assert_eq!(Run::new(exiting, paced(0)).tape(), None);
}
