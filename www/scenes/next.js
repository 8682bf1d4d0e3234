// The next holder of a lock: the reader measures three locks, and the figures say which is fast and under which threads take turns.

/** @import { Lesson } from './lesson.js' */
/** @import { Result } from '../element/result.js' */

import { create } from '../element/elements.js';
import { MAIN } from '../texts/forms.js';

const LOCKS = /** @type {const} */ (['mutex', 'spin', 'ticket']);
// Figures that differ by less are about alike.
const ALIKE_TIMES = 2;
const AS_FAST_TIMES = 1.1;
/** The settings that make two measurements incomparable if they differ. @type {(keyof Result)[]} */
const SETTINGS = ['program', 'source', 'scope', 'threads', 'count', 'pace', 'inside', 'outside', 'main'];

/** @typedef {{ lock: string, rate: number | null, inRow: number | null, waitMs: number | null }} Measured */

/**
 * How many lines a thread printed in a row, on average, before another’s turn came; `null` if there is no line.
 * @param {import('../mutex-demo.js').Transcript} transcript
 */
export function inRowOf({ text, writers }) {
  let [lines, turns, last, at] = [0, 0, MAIN, 0];
  for (const row of text.split('\n')) {
    const writer = row ? writers[at] : MAIN;
    at += row.length + 1;
    if (writer === MAIN) continue;
    lines++;
    if (writer !== last) turns++;
    last = writer;
  }
  return lines ? lines / turns : null;
}

/** @param {Result} result @param {number | null} inRow @returns {Measured} */
export function measuredOf({ lock, lines, threadsMs, threading, perThread }, inRow) {
  // A simulated run at full speed takes no time.
  const timed = threading === 'real' && threadsMs;
  const waits = perThread.map(({ maxWaitMs }) => maxWaitMs);
  return {
    lock,
    rate: timed ? (lines.expected * 1000) / threadsMs : null,
    inRow,
    waitMs: timed && waits.every((wait) => wait !== null) ? Math.max(...waits) : null,
  };
}

/** A figure with as many digits as it is good for. @param {number} value */
const rounded = (value) => Number(value.toPrecision(value < 100 ? 2 : 3));

/**
 * The statement that the figures make of the locks: a key, and the values in its sentence.
 * @param {Measured[]} all
 * @returns {[key: 'either' | 'both' | 'fast' | 'even' | 'fair', ...values: (string | number)[]]}
 */
export function advice(all) {
  const timed = all.every(({ rate }) => rate !== null);
  const [fast] = [...all].sort((one, other) => Number(other.rate) - Number(one.rate));
  const turns = all.filter(({ inRow }) => inRow !== null).sort((one, other) => Number(one.inRow) - Number(other.inRow));
  const [fair, least] = [turns[0], turns.at(-1)];
  const uneven = fair && Number(least?.inRow) >= ALIKE_TIMES * Number(fair.inRow);
  if (!timed) return uneven ? ['fair', fair.lock, rounded(Number(fair.inRow))] : ['even'];
  if (!uneven) return ['fast', fast.lock];
  const faster = Number(fast.rate) / Number(fair.rate);
  if (faster < AS_FAST_TIMES) return ['both', fair.lock];
  if (Number(fast.inRow) < ALIKE_TIMES * Number(fair.inRow)) return ['both', fast.lock];
  return ['either', fast.lock, fair.lock, ...[faster, Number(fast.inRow), Number(fair.inRow)].map(rounded)];
}

/** @param {Lesson} lesson */
export function next(lesson) {
  const { host } = lesson;
  lesson.wants('goal');
  /** @param {number} value */
  const figure = (value) => rounded(value).toLocaleString(lesson.language);
  const names = Object.fromEntries(LOCKS.map((lock) => [lock, lesson.say(lock)]));
  const heads = ['lock', 'speed', 'inRow', 'wait'].map((key) => lesson.say(key));
  const fill = lesson.table(lesson.say('table'), heads, names);
  lesson.findings.append(create('p', { class: 'small' }, lesson.say('about')));
  lesson.notes(lesson.say('either', 'ticket', 'ticket', 188, 188, 188));

  const radios = LOCKS.map((lock) => {
    const radio = create('input', { type: 'radio', name: 'which', value: lock });
    radio.addEventListener('change', () => {
      lesson.change({ lock });
      lesson.run();
    });
    return radio;
  });
  const labels = radios.map((radio) => create('label', {}, radio, names[radio.value]));
  lesson.extras.append(create('div', { class: 'segments', role: 'radiogroup', 'aria-label': lesson.say('locks') }, ...labels));
  const show = () => radios.forEach((radio) => (radio.checked = radio.value === host.lock));
  show();
  lesson.on('change', ({ name }) => name === 'lock' && show());
  /** @type {Map<string, Measured>} */
  const measured = new Map();
  // The latest measurement of all three.
  let latest = 0;
  lesson.button(lesson.say('all'), async () => {
    const mine = ++latest;
    measured.clear();
    lesson.note('');
    await host.stop();
    for (const [at, lock] of LOCKS.entries()) {
      if (lesson.ended || mine !== latest) return;
      lesson.change({ lock });
      lesson.note(lesson.say('measuring', at + 1, LOCKS.length, lock));
      const result = /** @type {Result | undefined} */ (await host.run().catch(() => undefined));
      if (result?.outcome === 'finished') continue;
      if (mine === latest) lesson.note('');
      return;
    }
  });

  let key = '';
  lesson.on('done', (result) => {
    if (result.outcome !== 'finished' || !LOCKS.some((lock) => lock === result.lock)) return;
    const alike = JSON.stringify(SETTINGS.map((name) => result[name]));
    if (alike !== key) {
      measured.clear();
      for (const lock of LOCKS) fill(lock, ...Array(3).fill(lesson.common('unknown')));
      lesson.note('');
    }
    key = alike;
    const found = measuredOf(result, inRowOf(host.transcript()));
    measured.set(found.lock, found);
    const { rate, inRow, waitMs } = found;
    const unknown = lesson.common('unknown');
    fill(
      found.lock,
      rate === null ? unknown : figure(rate),
      inRow === null ? unknown : figure(inRow),
      waitMs === null ? unknown : lesson.say('time', Number(waitMs.toPrecision(2))),
    );
    if (measured.size < LOCKS.length) return;
    const [sentence, ...values] = advice([...measured.values()]);
    lesson.note(lesson.say(sentence, ...values));
    lesson.meet('goal');
  });
}
