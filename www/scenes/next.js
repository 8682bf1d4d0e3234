// Who is next: the reader measures three locks, and the figures say which is fast and which is fair.

/** @import { Lesson } from './lesson.js' */
/** @import { Result } from '../element/result.js' */

import { create } from '../element/elements.js';

const LOCKS = /** @type {const} */ (['mutex', 'spin', 'ticket']);
// Shares that differ by less are about even.
const EVEN = 0.05;
/** The settings that make two measurements incomparable if they differ. @type {(keyof Result)[]} */
const ALIKE = ['program', 'source', 'scope', 'threads', 'count', 'pace', 'inside', 'outside', 'main'];

/** @typedef {{ lock: string, rate: number | null, fairness: number | null, waitMs: number | null }} Measured */

/** @param {Result} result @returns {Measured} */
export function measuredOf({ lock, lines, threadsMs, threading, fairness, perThread }) {
  // A simulated run at full speed takes no time.
  const timed = threading === 'real' && threadsMs;
  const waits = perThread.map(({ maxWaitMs }) => maxWaitMs);
  return {
    lock,
    rate: timed ? (lines.expected * 1000) / threadsMs : null,
    fairness,
    waitMs: timed && waits.every((wait) => wait !== null) ? Math.max(...waits) : null,
  };
}

/**
 * Which lock the figures speak for: a key, and the locks in its sentence.
 * @param {Measured[]} all
 * @returns {[key: 'either' | 'both' | 'fast' | 'even' | 'fair', ...locks: string[]]}
 */
export function advice(all) {
  /** @type {(key: 'rate' | 'fairness') => Measured[]} */
  const best = (key) => all.filter((one) => one[key] !== null).sort((one, other) => Number(other[key]) - Number(one[key]));
  const [fast] = best('rate');
  const fairest = best('fairness');
  const [fair, least] = [fairest[0], fairest.at(-1)];
  const uneven = fair && least && Number(fair.fairness) - Number(least.fairness) > EVEN;
  if (!fast) return uneven ? ['fair', fair.lock] : ['even'];
  if (!uneven) return ['fast', fast.lock];
  return Number(fair.fairness) - Number(fast.fairness) <= EVEN ? ['both', fast.lock] : ['either', fast.lock, fair.lock];
}

/** @param {Lesson} lesson */
export function next(lesson) {
  const { host } = lesson;
  lesson.wants('goal');
  /** @param {number} value */
  const figure = (value) => Number(value.toPrecision(3)).toLocaleString(lesson.language);
  const names = Object.fromEntries(LOCKS.map((lock) => [lock, lesson.say(lock)]));
  const heads = ['lock', 'speed', 'fairness', 'wait'].map((key) => lesson.say(key));
  const fill = lesson.table(lesson.say('table'), heads, names);
  lesson.notes(lesson.say('either', 'ticket', 'ticket'));

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
  lesson.button(lesson.say('all'), async () => {
    await host.stop();
    for (const lock of LOCKS) {
      if (lesson.ended) return;
      lesson.change({ lock });
      const result = /** @type {Result | undefined} */ (await host.run().catch(() => undefined));
      if (result?.outcome !== 'finished') return;
    }
  });

  /** @type {Map<string, Measured>} */
  const measured = new Map();
  let key = '';
  lesson.on('done', (result) => {
    if (result.outcome !== 'finished' || !LOCKS.some((lock) => lock === result.lock)) return;
    const alike = JSON.stringify(ALIKE.map((name) => result[name]));
    if (alike !== key) {
      measured.clear();
      for (const lock of LOCKS) fill(lock, ...Array(3).fill(lesson.common('unknown')));
      lesson.note('');
    }
    key = alike;
    const found = measuredOf(result);
    measured.set(found.lock, found);
    const { rate, fairness, waitMs } = found;
    const unknown = lesson.common('unknown');
    fill(
      found.lock,
      rate === null ? unknown : figure(rate),
      fairness === null ? unknown : (Math.floor(fairness * 100) / 100).toLocaleString(lesson.language, { minimumFractionDigits: 2 }),
      waitMs === null ? unknown : lesson.say('time', Number(waitMs.toPrecision(2))),
    );
    if (measured.size < LOCKS.length) return;
    const [sentence, ...locks] = advice([...measured.values()]);
    lesson.note(lesson.say(sentence, ...locks));
    lesson.meet('goal');
  });
}
