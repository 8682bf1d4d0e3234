//! JavaScript, for Node.js: its templates, and what surrounds a program.
//!
//! Owns no logic. Each thread is a worker that runs the same file, over one `SharedArrayBuffer`.

use super::style::{Format, Style};

pub(super) static STYLE: Style = Style {
    taken: "break case catch class const continue debugger default delete do else enum export extends false finally for \
            function if implements import in instanceof interface let new null package private protected public return \
            static super switch this throw true try typeof var void while with yield await async arguments eval \
            undefined NaN Infinity exports module require Atomics Int32Array Uint32Array SharedArrayBuffer String Error Math \
            Worker isMainThread workerData fs process cells memory used running ready moment waits started me Word run show __*",
    capital_locks: false,
    indent: "  ",
    depth: 0,
    lock: "const $1 = new Lock();",
    acquire: "$1.acquire();",
    release: "$1.release();",
    with: [&[(0, "$1.acquire();"), (0, "try {")], &[(0, "} finally {"), (1, "$1.release();"), (0, "}")]],
    function: "function $1($2) {",
    no_parameters: "",
    main: "function main() {",
    parameters: ["$1"; 3],
    range: "for (let $1 = 0; $1 < $2; $1++) {",
    each: "for (const $1 of $2) {",
    each_unused: "for (const $1 of $2) {",
    character: "$1",
    cursor: "screen.cursor.load()",
    shared: "shared.$1.load()",
    declare: "const $1 = $2;",
    declare_variable: "let $1 = $2;",
    assign: "$1 = $2;",
    unused: "$2;",
    put: "screen.put($1, $2);",
    store_cursor: "screen.cursor.store($1 + 1);",
    store_shared: "shared.$1.store($2);",
    call: "$1($2);",
    start: "start($1, $2);",
    start_plain: "start($1);",
    join: "join();",
    work: "work($1);",
    show: "show();",
    threads: "threads",
    count: "count",
    format: Format {
        open: "`",
        end: "`",
        close: "",
        spots: ["${$1}"; 3],
        escapes: &[('`', "\\`"), ('$', "\\$")],
        borrow: "",
    },
    shared_word: "  $1: new Word(),\n",
    shared_value: "    text += `$2 ${shared.$1.load()}`;\n",
    prelude: r#""use strict";
const fs = require("node:fs");
const { Worker, isMainThread, workerData } = require("node:worker_threads");

const threads = $threads;
const count = $count;
const cells = $cells;

// The memory that all threads share. Every thread runs this whole file, and gives the same numbers to the same names.
const memory = isMainThread ? new Uint32Array(new SharedArrayBuffer(4 * (32 + cells))) : workerData.memory;
const waits = new Int32Array(memory.buffer);
const moment = new Int32Array(new SharedArrayBuffer(4));
let used = 0;
const me = isMainThread ? 1 : workerData.me;

// A number that all threads share. Loads and stores take a moment, so that threads meet.
class Word {
  index = used++;

  load() {
    const value = Atomics.load(memory, this.index);
    work(100);
    return value;
  }

  store(value) {
    Atomics.store(memory, this.index, value);
    work(1000 * Math.random());
  }
}

const screen = {
  cursor: new Word(),
  put(at, c) {
    Atomics.store(memory, 32 + at, c.charCodeAt());
  },
};
const shared = {
$shared};

// A lock: 0, or the thread that holds it.
class Lock {
  index = used++;

  acquire() {
    let holder;
    while ((holder = Atomics.compareExchange(waits, this.index, 0, me)) !== 0) {
      Atomics.wait(waits, this.index, holder);
    }
  }

  release() {
    if (Atomics.compareExchange(waits, this.index, me, 0) !== me) {
      throw new Error("released by a thread that does not hold it");
    }
    Atomics.notify(waits, this.index, 1);
  }
}

const ready = used++;
const running = used++;
let started = 0;

function start(run, number) {
  started += 1;
  Atomics.add(waits, running, 1);
  new Worker(__filename, { workerData: { memory, me: 1 + started, run: run.name, number } });
}

// Runs a thread. Workers take long to start, so the threads begin together.
function run(functions) {
  Atomics.add(waits, ready, 1);
  Atomics.notify(waits, ready);
  for (let n; (n = Atomics.load(waits, ready)) < $started; ) Atomics.wait(waits, ready, n);
  try {
    functions[workerData.run](workerData.number);
  } catch (error) {
    fs.writeSync(2, `${error.stack}\n`);
  }
  Atomics.sub(waits, running, 1);
  Atomics.notify(waits, running);
}

function join() {
  for (let n; (n = Atomics.load(waits, running)) !== 0; ) Atomics.wait(waits, running, n);
}

function work(microseconds) {
  Atomics.wait(moment, 0, 0, microseconds / 1000);
}

// Prints the screen, or the shared numbers if nothing is on it, and exits.
function show() {
  let text = "";
  for (let at = 0; at < cells && memory[32 + at] !== 0; at++) text += String.fromCharCode(memory[32 + at]);
  if (text === "") {
$values    text += "\n";
  }
  fs.writeSync(1, text);
  process.exit();
}

"#,
    ending: "\nif (isMainThread) main();\nelse run({ $functions });\n",
};
