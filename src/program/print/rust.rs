//! Rust: its templates, and what surrounds a program.
//!
//! Owns no logic. The prelude's `Lock` is made of std's `Mutex` and `Condvar`, since a program may acquire in one function
//! and release in another, which std's guard does not allow; a `with` is a guard.

use super::style::{Format, Style};

pub(super) static STYLE: Style = Style {
    taken: "as async await break const continue crate dyn else enum extern false fn for gen if impl in let loop match \
            mod move mut pub ref return self Self static struct super trait true type union unsafe use where while \
            abstract become box do final macro override priv try typeof unsized virtual yield _ Some None Ok Err \
            THREADS COUNT CELLS SCREEN SHARED RUNNING SeqCst Word Held show",
    capital_locks: true,
    indent: "    ",
    depth: 0,
    lock: "static $1: Lock = Lock::new();",
    acquire: "$1.acquire();",
    release: "$1.release();",
    with: [&[(0, "{"), (1, "let _held = $1.hold();")], &[(0, "}")]],
    function: "fn $1($2) {",
    no_parameters: "",
    main: "fn main() {",
    parameters: ["$1: u32", "$1: &str", "$1: char"],
    range: "for $1 in 0..$2 {",
    each: "for $1 in $2.chars() {",
    each_unused: "for _ in $2.chars() {",
    character: "$1",
    cursor: "SCREEN.cursor.load()",
    shared: "SHARED.$1.load()",
    declare: "let $1 = $2;",
    declare_variable: "let mut $1 = $2;",
    assign: "$1 = $2;",
    unused: "let _ = $2;",
    put: "SCREEN.put($1, $2);",
    store_cursor: "SCREEN.cursor.store($1 + 1);",
    store_shared: "SHARED.$1.store($2);",
    call: "$1($2);",
    start: "start(move || $1($2));",
    start_plain: "start($1);",
    join: "join();",
    work: "work($1);",
    show: "show();",
    threads: "THREADS",
    count: "COUNT",
    format: Format {
        open: "format!(\"",
        end: "\"",
        close: ")",
        spots: ["{$1}"; 3],
        escapes: &[('"', "\\\""), ('{', "{{"), ('}', "}}")],
        borrow: "&",
    },
    shared_word: "    $1: Word,\n",
    shared_value: "        print!(\"$2 {}\", SHARED.$1.load());\n",
    prelude: r#"#![allow(nonstandard_style, unused)]

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, LazyLock, Mutex};
use std::thread::{JoinHandle, ThreadId};
use std::time::Duration;

const THREADS: u32 = $threads;
const COUNT: u32 = $count;
const CELLS: usize = $cells;

// A number that all threads share. Loads and stores take a moment, so that threads meet.
#[derive(Default)]
struct Word(AtomicU32);

impl Word {
    fn load(&self) -> u32 {
        let value = self.0.load(SeqCst);
        work(100);
        value
    }

    fn store(&self, value: u32) {
        self.0.store(value, SeqCst);
        work(RandomState::new().build_hasher().finish() % 1000);
    }
}

struct Screen {
    cursor: Word,
    cells: [AtomicU8; CELLS],
}

impl Screen {
    fn put(&self, at: u32, c: char) {
        self.cells[at as usize].store(c as u8, SeqCst);
    }
}

#[derive(Default)]
struct Shared {
$shared}

static SCREEN: Screen = Screen { cursor: Word(AtomicU32::new(0)), cells: [const { AtomicU8::new(0) }; CELLS] };
static SHARED: LazyLock<Shared> = LazyLock::new(Shared::default);
static RUNNING: Mutex<Vec<JoinHandle<()>>> = Mutex::new(Vec::new());

// A mutex that may be acquired in one function and released in another.
struct Lock {
    holder: Mutex<Option<ThreadId>>,
    released: Condvar,
}

impl Lock {
    const fn new() -> Lock {
        Lock { holder: Mutex::new(None), released: Condvar::new() }
    }

    fn acquire(&self) {
        let holder = self.holder.lock().unwrap();
        let mut holder = self.released.wait_while(holder, |holder| holder.is_some()).unwrap();
        *holder = Some(std::thread::current().id());
    }

    fn release(&self) {
        let mut holder = self.holder.lock().unwrap();
        assert_eq!(*holder, Some(std::thread::current().id()), "released by a thread that does not hold it");
        *holder = None;
        self.released.notify_one();
    }

    fn hold(&self) -> Held<'_> {
        self.acquire();
        Held(self)
    }
}

// Holds a lock until the end of its block.
struct Held<'a>(&'a Lock);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

fn start(run: impl FnOnce() + Send + 'static) {
    RUNNING.lock().unwrap().push(std::thread::spawn(run));
}

fn join() {
    for thread in RUNNING.lock().unwrap().drain(..) {
        thread.join().unwrap();
    }
}

fn work(microseconds: u64) {
    std::thread::sleep(Duration::from_micros(microseconds));
}

// Prints the screen, or the shared numbers if nothing is on it.
fn show() {
    let cells = SCREEN.cells.iter().map(|cell| char::from(cell.load(SeqCst)));
    let text: String = cells.take_while(|c| *c != '\0').collect();
    print!("{text}");
    if text.is_empty() {
$values        println!();
    }
}

"#,
    ending: "",
};
