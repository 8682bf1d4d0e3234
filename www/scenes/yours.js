// Yours: the reader moves the lock's lines. Every order of the program in small says what each place does.

/** @import { Exploration } from '../mutex-demo.js' */
/** @import { ProgramValues } from '../runs/program.js' */

// A check that takes longer is given up.
const PATIENCE_MS = 3_000;
const EDITS = ['source', 'program', 'scope', 'lock'];

/**
 * The effect of a place of the lock's lines: with two threads that print a line each, and with two lines each.
 * @param {(size: { threads: number, count: number }) => Promise<Exploration>} count counts every order
 * @returns {Promise<'narrow' | 'wide' | 'right' | 'lost' | 'stuck' | 'unknown'>}
 */
export async function placeOf(count) {
  const one = await count({ threads: 2, count: 1 });
  if (!one.complete) return 'unknown';
  const names = one.outcomes.map(({ name }) => name);
  if (names.some((name) => !['clean', 'torn', 'lost'].includes(name))) return 'stuck';
  if (names.includes('lost')) return 'lost';
  if (names.includes('torn')) return 'narrow';
  const two = await count({ threads: 2, count: 2 });
  if (!two.complete) return 'unknown';
  if (two.outcomes.some(({ name }) => name !== 'clean')) return 'stuck';
  // Twice as many lines, and no more orders: a thread's lines all come together.
  return two.schedules === one.schedules ? 'wide' : 'right';
}

/** @type {Record<Awaited<ReturnType<typeof placeOf>>, string>} */
const WORDS = { narrow: 'isNarrow', wide: 'isWide', right: 'isRight', lost: 'isLost', stuck: 'isStuck', unknown: 'isUnknown' };

/** @param {import('./lesson.js').Lesson} lesson */
export function yours(lesson) {
  const { host } = lesson;
  lesson.lists('narrow', 'wide', 'right');
  lesson.notes(...['start', 'checking', ...Object.values(WORDS)].map((key) => lesson.say(key)));
  lesson.note(lesson.say('start'));
  /** The check in progress. @type {PromiseWithResolvers<void> | undefined} */
  let current;

  const check = async () => {
    current?.resolve();
    /** @type {PromiseWithResolvers<void>} */
    const mine = (current = Promise.withResolvers());
    const late = setTimeout(mine.resolve, PATIENCE_MS);
    const { program, source, lock, scope, main, pace, inside, outside } = host;
    lesson.note(lesson.say('checking'));
    const found = await placeOf(async (size) => {
      const { explore } = await import('../on-demand/explore.js');
      /** @type {ProgramValues} */
      const settings = { program, source, lock, scope, main, pace, inside, outside, ...size };
      return explore('count', settings, mine.promise, () => {});
    }).catch(() => /** @type {const} */ ('unknown'));
    clearTimeout(late);
    // Another edit has come.
    if (mine !== current || lesson.ended) return;
    lesson.note(lesson.say(WORDS[found]));
    if (['narrow', 'wide', 'right'].includes(found)) lesson.meet(found);
  };
  let asked = false;
  lesson.on('change', ({ name }) => {
    if (!EDITS.includes(name) || asked) return;
    asked = true;
    // Several settings may change at once.
    queueMicrotask(() => {
      if (!asked) return;
      asked = false;
      check();
    });
  });
  // At the scene's start the lock's lines are right: to go back there is not to find out.
  lesson.addStartOver(() => {
    current?.resolve();
    current = undefined;
    asked = false;
    lesson.note(lesson.say('start'));
  });
}
