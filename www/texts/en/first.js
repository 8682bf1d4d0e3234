// The sentences of a first run, in English.

import { forms, MAIN } from '../forms.js';

const { number, fixed, percent, duration, counted, capitalized, thread } = forms('en');

/** A character, in quotes if it can be seen. @param {string | null} character */
const named = (character) => (character === null ? 'newline' : character === ' ' ? 'space' : `“${character}”`);
/** A character as the program has it; a space and a line end in words. @param {string | null} glyph */
const coded = (glyph, newline = 'newline', space = 'space') => (glyph === null ? newline : glyph === ' ' ? space : `\`${glyph}\``);
/** A thread that begins a sentence; main is a name. @param {number} id */
const capitalThread = (id) => (id === MAIN ? thread(id) : capitalized(thread(id)));
/** A lock, by its name if it has one. @param {string | null} name */
const lock = (name) => (name === null ? 'the lock' : `\`${name}\``);
/** A shared name's value. @param {string | null} name */
const value = (name) => (name === null ? 'the value' : `\`${name}\``);
/** How lines and values came out. @param {string[]} parts */
const cameOut = (parts) => parts.join('; ') || 'nothing to print, and nothing to store';
/** @param {number} n */
const lost = (n) => (n === 0 ? 'no character lost' : `${counted(n, 'character', 'characters')} lost`);
/** @param {number | null} n */
const andLost = (n) => (n === null ? '' : `, ${lost(n)}`);
/** How far the steps before a lock was switched can be taken after it. @param {number} taken @param {number} of */
const sameOrder = (taken, of) =>
  taken === of ? 'the same order of steps' : `the same order of steps ends after step ${number(taken)} of ${number(of)}; the next one cannot be taken`;
const OVERWRITTEN = 'a character was lost each time that another was put at the same cursor.';

/** @satisfies {import('../texts.js').Part} */
export const first = {
  language: 'en',
  'control.run': 'Run',
  'control.playOn': 'Play on',
  'control.explore': 'Explore',
  'control.stop': 'Stop',

  // Numbers typed into fields.
  'field.none': 'no numbers are used',
  'field.threads': 'Threads: type a whole number',
  'field.lines': 'Lines each: type a whole number',
  'field.threadsUsed': (problem, n) => `${problem}; ${counted(n, 'thread is', 'threads are')} used`,
  'field.linesUsed': (problem, n) => `${problem}; ${counted(n, 'line each is', 'lines each are')} used`,
  'limit.threads': (n, most) => `${counted(n, 'thread', 'threads')}: choose 1 to ${number(most)}`,
  'limit.count': (n, most) => `${counted(n, 'line', 'lines')} a thread: choose 1 to ${number(most)}`,
  'limit.lines': (n, most) => `${number(n)} lines together: choose at most ${number(most)}`,
  'limit.ops': (n, most) => `${number(n)} steps: choose fewer threads or lines, for at most ${number(most)} steps`,
  'limit.steps': (n, most) => `${number(n)} steps or more: choose fewer threads or lines, for at most ${number(most)} steps`,

  // The verdict on a run.
  'verdict.running': 'Running…',
  'verdict.waiting': 'Waiting for another demo’s run to end…',
  'verdict.exploring': 'Exploring…',
  'verdict.noRun': (why) => `No run: ${why}.`,
  'verdict.noExploration': (why) => `No exploration: ${why}.`,
  'verdict.noSteps': (why) => `No steps: ${why}.`,
  'verdict.finished': (parts) => capitalized(cameOut(parts)),
  'verdict.stopped': (parts) => `Stopped: ${cameOut(parts)}`,
  'verdict.exited': (parts) => `Main exited, and its threads were told to stop: ${cameOut(parts)}`,
  'verdict.deadlock': (parts) => `Deadlock: ${cameOut(parts)}`,
  'verdict.abandoned': (parts) => `Abandoned lock: ${cameOut(parts)}`,
  'verdict.error': (line, id, name) => `Error in line ${line}: ${thread(id)} released ${lock(name)} without holding it`,
  'lines.none': 'no line to print',
  'lines.whole': (whole, expected, lost) => `${number(whole)} of ${counted(expected, 'line', 'lines')} whole${andLost(lost)}`,
  'lines.torn': (torn, expected, lost) => `${number(torn)} of ${counted(expected, 'line', 'lines')} torn${andLost(lost)}`,
  lost: (n) => lost(n),
  values: (each) => each.join(', '),
  'values.unknown': 'no value yet',
  'value.is': (name, n) => `${value(name)} is ${number(n)}`,
  'value.of': (name, n, serial) => `${value(name)} is ${number(n)} of ${number(serial)}`,
  'value.lost': (name, n, serial, lost) =>
    `${value(name)} is ${number(n)} of ${number(serial)}, ${counted(lost, 'increment', 'increments')} lost`,
  'value.instead': (name, n, serial) => `${value(name)} is ${number(n)} instead of ${number(serial)}`,

  // The reason for it.
  reason: (lock, because) => [lock, ...because].join(' '),
  'with.none': 'Without a lock.',
  'with.mutex': 'With the mutex.',
  'with.spin': 'With the spin lock.',
  'with.ticket': 'With the ticket lock.',
  'because.alone': 'One thread alone: nobody to share with.',
  'because.holder': 'Only the thread that holds a lock can release it.',
  'because.oneAtATime': 'One thread prints at a time; the others wait for the lock.',
  'because.oneAfterAnother': 'Held for all lines of a thread, it lets the threads run one after another: they might as well be one.',
  'because.releasedWithin': 'But released within a line: no character is lost, yet lines still mix.',
  'because.overwritten': `But ${OVERWRITTEN}`,
  'because.onePrints': 'Only one thread prints: nobody to share the screen with.',
  'because.luckLines': "No thread stepped into another's line: luck, not safety.",
  'happened.mixed': 'threads printed at once, and their characters mixed.',
  'happened.lost': `characters mixed, and ${OVERWRITTEN}`,
  'because.unguarded': (happened) => capitalized(happened),
  'because.notEachAccess': (happened) => `But it does not guard every access to the screen: ${happened}`,
  'because.noOneLock': (happened) => `But no one lock guards every access to the screen: ${happened}`,
  'because.luckValues': "This time nobody stored between another's load and store: luck, not safety.",
  'because.nobodyBetween': "Nobody stored between another's load and store.",
  'because.order': 'The values depend on the order of the loads and stores.',
  'because.storeOverwrites': 'A thread that stores overwrites what was stored since it loaded.',
  'because.notHeldToStore': 'But it is not held from each load to its store: a thread that stores overwrites what was stored since it loaded.',
  'because.waitsForItself': (id, name) => `${capitalized(thread(id))} waits for ${lock(name)}${name === null ? ' that' : ', which'} it holds itself.`,
  'because.circle': (waits) => `${capitalized(waits.join('; '))}: a circle.`,
  'circle.waits': (id, name, holder) => `${thread(id)} waits for ${lock(name)}, which ${thread(holder)} holds`,
  'waiters.one': (id) => `${thread(id)} waits`,
  'waiters.two': (one, two) => `${thread(one)} and ${thread(two)} wait`,
  'waiters.many': (n) => `${number(n)} threads wait`,
  'because.mainHolds': (name, waiters) => `Main holds ${lock(name)} while it waits for its threads to end: ${waiters} for it for ever.`,
  'because.notReleased': (id, name, waiters) => `${capitalized(thread(id))} ended without releasing ${lock(name)}: ${waiters} for it for ever.`,

  // How a torn row was written.
  told: (row, facts) => `row ${number(row)}: ${facts.join(', ')}`,
  'told.wrote': (id, text) => `${thread(id)} wrote "${text}"`,
  'told.pieces': (n) => `and so on, ${number(n)} pieces in all`,
  'told.nothing': 'nothing',
  'told.ended': (id) => `${thread(id)} ended it`,
  'told.noLine': 'which is none of its lines',
  'told.none': 'No row is torn.',
  'told.lost': (told, n) => `${told}. On no row: ${counted(n, 'character', 'characters')} that the run lost`,

  // The stepper.
  stepper: 'Stepper',
  'stepper.threads': 'Threads',
  'stepper.memory': 'Shared memory',
  'stepper.thread': (id) => thread(id),
  'stepper.step': (id) => `Step thread ${id}`,
  'stepper.stepShort': 'Step',
  'stepper.next': (op) => `next: ${op}`,
  'stepper.loaded': (name, value) => `\`${name}\` = ${value}`,
  'stepper.nothing': 'nothing loaded',
  'stepper.holds': (name) => `holds ${lock(name)}`,
  'stepper.heldBy': (lock, holder) => `\`${lock}\` is held by ${thread(holder)}`,
  'stepper.free': (lock) => `\`${lock}\` is free`,
  'stepper.restart': 'Restart',
  'stepper.back': 'Back',
  'stepper.forward': 'Forward',
  'stepper.play': 'Play',
  'stepper.pause': 'Pause',
  'stepper.tempo': 'Speed of the replay',
  'stepper.slower': 'Slower',
  'stepper.faster': 'Faster',
  'stepper.speed': (steps) => `${number(steps)} a second`,
  'stepper.previousFault': 'Previous fault',
  'stepper.nextFault': 'Next fault',
  'stepper.return': 'Back to the run',
  'stepper.scrub': 'Step of the schedule',
  'stepper.place': (at, of) => `step ${number(at)} of ${number(of)}`,
  'stepper.ofRun': 'replay of the run that you saw',
  'stepper.ofExample': 'an example',
  'stepper.ofReader': 'your own schedule',
  'stepper.lockOn': (taken, of) => `Lock on: ${sameOrder(taken, of)}.`,
  'stepper.lockOff': (taken, of) => `Lock off: ${sameOrder(taken, of)}.`,
  'fault.lost': (by, of, glyph, cell) => {
    const what = coded(glyph);
    return by === of
      ? `${capitalized(thread(by))} overwrote its own ${what} in cell ${cell}: it put both at cursor ${cell}.`
      : `${capitalized(thread(by))} overwrote ${thread(of)}’s ${what} in cell ${cell}. Both had loaded cursor ${cell}.`;
  },
  'fault.torn': (by, glyph, owner) => {
    const what = coded(glyph, 'its newline', 'a space');
    return owner === null
      ? `${capitalized(thread(by))} put ${what}, which is not how its line goes on: the row is torn.`
      : `${capitalized(thread(by))} put ${what} into the row that ${thread(owner)} began: the row is torn.`;
  },
  'fault.stale': (by, name, value, loaded, newer) =>
    `${capitalized(thread(by))} had loaded ${loaded}, but ${newer} had been stored since: its ${value} overwrites that${name === null ? '' : ` in \`${name}\``}.`,
  'fault.error': (by) => `${capitalized(thread(by))} released a lock that it did not hold: that is an error, and the run ends.`,
  'fault.deadlock': 'Deadlock: the threads wait for one another, and none can step any more.',
  'fault.abandoned': 'Nobody can step any more: who is left waits for a lock that is never released.',
  'fault.wait': (each) => `${capitalized(each.join('; '))}.`,
  'fault.waits': (by, of) => (by === of ? `${thread(by)} waits for a lock that it holds itself` : `${thread(by)} waits for ${thread(of)}`),
  'fault.none': 'Nothing goes wrong in this schedule.',
  'fault.noneAfter': 'No fault after this step.',
  'fault.noneBefore': 'No fault before this step.',
  'replay.lost': 'Show me how one was lost',
  'replay.torn': 'Show me how a line tore',
  'replay.wait': 'Show me who waited',
  'replay.stuck': 'Show me how they got stuck',
  'replay.error': 'Show me the error',
  'replay.any': 'Step through it',
  'replay.moment': 'Step through it from there',
  'lost.own': (winner, character, at) => `${capitalized(thread(winner))} overwrote a ${named(character)} of its own here: it had read cursor ${at} twice.`,
  'lost.other': (winner, loser, character, at) => `${capitalized(thread(winner))} overwrote ${thread(loser)}’s ${named(character)} here; both had read cursor ${at}.`,
  'stepper.closed': 'the stepper is not open',
  'schedule.ends': (step, why) => `The schedule ends here: step ${number(step)} cannot be taken: ${why}.`,
  refused: (id, why) => `${thread(id)} ${why}`,
  'refused.noThread': (id) => `there is no thread ${id}`,
  'step.none': 'Nobody has stepped yet.',
  'step.did': (id, did) => `${capitalized(thread(id))} ${did}.`,
  'did.draw': 'drew a ticket',
  'did.acquire': (name) => `took ${lock(name)}`,
  'did.release': (name) => `released ${lock(name)}`,
  'did.load': (variable, n) => (variable ? `loaded ${variable}: ${n}` : `loaded ${n}`),
  'did.put': (character, at) => `put ${coded(character, '', 'a space')} at ${at}`,
  'did.putNewline': (at) => `put its newline at ${at}`,
  'did.store': (variable, n) => (variable ? `stored ${variable}: ${n}` : `stored ${n}`),
  'variable.cursor': 'the cursor',
  'variable.shared': (name) => `\`${name}\``,
  'op.draw': (name) => (name === null ? 'draw a ticket' : `draw a ticket for ${lock(name)}`),
  'op.acquire': (name) => `acquire ${lock(name)}`,
  'op.release': (name) => `release ${lock(name)}`,
  'op.load': (variable) => (variable ? `load ${variable}` : 'load'),
  'op.put': (character) => `put ${coded(character, '', 'a space')}`,
  'op.putNewline': 'put its newline',
  'op.store': (variable) => (variable ? `store ${variable}` : 'store'),
  'blocked.done': 'is done',
  'blocked.over': 'cannot step: the run is over',
  'blocked.waits': (name, holder) => `waits for ${lock(name)}${name === null ? ' that' : ', which'} ${thread(holder)} holds`,
  'blocked.waitsForItself': (name) => `waits for ${lock(name)}${name === null ? ' that' : ', which'} it holds itself`,
  'blocked.turn': (id) => `waits for its turn: it is ${thread(id)}'s`,

  // The listing.
  'listing.takes': (us) => (us % 1000 ? `then ${number(us)} µs pass` : `then ${number(us / 1000)} ms pass`),
  'listing.lockLine': (text, line) => `${text}, line ${line}: arrow up and down move it, Delete removes it`,

  'control.slow': 'slow',
  'control.fast': 'fast',
  'control.speed': 'Speed of a run',
  'side.without': 'Without the lock',
  'side.with': 'With the lock',
  'side.before': 'The run before',
  'side.toWith': 'Switch the lock on: the same program runs here, with it.',
  'side.toWithout': 'Switch the lock off: the same program runs here, without it.',
  /** @type {(times: number) => string} */
  'side.price': (times) => `${fixed(times, 1)} × as long`,
  // Numbers, times, threads and locks by themselves.
  number: (n) => number(n),
  hundredths: (n) => fixed(n, 2),
  percent: (share) => percent(share),
  duration: (us) => duration(us),
  measured: (us, clockUs) => (us < clockUs ? `below ${duration(clockUs)}` : duration(us)),
  about: (figure) => `about ${figure}`,
  thread: (id) => thread(id),

  // Whether the threads are real.
  'scheduler.os': 'Real threads decide',
  'scheduler.chance': 'Chance decides, simulated',
  'sign.model': 'Model: whole steps, and no thread runs.',
  'sign.simulated': (why) => `Simulated: no thread runs, chance picks who steps.${why === null ? '' : ` ${why}`}`,
  'sign.real': (processors) => `Real threads; the browser reports ${processors === 1 ? 'one processor' : `${processors} processors`}.`,
  'simulated.file': 'A page that is opened from a file cannot have threads.',
  'simulated.insecure': 'Threads need a secure page, and this one is not.',
  'simulated.insecure.cure': 'Serve it by https, or on localhost.',
  'simulated.isolation': 'Threads need a page that is cross-origin isolated, and this one is not.',
  'simulated.isolation.cure':
    'Its server has to send the headers “Cross-Origin-Opener-Policy: same-origin” and “Cross-Origin-Embedder-Policy: require-corp”, with workers’ scripts too.',
  'simulated.browser': 'This browser does not let a page share memory between threads. A current Chromium, Firefox or Safari does.',
  'simulated.workers': 'Threads need workers, and this page does not let the demo start any.',
  'simulated.workers.cure':
    'Its Content-Security-Policy has to allow “worker-src” the demo’s address (and “blob:” if that is another origin) and “trusted-types mutex-demo” '
    + 'if it restricts those; and the demo’s scripts have to be served with “Cross-Origin-Embedder-Policy: require-corp”.',
  'simulated.notStarted': (why) => `The threads did not start: ${why}.`,
  'open.withThreads': 'Open it with real threads ↗',
  'open.full': 'Open the full demo ↗',

  // The cost of a run.
  'numbers.clock': (us) => `The clock goes on by ${duration(us)} at a time: no figure here is below that.`,
  'numbers.lines': (n) => `${counted(n, 'line', 'lines')} a second.`,
  'numbers.noLock': 'No lock was taken: nobody waited, and nothing was guarded.',
  'numbers.held': (share) => `The lock was held for ${percent(share)} of the time.`,
  'numbers.heldSampled': (share) => `The lock was held for about ${percent(share)} of the time, by a sample of the holds.`,
  'numbers.alone': 'One thread alone: it waited for nobody.',
  'numbers.waited': (share) => `A thread spent ${percent(share)} of the time waiting.`,
  'numbers.acquired': (waited, barged) =>
    `The lock was acquired ${counted(waited, 'time', 'times')} after waiting; ${counted(barged, 'time', 'times')} a thread that had just come took it ahead of others.`,
  fairness: (index, most, got, why) =>
    `Fairness ${fixed(index, 2)} of 1${most === null ? '' : ` (perfect turns: ${fixed(most, 2)})`}: until the first was done, ${got}. ${why}`,
  'fairness.same': 'each got as much as perfect turns give',
  'fairness.some': 'some got more than others',
  'fairness.few': 'a few got most',
  'fairness.mutex': 'This mutex lets whoever comes while it is free have it; who sleeps has to be woken first, and may find it taken again.',
  'fairness.spin': 'A spin lock goes to whoever looks at the right moment.',
  'fairness.ticket': 'A ticket lock serves threads in the order in which they came.',
  'fairness.oneModel': 'Simulated, mutex and spin lock are one model: chance picks who gets it.',

  // The means by which a run can be watched.
  'watchable.putToStore': (us) => `Between put and store ${duration(us)} passed, a 64th of the pace or less: that decides how many characters are lost.`,
  'watchable.loadToStore': (us) => `All of the pace, ${duration(us)}, passed between load and store of a shared value.`,
  'watchable.start.lock': 'The threads started together: all waited for the lock before it was first released.',
  'watchable.start.pair': 'The threads started together: the first waited for a second one.',
  'watchable.taped': 'Each step was noted on a tape: no two overlapped.',
  'watchable.tapedSlower': 'Each step was noted on a tape: no two overlapped, so the run was slower than full speed.',
  'watchable.spent.wait': 'The time inside and outside was waited, as for a device.',
  'watchable.spent.compute': 'The time inside and outside was computed, by the clock, which takes a processor.',
  'watchable.spent.simulated': 'Simulated, to wait and to compute is the same: time passes.',

  // The timeline.
  'activity.none': '',
  'activity.works': 'works',
  'activity.waits': 'waits for the lock',
  'activity.holds': 'holds the lock',
  'timeline.steps': (n) => counted(n, 'step', 'steps'),
  'timeline.step': (n) => `step ${number(n)}`,
  'timeline.between': (from, to) => `from ${duration(from)} to ${duration(to)}`,
  'timeline.betweenSteps': (from, to) => `from step ${number(from)} to ${number(to)}`,
  'timeline.onlySums': 'At full speed only sums are kept: to log each event would take longer than the run.',
  'timeline.noTime': 'Without a pace no simulated time passes: choose one to see who works and who waits.',
  'timeline.mainInModel': 'In the model, main runs before the threads and after them.',
  'timeline.mainWaits': 'main waits for its threads.',
  'timeline.notStarted': (id) => `${capitalThread(id)} has not started.`,
  'timeline.noStep': (id) => `${capitalThread(id)} takes no step.`,
  'timeline.ended': (id) => `${capitalThread(id)} has ended.`,
  'timeline.moment': (id, activity, span, between) => `${capitalThread(id)} ${activity}: ${span}, ${between}.`,
  'timeline.inSight': (between) => `In sight: ${between}.`,
  'timeline.table': (n, shown) =>
    `In the order in which they began: ${number(n)} in sight${shown === null ? '.' : `, the first ${number(shown)} of them here. Zoom in for the others.`}`,
  'table.thread': 'Thread',
  'table.does': 'Does',
  'table.from': 'From',
  'table.to': 'To',
  'table.for': 'For',

  // Threads that wait for one another, drawn.
  'circle.held': (id, name, holder) => `${thread(id)} waits for ${name}, held by ${thread(holder)}`,
  'circle.waitsFor': (name) => `waits for ${name}`,
};
