// If main does not wait: lines are missing, until it does.

/** @param {import('./lesson.js').Lesson} lesson */
export function exit(lesson) {
  const { host } = lesson;
  lesson.lists('missing', 'all');
  lesson.notes(lesson.say('printed', 999, 999), lesson.say('whole'));
  const join = lesson.button(lesson.say('join'), () => {
    lesson.change({ main: host.main === 'join' ? 'exit' : 'join', schedule: null });
    lesson.run();
  });
  const show = () => join.setAttribute('aria-pressed', String(host.main === 'join'));
  show();
  let waits = false;
  lesson.on('change', ({ name, value }) => {
    if (name === 'main') waits = value === 'join';
    show();
  });
  lesson.on('done', ({ outcome, main, lines }) => {
    const { expected, whole } = lines;
    if (outcome === 'exited' && whole < expected) {
      lesson.note(lesson.say('printed', whole, expected));
      lesson.meet('missing');
    }
    if (outcome === 'finished' && main === 'join' && whole === expected) {
      lesson.note(lesson.say('whole'));
      if (waits && lesson.has('missing')) lesson.meet('all');
    }
  });
  lesson.addStartOver();
}
