//! Texts that are no programs, and what is said of each.

/// A text, and its first error.
#[rustfmt::skip]
pub const ERRORS: &[(&str, &str)] = &[
    ("", "source.at(1, 1, source.noBeginning)"),
    ("x", r#"source.at(1, 1, source.nameAlone("x"))"#),
    ("def mian():\n    pass\n", r#"source.at(1, 5, source.beginsNoProgram("mian", suggest.near("main")))"#),
    (
        "lock = Lock()\ndef thread(t):\n    lokc.acquire()\n",
        r#"source.at(3, 5, source.noLock("lokc", suggest.near("lock")))"#,
    ),
    (
        "lock = Lock()\ndef thread(t):\n    lock.aquire()\n",
        r#"source.at(3, 10, source.notPart("lock.aquire", suggest.near("acquire")))"#,
    ),
    (
        "lock = Lock()\ndef thread(t):\n    lock.acquire\n",
        r#"source.at(3, 17, source.missing("(", "NAME.acquire()"))"#,
    ),
    (
        "lock = Lock()\ndef thread(t):\n    lock()\n",
        r#"source.at(3, 5, source.lockCalled("lock"))"#,
    ),
    (
        "def thread(t):\n    while True:\n        pass\n",
        r#"source.at(2, 5, source.notPart("while", instead.while))"#,
    ),
    (
        "def thread(t):\n    if t == 0:\n        pass\n",
        r#"source.at(2, 5, source.notPart("if", instead.if))"#,
    ),
    (
        "import threading\ndef thread(t):\n    pass\n",
        r#"source.at(1, 1, source.import("import"))"#,
    ),
    (
        "from threading import Lock\n",
        r#"source.at(1, 1, source.import("from"))"#,
    ),
    (
        "def thread(t):\n    return t\n",
        r#"source.at(2, 5, source.notPart("return", instead.return))"#,
    ),
    (
        "def thread(t):\n    shared.value += 1\n",
        r#"source.at(2, 18, source.notPart("+=", instead.add))"#,
    ),
    (
        "def thread(t):\n    screen.cursor += 1\n",
        r#"source.at(2, 19, source.notPart("+=", instead.addCursor))"#,
    ),
    (
        "def thread(t):\n    for i in range(1, 5):\n        pass\n",
        "source.at(2, 21, source.oneNumber)",
    ),
    (
        "def thread(t):\n    for i in range(t):\n        pass\n",
        r#"source.at(2, 20, source.rangeNot("t", what.parameter))"#,
    ),
    (
        "def thread(t):\n    for i in range(cuont):\n        pass\n",
        r#"source.at(2, 20, source.unknown("cuont", suggest.near("count")))"#,
    ),
    (
        "def thread(t):\n    for i in range(3)\n        pass\n",
        r#"source.at(2, 22, source.missing(":", "for NAME in range(N):"))"#,
    ),
    (
        "def thread(t):\n    for i in count:\n        pass\n",
        r#"source.at(2, 14, source.numberNoText("count"))"#,
    ),
    (
        "def thread(t):\n    for i in [1, 2]:\n        pass\n",
        r#"source.at(2, 14, source.inPlaceOf("[", what.loopText, "for NAME in TEXT:"))"#,
    ),
    (
        "def thread(t):\n    for i in range(2):\n    pass\n",
        r#"source.at(3, 5, source.blockMissing("for", 2))"#,
    ),
    (
        "def thread(t):\n    for i in range(2):\n        pass\n    print(f\"{i}\")\n\ndef print(text):\n    pass\n",
        r#"source.at(4, 14, source.blockEnded("i"))"#,
    ),
    (
        "    def thread(t):\n    pass\n",
        "source.at(1, 5, source.indentedMargin)",
    ),
    (
        "def thread(t):\n    pass\n        pass\n",
        "source.at(3, 9, source.indented)",
    ),
    (
        "def thread(t):\n    pass\n  pass\n",
        "source.at(3, 3, source.indentation)",
    ),
    (
        "def thread(t):\n",
        r#"source.at(1, 1, source.noBlock("def"))"#,
    ),
    ("def thread(t):\npass\n", r#"source.at(2, 1, source.blockMissing("def", 1))"#),
    (
        "def thread(t)\n    pass\n",
        r#"source.at(1, 14, source.missing(":", "def NAME(PARAMETERS):"))"#,
    ),
    ("def thread(t):\n\tpass\n", "source.at(2, 1, character.tabIndent)"),
    (
        "def thread(t): pass\n",
        r#"source.at(1, 16, source.afterColon("pass"))"#,
    ),
    (
        "def thread(t):\n    pass\n\ndef thread(t):\n    pass\n",
        r#"source.at(4, 5, source.taken("thread", what.function, 1))"#,
    ),
    (
        "def start(t):\n    pass\n",
        r#"source.at(1, 5, source.reserved("start", what.function))"#,
    ),
    ("def main(t):\n    pass\n", r#"source.at(1, 10, source.mainParameter("t"))"#),
    (
        "def thread(a, b):\n    pass\n",
        r#"source.at(1, 15, source.threadParameters("b"))"#,
    ),
    (
        "def thread(a, a):\n    pass\n",
        r#"source.at(1, 15, source.alreadyIn("a", what.parameter, 1, what.parameter))"#,
    ),
    (
        "def thread(t=0):\n    pass\n",
        r#"source.at(1, 13, source.inPlaceOfSign("=", ")", "def NAME(PARAMETERS):"))"#,
    ),
    (
        "def thread(t):\n    print(“hello”)\n\ndef print(text):\n    pass\n",
        r#"source.at(2, 11, character.quote("“"))"#,
    ),
    (
        "def thread(t):\n    print(f\"{t + 1}\")\n\ndef print(text):\n    pass\n",
        r#"source.at(2, 13, source.braces("{t + 1}"))"#,
    ),
    (
        "def thread(t):\n    print(f\"{n}\")\n\ndef print(text):\n    pass\n",
        r#"source.at(2, 14, source.unknown("n", suggest.values([quoted("t"), quoted("threads"), quoted("count")])))"#,
    ),
    (
        "def thread(t):\n    print(\"a\\tb\")\n\ndef print(text):\n    pass\n",
        r#"source.at(2, 13, source.notPart("\\t", instead.escape))"#,
    ),
    (
        "def thread(t):\n    print()\n\ndef print(text):\n    pass\n",
        r#"source.at(2, 5, source.arity("print", [quoted("text")], 0))"#,
    ),
    (
        "def thread(t):\n    print(\"a\" + \"b\")\n\ndef print(text):\n    pass\n",
        r#"source.at(2, 15, source.sum("+"))"#,
    ),
    (
        "def thread(t):\n    print \"a\"\n",
        r#"source.at(2, 11, source.cannotFollow("\"a\"", "print"))"#,
    ),
    (
        "def thread(t):\n    one(5)\n    one(\"ab\")\n\ndef one(p):\n    pass\n",
        r#"source.at(3, 9, source.otherKind("\"ab\"", kind.text, "p", "one", kind.number, 2))"#,
    ),
    (
        "def thread(t):\n    one(\"ab\")\n\ndef one(p):\n    at = screen.cursor\n    screen[at] = p\n",
        r#"source.at(2, 9, source.otherKind("\"ab\"", kind.text, "p", "one", kind.character, 6))"#,
    ),
    (
        "def thread(t):\n    one(t)\n\ndef one(p):\n    two(p)\n\ndef two(q):\n    for c in q:\n        pass\n",
        r#"source.at(1, 12, source.threadParameter("t", kind.text, 8))"#,
    ),
    (
        "def one(p):\n    for c in p:\n        pass\n    at = screen.cursor\n    screen[at] = p\n",
        r#"source.at(5, 18, source.twoKinds("p", kind.character, kind.text, 2))"#,
    ),
    (
        "def thread(t):\n    thread(t)\n",
        r#"source.at(2, 5, source.callsItself(quoted("thread")))"#,
    ),
    (
        "def thread(t):\n    one()\n\ndef one():\n    two()\n\ndef two():\n    one()\n",
        r#"source.at(5, 5, source.callsInCircle(quoted("one"), [quoted("two"), quoted("one")]))"#,
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen.cursor = at + 1\n",
        r#"source.at(3, 5, source.putFirst("at"))"#,
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    for c in \"ab\":\n        screen[at] = c\n    screen.cursor = at + 1\n",
        r#"source.at(5, 5, source.putFirst("at"))"#,
    ),
    (
        "def thread(t):\n    screen[at] = \"a\"\n",
        r#"source.at(2, 12, source.noLocalYet("at", "screen.cursor"))"#,
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[at] = \"ab\"\n",
        r#"source.at(3, 18, source.textNoCharacter("\"ab\""))"#,
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[at] = 5\n",
        r#"source.at(3, 18, source.numberNoCharacter("5"))"#,
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[ta] = \"a\"\n",
        r#"source.at(3, 12, source.noLocal("ta", suggest.near("at")))"#,
    ),
    (
        "def thread(t):\n    screen[screen.cursor] = \"a\"\n",
        "source.at(2, 12, source.loadedAndPut)",
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    screen[at] = \"a\"\n    screen.cursor = at + 2\n",
        r#"source.at(4, 26, source.inPlaceOfSign("2", "1", "screen.cursor = LOCAL + 1"))"#,
    ),
    (
        "def thread(t):\n    screen.cursor = screen.cursor + 1\n",
        r#"source.at(2, 21, source.loadedAndStored("screen", "at = screen.cursor", "screen.cursor = LOCAL + 1"))"#,
    ),
    (
        "def thread(t):\n    shared.value = 1\n",
        r#"source.at(2, 20, source.storedAlone("1", "value = shared.NAME", "shared.NAME = LOCAL + N"))"#,
    ),
    (
        "def thread(t):\n    at = screen.cursor\n    shared.value = at + 1\n",
        r#"source.at(3, 20, source.localNeeded("at", what.localCursor, "shared.NAME"))"#,
    ),
    (
        "def thread(t):\n    value = shared.value\n    print(f\"{value}\")\n\ndef print(text):\n    pass\n",
        r#"source.at(3, 14, source.localNoValue("value"))"#,
    ),
    (
        "def thread(t):\n    value = 5\n",
        r#"source.at(2, 13, source.cannotAssign("5"))"#,
    ),
    (
        "def thread(t):\n    value = shared.value\n    shared.value = value - 1\n",
        r#"source.at(3, 26, source.sum("-"))"#,
    ),
    (
        "shared.value = 0\ndef thread(t):\n    pass\n",
        "source.at(1, 1, source.sharedOutside)",
    ),
    (
        "def thread(t):\n    for i in range(2):\n        value = shared.value\n    shared.value = value + 1\n",
        r#"source.at(4, 20, source.localEnded("value", "shared.NAME"))"#,
    ),
    (
        "def thread(t):\n    t = screen.cursor\n",
        r#"source.at(2, 5, source.alreadyIn("t", what.parameter, 1, what.localCursor))"#,
    ),
    (
        "count = 5\ndef thread(t):\n    pass\n",
        r#"source.at(1, 9, source.setOutside("count"))"#,
    ),
    (
        "lock = lock()\ndef thread(t):\n    pass\n",
        r#"source.at(1, 8, source.unknown("lock", suggest.near("Lock")))"#,
    ),
    (
        "lock = Lock()\nlock = Lock()\ndef thread(t):\n    pass\n",
        r#"source.at(2, 1, source.taken("lock", what.lock, 1))"#,
    ),
    (
        "def thread(t):\n    lock = Lock()\n",
        r#"source.at(2, 12, source.lockInFunction("Lock"))"#,
    ),
    ("def thread(t):\n    start(thread, 1)\n", r#"source.at(2, 5, source.onlyInMain("start"))"#),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread)\n",
        r#"source.at(5, 11, source.startNumber("thread", "t"))"#,
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread(1))\n",
        r#"source.at(5, 17, source.calledBeforeStart("thread"))"#,
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    thread.start()\n",
        r#"source.at(5, 12, source.notPart("thread.start", instead.async))"#,
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread, 0)\n    work(5)\n    start(thread, 1)\n",
        "source.at(6, 5, source.betweenStarts)",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    for t in range(threads):\n        start(thread, t)\n        work(5)\n",
        "source.at(7, 9, source.onlyStarts)",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    for t in range(threads):\n        start(thread, t)\n        join()\n",
        "source.at(7, 9, source.joinInBlock)",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    join()\n    start(thread, 0)\n",
        "source.at(5, 5, source.joinLast)",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thread, 0)\n    join()\n    join()\n",
        "source.at(7, 5, source.joinedTwice(6))",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    start(thraed, 1)\n",
        r#"source.at(5, 11, source.notDefined("thraed", suggest.near("thread")))"#,
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    join(5)\n",
        r#"source.at(5, 10, source.inJoin("5"))"#,
    ),
    (
        "lock = Lock()\ndef thread(t):\n    pass\n\ndef main():\n    with lock:\n        start(thread, 0)\n",
        "source.at(6, 5, source.startInWith)",
    ),
    (
        "def thread(t):\n    pass\n\ndef main():\n    pass\n\nif __name__ == \"__main__\":\n    main()\n",
        r#"source.at(7, 1, source.notPart("if", instead.ifMain))"#,
    ),
    ("def thread(t):\n    sleep(1)\n", r#"source.at(2, 5, source.notDefined("sleep", instead.sleep))"#),
    (
        "def thread(t):\n    work(t)\n",
        r#"source.at(2, 10, source.inPlaceOf("t", what.microseconds, "work(100)"))"#,
    ),
    (
        "def thread(t):\n    work(2000000)\n",
        r#"source.at(2, 10, source.tooLarge("2000000", 1000000))"#,
    ),
    (
        "def thread(t):\n    work(1.5)\n",
        r#"source.at(2, 10, source.notWhole("1.5"))"#,
    ),
    (
        "def thread(t):\n    work(007)\n",
        r#"source.at(2, 10, source.leadingZero("007"))"#,
    ),
    (
        "def thread(t):\n    pass; pass\n",
        r#"source.at(2, 9, source.notPart(";", instead.semicolon))"#,
    ),
    (
        "def thread(t):\n    \"\"\"Does nothing.\"\"\"\n",
        "source.at(2, 5, source.threeQuotes)",
    ),
    (
        "def thread(t):\n    def inner():\n        pass\n",
        "source.at(2, 5, source.defInside)",
    ),
    (
        "def thread(t):\n    scren.cursor = at + 1\n",
        r#"source.at(2, 5, source.holdsNothing("scren", suggest.near("screen")))"#,
    ),
    // The name before the `while` is unknown; the function after it is not.
    (
        "def thread(t):\n    print(x)\n    while True:\n        pass\ndef print(text):\n    pass\n",
        r#"source.at(2, 11, source.unknown("x", suggest.values([quoted("t"), quoted("threads"), quoted("count")])))"#,
    ),
    (
        "def thread(t):\n    print(\"x\")\n    while True:\n        pass\ndef print(text):\n    pass\n",
        r#"source.at(3, 5, source.notPart("while", instead.while))"#,
    ),
];
