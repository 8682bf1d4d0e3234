// Lock: the reader sees lines torn, switches the lock on, and sees them whole.

/** @param {import('./lesson.js').Lesson} lesson */
export function lock(lesson) {
  lesson.lists('torn', 'whole');
  lesson.on('done', ({ lock, outcome, lines, glyphs }) => {
    if (outcome !== 'finished') return;
    if (lock === 'none' && lines.torn > 0) lesson.meet('torn');
    // It was off, so the reader has switched it: by the control, or by a key of the page round it.
    if (lock !== 'none' && lesson.has('torn') && lines.torn + (glyphs.lost ?? 0) === 0) lesson.meet('whole');
  });
}
