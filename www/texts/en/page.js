// The page's words around its scenes, in English. Read when the page is built.

export const page = {
  title: 'A mutex you can switch on and off',
  description: 'Threads print to one screen, and their lines tear. Switch the lock on and see why a mutex exists: real threads, nine short scenes, nothing to install.',
  present: 'Present',
  share: 'Share',
  copied: 'Link copied',
  language: 'Deutsch',
  scenes: 'Scenes',
  handout: 'Print the handout',
  handoutWords: 'For teachers: <kbd>P</kbd> fills the screen with one scene, <kbd>?</kbd> shows the keys. The handout has two sheets: the questions, an empty schedule, and the program in Python and in your language.',
  /** The words on a recorded run. */
  recorded: (threads, lines, lock, torn, lost) => {
    const locks = { none: 'without a lock', mutex: 'with a mutex', ticket: 'with a ticket lock' };
    const whole = torn === 0 ? 'every line is whole' : `${torn} rows are torn`;
    const missing = { 0: '', 1: ', 1 character is lost' }[lost] ?? `, ${lost} characters are lost`;
    const each = lines === 1 ? 'a line each' : `${lines} lines each`;
    return `Recorded: ${threads} threads print ${each}, ${locks[lock]}. A number says who wrote what follows; ${whole}${missing}.`;
  },
  hung: 'Recorded: two threads take two locks in opposite order. After four lines each waits for the other, for ever.',
  left: 'Recorded: main does not wait for its threads, and ends before they have printed a character.',
  narrow: ' The lock was held for one character at a time.',
  card: { alt: 'Two runs beside each other: without the lock torn rows, with the lock whole ones', without: 'Without the lock', with: 'With the lock', torn: (torn, lost) => `${torn} torn · ${lost} characters lost`, whole: (whole) => `${whole} whole` },
  // The last scene's programs.
  programs: 'The same in your language',
  programsWords: 'A whole program that runs as it is. The lines of the lock are where they belong; comment them out, and it tears.',
  programLanguage: 'Language',
  before: 'What comes before it',
  after: 'What comes after it',
  copy: 'Copy the whole program',
  programCopied: 'Copied',
  // The handout.
  sheet: 'Questions',
  ordering: 'A schedule to fill in',
  orderingWords: 'Two threads print one character each, without the lock: the lines struck out in the program are left out. Find an order in which one is lost. A row is one step.',
  /** The three steps of a character, as the table says them. */
  steps: ['load', 'put in', 'store'],
  // For the teacher.
  withAnswers: 'with answers: one more sheet, for the teacher',
  answersTitle: 'Answers',
  answers: {
    tear: 'The lines, mixed up, and often some characters are missing: nobody says whose turn it is. It comes out differently in each run.',
    lose: 'Two threads load the same cursor, and put their characters into the same cell: the second overwrites the first. Then both store the same number.',
    lock: 'Every line is whole, and no character is lost, whoever goes first. From acquire to release all others wait.',
    cost: 'All the others wait longer. Twice the hold means half the lines a second, however many threads there are.',
    next: 'That depends on the lock. A ticket lock serves in the order of asking. A mutex or a spin lock goes to whoever takes it first, even to one who has just come: that is barging.',
    deadlock: 'If each has its first lock, each waits for the other’s, for ever: a deadlock. It may also go well, by luck. The cure: all take the locks in the same order.',
    prove: 'Yes: two of 1,946,939,425,648,112. One thread does all its steps before the other begins. So a run without damage proves nothing. With the lock, every schedule prints whole lines.',
    exit: 'What the threads have printed by the time main ends: all lines, some or none; the last may break off. A lock is no help, but main can wait: join.',
    yours: 'Around one print: where what the lock protects is broken for a moment. Around a character it is too narrow, and lines tear. Around all lines of a thread it is too wide: the threads run one after another.',
  },
  filled: 'A schedule that loses a character',
  filledWords: 'One of many: a character is lost whenever both threads load before either stores. The second put decides which one is left.',
  columns: ['Step', 'Thread', 'Does (load, put, store)', 'Cursor after it'],
  name: 'Name',
  // The keys of presenting.
  keys: 'Keys for presenting',
  keyList: [
    ['P', 'present, or stop presenting'],
    ['← →, Page ↑ ↓', 'the scene before, the scene after'],
    ['R', 'run, or stop; play a replay, or pause'],
    ['L', 'lock on or off'],
    ['S, B', 'one step, one step back'],
    ['−, +', 'slower, faster: the next run, or the replay'],
    ['Esc', 'leave'],
    ['?', 'these keys'],
  ],
  close: 'Close',
};
