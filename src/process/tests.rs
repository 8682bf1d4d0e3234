//! Real threads: what they print with a lock and without, what it costs, and how they end.
//!
//! No assertion depends on how fast something is, nor on how threads happen to meet. If their order matters, a
//! condition holds threads up: see [`held_up`] and [`hangs`].

mod ends; // a stop, an exit, an error
mod hangs; // deadlocks and abandoned locks
mod held_up; // races whose order is certain
mod random; // texts of all kinds
mod model; // tapes, traces and outcomes, against the model

use std::sync::atomic::Ordering::Acquire;
use std::thread;

use super::*;
use crate::durations::Spending;
use crate::hang::Wait;
use crate::program::presets;
use crate::program::tests::{PARAMETERS, program_of};
use crate::program::{LockId, LockKind, Main, Parameters};
use crate::trace::{EventKind, HEADER, LEN, decode, place_of};

/// The kinds of lock, `None` aside.
const KINDS: [LockKind; 3] = [LockKind::Mutex, LockKind::Spin, LockKind::Ticket];

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

fn program(name: &str, threads: u32, count: u32, lock: LockKind) -> Program {
    let text = presets::preset(name, "line").expect("a preset's name");
    Program::new(text, Parameters { threads, count, lock, main: Main::Join }).unwrap()
}

/// A program with this text, and two threads if it does not start its own.
fn of_text(text: &str, lock: LockKind) -> Program {
    Program::new(text, Parameters { lock, ..PARAMETERS }).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The characters on the screen.
fn printed(run: &mut Run) -> String {
    run.screen().glyphs().iter().map(|glyph| char::from(glyph.byte)).collect()
}

/// The threads' rows on the screen: the author, if it is one alone, and the text.
fn rows(run: &mut Run) -> Vec<(Option<ThreadId>, String)> {
    let glyphs = run.screen().glyphs();
    let rows = glyphs.split_inclusive(|glyph| glyph.byte == b'\n');
    rows.filter(|row| row[0].author != ThreadId::MAIN)
        .map(|row| {
            let author = row[0].author;
            let alone = row.iter().all(|glyph| glyph.author == author);
            (alone.then_some(author), row.iter().map(|glyph| char::from(glyph.byte)).collect())
        })
        .collect()
}

/// Counts the holds in the logs of a run in progress, read as the page reads them.
fn holds_logged(run: &Run) -> usize {
    let logs = run.trace().words().chunks_exact(run.trace().stride());
    let holds = logs.map(|log| {
        // Acquire: the events up to this number are there.
        let end = place_of(log[LEN].load(Acquire)) as usize;
        let words: Vec<u32> = log[HEADER..end].iter().map(|word| word.load(Relaxed)).collect();
        decode(&words).filter(|event| matches!(event.kind, EventKind::Hold(..))).count()
    });
    holds.sum()
}

#[test]
fn every_lock_keeps_every_line_whole() {
    let _pool = pool();
    for (threads, count, pace_us) in [(1, 3, 0), (5, 5, 100), (5, 4_000, 0), (16, 500, 0)] {
        for (lock, name) in KINDS.into_iter().flat_map(|lock| [(lock, "counter"), (lock, "counter-thread")]) {
            let program = program(name, threads, count, lock);
            let mut run = Run::new(program.clone(), paced(pace_us));
            assert_eq!(run.main().0, RunEnd::Finished, "{name}, {lock:?}");
            let mut next = vec![0; threads as usize];
            for (author, text) in rows(&mut run) {
                let ThreadId(thread) = author.expect("a line is one thread's");
                let line = &mut next[usize::from(thread)];
                assert_eq!(text, format!("[{thread}] => {line}\n"), "{name}, {lock:?}");
                *line += 1;
            }
            assert!(next.iter().all(|&lines| lines == count), "{name}, {lock:?}: {next:?}");
            let written: u32 = run.reports().iter().map(|report| report.written).sum();
            assert_eq!((written, run.lines_printed()), (program.glyphs(), threads * count));
        }
    }
}

#[test]
fn a_lock_a_glyph_loses_nothing_whether_lines_tear_or_not() {
    let _pool = pool();
    for lock in KINDS {
        let program = program("counter-glyph", 5, 1_000, lock);
        let mut run = Run::new(program.clone(), paced(0));
        assert_eq!(run.main().0, RunEnd::Finished);
        let glyphs = run.screen().glyphs();
        let of_threads = glyphs.iter().filter(|glyph| glyph.author != ThreadId::MAIN).count();
        assert_eq!(of_threads, program.glyphs() as usize, "{lock:?}");
    }
}

#[test]
fn without_a_lock_every_glyph_is_written_and_main_prints_over_what_is_there() {
    let program = program("counter", 5, 20_000, LockKind::None);
    let _pool = pool();
    let mut run = Run::new(program.clone(), paced(0));
    assert_eq!(run.main().0, RunEnd::Finished);
    assert_eq!(run.reports().iter().map(|report| report.written).sum::<u32>(), program.glyphs());
    assert_eq!((run.lines_printed(), run.stats()), (100_000, None));
    // A thread stores a cursor only after it has put a glyph before that, so the screen has no gap.
    let glyphs = run.screen().glyphs();
    assert!(run.screen().cells()[glyphs.len()..].iter().all(|cell| cell.load(Relaxed) == 0));
    let by_main = glyphs.iter().filter(|glyph| glyph.author == ThreadId::MAIN).count();
    assert_eq!(by_main, "Main thread exiting...\n".len());
    assert!(glyphs.len() - by_main <= program.glyphs() as usize);
}

#[test]
fn work_takes_its_time_with_a_lock_and_without() {
    let _pool = pool();
    let kinds = [Spending::Wait, Spending::Compute];
    for (lock, threads, spending) in [LockKind::None, LockKind::Mutex]
        .into_iter()
        .flat_map(|lock| kinds.into_iter().flat_map(move |kind| [(lock, 1, kind), (lock, 2, kind)]))
    {
        let durations = Durations { inside_us: 1_000, outside_us: 500, spending, ..Durations::default() };
        let run = Run::new(program("counter", threads, 4, lock), durations);
        let (_, elapsed) = run.main();
        assert!(Duration::from_millis(6) <= elapsed, "{lock:?}, {spending:?}: {elapsed:?}");
        assert_eq!(run.watchable().spending, Some(spending));
    }
    for run in [Run::new, Run::taped] {
        let working = program_of("for i in range(4):\n        work(1500)", PARAMETERS);
        let (end, elapsed) = run(working, paced(0)).main();
        assert!(Duration::from_millis(6) <= elapsed && end == RunEnd::Finished, "{elapsed:?}");
    }
}

#[test]
fn every_acquisition_is_counted_and_held_time_is_no_longer_than_the_run() {
    let _pool = pool();
    let run = Run::new(program("counter", 4, 5, LockKind::Mutex), paced(200));
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
    let stats = run.stats().and_then(|stats| stats.until_first_finished(4));
    assert_eq!(stats.expect("a thread came to its end").iter().max(), Some(&5));
}

#[test]
fn the_ticket_lock_counts_every_acquisition_and_nobody_barges() {
    let _pool = pool();
    let run = Run::new(program("counter", 5, 2_000, LockKind::Ticket), paced(0));
    run.main();
    let stats = run.stats().unwrap();
    assert_eq!((stats.holds, stats.barged), (5 * 2_000 + 1, 0));
    assert_eq!(stats.until_first_finished(5).unwrap().iter().max(), Some(&2_000));
}

#[test]
fn the_value_of_the_increments_is_at_most_their_number_and_with_a_lock_it_is_that() {
    let _pool = pool();
    for (lock, values) in [(LockKind::None, 1..=5), (LockKind::Mutex, 5..=5), (LockKind::Ticket, 5..=5)] {
        let mut run = Run::new(program("increment", 5, 1, lock), paced(5_000));
        assert_eq!(run.main().0, RunEnd::Finished);
        assert!(
            matches!(run.values()[..], [value] if values.contains(&value)),
            "{lock:?}: {:?}",
            run.values()
        );
        assert_eq!(printed(&mut run), "");
    }
}

#[test]
fn each_lock_guards_its_own_name() {
    let text = "\
one = Lock()
two = Lock()
def thread(t):
    for i in range(1000):
        with one:
            x = shared.x
            shared.x = x + 1
        with two:
            y = shared.y
            with one:
                x = shared.x
                shared.x = x + 1
            shared.y = y + 2
";
    let _pool = pool();
    for lock in KINDS {
        let run = Run::new(of_text(text, lock), paced(0));
        assert_eq!(run.main().0, RunEnd::Finished);
        assert_eq!(run.values(), [4_000, 4_000], "{lock:?}");
        let stats = run.stats().unwrap();
        assert_eq!((stats.holds, stats.until_first_finished(2)), (6_000, None), "{lock:?}");
    }
}

#[test]
#[should_panic(expected = "a run runs once")]
fn a_run_runs_once() {
    let _pool = pool();
    let run = Run::new(program("counter", 2, 1, LockKind::None), paced(0));
    run.main();
    run.main();
}

#[test]
fn threads_that_share_no_first_lock_meet_before_they_race() {
    let _pool = pool();
    let late = "lock = Lock()\ndef thread(t):\n    x = shared.x\n    lock.acquire()\n    lock.release()\n";
    let held = "lock = Lock()\ndef thread(t):\n    lock.acquire()\n    lock.release()\ndef main():\n    lock.acquire()\n    \
                start(thread, 0)\n    start(thread, 1)\n    lock.release()\n    join()\n";
    for (program, arrivals) in [
        (program("counter", 1, 1, LockKind::None), 0),
        (program("counter", 1, 1, LockKind::Mutex), 0),
        (program("counter", 5, 1, LockKind::None), 10),
        (program("counter", 5, 1, LockKind::Mutex), 0),
        (program("counter", 5, 1, LockKind::Ticket), 0),
        (program("two-locks-ordered", 2, 1, LockKind::Spin), 0),
        (of_text(late, LockKind::Mutex), 4),
        (of_text(held, LockKind::Mutex), 4),
    ] {
        let run = Run::unrecorded(program, paced(0));
        assert_eq!(run.main().0, RunEnd::Finished);
        assert_eq!(run.arrivals.load(Relaxed), arrivals, "{}", run.program.text());
        let common_start = match run.program.threads() {
            1 => None,
            _ if arrivals == 0 => Some(CommonStart::Lock),
            _ => Some(CommonStart::Pair),
        };
        assert_eq!(run.watchable().common_start, common_start, "{}", run.program.text());
    }
    // The first thread that arrives goes on only after a second one has arrived, too.
    let run = Run::unrecorded(program("counter", 2, 1, LockKind::None), paced(0));
    let arrived = AtomicU32::new(0);
    let meet = || {
        arrived.fetch_add(1, Relaxed);
        run.rendezvous();
        assert_eq!(arrived.load(Relaxed), 2);
    };
    thread::scope(|threads| {
        threads.spawn(meet);
        while run.arrivals.load(Relaxed) == 0 {
            thread::yield_now();
        }
        threads.spawn(meet);
    });
}

#[test]
fn only_a_small_run_with_a_pace_is_taped_unless_it_is_asked_for() {
    let counter = |count| program("counter", 5, count, LockKind::None);
    assert!(Run::new(counter(5), paced(1)).tape().is_some());
    assert_eq!(Run::new(counter(5), paced(0)).tape(), None);
    assert!(!Run::new(counter(5), paced(0)).watchable().taped);
    assert!(Run::can_be_taped(&counter(5)) && !Run::can_be_taped(&counter(200)));
    let asked_for = Run::taped(counter(5), paced(0));
    assert!(asked_for.tape().is_some() && asked_for.watchable().taped);
    assert_eq!(Run::taped(counter(200), paced(1)).tape(), None, "it is too large");
    assert_eq!(Run::taped(program("exit", 2, 1, LockKind::None), paced(1)).tape(), None, "`main` leaves it");
}
