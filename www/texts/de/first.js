// What a first run says, in German.

import { forms } from '../forms.js';

const { capitalized, number, thread } = forms('de');
/** A character, in quotes if it can be seen. @param {string | null} character */
const named = (character) => (character === null ? 'ein Zeilenende' : character === ' ' ? 'ein Leerzeichen' : `„${character}“`);

/** @type {import('../texts.js').Translation<typeof import('../en/first.js').first>} */
export const first = {
  'control.run': 'Start',
  'control.playOn': 'Weiter bis zum Ende',
  'control.explore': 'Zählen',
  'control.stop': 'Stopp',

  stepper: 'Schritt für Schritt',
  'stepper.threads': 'Threads',
  'stepper.memory': 'Gemeinsamer Speicher',
  'stepper.thread': (id) => thread(id),
  'stepper.step': (id) => `Ein Schritt von Thread ${id}`,
  'stepper.stepShort': 'Schritt',
  'stepper.next': (op) => `als Nächstes: ${op}`,
  'stepper.loaded': (name, value) => `\`${name}\` = ${value}`,
  'stepper.nothing': 'nichts geladen',
  'stepper.holds': (lock) => `hält ${lock}`,
  'stepper.heldBy': (lock, holder) => `\`${lock}\` gehört ${thread(holder)}`,
  'stepper.free': (lock) => `\`${lock}\` ist frei`,
  'stepper.restart': 'Von vorn',
  'stepper.back': 'Zurück',
  'stepper.forward': 'Vor',
  'stepper.play': 'Abspielen',
  'stepper.pause': 'Pause',
  'stepper.slower': 'Langsamer',
  'stepper.faster': 'Schneller',
  'stepper.speed': (steps) => `${number(steps)} je Sekunde`,
  'stepper.previousFault': 'Voriger Fehler',
  'stepper.nextFault': 'Nächster Fehler',
  'stepper.return': 'Zurück zum Lauf',
  'stepper.scrub': 'Schritt des Ablaufs',
  'stepper.place': (at, of) => `Schritt ${number(at)} von ${number(of)}`,
  'stepper.ofRun': 'Wiederholung des Laufs, der zu sehen war',
  'stepper.ofExample': 'ein Beispiel',
  'stepper.ofReader': 'ein eigener Ablauf',
  'fault.lost': (by, of, glyph, cell) => {
    const what = glyph === null ? 'Zeilenende' : `\`${glyph}\``;
    return by === of
      ? `${capitalized(thread(by))} hat in Zelle ${cell} sein eigenes ${what} überschrieben: Er hat beide an Cursor ${cell} gesetzt.`
      : `${capitalized(thread(by))} hat in Zelle ${cell} das ${what} von ${thread(of)} überschrieben. Beide hatten Cursor ${cell} geladen.`;
  },
  'fault.torn': (by, glyph, owner) => {
    const what = glyph === null ? 'sein Zeilenende' : `\`${glyph}\``;
    return owner === null
      ? `${capitalized(thread(by))} hat ${what} gesetzt, und so geht keine seiner Zeilen weiter: Die Zeile ist zerrissen.`
      : `${capitalized(thread(by))} hat ${what} in die Zeile gesetzt, die ${thread(owner)} begonnen hat: Sie ist zerrissen.`;
  },
  'fault.stale': (by, name, value, loaded, newer) =>
    `${capitalized(thread(by))} hatte ${loaded} geladen, aber seither wurde ${newer} gespeichert: Das wird${name === null ? '' : ` in \`${name}\``} mit ${value} überschrieben.`,
  'fault.error': (by) => `${capitalized(thread(by))} hat eine Sperre freigegeben, die er nicht hielt: Das ist ein Fehler, und der Lauf endet.`,
  'fault.deadlock': 'Verklemmung: Die Threads warten aufeinander, und keiner kommt mehr weiter.',
  'fault.abandoned': 'Keiner kommt mehr weiter: Wer übrig ist, wartet auf eine Sperre, die nie freigegeben wird.',
  'fault.wait': (each) => `${capitalized(each.join('; '))}.`,
  'fault.waits': (by, of) => (by === of ? `${thread(by)} wartet auf eine Sperre, die er selbst hält` : `${thread(by)} wartet auf ${thread(of)}`),
  'fault.none': 'In diesem Ablauf geht nichts schief.',
  'fault.noneAfter': 'Nach diesem Schritt kommt kein Fehler mehr.',
  'fault.noneBefore': 'Vor diesem Schritt gibt es keinen Fehler.',
  'replay.lost': 'Zeig mir, wie eines verloren ging',
  'replay.torn': 'Zeig mir, wie eine Zeile zerriss',
  'replay.stale': 'Zeig mir, wie eines verloren ging',
  'replay.wait': 'Zeig mir, wer gewartet hat',
  'replay.stuck': 'Zeig mir, wie sie stecken blieben',
  'replay.error': 'Zeig mir den Fehler',
  'replay.any': 'Schritt für Schritt ansehen',
  'replay.moment': 'Von dort an Schritt für Schritt ansehen',
  'lost.own': (winner, character, at) => `${thread(winner)} hat hier ${named(character)} von sich selbst überschrieben: Er hatte zweimal Cursor ${at} gelesen.`,
  'lost.other': (winner, loser, character, at) => `${thread(winner)} hat hier ${named(character)} von ${thread(loser)} überschrieben; beide hatten Cursor ${at} gelesen.`,
};
