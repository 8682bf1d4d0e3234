//! Go: its templates, and what surrounds a program.
//!
//! Owns no logic. Go refuses variables that nothing uses, so what is loaded into one is dropped.

use super::style::{Format, Style};

pub(super) static STYLE: Style = Style {
    taken: "break case chan const continue default defer else fallthrough for func go goto if import interface map \
            package range return select struct switch type var _ init any bool byte error false true nil int int32 rune \
            string fmt sync atomic time rand word output cells running show",
    capital_locks: false,
    indent: "\t",
    depth: 0,
    lock: "var $1 sync.Mutex",
    acquire: "$1.Lock()",
    release: "$1.Unlock()",
    with: [&[(0, "$1.Lock()"), (0, "{")], &[(0, "}"), (0, "$1.Unlock()")]],
    function: "func $1($2) {",
    no_parameters: "",
    main: "func main() {",
    parameters: ["$1 int", "$1 string", "$1 rune"],
    range: "for $1 := 0; $1 < $2; $1++ {",
    each: "for _, $1 := range $2 {",
    each_unused: "for range $2 {",
    character: "$1",
    cursor: "screen.cursor.load()",
    shared: "shared.$1.load()",
    declare: "$1 := $2",
    declare_variable: "$1 := $2",
    assign: "$1 = $2",
    unused: "$2",
    put: "screen.put($1, $2)",
    store_cursor: "screen.cursor.store($1 + 1)",
    store_shared: "shared.$1.store($2)",
    call: "$1($2)",
    start: "start($1, $2)",
    start_plain: "start(func(int) { $1() }, 0)",
    join: "join()",
    work: "work($1)",
    show: "show()",
    threads: "threads",
    count: "count",
    format: Format {
        open: "fmt.Sprintf(\"",
        end: "\"",
        close: ")",
        spots: ["%d", "%s", "%c"],
        escapes: &[('"', "\\\""), ('%', "%%")],
        borrow: "",
    },
    shared_word: "\t$1 word\n",
    shared_value: "\t\tfmt.Print(\"$2 \", shared.$1.load())\n",
    prelude: r#"package main

import (
	"fmt"
	"math/rand"
	"sync"
	"sync/atomic"
	"time"
)

const threads = $threads
const count = $count
const cells = $cells

// A number that all threads share. Loads and stores take a moment, so that threads meet.
type word struct{ value atomic.Int32 }

func (w *word) load() int32 {
	value := w.value.Load()
	work(100)
	return value
}

func (w *word) store(value int32) {
	w.value.Store(value)
	work(rand.Intn(1000))
}

type output struct {
	cursor word
	cells  [cells]atomic.Int32
}

func (o *output) put(at int32, c rune) {
	o.cells[at].Store(c)
}

var screen output
var shared struct {
$shared}

// A Go mutex has no holder: any goroutine may unlock it.
var running sync.WaitGroup

func start(run func(int), number int) {
	running.Add(1)
	go func() {
		defer running.Done()
		run(number)
	}()
}

func join() {
	running.Wait()
}

func work(microseconds int) {
	time.Sleep(time.Duration(microseconds) * time.Microsecond)
}

// Prints the screen, or the shared numbers if nothing is on it.
func show() {
	at := 0
	for ; at < cells && screen.cells[at].Load() != 0; at++ {
		fmt.Printf("%c", screen.cells[at].Load())
	}
	if at == 0 {
$values		fmt.Println()
	}
}

"#,
    ending: "",
};
