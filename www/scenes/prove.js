// Prove it: the reader finds one schedule with whole lines, and has all schedules counted.

/** @param {import('./lesson.js').Lesson} lesson */
export function prove(lesson) {
  const { host } = lesson;
  lesson.lists('find', 'all');
  const heads = ['', lesson.say('schedules'), lesson.say('whole')];
  const fill = lesson.table(lesson.say('table'), heads, { without: lesson.say('without'), with: lesson.say('with') });
  lesson.notes(...['found', 'torn'].map((key) => lesson.say(key)), lesson.say('counted', '1946939425648112', '2'));
  // Whether the reader has brought a thread to its end, step by step.
  let brought = false;
  /** @param {boolean} whole */
  const ended = (whole) => {
    lesson.note(lesson.say(whole ? 'found' : 'torn'));
    if (whole) lesson.meet('find');
  };
  lesson.onStep(({ position, finished, lost, threads }) => {
    if (host.lock !== 'none') return;
    // Without a lock, only an ended thread cannot step.
    brought = (position > 1 && brought) || threads.some(({ ready }) => !ready);
    if (finished) ended(lost === 0 && host.transcript().torn.length === 0);
  });
  lesson.on('done', ({ outcome, lock, lines, glyphs }) => {
    // The stepper has played on to the end.
    if (host.scheduler !== 'step' || lock !== 'none' || outcome !== 'finished') return;
    if (brought) ended(lines.torn + (glyphs.lost ?? 0) === 0);
  });
  lesson.on('explored', ({ complete, schedules, outcomes }) => {
    if (!complete) return;
    const whole = outcomes.find(({ name }) => name === 'clean')?.schedules ?? '0';
    const side = host.lock === 'none' ? 'without' : 'with';
    fill(side, ...[schedules, whole].map((number) => lesson.say('number', number)));
    lesson.note(lesson.say('counted', schedules, whole));
    if (side === 'with' && schedules === whole) lesson.meet('all');
  });

  // A character is three steps.
  for (const thread of [0, 1]) {
    lesson.button(lesson.say('character', thread), () => {
      for (let step = 0; step < 3; step++) host.step(thread);
    });
  }
  lesson.button(lesson.common('count'), () => {
    lesson.keepRoom();
    host.explore().catch(() => {});
  });
  lesson.addStartOver();
}
