// What a first run says, in English.

import { forms } from '../forms.js';

const { capitalized, number, thread } = forms('en');
/** A character, in quotes if it can be seen. @param {string | null} character */
const named = (character) => (character === null ? 'newline' : character === ' ' ? 'space' : `“${character}”`);

export const first = {
  'control.run': 'Run',
  'control.playOn': 'Play on',
  'control.explore': 'Explore',
  'control.stop': 'Stop',

  stepper: 'Stepper',
  'stepper.threads': 'Threads',
  'stepper.memory': 'Shared memory',
  'stepper.thread': /** @param {number} id */ (id) => thread(id),
  'stepper.step': /** @param {number} id */ (id) => `Step thread ${id}`,
  'stepper.stepShort': 'Step',
  'stepper.next': /** @param {string} op */ (op) => `next: ${op}`,
  'stepper.loaded': /** @param {string} name @param {number} value */ (name, value) => `\`${name}\` = ${value}`,
  'stepper.nothing': 'nothing loaded',
  'stepper.holds': /** @param {string} lock */ (lock) => `holds ${lock}`,
  'stepper.heldBy': /** @param {string} lock @param {number} holder */ (lock, holder) => `\`${lock}\` is held by ${thread(holder)}`,
  'stepper.free': /** @param {string} lock */ (lock) => `\`${lock}\` is free`,
  'stepper.restart': 'Restart',
  'stepper.back': 'Back',
  'stepper.forward': 'Forward',
  'stepper.play': 'Play',
  'stepper.pause': 'Pause',
  'stepper.slower': 'Slower',
  'stepper.faster': 'Faster',
  'stepper.speed': /** @param {number} steps */ (steps) => `${number(steps)} a second`,
  'stepper.previousFault': 'Previous fault',
  'stepper.nextFault': 'Next fault',
  'stepper.return': 'Back to the run',
  'stepper.scrub': 'Step of the schedule',
  'stepper.place': /** @param {number} at @param {number} of */ (at, of) => `step ${number(at)} of ${number(of)}`,
  'stepper.ofRun': 'replay of the run that you saw',
  'stepper.ofExample': 'an example',
  'stepper.ofReader': 'your own schedule',
  'fault.lost': /** @param {number} by @param {number} of @param {string | null} glyph @param {number} cell */ (by, of, glyph, cell) => {
    const what = glyph === null ? 'newline' : `\`${glyph}\``;
    return by === of
      ? `${capitalized(thread(by))} overwrote its own ${what} in cell ${cell}: it put both at cursor ${cell}.`
      : `${capitalized(thread(by))} overwrote ${thread(of)}’s ${what} in cell ${cell}. Both had loaded cursor ${cell}.`;
  },
  'fault.torn': /** @param {number} by @param {string | null} glyph @param {number | null} owner */ (by, glyph, owner) => {
    const what = glyph === null ? 'its newline' : `\`${glyph}\``;
    return owner === null
      ? `${capitalized(thread(by))} put ${what}, which is not how its line goes on: the row is torn.`
      : `${capitalized(thread(by))} put ${what} into the row that ${thread(owner)} began: the row is torn.`;
  },
  'fault.stale': /** @param {number} by @param {string | null} name @param {number} value @param {number} loaded @param {number} newer */ (by, name, value, loaded, newer) =>
    `${capitalized(thread(by))} had loaded ${loaded}, but ${newer} had been stored since: its ${value} overwrites that${name === null ? '' : ` in \`${name}\``}.`,
  'fault.error': /** @param {number} by */ (by) => `${capitalized(thread(by))} released a lock that it did not hold: that is an error, and the run ends.`,
  'fault.deadlock': 'Deadlock: the threads wait for one another, and none can step any more.',
  'fault.abandoned': 'Nobody can step any more: who is left waits for a lock that is never released.',
  'fault.wait': /** @param {string[]} each */ (each) => `${capitalized(each.join('; '))}.`,
  'fault.waits': /** @param {number} by @param {number} of */ (by, of) => (by === of ? `${thread(by)} waits for a lock that it holds itself` : `${thread(by)} waits for ${thread(of)}`),
  'fault.none': 'Nothing goes wrong in this schedule.',
  'fault.noneAfter': 'No fault after this step.',
  'fault.noneBefore': 'No fault before this step.',
  'replay.lost': 'Show me how one was lost',
  'replay.torn': 'Show me how a line tore',
  'replay.stale': 'Show me how one was lost',
  'replay.wait': 'Show me who waited',
  'replay.stuck': 'Show me how they got stuck',
  'replay.error': 'Show me the error',
  'replay.any': 'Step through it',
  'replay.moment': 'Step through it from there',
  /** @type {(winner: number, character: string | null, at: number) => string} */
  'lost.own': (winner, character, at) => `${capitalized(thread(winner))} overwrote a ${named(character)} of its own here: it had read cursor ${at} twice.`,
  /** @type {(winner: number, loser: number, character: string | null, at: number) => string} */
  'lost.other': (winner, loser, character, at) => `${capitalized(thread(winner))} overwrote ${thread(loser)}’s ${named(character)} here; both had read cursor ${at}.`,
};
