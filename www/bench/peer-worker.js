// One thread of the JavaScript peer: prints its lines, glyph by glyph, under the lock.
//
// The mutex is the three-state one of U. Drepper, "Futexes are tricky" (2011), which Rust's standard library builds
// on too. Words 0, 16 and 32 are the lock, the cursor and the start, on cache lines of their own.

const UNLOCKED = 0;
const LOCKED = 1;
const CONTENDED = 2;
const [LOCK, CURSOR, START] = [0, 16, 32];

self.onmessage = ({ data: { words, cells, thread, count, form } }) => {
  const author = thread << 8;

  const acquire = () => {
    if (Atomics.compareExchange(words, LOCK, UNLOCKED, LOCKED) === UNLOCKED) return;
    while (Atomics.exchange(words, LOCK, CONTENDED) !== UNLOCKED) Atomics.wait(words, LOCK, CONTENDED);
  };
  const release = () => {
    if (Atomics.exchange(words, LOCK, UNLOCKED) === CONTENDED) Atomics.notify(words, LOCK, 1);
  };
  const put = (byte) => {
    const at = words[CURSOR];
    cells[at] = author | byte;
    words[CURSOR] = at + 1;
  };

  const forms = {
    /** The obvious way. */
    plain() {
      for (let line = 0; line < count; line++) {
        const text = `[${thread}] => ${line}\n`;
        acquire();
        for (let i = 0; i < text.length; i++) put(text.charCodeAt(i));
        release();
      }
    },

    /** With the demo's own trick: no line is formatted, the previous line's digits are incremented. */
    tuned() {
      const prefix = Array.from(`[${thread}] => `, (letter) => letter.charCodeAt(0));
      const digits = [48];
      for (let line = 0; line < count; line++) {
        acquire();
        for (let i = 0; i < prefix.length; i++) put(prefix[i]);
        for (let i = 0; i < digits.length; i++) put(digits[i]);
        put(10);
        release();
        let at = digits.length - 1;
        while (at >= 0 && digits[at] === 57) digits[at--] = 48;
        if (at >= 0) digits[at]++;
        else digits.unshift(49);
      }
    },
  };

  postMessage('ready');
  Atomics.wait(words, START, 0);
  forms[form]();
  postMessage(performance.timeOrigin + performance.now());
};
