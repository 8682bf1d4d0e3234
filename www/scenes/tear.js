// Tear: the reader guesses what will be on the screen, and sees a run that answers it.

/** @import { Lesson } from './lesson.js' */
/** @import { Result } from '../element/result.js' */

import { create } from '../element/elements.js';

const ANSWERS = ['whole', 'mixed', 'missing'];
const FIVE = /** @type {const} */ ({ threads: 5, count: 5, scheduler: 'os' });

/** The answer that a run gives; none if it did not finish. @param {Result} result */
function answerOf({ outcome, lines, glyphs: { lost } }) {
  if (outcome !== 'finished' || lost === null) return undefined;
  if (lost > 0) return 'missing';
  return lines.torn > 0 ? 'mixed' : 'whole';
}

/** @param {Lesson} lesson */
export function tear(lesson) {
  const { host } = lesson;
  lesson.wants('guess', 'see');
  // The longest that can be told.
  lesson.notes(...[1, 0].map((right) => lesson.say('told', right, 1, 188)));
  let guess = '';
  let running = false;
  const buttons = ANSWERS.map((answer) => {
    const button = create('button', { type: 'button', 'aria-pressed': false }, lesson.say(answer));
    button.addEventListener('click', () => {
      guess = answer;
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      lesson.note('');
      lesson.meet('guess');
      // A run that goes on already gives the answer.
      if (!running) host.run().catch(() => {});
    });
    return button;
  });
  lesson.question.append(create('div', { class: 'answers', role: 'group', 'aria-label': lesson.say('answers') }, ...buttons));
  lesson.button(lesson.say('textbook'), () => {
    lesson.change(FIVE);
    lesson.run();
  });
  lesson.on('start', () => {
    running = true;
    if (lesson.has('see')) lesson.note('');
  });
  lesson.on('done', (result) => {
    running = false;
    const answer = answerOf(result);
    // The question is of a run without a lock; a replay that is played on answers nothing.
    if (!guess || !answer || host.scheduler !== 'os' || result.lock !== 'none') return;
    lesson.note(lesson.say('told', Number(guess === answer), result.lines.torn, result.glyphs.lost ?? 0));
    lesson.meet('see');
  });
}
