//! Texts that are no programs, and what is said of each.

/// A text, and its first error.
#[rustfmt::skip]
pub const ERRORS: &[(&str, &str)] = &[
    ("", "line 1, column 1: the text defines neither `main` nor `thread`: a program begins with one of them"),
    ("x", "line 1, column 1: `x` by itself does nothing: a call has parentheses, as in `NAME()`"),
    ("def mian():\n    pass\n", "line 1, column 5: `mian` begins no program: did you mean `main`?"),
    (
        "lock = Lock()\ndef thread(t):\n    lokc.acquire()\n",
        "line 3, column 5: `lokc` is no lock: did you mean `lock`?",
    ),
    (
        "lock = Lock()\ndef thread(t):\n    lock.aquire()\n",
        "line 3, column 10: `lock.aquire` is not part of this language: did you mean `acquire`?",
    ),
    (
        "lock = Lock()\ndef thread(t):\n    lock.acquire\n",
        "line 3, column 17: `(` is missing at the end of the line: `NAME.acquire()`",
    ),
    (
        "lock = Lock()\ndef thread(t):\n    lock()\n",
        "line 3, column 5: `lock` is a lock: `lock.acquire()` and `lock.release()` are possible",
    ),
    (
        "def thread(t):\n    while True:\n        pass\n",
        "line 2, column 5: `while` is not part of this language: loops are `for NAME in range(N):` and `for NAME in TEXT:`",
    ),
    (
        "def thread(t):\n    if t == 0:\n        pass\n",
        "line 2, column 5: `if` is not part of this language: no statement depends on a condition",
    ),
    (
        "import threading\ndef thread(t):\n    pass\n",
        "line 1, column 1: `import` is not needed: `Lock`, `start`, `join` and `work` are there",
    ),
    (
        "from threading import Lock\n",
        "line 1, column 1: `from` is not needed: `Lock`, `start`, `join` and `work` are there",
    ),
    (
        "def thread(t):\n    return t\n",
        "line 2, column 5: `return` is not part of this language: a function ends after its last line and gives nothing back",
    ),
    (
        "def thread(t):\n    shared.value += 1\n",
        "line 2, column 18: `+=` is not part of this language: first load, as in `LOCAL = shared.NAME`, then `shared.NAME = LOCAL + N`",
    ),
    (
        "def thread(t):\n    screen.cursor += 1\n",
        "line 2, column 19: `+=` is not part of this language: first load, `at = screen.cursor`, then `screen.cursor = LOCAL + 1`",
    ),
    (
        "def thread(t):\n    for i in range(1, 5):\n        pass\n",
        "line 2, column 21: `range` has one number here: `range(N)` counts from 0 to N - 1",
    ),
    (
        "def thread(t):\n    for i in range(t):\n        pass\n",
        "line 2, column 20: `t` is a parameter: `range` takes a number, `threads` or `count`",
    ),
    (
        "def thread(t):\n    for i in range(cuont):\n        pass\n",
        "line 2, column 20: `cuont` is unknown here: did you mean `count`?",
    ),
    (
        "def thread(t):\n    for i in range(3)\n        pass\n",
        "line 2, column 22: `:` is missing at the end of the line: `for NAME in range(N):`",
    ),
    (
        "def thread(t):\n    for i in count:\n        pass\n",
        "line 2, column 14: `count` is a number, no text: write `range(count)`",
    ),
    (
        "def thread(t):\n    for i in [1, 2]:\n        pass\n",
        "line 2, column 14: `[` is found where the text of the loop belongs: `for NAME in TEXT:`",
    ),
    (
        "def thread(t):\n    for i in range(2):\n    pass\n",
        "line 3, column 5: the block of `for` in line 2 is missing: indent its lines",
    ),
    (
        "def thread(t):\n    for i in range(2):\n        pass\n    print(f\"{i}\")\n\ndef print(text):\n    pass\n",
        "line 4, column 14: `i` is known only in the block that ends above",
    ),
    (
        "    def thread(t):\n    pass\n",
        "line 1, column 5: this line is indented more than the left margin: only `def`, `for` and `with` begin a block",
    ),
    (
        "def thread(t):\n    pass\n        pass\n",
        "line 3, column 9: this line is indented more than the line before: only `def`, `for` and `with` begin a block",
    ),
    (
        "def thread(t):\n    pass\n  pass\n",
        "line 3, column 3: this line's indentation fits no block above: count its spaces",
    ),
    (
        "def thread(t):\n",
        "line 1, column 1: `def` has no block: at least one indented line follows it, such as `pass`",
    ),
    ("def thread(t):\npass\n", "line 2, column 1: the block of `def` in line 1 is missing: indent its lines"),
    (
        "def thread(t)\n    pass\n",
        "line 1, column 14: `:` is missing at the end of the line: `def NAME(PARAMETERS):`",
    ),
    ("def thread(t):\n\tpass\n", "line 2, column 1: a tab is found in the indentation: indent with spaces"),
    (
        "def thread(t): pass\n",
        "line 1, column 16: `pass` is found after `:`: a block begins on the next line, indented",
    ),
    (
        "def thread(t):\n    pass\n\ndef thread(t):\n    pass\n",
        "line 4, column 5: `thread` is already the name of a function, in line 1",
    ),
    (
        "def start(t):\n    pass\n",
        "line 1, column 5: `start` has a meaning of its own: a function needs another name",
    ),
    ("def main(t):\n    pass\n", "line 1, column 10: `main` has no parameters, hence no `t`: `def main():`"),
    (
        "def thread(a, b):\n    pass\n",
        "line 1, column 15: `b` is one too many: without a `main`, `thread` gets its number alone",
    ),
    (
        "def thread(a, a):\n    pass\n",
        "line 1, column 15: `a` is already a parameter in line 1: a parameter needs another name",
    ),
    (
        "def thread(t=0):\n    pass\n",
        "line 1, column 13: `=` is found where `)` belongs: `def NAME(PARAMETERS):`",
    ),
    (
        "def thread(t):\n    print(“hello”)\n\ndef print(text):\n    pass\n",
        "line 2, column 11: `“` is no quote of Python: write `\"` or `'`",
    ),
    (
        "def thread(t):\n    print(f\"{t + 1}\")\n\ndef print(text):\n    pass\n",
        "line 2, column 13: `{t + 1}` is not possible in a text: braces hold one name, as in `{t}`",
    ),
    (
        "def thread(t):\n    print(f\"{n}\")\n\ndef print(text):\n    pass\n",
        "line 2, column 14: `n` is unknown here: the values are `t`, `threads` and `count`",
    ),
    (
        "def thread(t):\n    print(\"a\\tb\")\n\ndef print(text):\n    pass\n",
        "line 2, column 13: `\\t` is not part of this language: the escapes are `\\n`, `\\\\`, `\\'` and `\\\"`",
    ),
    (
        "def thread(t):\n    print()\n\ndef print(text):\n    pass\n",
        "line 2, column 5: `print` takes one argument, `text`: none is given here",
    ),
    (
        "def thread(t):\n    print(\"a\" + \"b\")\n\ndef print(text):\n    pass\n",
        "line 2, column 15: `+` is not possible here: only `screen.cursor = LOCAL + 1` and `shared.NAME = LOCAL + N` add",
    ),
    (
        "def thread(t):\n    print \"a\"\n",
        "line 2, column 11: `\"a\"` cannot follow `print`: after a name come `(`, `.`, `[` or `=`",
    ),
    (
        "def thread(t):\n    one(5)\n    one(\"ab\")\n\ndef one(p):\n    pass\n",
        "line 3, column 9: `\"ab\"` is a text, but `p` of `one` is a number, see line 2",
    ),
    (
        "def thread(t):\n    one(\"ab\")\n\ndef one(p):\n    at = screen.cursor\n    screen[at] = p\n",
        "line 2, column 9: `\"ab\"` is a text, but `p` of `one` is a character, see line 6",
    ),
    (
        "def thread(t):\n    one(t)\n\ndef one(p):\n    two(p)\n\ndef two(q):\n    for c in q:\n        pass\n",
        "line 1, column 12: `t` is a text, see line 8, but without a `main`, `thread` gets its number",
    ),
    (
        "def one(p):\n    for c in p:\n        pass\n    at = screen.cursor\n    screen[at] = p\n",
        "line 5, column 18: `p` is a character here, but a text in line 2",
    ),
    (
        "def thread(t):\n    thread(t)\n",
        "line 2, column 5: `thread` calls itself: no function may, since it would never end",
    ),
    (
        "def thread(t):\n    one()\n\ndef one():\n    two()\n\ndef two():\n    one()\n",
        "line 5, column 5: `one` calls `two`, which calls `one`: no function may call itself, since it would never end",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen.cursor = at + 1\n",
        "line 3, column 5: put a character at `at` before the cursor moves past it",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    for c in \"ab\":\n        screen[at] = c\n    screen.cursor = at + 1\n",
        "line 5, column 5: put a character at `at` before the cursor moves past it",
    ),
    (
        "def thread(t):\n    screen[at] = \"a\"\n",
        "line 2, column 12: `at` is no local yet: `LOCAL = screen.cursor` comes before",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[at] = \"ab\"\n",
        "line 3, column 18: `\"ab\"` is a text: a cell has one character, as in `\"a\"`",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[at] = 5\n",
        "line 3, column 18: `5` is a number: a cell has one character, as in `\"5\"`",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[ta] = \"a\"\n",
        "line 3, column 12: `ta` is no local: did you mean `at`?",
    ),
    (
        "def thread(t):\n    screen[screen.cursor] = \"a\"\n",
        "line 2, column 12: `screen` is loaded and put to in one line: first load, `at = screen.cursor`, then `screen[at] = CHARACTER`",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[at] = \"a\"\n    screen.cursor = at + 2\n",
        "line 4, column 26: `2` is found where `1` belongs: `screen.cursor = LOCAL + 1`",
    ),
    (
        "def thread(t):\n    screen.cursor = screen.cursor + 1\n",
        "line 2, column 21: `screen` is loaded and stored in one line: first load, `at = screen.cursor`, then `screen.cursor = LOCAL + 1`",
    ),
    (
        "def thread(t):\n    shared.value = 1\n",
        "line 2, column 20: `1` cannot be stored by itself: first load, `value = shared.NAME`, then `shared.NAME = LOCAL + N`",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    shared.value = at + 1\n",
        "line 3, column 20: `at` is a local with the cursor: needed here is a local from `LOCAL = shared.NAME`",
    ),
    (
        "def thread(t):\n    value = shared.value\n    print(f\"{value}\")\n\ndef print(text):\n    pass\n",
        "line 3, column 14: `value` is a local, loaded as the program runs: only parameters, loop variables, `threads` and `count` are values here",
    ),
    (
        "def thread(t):\n    value = 5\n",
        "line 2, column 13: `5` cannot be assigned: `LOCAL = screen.cursor` and `LOCAL = shared.NAME` are possible",
    ),
    (
        "def thread(t):\n    value = shared.value\n    shared.value = value - 1\n",
        "line 3, column 26: `-` is not possible here: only `screen.cursor = LOCAL + 1` and `shared.NAME = LOCAL + N` add",
    ),
    (
        "shared.value = 0\ndef thread(t):\n    pass\n",
        "line 1, column 1: `shared` is used outside of a function: each shared name begins at 0 by itself",
    ),
    (
        "def thread(t):\n    for i in range(2):\n        value = shared.value\n    shared.value = value + 1\n",
        "line 4, column 20: `value` is known only in a block that ends above: `value = shared.NAME` belongs in this one",
    ),
    (
        "def thread(t):\n    t = screen.cursor\n",
        "line 2, column 5: `t` is already a parameter in line 1: a local with the cursor needs another name",
    ),
    (
        "count = 5\ndef thread(t):\n    pass\n",
        "line 1, column 9: `count` is set outside of the text: its value is known here without this line",
    ),
    (
        "lock = lock()\ndef thread(t):\n    pass\n",
        "line 1, column 8: `lock` is unknown here: did you mean `Lock`?",
    ),
    (
        "lock = Lock()\nlock = Lock()\ndef thread(t):\n    pass\n",
        "line 2, column 1: `lock` is already the name of a lock, in line 1",
    ),
    (
        "def thread(t):\n    lock = Lock()\n",
        "line 2, column 12: `Lock` is found in a function: locks are made at the left margin, `NAME = Lock()`",
    ),
    ("def thread(t):\n    start(thread, 1)\n", "line 2, column 5: `start` is possible only in `main`"),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread)\n",
        "line 5, column 11: `thread` needs a number for its parameter `t`: `start(thread, NUMBER)`",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread(1))\n",
        "line 5, column 17: `(` calls the function before it is started: `start(thread, NUMBER)`",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    thread.start()\n",
        "line 5, column 12: `thread.start` is not part of this language: threads begin with `start(FUNCTION)` in `main`",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread, 0)\n    work(5)\n    start(thread, 1)\n",
        "line 6, column 5: threads are started one after another: this line comes before the first `start` or after the last",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    for t in range(threads):\n        start(thread, t)\n        work(5)\n",
        "line 7, column 9: a loop that starts threads has nothing but `start` in it: move this line out of it",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    for t in range(threads):\n        start(thread, t)\n        join()\n",
        "line 7, column 9: `join` is in a block: it belongs in none, once, since it waits for all threads",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    join()\n    start(thread, 0)\n",
        "line 5, column 5: `join` waits for all threads: it comes after the last `start`",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread, 0)\n    join()\n    join()\n",
        "line 7, column 5: all threads are already joined in line 6: one `join` is enough",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thraed, 1)\n",
        "line 5, column 11: `thraed` is not defined: did you mean `thread`?",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    join(5)\n",
        "line 5, column 10: `5` is found in `join`: `join()` waits for all threads at once",
    ),
    (
        "lock = Lock()\ndef thread(t):\n    pass\n\ndef main():\n    with lock:\n        start(thread, 0)\n",
        "line 6, column 5: `with` has a `start` in its block: threads are started outside of it",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    pass\n\nif __name__ == \"__main__\":\n    main()\n",
        "line 7, column 1: `if` is not part of this language: `main` runs by itself, so this line can go",
    ),
    ("def thread(t):\n    sleep(1)\n", "line 2, column 5: `sleep` is not defined: to wait, `work(MICROSECONDS)`"),
    (
        "def thread(t):\n    work(t)\n",
        "line 2, column 10: `t` is found where a number of microseconds belongs: `work(100)`",
    ),
    (
        "def thread(t):\n    work(2000000)\n",
        "line 2, column 10: `2000000` is too large: a number is at most 1,000,000",
    ),
    (
        "def thread(t):\n    work(1.5)\n",
        "line 2, column 10: `1.5` is no whole number: write its digits alone, as in `1000`",
    ),
    (
        "def thread(t):\n    work(007)\n",
        "line 2, column 10: `007` begins with a 0: write a number without leading zeros",
    ),
    (
        "def thread(t):\n    pass; pass\n",
        "line 2, column 9: `;` is not part of this language: write one statement a line",
    ),
    (
        "def thread(t):\n    \"\"\"Does nothing.\"\"\"\n",
        "line 2, column 5: three quotes are found: a text has one quote at each end, and a comment begins with `#`",
    ),
    (
        "def thread(t):\n    def inner():\n        pass\n",
        "line 2, column 5: `def` is possible only at the left margin: no function is within another",
    ),
    (
        "def thread(t):\n    scren.cursor = at + 1\n",
        "line 2, column 5: `scren` holds nothing: did you mean `screen`?",
    ),
    // The name before the `while` is unknown; the function after it is not.
    (
        "def thread(t):\n    print(x)\n    while True:\n        pass\ndef print(text):\n    pass\n",
        "line 2, column 11: `x` is unknown here: the values are `t`, `threads` and `count`",
    ),
    (
        "def thread(t):\n    print(\"x\")\n    while True:\n        pass\ndef print(text):\n    pass\n",
        "line 3, column 5: `while` is not part of this language: loops are `for NAME in range(N):` and `for NAME in TEXT:`",
    ),
];
