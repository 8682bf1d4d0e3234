//! Small random programs: prints, shared names, and locks that are misplaced, doubled or missing.

use fastrand::Rng;

use crate::model::Written;
use crate::program::{LockKind, Main, Parameters, Program};

const LOCKS: [&str; 3] = ["a", "b", "c"];
const SHARED: [&str; 3] = ["x", "y", "z"];

/// The parts of one random program.
struct Sizes {
    locks: usize,
    shared: usize,
    prints: bool,
}

/// Returns a random program of one to three threads, with no more than `orders` orders of its steps if no thread ever
/// had to wait.
pub(crate) fn program(rng: &mut Rng, orders: f64) -> Program {
    loop {
        let locks = [LockKind::Mutex, LockKind::Ticket, LockKind::Spin, LockKind::None];
        let parameters = Parameters {
            threads: rng.u32(1..=3),
            count: rng.u32(1..=2),
            lock: locks[if rng.u32(..8) == 0 { 3 } else { rng.usize(..3) }],
            main: Main::Join,
        };
        let text = text(rng);
        let program = Program::new(&text, parameters).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let steps = Written::new(&program).expect("it is small").threads;
        let steps = steps.iter().map(Vec::len).filter(|&steps| 0 < steps);
        let mut taken = 0.0;
        let mut bound = 1.0;
        for step in steps.flat_map(|steps| 1..=steps) {
            taken += 1.0;
            bound *= taken / step as f64;
        }
        if 0.0 < taken && bound <= orders {
            return program;
        }
    }
}

fn text(rng: &mut Rng) -> String {
    let prints = rng.u32(..4) != 0;
    let sizes = Sizes {
        locks: rng.usize(..=3),
        shared: if prints { rng.usize(..=1) } else { rng.usize(1..=3) },
        prints,
    };
    let mut lines: Vec<String> = LOCKS[..sizes.locks].iter().map(|lock| format!("{lock} = Lock()")).collect();
    lines.push("def put(text):".into());
    let mut put = vec!["for each in text:".to_string()];
    let mut each: Vec<String> =
        ["at = screen.cursor", "screen[at] = each", "screen.cursor = at + 1"].map(String::from).into();
    sprinkle(rng, &sizes, &mut each);
    put.extend(indented(each));
    if rng.bool() {
        sprinkle(rng, &sizes, &mut put);
    }
    lines.extend(indented(put));
    let bodies = rng.usize(1..=2);
    for body in 0..bodies {
        lines.push(format!("def body{body}(t):"));
        lines.extend(indented(block(rng, &sizes, 0)));
    }
    lines.push("def main():".into());
    let mut main = match rng.u32(..3) {
        0 => vec!["for t in range(threads):".to_string(), "    start(body0, t)".to_string()],
        _ => (0..rng.usize(1..=3)).map(|t| format!("start(body{}, {t})", rng.usize(..bodies))).collect(),
    };
    main.push("join()".into());
    if rng.bool() {
        main.push("put(\"m\\n\")".into());
    }
    if 0 < sizes.locks && rng.u32(..4) == 0 {
        let lock = LOCKS[rng.usize(..sizes.locks)];
        main.extend([format!("{lock}.acquire()"), format!("{lock}.release()")]);
    }
    lines.extend(indented(main));
    lines.into_iter().map(|line| line + "\n").collect()
}

fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("    {line}"))
}

/// Puts lock lines between the lines of one block; lines further inside stay with the line above them.
fn sprinkle(rng: &mut Rng, sizes: &Sizes, lines: &mut Vec<String>) {
    if sizes.locks == 0 || rng.u32(..3) == 0 {
        return;
    }
    let tops = |lines: &[String]| -> Vec<usize> {
        (0..=lines.len()).filter(|&at| lines.get(at).is_none_or(|line| !line.starts_with(' '))).collect()
    };
    let lock = LOCKS[rng.usize(..sizes.locks)];
    if rng.bool() {
        lines.insert(0, format!("{lock}.acquire()"));
        lines.push(format!("{lock}.release()"));
        return;
    }
    for _ in 0..rng.usize(1..=2) {
        let places = tops(lines);
        let at = places[rng.usize(..places.len())];
        let does = if rng.bool() { "acquire" } else { "release" };
        lines.insert(at, format!("{lock}.{does}()"));
    }
}

fn block(rng: &mut Rng, sizes: &Sizes, depth: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for _ in 0..rng.usize(1..=2) {
        match rng.u32(..6) {
            0 if depth < 2 => {
                lines.push(format!("for i{depth} in range({}):", ["2", "count"][rng.usize(..2)]));
                lines.extend(indented(block(rng, sizes, depth + 1)));
            }
            1 if depth < 2 && 0 < sizes.locks => {
                lines.push(format!("with {}:", LOCKS[rng.usize(..sizes.locks)]));
                lines.extend(indented(block(rng, sizes, depth + 1)));
            }
            2 | 3 if sizes.prints => {
                let text = ["{t}\\n", "a\\n", "\\n", "{t}", "ab\\n"][rng.usize(..5)];
                lines.push(format!("put(f\"{text}\")"));
            }
            2..=4 if 0 < sizes.shared => {
                let name = SHARED[rng.usize(..sizes.shared)];
                lines.push(format!("v{depth} = shared.{name}"));
                lines.push(format!("shared.{name} = v{depth} + {}", rng.u32(1..=2)));
            }
            _ => lines.push("pass".into()),
        }
    }
    sprinkle(rng, sizes, &mut lines);
    lines
}
