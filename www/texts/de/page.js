// What the page says around its scenes, in German. Read when the page is built.

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
  orderingWords: 'Zwei Threads schreiben je ein Zeichen, ohne Sperre. Finde eine Reihenfolge, in der eines verloren geht. Eine Tabellenzeile ist ein Schritt.',
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
