//! Texts that no preset is like.

/// The texts, by name.
#[rustfmt::skip]
pub const ODD: [(&str, &str); 8] = [
    // The lock is released between the characters, and acquired again.
    ("misplaced", "lock = Lock()\n\ndef print(text):\n    for c in text:\n        at = screen.cursor\n        lock.acquire()\n        \
        screen[at] = c\n        screen.cursor = at + 1\n        lock.release()\n\ndef thread(t):\n    for i in range(count):\n        \
        print(f\"{t}{i}\\n\")\n\ndef main():\n    for t in range(threads):\n        start(thread, t)\n    join()\n"),
    ("with", "def print(text):\n  with lock:\n    for c in text:\n      with other:  # a comment: within\n        at = screen.cursor\n        \
        screen[at] = c\n        screen.cursor = at + 1\n\ndef thread(t):\n  print(f'{t}\\n')\n  with other:\n    pass\n\nlock = Lock()\nother = Lock()\n"),
    ("shared", "lock = Lock()\ndef add(n):\n    lock.acquire()\n    value = shared.value\n    shared.value = value + 10\n    x = shared.x\n    \
        shared.x = x + 2\n    last = shared.last\n    shared.last = x\n    x = shared.x\n    shared.x = x + 1\n    lock.release()\n\
        def thread(t):\n    for i in range(count):\n        add(i)\ndef main():\n    for t in range(threads):\n        start(thread, t)\n    join()\n"),
    ("no-main", "lock = Lock()\ndef thread():\n    lock.acquire()\n    n = shared.n\n    work(200)\n    shared.n = n + 1\n    lock.release()\n"),
    ("calls", "l = Lock()\ndef main():\n    one(7, 'x', 'yz')\n    start(thread)\n    start(other, 1)\n    join()\n    two('!', f'{threads} {count}\\n')\n\
        def thread():\n    l.acquire()\n    for a in 'ab':\n        for b in f'{a}\\n':\n            write(b)\n    l.release()\n\
        def other(n):\n    with l:\n        one(n, '\"', \"it's {} 100%d $2 `${n}` \\\\\\n\")\n\
        def one(n, c, text):\n    write(c)\n    two(c, f'{{{n}}} {text}{c}%d ${n}`\\\\\\'\\\"\\n')\n\
        def two(c, text):\n    for d in text:\n        write(d)\n    for d in '':\n        write(c)\ndef write(c):\n    at = screen.cursor\n    screen[at] = c\n    screen.cursor = at + 1\n"),
    ("names", "int = Lock()\nSystem = Lock()\nLOCK = Lock()\nlock = Lock()\ndef main():\n    for self in range(2):\n        for var in range(1):\n            start(printf, self)\n    join()\n\
        def printf(func):\n    int.acquire()\n    for _ in range(1):\n        for fn in f'{func}\\n':\n            type = screen.cursor\n            screen[type] = fn\n            screen.cursor = type + 1\n    \
        new = shared.let\n    shared.let = new + 1\n    drop()\n    int.release()\ndef drop():\n    for Some in 'ab':\n        LOCK.acquire()\n        SeqCst = screen.cursor\n        screen[SeqCst] = Some\n        screen.cursor = SeqCst + 1\n        LOCK.release()\n\
        def memory(fs):\n    lock.acquire()\n    System.acquire()\n    System.release()\n    lock.release()\n"),
    ("locals", "l = Lock()\ndef thread(t):\n    l.acquire()\n    unused = shared.a\n    unused = shared.b\n    for i in range(2):\n        v = shared.a\n        shared.b = v\n        v = shared.b\n    \
        v = screen.cursor\n    for c in 'xyz':\n        v = screen.cursor\n    screen[v] = '\\\\'\n    screen.cursor = v + 1\n    pass\n    work(5)\n    l.release()\n"),
    ("main-prints", "l = Lock()\ndef say(text):\n    for c in text:\n        at = screen.cursor\n        screen[at] = c\n        screen.cursor = at + 1\n\
        def thread(t):\n    l.acquire()\n    say('a\\n')\n    l.release()\ndef main():\n    l.acquire()\n    say('before\\n')\n    for t in range(3):\n        start(thread, t)\n    say('during\\n')\n    l.release()\n    join()\n    say('after\\n')\n"),
];
