// Lose: the reader takes the steps in which a character is overwritten.

/** @param {import('./lesson.js').Lesson} lesson */
export function lose(lesson) {
  lesson.wants('goal');
  lesson.notes(lesson.say('lost', 999));
  lesson.onStep((state, before) => {
    if (state.lost <= (before?.lost ?? 0)) return;
    if (before?.lost === 0) lesson.note(lesson.say('lost', state.position));
    lesson.meet('goal');
  });
  lesson.addStartOver();
}
