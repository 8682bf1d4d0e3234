// Lock: the reader sees lines torn, switches the lock on, and sees them whole.

/** @param {import('./lesson.js').Lesson} lesson */
export function lock(lesson) {
  lesson.lists('torn', 'whole');
  let switched = false;
  lesson.on('change', ({ name, value }) => {
    if (name === 'lock') switched = value !== 'none';
  });
  lesson.on('done', ({ lock, outcome, lines, glyphs }) => {
    if (outcome !== 'finished') return;
    if (lock === 'none' && lines.torn > 0) lesson.meet('torn');
    if (switched && lock !== 'none' && lesson.has('torn') && lines.torn + (glyphs.lost ?? 0) === 0) lesson.meet('whole');
  });
}
