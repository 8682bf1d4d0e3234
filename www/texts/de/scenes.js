// The scenes: what each asks, wants and leaves its reader with, in German.

import { forms } from '../forms.js';

/** @import { Translation } from '../texts.js' */
/** @import { scenes as english } from '../en/scenes.js' */

const { number, counted, isOne } = forms('de');
/** @type {(torn: number, lost: number) => string} */
const came = (torn, lost) => {
  if (torn === 0 && lost === 0) return 'ganze Zeilen';
  if (lost === 0) return 'durcheinander, und nichts fehlt';
  return `durcheinander, und ${counted(lost, 'Zeichen fehlt', 'Zeichen fehlen')}`;
};
/** @type {(lock: string) => string} */
const named = (lock) => ({ mutex: 'der Mutex', spin: 'der Spinlock', ticket: 'der Ticketlock' })[lock] ?? lock;
/** @type {(lock: string) => string} */
const accusative = (lock) => named(lock).replace('der', 'den');

/** @type {Translation<typeof english>} */
export const scenes = {
  'scene.over': 'Von vorn',
  'scene.met': 'geschafft',
  'scene.unknown': '–',
  'scene.count': 'Alle zählen',

  'scene.tear.title': 'Zerrissen',
  'scene.tear.question': 'Mehrere Threads schreiben gleichzeitig auf einen Bildschirm. Was steht dort, wenn sie fertig sind?',
  'scene.tear.answers': 'Deine Vermutung',
  'scene.tear.whole': 'ganze Zeilen',
  'scene.tear.mixed': 'dasselbe, durcheinander',
  'scene.tear.missing': 'durcheinander, und etwas fehlt',
  'scene.tear.told': (right, torn, lost) => `${right ? 'Richtig vermutet' : 'Diesmal nicht'}: ${came(torn, lost)}.`,
  'scene.tear.goal': 'Vermute, dann sieh hin.',
  'scene.tear.guess': 'Vermute',
  'scene.tear.see': 'Den Lauf sehen, der es zeigt',
  'scene.tear.textbook': 'Fünf Threads, fünf Zeilen',
  'scene.tear.take': 'Wenn Threads etwas teilen und niemand regelt, wer dran ist, hängt das Ergebnis von der Reihenfolge ihrer Schritte ab.',

  'scene.lose.title': 'Verloren',
  'scene.lose.question': 'Jeder Thread schreibt jedes Zeichen seiner Zeile. Wie kann eines verschwinden?',
  'scene.lose.goal': 'Jetzt du: Verliere in vier Schritten ein Zeichen.',
  'scene.lose.lost': (steps) => (steps <= 4 ? 'In vier Schritten verloren.' : `Nach ${number(steps)} Schritten verloren. Vier genügen.`),
  'scene.lose.take': 'Ein Zeichen geht verloren, wenn ein Thread nach dem schreibt, was er gelesen hat, bevor ein anderer schrieb.',

  'scene.lock.title': 'Sperre',
  'scene.lock.question': 'Was ändert sich, wenn nur noch ein Thread auf einmal seine Zeile schreiben darf?',
  'scene.lock.goal': 'Jetzt du: Mach jede Zeile ganz.',
  'scene.lock.torn': 'Sieh ohne Sperre zerrissene Zeilen',
  'scene.lock.whole': 'Schalte die Sperre ein und sieh jede Zeile ganz',
  'scene.lock.take': 'Von acquire bis release ist ein Thread allein unter allen, die dieselbe Sperre nehmen.',

  'scene.cost.title': 'Preis',
  'scene.cost.question': 'Ein Thread hält die Sperre, solange er eine Zeile schreibt. Was, wenn er sie länger hält?',
  'scene.cost.goal': 'Jetzt du: Halte sie länger, bis nur noch halb so viele Zeilen in der Sekunde bleiben.',
  'scene.cost.first': 'Miss, wie es jetzt ist',
  'scene.cost.half': 'Halte sie länger: halb so viele Zeilen in der Sekunde oder weniger',
  'scene.cost.inside': 'Länger halten um',
  'scene.cost.time': (milliseconds) => (milliseconds ? `${number(milliseconds)} ms` : 'nichts'),
  'scene.cost.table': 'Zeilen in der Sekunde, alle Threads zusammen',
  'scene.cost.hold': 'Einmal halten',
  'scene.cost.computed': 'Berechnet',
  'scene.cost.measured': 'Gemessen',
  'scene.cost.before': 'Zuerst',
  'scene.cost.now': 'Jetzt',
  'scene.cost.note': 'Berechnet: eine Sekunde, geteilt durch die Zeit, für die einer die Sperre hält. Der Rest ist Aufwachen und etwas zu langes Warten.',
  'scene.cost.take': 'Solange einer die Sperre hält, warten alle anderen: Wie lange jeder sie hält, bestimmt, wie viel alle zusammen schaffen.',

  'scene.next.title': 'Wer ist dran',
  'scene.next.question': 'Mehrere Threads warten, und die Sperre wird frei. Wer bekommt sie?',
  'scene.next.goal': 'Jetzt du: Miss alle drei Sperren.',
  'scene.next.locks': 'Welche Sperre',
  'scene.next.mutex': 'Mutex',
  'scene.next.spin': 'Spinlock',
  'scene.next.ticket': 'Ticketlock',
  'scene.next.all': 'Alle drei messen',
  'scene.next.table': 'Drei Sperren, hier und jetzt gemessen',
  'scene.next.lock': 'Sperre',
  'scene.next.speed': 'Zeilen in der Sekunde',
  'scene.next.inRow': 'Zeilen am Stück',
  'scene.next.wait': 'Längstes Warten',
  'scene.next.time': (milliseconds) => `${number(milliseconds)} ms`,
  'scene.next.about': 'Zeilen am Stück: so viele schreibt ein Thread im Mittel, bevor ein anderer die Sperre bekommt. 1 ist das Mindeste; viele heißt, dass einer die anderen nicht heranlässt.',
  'scene.next.measuring': (at, all, lock) => `Messung ${number(at)} von ${number(all)}: ${named(lock).replace('der ', '')} …`,
  'scene.next.either': (fast, fair, times, inRow, fairInRow) =>
    `Hier war ${named(fast)} ${number(times)}-mal so schnell wie ${named(fair)}, ließ einen Thread aber ${counted(inRow, 'Zeile', 'Zeilen')} am Stück schreiben; ${named(fair)} ${number(fairInRow)}. Nimm ${accusative(fast)}, wenn nur die Summe zählt, ${accusative(fair)}, wenn jeder bald drankommen muss.`,
  'scene.next.fast': (fast) => `Hier war ${named(fast)} am schnellsten, und mit allen dreien wechselten sich die Threads etwa gleich oft ab: Nichts spricht gegen ihn.`,
  'scene.next.both': (best) => `Hier hat keine andere Sperre ${accusative(best)} weit übertroffen, weder im Tempo noch im Abwechseln. Auf einem anderen Rechner kann das anders sein: Miss dort.`,
  'scene.next.even': 'Mit allen dreien wechselten sich die Threads etwa gleich oft ab, und Zeit wurde nicht gemessen: Danach lässt sich nicht wählen.',
  'scene.next.fair': (fair, inRow) => `Am häufigsten wechselten sich die Threads mit ${accusative(fair).replace('den', 'dem')} ab: ${counted(inRow, 'Zeile', 'Zeilen')} am Stück. Zeit wurde nicht gemessen.`,
  'scene.next.take': 'Wer als Nächster dran ist, entscheidet die Sperre. Miss, bevor du eine wählst.',

  'scene.deadlock.title': 'Verklemmung',
  'scene.deadlock.question': 'Jeder Thread braucht zwei Sperren, und sie nehmen sie in entgegengesetzter Reihenfolge. Was kann geschehen?',
  'scene.deadlock.goal': 'Jetzt du: Führe die Verklemmung herbei und behebe sie.',
  'scene.deadlock.hang': 'Führe sie herbei: Lass die Threads laufen, oder geh selbst Schritt für Schritt dorthin',
  'scene.deadlock.cure': 'Behebe sie: Beide Threads nehmen `first`, dann `second`',
  'scene.deadlock.order': 'Eine Reihenfolge für beide',
  'scene.deadlock.missed': 'Diesmal keine Verklemmung. Das ist Glück, keine Sicherheit: Starte noch einmal, oder geh Schritt für Schritt dorthin.',
  'scene.deadlock.caught': 'Jeder Thread hält eine Sperre und wartet auf die des anderen.',
  'scene.deadlock.cured': 'Behoben: Wer `first` hält, findet `second` frei, oder sie wird bald frei.',
  'scene.deadlock.take': 'Nehmen alle Threads ihre Sperren in einer Reihenfolge, kann sich kein Kreis schließen.',

  'scene.prove.title': 'Beweis',
  'scene.prove.question': 'Gibt es ohne Sperre einen Ablauf (eine Reihenfolge der Schritte), der ganze Zeilen schreibt?',
  'scene.prove.goal': 'Jetzt du: Finde einen, Schritt für Schritt. Dann zähle alle Abläufe mit der Sperre.',
  'scene.prove.find': 'Finde ohne Sperre einen Ablauf mit ganzen Zeilen',
  'scene.prove.all': 'Schalte die Sperre ein und zähle: Alle Abläufe schreiben ganze Zeilen',
  'scene.prove.character': (thread) => `Zeichen von Thread ${thread}`,
  'scene.prove.table': 'Alle Abläufe, gezählt',
  'scene.prove.schedules': 'Abläufe',
  'scene.prove.whole': 'Mit ganzen Zeilen',
  'scene.prove.without': 'Ohne Sperre',
  'scene.prove.with': 'Mit Sperre',
  'scene.prove.number': (schedules) => number(schedules),
  'scene.prove.counted': (all, whole) => {
    if (all === whole) return isOne(all) ? 'Es gibt einen Ablauf, und er schreibt ganze Zeilen.' : `Alle ${number(all)} Abläufe schreiben ganze Zeilen.`;
    return `Von ${counted(all, 'Ablauf', 'Abläufen')} ${isOne(whole) ? 'schreibt' : 'schreiben'} ${number(whole)} ganze Zeilen.`;
  },
  'scene.prove.found': 'Ganze Zeilen: Ein Thread war fertig, bevor der andere anfing. Nichts hat sie dazu gezwungen.',
  'scene.prove.torn': 'Diesmal nicht ganz. Fang von vorn an, und lass erst den einen Thread fertig werden.',
  'scene.prove.take': 'Ein Lauf, der gut ging, zeigt einen Ablauf. Ein Beweis braucht alle.',

  'scene.exit.title': 'Wenn main nicht wartet',
  'scene.exit.question': 'main startet die Threads und wartet nicht auf sie. Was wird geschrieben?',
  'scene.exit.goal': 'Jetzt du: Sieh, dass Zeilen fehlen, und sorge dann dafür, dass alle kommen.',
  'scene.exit.missing': 'Sieh, dass Zeilen fehlen',
  'scene.exit.all': 'Lass main warten und hol alle Zeilen',
  'scene.exit.join': 'main wartet',
  'scene.exit.printed': (printed, expected) => `${number(printed)} von ${counted(expected, 'Zeile', 'Zeilen')} geschrieben, bevor main endete.`,
  'scene.exit.whole': 'Alle Zeilen sind da: main hat auf jeden Thread gewartet.',
  'scene.exit.take': 'Endet main, endet das Programm. Warte vorher mit join auf die Threads.',

  'scene.yours.title': 'Deine Sperre',
  'scene.yours.question': 'Eine Sperre kann zu kurz oder zu lang gehalten werden. Wohin gehören ihre Zeilen?',
  'scene.yours.goal': 'Jetzt du: Verschiebe die Zeilen der Sperre. Zu eng, zu weit, genau richtig.',
  'scene.yours.narrow': 'Zu eng: Zeichen ganz, Zeilen zerrissen',
  'scene.yours.wide': 'Zu weit: ein Thread nach dem anderen',
  'scene.yours.right': 'Genau richtig: Zeilen ganz, und die Threads können sich abwechseln',
  'scene.yours.start': 'Nimm eine Zeile der Sperre und verschiebe sie, oder drück auf ihr ↑ oder ↓.',
  'scene.yours.checking': 'Jeder Ablauf wird geprüft …',
  'scene.yours.isNarrow': 'Zu eng: Kein Ablauf verliert ein Zeichen, und doch zerreißen Zeilen.',
  'scene.yours.isWide': 'Zu weit: Jede Zeile ist ganz, aber ein Thread schreibt alle seine Zeilen, bevor der andere eine schreibt.',
  'scene.yours.isRight': 'Genau richtig: In jedem Ablauf ist jede Zeile ganz, und zwischen zwei Zeilen kann der andere Thread an die Reihe kommen.',
  'scene.yours.isLost': 'Nicht geschützt: Manche Abläufe verlieren Zeichen.',
  'scene.yours.isStuck': 'Manche Abläufe gehen nicht gut aus: Mit je zwei Zeilen wird die Sperre nicht so oft freigegeben wie genommen.',
  'scene.yours.isUnknown': 'Zu viele Abläufe, um alle zu prüfen.',
  'scene.yours.take': 'Halte die Sperre, solange das, was sie schützt, noch nicht wieder stimmt: nicht kürzer und nicht länger.',
};
