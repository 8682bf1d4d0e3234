// The catalogue of sentences: whole in each language, and the only place of any sentence.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, PARTS, Texts } from '../texts/texts.js';
import { files, read } from './source.mjs';

/** A language's sentences, by part. */
const catalogues = Object.fromEntries(
  await Promise.all(
    LANGUAGES.map(async (language) => {
      const names = PARTS.flatMap((name) => (name === 'first' ? ['first', 'view'] : [name]));
      const modules = names.map(async (name) => Object.entries(await import(`../texts/${language}/${name}.js`)));
      return [language, Object.fromEntries((await Promise.all(modules)).flat())];
    }),
  ),
);
const keysOf = (parts) => Object.values(parts).flatMap((part) => Object.keys(part));

test('each language has the same keys, each once, and its sentences take as many values', () => {
  const { en, ...others } = catalogues;
  assert.equal(new Set(keysOf(en)).size, keysOf(en).length);
  for (const [language, parts] of Object.entries(others)) {
    for (const [name, sentences] of Object.entries(en)) {
      assert.deepEqual(Object.keys(parts[name]).sort(), Object.keys(sentences).sort(), `${language}: ${name}`);
      for (const [key, sentence] of Object.entries(sentences)) {
        const values = (one) => (typeof one === 'function' ? one.length : 0);
        assert.equal(values(parts[name][key]), values(sentence), `${language}: ${key}`);
      }
    }
  }
});

const SOURCES = files.filter((file) => /^(src\/(?!bin\/).*\.(rs|html)|www\/(?!test\/|bench\/|packaging\/|texts\/|pkg\/|build\.mjs)[\w/-]+\.js)$/.test(file) && !/(^|\/)tests(\.rs$|\/)/.test(file));

/** A source's code: without comments, tests, and what it says to programmers. */
function codeOf(file) {
  const text = read(file);
  if (!file.endsWith('.rs')) return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  return text
    .replace(/^ *\/\/.*$/gm, '')
    .replace(/^#\[cfg\(test\)\]\s*(pub )?(\([\w ]+\) )?mod \w+ \{[^]*/gm, '')
    .replace(/ \/\/ .*$/gm, '')
    .replace(/\bb?'(\\.|[^'\\])'/g, 'c')
    .replace(/#!?\[[^\]]*\]/g, '')
    .replace(/\b(debug_)?(assert(_eq|_ne)?|compile_error)!\([^;]*\);/g, '');
}

test('each key is used, and each that is used is there', () => {
  const known = new Set(keysOf(catalogues.en));
  const used = new Set();
  const prefixes = new Set();
  for (const file of [...SOURCES, ...files.filter((file) => /^www\/texts\/.*\.js$/.test(file) && !/\/(en|de)\//.test(file))]) {
    const code = codeOf(file);
    const named = file.endsWith('.rs') ? /\bfact!\(\s*"([^"]+)"/g : file.endsWith('.html') ? /\{([\w.]+)\}/g : undefined;
    for (const [, key] of named ? code.matchAll(named) : []) {
      assert.ok(known.has(key), `${file}: ${key}`);
      used.add(key);
    }
    for (const [, key] of code.matchAll(/['"`]([\w.]+)['"`]/g)) if (known.has(key)) used.add(key);
    // A key that ends, or begins and ends, in a value.
    for (const [, prefix] of code.matchAll(/`([\w.]+\.)\$\{/g)) prefixes.add(prefix);
  }
  const unused = [...known].filter((key) => !used.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix)));
  assert.deepEqual(unused, []);
});

/** Texts that read as prose and are none of the element's sentences. */
const EXEMPT = [
  // Programs, and what the languages' own tools print.
  /^src\/program\/(print|presets|packed)/,
  // Messages to a page's author, on the console.
  /^www\/(element\/settings|embedding\/isolate|coi)\.js$/,
  // A page's own scripts find their words in the page.
  /^www\/page\//,
];
/** Texts for programmers: the console, and errors that say what must not happen. */
const TO_PROGRAMMERS = /(expect|panic!|unreachable!|new (Type)?Error|console\.\w+|warnOnce)\(\s*(&?format!\(\s*)?$/;
/** Texts that are no sentences, though they read like some: classes, ids, selectors, permissions, a form of the program's language. */
const NO_SENTENCES = [
  'line lock',
  'line wrong',
  'thread-{id}-does thread-{id}-has',
  'input, select',
  '(prefers-color-scheme: dark)',
  '(prefers-reduced-motion: reduce)',
  'cross-origin-isolated; clipboard-write',
  'for NAME in range(N):',
  'one of ',
  '`{value}` is none of the words',
];
/** Two words or more, with no sign of code. */
const PROSE = /[A-Za-zäöüß]{2,}[,:;]? [a-zäöüß]{2,}/;
const CODE = /[{}[\]<>=#_]|\dpx|\(\)|--|::|^[\w-]+( [\w-]+)*:|^(\.?[\w-]+[ ,]+)*[.:][\w-]+/;

test('no sentence stands anywhere else', () => {
  const found = [];
  for (const file of SOURCES.filter((file) => !EXEMPT.some((path) => path.test(file)))) {
    const code = codeOf(file);
    if (file.endsWith('.html')) {
      const words = [...code.matchAll(/>([^<>{}]*[A-Za-z]{2,} [^<>{}]*)<|aria-(?:label|roledescription)="([^"{]+)"|title="([^"{]+)"/g)];
      found.push(...words.map(([, ...one]) => `${file}: ${one.find(Boolean)}`));
      continue;
    }
    const quoted = file.endsWith('.rs') ? /(")((?:\\[^]|[^"\\])*)"/g : /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g;
    for (const { 2: text, index } of code.matchAll(quoted)) {
      const words = text.replace(/\$\{[^}]*\}|\{[\w:]*\}/g, ' ');
      if (!PROSE.test(words) || CODE.test(words) || TO_PROGRAMMERS.test(code.slice(Math.max(0, index - 80), index))) continue;
      if (NO_SENTENCES.includes(text)) continue;
      found.push(`${file}: ${text}`);
    }
  }
  assert.deepEqual(found, []);
});

test('one of a thing is counted in the singular', async () => {
  const [en, de] = await Promise.all(['en', 'de'].map((language) => new Texts(language).load('more')));
  await Promise.all([en, de].map((texts) => texts.load('scenes')));
  const only = ['check.orders', '1', '1', ['end.error', '1']];
  const some = ['check.orders', '1', '3', ['end.error', '1']];
  assert.deepEqual([en.say(...only), en.say(...some)], ['the only schedule ends in an error', '1 of 3 schedules ends in an error']);
  assert.deepEqual([de.say(...only), de.say(...some)], ['der einzige Ablauf endet mit einem Fehler', '1 von 3 Abläufen endet mit einem Fehler']);
  const proved = (texts) => [['1', '1'], ['3', '1'], ['1', '0']].map((values) => texts.say('scene.prove.counted', ...values));
  assert.deepEqual(proved(en), ['There is one schedule, and it prints whole lines.', 'Of 3 schedules, 1 prints whole lines.', 'Of 1 schedule, 0 print whole lines.']);
  assert.deepEqual(proved(de), ['Es gibt einen Ablauf, und er schreibt ganze Zeilen.', 'Von 3 Abläufen schreibt 1 ganze Zeilen.', 'Von 1 Ablauf schreiben 0 ganze Zeilen.']);
  assert.match(en.say('exploration.complete', 1), /, in 1 state:/);
});
