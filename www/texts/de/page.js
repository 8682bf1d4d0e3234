// The page's words around its scenes, in German. Read when the page is built.

/** @type {typeof import('../en/page.js').page} */
export const page = {
  title: 'Ein Mutex zum Ein- und Ausschalten',
  description: 'Threads schreiben auf einen Bildschirm, und ihre Zeilen zerreißen. Schalte die Sperre ein und sieh, wozu ein Mutex da ist: echte Threads, neun kurze Szenen, nichts zu installieren.',
  present: 'Vorführen',
  share: 'Teilen',
  copied: 'Link kopiert',
  language: 'English',
  scenes: 'Szenen',
  handout: 'Arbeitsblatt drucken',
  handoutWords: 'Für den Unterricht: <kbd>P</kbd> füllt den Bildschirm mit einer Szene, <kbd>?</kbd> zeigt die Tasten. Das Arbeitsblatt hat zwei Seiten: die Fragen, einen leeren Ablauf und das Programm in Python und in deiner Sprache.',
  recorded: (threads, lines, lock, torn, lost) => {
    const locks = { none: 'ohne Sperre', mutex: 'mit einem Mutex', ticket: 'mit einem Ticketlock' };
    const whole = torn === 0 ? 'jede Zeile ist ganz' : `${torn} Zeilen sind zerrissen`;
    const missing = { 0: '', 1: ', 1 Zeichen ist verloren' }[lost] ?? `, ${lost} Zeichen sind verloren`;
    const each = lines === 1 ? 'je eine Zeile' : `je ${lines} Zeilen`;
    return `Aufgezeichnet: ${threads} Threads schreiben ${each}, ${locks[lock]}. Eine Zahl sagt, wer das Folgende geschrieben hat; ${whole}${missing}.`;
  },
  hung: 'Aufgezeichnet: Zwei Threads nehmen zwei Sperren in entgegengesetzter Reihenfolge. Nach vier Zeilen wartet jeder auf den anderen, für immer.',
  left: 'Aufgezeichnet: main wartet nicht auf seine Threads und endet, bevor sie ein Zeichen geschrieben haben.',
  narrow: ' Die Sperre wurde immer nur ein Zeichen lang gehalten.',
  card: { alt: 'Zwei Läufe nebeneinander: ohne Sperre zerrissene Zeilen, mit der Sperre ganze', without: 'Ohne Sperre', with: 'Mit der Sperre', torn: (torn, lost) => `${torn} zerrissen · ${lost} Zeichen verloren`, whole: (whole) => `${whole} ganz` },
  programs: 'Dasselbe in deiner Sprache',
  programsWords: 'Ein ganzes Programm, das läuft, wie es ist. Die Zeilen der Sperre stehen da, wo sie hingehören; kommentiere sie aus, und es zerreißt.',
  programLanguage: 'Sprache',
  before: 'Was davor kommt',
  after: 'Was danach kommt',
  copy: 'Das ganze Programm kopieren',
  programCopied: 'Kopiert',
  sheet: 'Fragen',
  ordering: 'Ein Ablauf zum Ausfüllen',
  orderingWords: 'Zwei Threads schreiben je ein Zeichen, ohne Sperre: Was im Programm durchgestrichen ist, fällt weg. Finde eine Reihenfolge, in der eines verloren geht. Eine Tabellenzeile ist ein Schritt.',
  steps: ['laden', 'setzen in', 'speichern'],
  withAnswers: 'mit Lösungen: eine Seite mehr, für die Lehrkraft',
  answersTitle: 'Lösungen',
  answers: {
    tear: 'Die Zeilen, durcheinander, und oft fehlen Zeichen: Niemand sagt, wer an der Reihe ist. Bei jedem Lauf kommt etwas anderes heraus.',
    lose: 'Zwei Threads laden denselben Cursor und setzen ihr Zeichen in dieselbe Zelle: Das zweite überschreibt das erste. Dann speichern beide dieselbe Zahl.',
    lock: 'Jede Zeile ist ganz, und kein Zeichen geht verloren, egal wer zuerst kommt. Von acquire bis release warten alle anderen.',
    cost: 'Alle anderen warten länger. Wird die Sperre doppelt so lang gehalten, bleiben halb so viele Zeilen je Sekunde, egal wie viele Threads es gibt.',
    next: 'Das hängt von der Sperre ab. Ein Ticketlock bedient der Reihe nach. Einen Mutex oder Spinlock bekommt, wer zuerst zugreift, auch wer gerade erst gekommen ist: Das heißt Vordrängeln (barging).',
    deadlock: 'Hat jeder seine erste Sperre, wartet jeder auf die des anderen, für immer: eine Verklemmung (Deadlock). Mit Glück geht es auch gut. Das Mittel: Alle nehmen die Sperren in derselben Reihenfolge.',
    prove: 'Ja: zwei von 1.946.939.425.648.112. Ein Thread macht alle seine Schritte, bevor der andere beginnt. Ein Lauf ohne Schaden beweist also nichts. Mit der Sperre schreibt jeder Ablauf ganze Zeilen.',
    exit: 'Was die Threads geschrieben haben, bis main endet: alle Zeilen, einige oder keine; die letzte kann abbrechen. Eine Sperre hilft nicht, aber main kann warten: join.',
    yours: 'Um ein print: wo das, was die Sperre schützt, kurz nicht stimmt. Um ein Zeichen ist zu eng, und Zeilen zerreißen. Um alle Zeilen eines Threads ist zu weit: Die Threads laufen nacheinander.',
  },
  filled: 'Ein Ablauf, bei dem ein Zeichen verloren geht',
  filledWords: 'Einer von vielen: Ein Zeichen geht immer dann verloren, wenn beide Threads laden, bevor einer speichert. Das zweite Setzen entscheidet, welches bleibt.',
  columns: ['Schritt', 'Thread', 'Tut (laden, setzen, speichern)', 'Cursor danach'],
  name: 'Name',
  keys: 'Tasten zum Vorführen',
  keyList: [
    ['P', 'vorführen oder aufhören'],
    ['← →, Bild ↑ ↓', 'vorige Szene, nächste Szene'],
    ['R', 'starten oder anhalten, auch eine Wiederholung'],
    ['L', 'Sperre ein oder aus'],
    ['S, B', 'einen Schritt vor, einen zurück'],
    ['−, +', 'langsamer, schneller: der nächste Lauf oder die Wiederholung'],
    ['Esc', 'verlassen'],
    ['?', 'diese Tasten'],
  ],
  close: 'Schließen',
};
