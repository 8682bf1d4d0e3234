// Deadlock: two threads take two locks in opposite order. The reader reaches the circle, then opens it.

const [OPPOSITE, ORDERED] = ['two-locks', 'two-locks-ordered'];

/** @param {import('./lesson.js').Lesson} lesson */
export function deadlock(lesson) {
  const { host } = lesson;
  lesson.lists('hang', 'cure');
  lesson.notes(...['missed', 'caught', 'cured'].map((key) => lesson.say(key)));
  const reached = () => {
    lesson.note(lesson.say('caught'));
    lesson.meet('hang');
  };
  const order = lesson.button(lesson.say('order'), () => {
    const ordered = host.program === ORDERED;
    lesson.change({ source: null, program: ordered ? OPPOSITE : ORDERED, scheduler: null, schedule: null });
    lesson.run();
  });
  const show = () => order.setAttribute('aria-pressed', String(host.program === ORDERED && host.source === ''));
  show();
  let cured = false;
  lesson.on('change', ({ name, value }) => {
    if (name === 'program') cured = value === ORDERED;
    show();
  });
  lesson.on('start', () => lesson.note(''));
  lesson.onStep(({ outcome }) => outcome === 'deadlock' && reached());
  lesson.on('done', ({ outcome, program, lock, source, lines }) => {
    if (outcome === 'deadlock') return reached();
    if (outcome !== 'finished' || source || lock === 'none') return;
    if (program === OPPOSITE) return lesson.note(lesson.say('missed'));
    if (!cured || program !== ORDERED || lines.torn > 0) return;
    lesson.note(lesson.say('cured'));
    if (lesson.has('hang')) lesson.meet('cure');
  });
  lesson.addStartOver();
}
