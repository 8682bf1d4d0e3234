// The sentences of a first run, in German.

import { forms } from '../forms.js';

const { number, fixed, percent, duration, counted, capitalized, thread } = forms('de');

/** A character, in quotes if it can be seen. @param {string | null} character */
const named = (character) => (character === null ? 'ein Zeilenende' : character === ' ' ? 'ein Leerzeichen' : `„${character}“`);
/** A character as the program has it; a space and a line end in words. @param {string | null} glyph */
const coded = (glyph, newline = 'Zeilenende', space = 'Leerzeichen') => (glyph === null ? newline : glyph === ' ' ? space : `\`${glyph}\``);
/** A lock, by its name if it has one. @param {string | null} name */
const lock = (name) => (name === null ? 'die Sperre' : `\`${name}\``);
/** A shared name's value. @param {string | null} name */
const value = (name) => (name === null ? 'der Wert' : `\`${name}\``);
/** How lines and values came out. @param {string[]} parts */
const cameOut = (parts) => parts.join('; ') || 'nichts auszugeben und nichts zu speichern';
/** @param {number} n */
const lost = (n) => (n === 0 ? 'kein Zeichen verloren' : `${counted(n, 'Zeichen', 'Zeichen')} verloren`);
/** @param {number | null} n */
const andLost = (n) => (n === null ? '' : `, ${lost(n)}`);
/** How far the steps before a lock was switched can be taken after it. @param {number} taken @param {number} of */
const sameOrder = (taken, of) =>
  taken === of ? 'dieselbe Reihenfolge der Schritte' : `dieselbe Reihenfolge endet nach Schritt ${number(taken)} von ${number(of)}; der nächste ist nicht möglich`;
const OVERWRITTEN = 'ging jedes Mal ein Zeichen verloren, wenn ein anderes an dieselbe Stelle gesetzt wurde.';

/** @type {import('../texts.js').Translation<typeof import('../en/first.js').first>} */
export const first = {
  language: 'de',
  'control.run': 'Start',
  'control.playOn': 'Weiter bis zum Ende',
  'control.explore': 'Zählen',
  'control.stop': 'Stopp',

  // Numbers typed into fields.
  'field.none': 'es sind keine Zahlen in Gebrauch',
  'field.threads': 'Threads: gib eine ganze Zahl ein',
  'field.lines': 'Zeilen je Thread: gib eine ganze Zahl ein',
  'field.threadsUsed': (problem, n) => `${problem}; es bleibt bei ${counted(n, 'Thread', 'Threads')}`,
  'field.linesUsed': (problem, n) => `${problem}; es bleibt bei ${counted(n, 'Zeile', 'Zeilen')} je Thread`,
  'limit.threads': (n, most) => `${counted(n, 'Thread', 'Threads')}: wähle 1 bis ${number(most)}`,
  'limit.count': (n, most) => `${counted(n, 'Zeile', 'Zeilen')} je Thread: wähle 1 bis ${number(most)}`,
  'limit.lines': (n, most) => `zusammen ${number(n)} Zeilen: wähle höchstens ${number(most)}`,
  'limit.ops': (n, most) => `${number(n)} Schritte: wähle weniger Threads oder Zeilen, für höchstens ${number(most)} Schritte`,
  'limit.steps': (n, most) => `${number(n)} Schritte oder mehr: wähle weniger Threads oder Zeilen, für höchstens ${number(most)} Schritte`,

  // The verdict on a run.
  'verdict.running': 'Läuft…',
  'verdict.waiting': 'Wartet, bis der Lauf einer anderen Demo zu Ende ist…',
  'verdict.exploring': 'Wird gezählt…',
  'verdict.noRun': (why) => `Kein Lauf: ${why}.`,
  'verdict.noExploration': (why) => `Nicht gezählt: ${why}.`,
  'verdict.noSteps': (why) => `Keine Schritte: ${why}.`,
  'verdict.finished': (parts) => capitalized(cameOut(parts)),
  'verdict.stopped': (parts) => `Gestoppt: ${cameOut(parts)}`,
  'verdict.exited': (parts) => `Main war zu Ende, und seine Threads sollten anhalten: ${cameOut(parts)}`,
  'verdict.deadlock': (parts) => `Verklemmung: ${cameOut(parts)}`,
  'verdict.abandoned': (parts) => `Nie freigegebene Sperre: ${cameOut(parts)}`,
  'verdict.error': (line, id, name) => `Fehler in Zeile ${line}: ${thread(id)} gab ${lock(name)} frei, ohne sie zu halten`,
  'lines.none': 'keine Zeile auszugeben',
  'lines.whole': (whole, expected, lost) => `${number(whole)} von ${counted(expected, 'Zeile', 'Zeilen')} ganz${andLost(lost)}`,
  'lines.torn': (torn, expected, lost) => `${number(torn)} von ${counted(expected, 'Zeile', 'Zeilen')} zerrissen${andLost(lost)}`,
  lost: (n) => lost(n),
  values: (each) => each.join(', '),
  'values.unknown': 'noch kein Wert',
  'value.is': (name, n) => `${value(name)} ist ${number(n)}`,
  'value.of': (name, n, serial) => `${value(name)} ist ${number(n)} von ${number(serial)}`,
  'value.lost': (name, n, serial, lost) =>
    `${value(name)} ist ${number(n)} von ${number(serial)}, ${counted(lost, 'Erhöhung', 'Erhöhungen')} verloren`,
  'value.instead': (name, n, serial) => `${value(name)} ist ${number(n)} statt ${number(serial)}`,

  // The reason for it.
  reason: (lock, because) => [lock, ...because].join(' '),
  'with.none': 'Ohne Sperre.',
  'with.mutex': 'Mit dem Mutex.',
  'with.spin': 'Mit dem Spinlock.',
  'with.ticket': 'Mit dem Ticketlock.',
  'because.alone': 'Ein Thread allein: niemand, mit dem er teilen müsste.',
  'because.holder': 'Nur der Thread, der eine Sperre hält, kann sie freigeben.',
  'because.oneAtATime': 'Immer nur ein Thread gibt aus; die anderen warten auf die Sperre.',
  'because.oneAfterAnother': 'Für alle Zeilen eines Threads gehalten, lässt sie die Threads nur nacheinander laufen: Einer allein wäre ebenso schnell.',
  'because.releasedWithin': 'Aber mitten in einer Zeile freigegeben: kein Zeichen geht verloren, doch die Zeilen mischen sich noch.',
  'because.overwritten': `Aber es ${OVERWRITTEN}`,
  'because.onePrints': 'Nur ein Thread gibt aus: niemand, mit dem er den Bildschirm teilen müsste.',
  'because.luckLines': 'Kein Thread ist in die Zeile eines anderen geraten: Glück, keine Sicherheit.',
  'happened.mixed': 'Threads gaben zugleich aus, und ihre Zeichen mischten sich.',
  'happened.lost': `Zeichen mischten sich, und es ${OVERWRITTEN}`,
  'because.unguarded': (happened) => capitalized(happened),
  'because.notEachAccess': (happened) => `Aber sie schützt nicht jeden Zugriff auf den Bildschirm: ${happened}`,
  'because.noOneLock': (happened) => `Aber keine Sperre schützt allein jeden Zugriff auf den Bildschirm: ${happened}`,
  'because.luckValues': 'Diesmal hat niemand zwischen Laden und Speichern eines anderen gespeichert: Glück, keine Sicherheit.',
  'because.nobodyBetween': 'Niemand hat zwischen Laden und Speichern eines anderen gespeichert.',
  'because.order': 'Die Werte hängen davon ab, in welcher Reihenfolge geladen und gespeichert wird.',
  'because.storeOverwrites': 'Ein Thread, der speichert, überschreibt, was seit seinem Laden gespeichert wurde.',
  'because.notHeldToStore':
    'Aber sie wird nicht von jedem Laden bis zum Speichern gehalten: ein Thread, der speichert, überschreibt, was seit seinem Laden gespeichert wurde.',
  'because.waitsForItself': (id, name) => `${capitalized(thread(id))} wartet auf ${lock(name)}, die er selbst hält.`,
  'because.circle': (waits) => `${capitalized(waits.join('; '))}: ein Kreis.`,
  'circle.waits': (id, name, holder) => `${thread(id)} wartet auf ${lock(name)}, die ${thread(holder)} hält`,
  'waiters.one': (id) => `${thread(id)} wartet`,
  'waiters.two': (one, two) => `${thread(one)} und ${thread(two)} warten`,
  'waiters.many': (n) => `${number(n)} Threads warten`,
  'because.mainHolds': (name, waiters) => `Main hält ${lock(name)}, während es auf das Ende seiner Threads wartet: ${waiters} für immer darauf.`,
  'because.notReleased': (id, name, waiters) => `${capitalized(thread(id))} endete, ohne ${lock(name)} freizugeben: ${waiters} für immer darauf.`,

  // How a torn row was written.
  told: (row, facts) => `Reihe ${number(row)}: ${facts.join(', ')}`,
  'told.wrote': (id, text) => `${thread(id)} schrieb „${text}“`,
  'told.pieces': (n) => `und so weiter, insgesamt ${number(n)} Stücke`,
  'told.nothing': 'nichts',
  'told.ended': (id) => `${thread(id)} beendete sie`,
  'told.noLine': 'was keine seiner Zeilen ist',
  'told.none': 'Keine Reihe ist zerrissen.',
  'told.lost': (told, n) => `${told}. In keiner Reihe: ${counted(n, 'Zeichen, das', 'Zeichen, die')} der Lauf verloren hat`,

  // The stepper.
  stepper: 'Schritt für Schritt',
  'stepper.threads': 'Threads',
  'stepper.memory': 'Gemeinsamer Speicher',
  'stepper.thread': (id) => thread(id),
  'stepper.step': (id) => `Ein Schritt von Thread ${id}`,
  'stepper.stepShort': 'Schritt',
  'stepper.next': (op) => `als Nächstes: ${op}`,
  'stepper.loaded': (name, value) => `\`${name}\` = ${value}`,
  'stepper.nothing': 'nichts geladen',
  'stepper.holds': (name) => `hält ${lock(name)}`,
  'stepper.heldBy': (lock, holder) => `\`${lock}\` gehört ${thread(holder)}`,
  'stepper.free': (lock) => `\`${lock}\` ist frei`,
  'stepper.restart': 'Von vorn',
  'stepper.back': 'Zurück',
  'stepper.forward': 'Vor',
  'stepper.play': 'Abspielen',
  'stepper.pause': 'Pause',
  'stepper.tempo': 'Tempo der Wiederholung',
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
  'stepper.lockOn': (taken, of) => `Sperre an: ${sameOrder(taken, of)}.`,
  'stepper.lockOff': (taken, of) => `Sperre aus: ${sameOrder(taken, of)}.`,
  'fault.lost': (by, of, glyph, cell) => {
    const what = coded(glyph);
    return by === of
      ? `${capitalized(thread(by))} hat in Zelle ${cell} sein eigenes ${what} überschrieben: Er hat beide an Cursor ${cell} gesetzt.`
      : `${capitalized(thread(by))} hat in Zelle ${cell} das ${what} von ${thread(of)} überschrieben. Beide hatten Cursor ${cell} geladen.`;
  },
  'fault.torn': (by, glyph, owner) => {
    const what = coded(glyph, 'sein Zeilenende', 'ein Leerzeichen');
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
  'replay.wait': 'Zeig mir, wer gewartet hat',
  'replay.stuck': 'Zeig mir, wie sie stecken blieben',
  'replay.error': 'Zeig mir den Fehler',
  'replay.any': 'Schritt für Schritt ansehen',
  'replay.moment': 'Von dort an Schritt für Schritt ansehen',
  'lost.own': (winner, character, at) => `${thread(winner)} hat hier ${named(character)} von sich selbst überschrieben: Er hatte zweimal Cursor ${at} gelesen.`,
  'lost.other': (winner, loser, character, at) => `${thread(winner)} hat hier ${named(character)} von ${thread(loser)} überschrieben; beide hatten Cursor ${at} gelesen.`,
  'stepper.closed': 'die Schritte sind nicht offen',
  'schedule.ends': (step, why) => `Der Ablauf endet hier: Schritt ${number(step)} ist nicht möglich: ${why}.`,
  refused: (id, why) => `${thread(id)} ${why}`,
  'refused.noThread': (id) => `es gibt keinen Thread ${id}`,
  'step.none': 'Noch hat niemand einen Schritt getan.',
  'step.did': (id, did) => `${capitalized(thread(id))} ${did}.`,
  'did.draw': 'zog eine Nummer',
  'did.acquire': (name) => `nahm ${lock(name)}`,
  'did.release': (name) => `gab ${lock(name)} frei`,
  'did.load': (variable, n) => (variable ? `lud ${variable}: ${n}` : `lud ${n}`),
  'did.put': (character, at) => `setzte ${coded(character, '', 'ein Leerzeichen')} an Stelle ${at}`,
  'did.putNewline': (at) => `setzte seinen Zeilenumbruch an Stelle ${at}`,
  'did.store': (variable, n) => (variable ? `speicherte ${variable}: ${n}` : `speicherte ${n}`),
  'variable.cursor': 'den Cursor',
  'variable.shared': (name) => `\`${name}\``,
  'op.draw': (name) => (name === null ? 'eine Nummer ziehen' : `eine Nummer für ${lock(name)} ziehen`),
  'op.acquire': (name) => `${lock(name)} nehmen`,
  'op.release': (name) => `${lock(name)} freigeben`,
  'op.load': (variable) => (variable ? `${variable} laden` : 'laden'),
  'op.put': (character) => `${coded(character, '', 'ein Leerzeichen')} setzen`,
  'op.putNewline': 'den Zeilenumbruch setzen',
  'op.store': (variable) => (variable ? `${variable} speichern` : 'speichern'),
  'blocked.done': 'ist fertig',
  'blocked.over': 'kann keinen Schritt tun: der Lauf ist zu Ende',
  'blocked.waits': (name, holder) => `wartet auf ${lock(name)}, die ${thread(holder)} hält`,
  'blocked.waitsForItself': (name) => `wartet auf ${lock(name)}, die er selbst hält`,
  'blocked.turn': (id) => `wartet, bis er dran ist: jetzt ist es ${thread(id)}`,

  // The listing.
  'listing.takes': (us) => (us % 1000 ? `dann vergehen ${number(us)} µs` : `dann vergehen ${number(us / 1000)} ms`),
  'listing.lockLine': (text, line) => `${text}, Zeile ${line}: Pfeil auf und ab verschieben sie, Entf entfernt sie`,

  'control.slow': 'langsam',
  'control.fast': 'schnell',
  'control.speed': 'Tempo eines Laufs',
  'side.without': 'Ohne die Sperre',
  'side.with': 'Mit der Sperre',
  'side.before': 'Der Lauf davor',
  'side.toWith': 'Schalte die Sperre ein: Dasselbe Programm läuft dann hier, mit ihr.',
  'side.toWithout': 'Schalte die Sperre aus: Dasselbe Programm läuft dann hier, ohne sie.',
  'side.price': (times) => `${fixed(times, 1)}-mal so lange`,
  // Numbers, times, threads and locks by themselves.
  number: (n) => number(n),
  hundredths: (n) => fixed(n, 2),
  percent: (share) => percent(share),
  duration: (us) => duration(us),
  measured: (us, clockUs) => (us < clockUs ? `unter ${duration(clockUs)}` : duration(us)),
  about: (figure) => `etwa ${figure}`,
  thread: (id) => thread(id),

  // Whether the threads are real.
  'scheduler.os': 'Echte Threads entscheiden',
  'scheduler.chance': 'Der Zufall entscheidet, simuliert',
  'sign.model': 'Modell: ganze Schritte, und kein Thread läuft.',
  'sign.simulated': (why) => `Simuliert: kein Thread läuft, der Zufall wählt den nächsten Schritt.${why === null ? '' : ` ${why}`}`,
  'sign.real': (processors) => `Echte Threads; der Browser meldet ${processors === 1 ? 'einen Prozessor' : `${processors} Prozessoren`}.`,
  'simulated.file': 'Eine Seite, die aus einer Datei geöffnet ist, kann keine Threads haben.',
  'simulated.insecure': 'Threads brauchen eine sichere Seite, und diese ist keine.',
  'simulated.insecure.cure': 'Sie muss über https oder von localhost kommen.',
  'simulated.isolation': 'Threads brauchen eine Seite, die „cross-origin isolated“ ist, und diese ist es nicht.',
  'simulated.isolation.cure':
    'Ihr Server muss die Kopfzeilen „Cross-Origin-Opener-Policy: same-origin“ und „Cross-Origin-Embedder-Policy: require-corp“ senden, auch mit den Skripten der Worker.',
  'simulated.browser': 'Dieser Browser lässt eine Seite keinen Speicher zwischen Threads teilen. Ein aktueller Chromium, Firefox oder Safari tut es.',
  'simulated.workers': 'Threads brauchen Worker, und diese Seite lässt die Demo keine starten.',
  'simulated.workers.cure':
    'Ihre Content-Security-Policy muss mit „worker-src“ die Adresse der Demo erlauben (und „blob:“, wenn das ein anderer Ursprung ist) und „trusted-types mutex-demo“, '
    + 'wenn sie diese einschränkt; und die Skripte der Demo müssen mit „Cross-Origin-Embedder-Policy: require-corp“ kommen.',
  'simulated.notStarted': (why) => `Die Threads sind nicht gestartet: ${why}.`,
  'open.withThreads': 'Mit echten Threads öffnen ↗',
  'open.full': 'Die ganze Demo öffnen ↗',

  // The cost of a run.
  'numbers.clock': (us) => `Die Uhr geht in Schritten von ${duration(us)}: keine Zahl hier liegt darunter.`,
  'numbers.lines': (n) => `${counted(n, 'Zeile', 'Zeilen')} je Sekunde.`,
  'numbers.noLock': 'Keine Sperre wurde genommen: niemand wartete, und nichts war geschützt.',
  'numbers.held': (share) => `Die Sperre wurde ${percent(share)} der Zeit gehalten.`,
  'numbers.heldSampled': (share) => `Die Sperre wurde etwa ${percent(share)} der Zeit gehalten, nach einer Stichprobe.`,
  'numbers.alone': 'Ein Thread allein: er wartete auf niemanden.',
  'numbers.waited': (share) => `Ein Thread verbrachte ${percent(share)} der Zeit mit Warten.`,
  'numbers.acquired': (waited, barged) =>
    `Die Sperre wurde ${number(waited)}-mal nach Warten genommen; ${number(barged)}-mal nahm sie ein Thread, der gerade erst kam, vor anderen.`,
  fairness: (index, most, got, why) =>
    `Fairness ${fixed(index, 2)} von 1${most === null ? '' : ` (streng der Reihe nach: ${fixed(most, 2)})`}: bis der erste fertig war, ${got}. ${why}`,
  'fairness.same': 'bekam jeder so viel wie streng der Reihe nach',
  'fairness.some': 'bekamen manche mehr als andere',
  'fairness.few': 'bekamen wenige das meiste',
  'fairness.mutex': 'Diesen Mutex bekommt, wer kommt, während er frei ist; wer schläft, muss erst geweckt werden und findet ihn vielleicht wieder genommen.',
  'fairness.spin': 'Einen Spinlock bekommt, wer im richtigen Moment hinsieht.',
  'fairness.ticket': 'Ein Ticketlock bedient Threads in der Reihenfolge, in der sie gekommen sind.',
  'fairness.oneModel': 'Simuliert sind Mutex und Spinlock ein und dasselbe Modell: der Zufall wählt, wer die Sperre bekommt.',

  // The means by which a run can be watched.
  'watchable.putToStore': (us) => `Zwischen Setzen und Speichern vergingen ${duration(us)}, ein 64stel des Tempos oder weniger: davon hängt ab, wie viele Zeichen verloren gehen.`,
  'watchable.loadToStore': (us) => `Das ganze Tempo, ${duration(us)}, verging zwischen Laden und Speichern eines geteilten Werts.`,
  'watchable.start.lock': 'Die Threads begannen gemeinsam: alle warteten auf die Sperre, bevor sie zum ersten Mal freigegeben wurde.',
  'watchable.start.pair': 'Die Threads begannen gemeinsam: der erste wartete auf einen zweiten.',
  'watchable.taped': 'Jeder Schritt wurde mitgeschrieben: keine zwei überlappten sich.',
  'watchable.tapedSlower': 'Jeder Schritt wurde mitgeschrieben: keine zwei überlappten sich, also war der Lauf langsamer als mit voller Geschwindigkeit.',
  'watchable.spent.wait': 'Die Zeit innen und außen wurde gewartet, wie auf ein Gerät.',
  'watchable.spent.compute': 'Die Zeit innen und außen wurde gerechnet, nach der Uhr, was einen Prozessor beschäftigt.',
  'watchable.spent.simulated': 'Simuliert ist Warten und Rechnen dasselbe: Zeit vergeht.',

  // The timeline.
  'activity.none': '',
  'activity.works': 'arbeitet',
  'activity.waits': 'wartet auf die Sperre',
  'activity.holds': 'hält die Sperre',
  'timeline.steps': (n) => counted(n, 'Schritt', 'Schritte'),
  'timeline.step': (n) => `Schritt ${number(n)}`,
  'timeline.between': (from, to) => `von ${duration(from)} bis ${duration(to)}`,
  'timeline.betweenSteps': (from, to) => `von Schritt ${number(from)} bis ${number(to)}`,
  'timeline.onlySums': 'Bei voller Geschwindigkeit werden nur Summen geführt: jedes Ereignis festzuhalten dauerte länger als der Lauf.',
  'timeline.noTime': 'Ohne Tempo vergeht keine simulierte Zeit: wähle eines, um zu sehen, wer arbeitet und wer wartet.',
  'timeline.mainInModel': 'Im Modell läuft main vor den Threads und nach ihnen.',
  'timeline.mainWaits': 'main wartet auf seine Threads.',
  'timeline.notStarted': (id) => `${thread(id)} hat noch nicht begonnen.`,
  'timeline.noStep': (id) => `${thread(id)} tut keinen Schritt.`,
  'timeline.ended': (id) => `${thread(id)} ist zu Ende.`,
  'timeline.moment': (id, activity, span, between) => `${thread(id)} ${activity}: ${span}, ${between}.`,
  'timeline.inSight': (between) => `Zu sehen: ${between}.`,
  'timeline.table': (n, shown) =>
    `In der Reihenfolge, in der sie begannen: ${number(n)} zu sehen${shown === null ? '.' : `, die ersten ${number(shown)} davon hier. Zoome für die anderen hinein.`}`,
  'table.thread': 'Thread',
  'table.does': 'Tut',
  'table.from': 'Von',
  'table.to': 'Bis',
  'table.for': 'Dauer',

  // Threads that wait for one another, drawn.
  'circle.held': (id, name, holder) => `${thread(id)} wartet auf ${name}, gehalten von ${thread(holder)}`,
  'circle.waitsFor': (name) => `wartet auf ${name}`,
};
