// The scenes: what each asks, wants and leaves its reader with, in English.

import { forms } from '../forms.js';

const { number, counted, isOne } = forms('en');
/** @type {(torn: number, lost: number) => string} */
const came = (torn, lost) => {
  if (torn === 0 && lost === 0) return 'whole lines';
  if (lost === 0) return `mixed up, and nothing is missing`;
  return `mixed up, and ${counted(lost, 'character is', 'characters are')} missing`;
};
/** @type {(lock: string) => string} */
const named = (lock) => ({ mutex: 'mutex', spin: 'spin lock', ticket: 'ticket lock' })[lock] ?? lock;

export const scenes = {
  'scene.over': 'Start over',
  'scene.met': 'done',
  'scene.unknown': '–',
  'scene.count': 'Count all',

  'scene.tear.title': 'Tear',
  'scene.tear.question': 'Threads print to one screen, all at once. What will be there when they are done?',
  'scene.tear.answers': 'Your guess',
  'scene.tear.whole': 'whole lines',
  'scene.tear.mixed': 'the same, mixed up',
  'scene.tear.missing': 'mixed up, and something missing',
  /** @type {(right: number, torn: number, lost: number) => string} */
  'scene.tear.told': (right, torn, lost) => `${right ? 'You guessed right' : 'Not this time'}: ${came(torn, lost)}.`,
  'scene.tear.goal': 'Guess, then see.',
  'scene.tear.guess': 'Guess',
  'scene.tear.see': 'See the run that answers it',
  'scene.tear.textbook': 'Five threads, five lines',
  'scene.tear.take': 'If threads share something and nobody says whose turn it is, the result depends on the order of their steps.',

  'scene.lose.title': 'Lose',
  'scene.lose.question': 'Each thread prints every character of its line. How can one vanish?',
  'scene.lose.goal': 'Your turn: lose a character in four steps.',
  /** @type {(steps: number) => string} */
  'scene.lose.lost': (steps) => (steps <= 4 ? 'Lost in four steps.' : `Lost after ${number(steps)} steps. Four are enough.`),
  'scene.lose.take': 'A character is lost when a thread writes by what it read before another thread wrote.',

  'scene.lock.title': 'Lock',
  'scene.lock.question': 'What changes if only one thread at a time may print its line?',
  'scene.lock.goal': 'Your turn: make every line whole.',
  'scene.lock.torn': 'See lines torn without the lock',
  'scene.lock.whole': 'Switch the lock on, and see every line whole',
  'scene.lock.take': 'From acquire to release a thread is alone among all that take the same lock.',

  'scene.cost.title': 'Cost',
  'scene.cost.question': 'A thread holds the lock while it prints a line. What if it holds it longer?',
  'scene.cost.goal': 'Your turn: hold it longer, until half as many lines a second are left.',
  'scene.cost.first': 'Measure it as it is',
  'scene.cost.half': 'Hold it longer: half the lines a second, or fewer',
  'scene.cost.inside': 'Hold it longer by',
  /** @type {(milliseconds: number) => string} */
  'scene.cost.time': (milliseconds) => (milliseconds ? `${number(milliseconds)} ms` : 'nothing'),
  'scene.cost.table': 'Lines a second, all threads together',
  'scene.cost.hold': 'Each hold',
  'scene.cost.computed': 'Computed',
  'scene.cost.measured': 'Measured',
  'scene.cost.before': 'First',
  'scene.cost.now': 'Now',
  'scene.cost.note': 'Computed: one second, divided by the time of a hold. The rest is waking up, and waiting a little too long.',
  'scene.cost.take': 'While one holds the lock, all the others wait: how long each hold takes decides how much all of them get done.',

  'scene.next.title': 'Who is next',
  'scene.next.question': 'Several threads wait, and the lock is released. Who gets it next?',
  'scene.next.goal': 'Your turn: measure all three locks.',
  'scene.next.locks': 'Which lock',
  'scene.next.mutex': 'Mutex',
  'scene.next.spin': 'Spin lock',
  'scene.next.ticket': 'Ticket lock',
  'scene.next.all': 'Measure all three',
  'scene.next.table': 'Three locks, measured here and now',
  'scene.next.lock': 'Lock',
  'scene.next.speed': 'Lines a second',
  'scene.next.inRow': 'Lines in a row',
  'scene.next.wait': 'Longest wait',
  /** @type {(milliseconds: number) => string} */
  'scene.next.time': (milliseconds) => `${number(milliseconds)} ms`,
  'scene.next.about': 'Lines in a row: how many one thread prints, on average, before another gets the lock. 1 is the fewest; many mean that one keeps the others out.',
  /** @type {(at: number, all: number, lock: string) => string} */
  'scene.next.measuring': (at, all, lock) => `Measuring ${number(at)} of ${number(all)}: ${named(lock)}…`,
  /** @type {(fast: string, fair: string, times: number, inRow: number, fairInRow: number) => string} */
  'scene.next.either': (fast, fair, times, inRow, fairInRow) =>
    `Here the ${named(fast)} was ${number(times)} times as fast as the ${named(fair)}, but let a thread print ${counted(inRow, 'line', 'lines')} in a row; the ${named(fair)}, ${number(fairInRow)}. Take the one if only the total counts, the other if everyone’s turn must come soon.`,
  /** @type {(fast: string) => string} */
  'scene.next.fast': (fast) => `Here the ${named(fast)} was fastest, and under all three the threads took turns about alike: nothing speaks against it.`,
  /** @type {(best: string) => string} */
  'scene.next.both': (best) => `Here no other lock beat the ${named(best)} by much, neither in speed nor in turns. On another computer that may differ: measure there.`,
  'scene.next.even': 'Under all three the threads took turns about alike, and no time was measured: choose by nothing that you see here.',
  /** @type {(fair: string, inRow: number) => string} */
  'scene.next.fair': (fair, inRow) => `The ${named(fair)} gave the most turns: ${counted(inRow, 'line', 'lines')} in a row. No time was measured.`,
  'scene.next.take': 'Who is next is the lock’s decision. Measure before you choose one.',

  'scene.deadlock.title': 'Deadlock',
  'scene.deadlock.question': 'Each thread needs two locks, and they take them in opposite order. What can happen?',
  'scene.deadlock.goal': 'Your turn: reach the deadlock, then cure it.',
  'scene.deadlock.hang': 'Reach it: let the threads run, or step there yourself',
  'scene.deadlock.cure': 'Cure it: both threads take `first`, then `second`',
  'scene.deadlock.order': 'One order for both',
  'scene.deadlock.missed': 'No deadlock this time. That is luck, not safety: run it again, or step there.',
  'scene.deadlock.caught': 'Each thread holds one lock and waits for the other’s.',
  'scene.deadlock.cured': 'Cured: a thread that holds `first` finds `second` free, or soon free.',
  'scene.deadlock.take': 'If all threads take their locks in one order, no circle can close.',

  'scene.prove.title': 'Prove it',
  'scene.prove.question': 'Without the lock, is there a schedule (an order of steps) that prints whole lines?',
  'scene.prove.goal': 'Your turn: find one, step by step. Then count all schedules with the lock.',
  'scene.prove.find': 'Find a schedule with whole lines, without the lock',
  'scene.prove.all': 'Switch the lock on and count: all schedules print whole lines',
  /** @type {(thread: number) => string} */
  'scene.prove.character': (thread) => `A character of thread ${thread}`,
  'scene.prove.table': 'All schedules, counted',
  'scene.prove.schedules': 'Schedules',
  'scene.prove.whole': 'With whole lines',
  'scene.prove.without': 'Without the lock',
  'scene.prove.with': 'With the lock',
  /** @type {(schedules: string) => string} */
  'scene.prove.number': (schedules) => number(schedules),
  /** @type {(all: string, whole: string) => string} */
  'scene.prove.counted': (all, whole) => {
    if (all === whole) return isOne(all) ? 'There is one schedule, and it prints whole lines.' : `All ${number(all)} schedules print whole lines.`;
    return `Of ${counted(all, 'schedule', 'schedules')}, ${number(whole)} ${isOne(whole) ? 'prints' : 'print'} whole lines.`;
  },
  'scene.prove.found': 'Whole lines: one thread was done before the other began. Nothing made them do so.',
  'scene.prove.torn': 'Not whole this time. Start over, and let one thread finish first.',
  'scene.prove.take': 'A run that went well shows one schedule. A proof needs them all.',

  'scene.exit.title': 'If main does not wait',
  'scene.exit.question': 'Main starts the threads and does not wait for them. What will be printed?',
  'scene.exit.goal': 'Your turn: see lines missing, then get them all.',
  'scene.exit.missing': 'See lines missing',
  'scene.exit.all': 'Let main wait, and get all of them',
  'scene.exit.join': 'Let main wait',
  /** @type {(printed: number, expected: number) => string} */
  'scene.exit.printed': (printed, expected) => `${number(printed)} of ${counted(expected, 'line', 'lines')} printed before main ended.`,
  'scene.exit.whole': 'All lines are there: main has waited for each thread.',
  'scene.exit.take': 'When main ends, the program ends. Join the threads first.',

  'scene.yours.title': 'Yours',
  'scene.yours.question': 'A lock can be held too briefly, or too long. Where do its lines belong?',
  'scene.yours.goal': 'Your turn: move the lock’s lines. Too narrow, too wide, just right.',
  'scene.yours.narrow': 'Too narrow: characters whole, lines torn',
  'scene.yours.wide': 'Too wide: one thread after another',
  'scene.yours.right': 'Just right: whole lines, and threads may take turns',
  'scene.yours.start': 'Pick up a line of the lock and move it, or press ↑ or ↓ on it.',
  'scene.yours.checking': 'Checking every schedule…',
  'scene.yours.isNarrow': 'Too narrow: no schedule loses a character, yet lines tear.',
  'scene.yours.isWide': 'Too wide: every line is whole, but one thread prints all its lines before the other prints any.',
  'scene.yours.isRight': 'Just right: in every schedule each line is whole, and between two lines the other thread may go, or may not.',
  'scene.yours.isLost': 'Not guarded: some schedules lose characters.',
  'scene.yours.isStuck': 'Some schedules do not end well: with two lines each, the lock is not released as often as it is acquired.',
  'scene.yours.isUnknown': 'Too many schedules to check them all.',
  'scene.yours.take': 'Hold the lock while what it protects is not yet true again: no shorter, and no longer.',
};
