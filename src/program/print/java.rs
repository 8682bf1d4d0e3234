//! Java: its templates, and what surrounds a program.
//!
//! Owns no logic. The program is one class.

use super::style::{Format, Style};

pub(super) static STYLE: Style = Style {
    taken: "abstract assert boolean break byte case catch char class const continue default do double else enum extends \
            final finally float for goto if implements import instanceof int interface long native new package private \
            protected public return short static strictfp super switch synchronized this throw throws transient try \
            void volatile while true false null _ var yield record sealed permits String System Math LockSupport Main Mutex Word Screen Shared \
            THREADS COUNT CELLS running show args clone equals finalize getClass hashCode notify notifyAll toString wait",
    capital_locks: false,
    indent: "    ",
    depth: 1,
    lock: "static final Mutex $1 = new Mutex();",
    acquire: "$1.lock();",
    release: "$1.unlock();",
    with: [&[(0, "$1.lock();"), (0, "try {")], &[(0, "} finally {"), (1, "$1.unlock();"), (0, "}")]],
    function: "static void $1($2) {",
    no_parameters: "",
    main: "public static void main(String[] args) {",
    parameters: ["int $1", "String $1", "char $1"],
    range: "for (int $1 = 0; $1 < $2; $1++) {",
    each: "for (char $1 : $2.toCharArray()) {",
    each_unused: "for (char $1 : $2.toCharArray()) {",
    character: "$1",
    cursor: "screen.cursor.load()",
    shared: "shared.$1.load()",
    declare: "int $1 = $2;",
    declare_variable: "int $1 = $2;",
    assign: "$1 = $2;",
    unused: "$2;",
    put: "screen.put($1, $2);",
    store_cursor: "screen.cursor.store($1 + 1);",
    store_shared: "shared.$1.store($2);",
    call: "$1($2);",
    start: "start(Main::$1, $2);",
    start_plain: "start(Main::$1);",
    join: "join();",
    work: "work($1);",
    show: "show();",
    threads: "THREADS",
    count: "COUNT",
    format: Format {
        open: "String.format(\"",
        end: "\"",
        close: ")",
        spots: ["%d", "%s", "%c"],
        escapes: &[('"', "\\\""), ('%', "%%")],
        borrow: "",
    },
    shared_word: "        final Word $1 = new Word();\n",
    shared_value: "            text.append(\"$2 \").append(shared.$1.load());\n",
    prelude: r#"import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

public class Main {
    static final int THREADS = $threads;
    static final int COUNT = $count;
    static final int CELLS = $cells;

    // A number that all threads share. Loads and stores take a moment, so that threads meet.
    static class Word {
        private volatile int value;

        int load() {
            int loaded = value;
            work(500);
            return loaded;
        }

        void store(int stored) {
            value = stored;
            work((long) (1000 * Math.random()));
        }
    }

    static class Screen {
        final Word cursor = new Word();
        final AtomicIntegerArray cells = new AtomicIntegerArray(CELLS);

        void put(int at, char c) {
            cells.set(at, c);
        }
    }

    static class Shared {
$shared    }

    static final Screen screen = new Screen();
    static final Shared shared = new Shared();
    static final List<Thread> running = new ArrayList<>();

    // Java's lock lets its holder lock it again; this one waits for itself, as most locks do.
    static class Mutex extends ReentrantLock {
        @Override
        public void lock() {
            while (isHeldByCurrentThread()) LockSupport.park();
            super.lock();
        }
    }

    static void start(IntConsumer run, int number) {
        start(() -> run.accept(number));
    }

    static void start(Runnable run) {
        Thread thread = new Thread(run);
        thread.setDaemon(true); // It ends with main.
        running.add(thread);
        thread.start();
    }

    static void join() {
        for (Thread thread : running) {
            try {
                thread.join();
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        }
    }

    static void work(long microseconds) {
        LockSupport.parkNanos(1000 * microseconds);
    }

    // Prints the screen, or the shared numbers if nothing is on it.
    static void show() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < CELLS && screen.cells.get(at) != 0; at++) {
            text.append((char) screen.cells.get(at));
        }
        if (text.isEmpty()) {
$values            text.append('\n');
        }
        System.out.print(text);
        System.out.flush();
    }

"#,
    ending: "}\n",
};
