// Words and limits are stated in Rust, in the element's table, in its markup and in the README: the same ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SETTINGS } from '../element/settings.js';
import { files, read } from './source.mjs';

const readme = read('README.md');
const markup = read('src/page/demo.html');

/** The words in the first column of a Rust table, such as `[("none", LockKind::None), …]`. */
function table(path, name) {
  const [, rows] = new RegExp(`const ${name}: \\[\\(&str, \\S+\\); \\d+\\] =\\s*\\[([^;]*)\\];`).exec(read(path)) ?? [];
  assert.ok(rows, `${name} in ${path}`);
  return [...rows.matchAll(/\("([^"]+)",/g)].map(([, word]) => word);
}

/** A number of Rust's: `200_000`, `1 << 26`, `40 << 20`. */
function constant(path, name) {
  const [, value] = new RegExp(`const ${name}: \\w+ = ([\\d_]+(?: << \\d+)?);`).exec(read(path)) ?? [];
  assert.ok(value, `${name} in ${path}`);
  const [base, shift = 0] = value.replaceAll('_', '').split(' << ').map(Number);
  return base * 2 ** shift;
}

/** The words that an attribute takes, and the bounds of one that is a number. */
const allowed = (name) => /^one of (.*)$/.exec(SETTINGS[name].expects)[1].split(', ');
const bounds = (name) => /from (\d+) to (\d+)$/.exec(SETTINGS[name].expects).slice(1).map(Number);

/** An attribute's row in the README: its default, and its values in words. */
function row(name) {
  const [, initial, values] = new RegExp(`^\\| \`${name}\` \\| (.*?) \\| (.*) \\|$`, 'm').exec(readme) ?? [];
  assert.ok(values, `${name} has a row`);
  return { initial, values };
}

/** The attribute's words that its row in the README explains. */
const explained = (name, words) => [...row(name).values.matchAll(/`([\w-]+)`/g)].map(([, word]) => word).filter((word) => words.includes(word));

/** The values of a choice in the markup. */
function choices(name) {
  const [, options] = new RegExp(`<select name="${name}"[^>]*>(.*?)</select>`).exec(markup) ?? [];
  if (options !== undefined) return [...options.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);
  return [...markup.matchAll(new RegExp(`<input type="radio" name="${name}" value="([^"]*)"`, 'g'))].map(([, value]) => value);
}

const PRESETS = 'src/program/presets.rs';
const PARAMETERS = 'src/program/parameters.rs';
const presets = table(PRESETS, 'PRESETS');

/** Rust's words for an attribute, if it has any. */
const RUST = {
  program: presets.filter((name) => !/-(glyph|thread)$/.test(name)),
  language: table('src/program/print.rs', 'WORDS'),
  lock: table(PARAMETERS, 'WORDS'),
  scope: ['line', ...['glyph', 'thread'].filter((scope) => presets.some((name) => name.endsWith(`-${scope}`)))],
};
/** The markup's, where a choice is not of all words of the attribute that it is named after. */
const MARKUP = { program: choices('program').filter(Boolean), lock: ['none', ...choices('kind')] };

for (const name of Object.keys(SETTINGS).filter((name) => SETTINGS[name].expects.startsWith('one of '))) {
  test(`the words of \`${name}\` are the same wherever they are stated`, () => {
    const words = allowed(name);
    assert.deepEqual(explained(name, words), words, 'README');
    assert.equal(row(name).initial, `\`${words[0]}\``, 'the default comes first');
    const chosen = MARKUP[name] ?? choices(name);
    if (chosen.length > 0) assert.deepEqual(chosen, words, 'markup');
    if (RUST[name]) assert.deepEqual(RUST[name], words, 'Rust');
  });
}

test('the words of `main` are those of Rust', () => {
  const [, rows] = /impl Main \{[^]*?WORDS[^=]*=\s*\[(.*)\];/.exec(read(PARAMETERS));
  assert.deepEqual([...rows.matchAll(/"(\w+)"/g)].map(([, word]) => word), allowed('main'));
});

test('a lock to compare with is any of the locks', () => {
  assert.deepEqual(choices('other'), allowed('lock'));
});

test('the README gives the default of every attribute', () => {
  for (const [name, { initial }] of Object.entries(SETTINGS)) {
    const words = { '': 'empty', false: 'absent' }[initial] ?? `\`${initial}\``;
    assert.equal(row(name).initial, words, name);
  }
});

const PROGRAM = 'src/program.rs';
const spelled = (number) => number.toLocaleString('en');

test('threads and lines have the same limits wherever they are stated', () => {
  const [threads, count, lines] = ['MAX_THREADS', 'MAX_COUNT', 'MAX_LINES'].map((name) => constant(PROGRAM, name));
  for (const [name, most] of [['threads', threads], ['count', count]]) {
    assert.deepEqual(bounds(name), [1, most], name);
    assert.ok(row(name).values.includes(`1 to ${most}`), name);
    const [field] = new RegExp(`<input type="number" name="${name}"[^>]*>`).exec(markup);
    assert.match(field, new RegExp(`min="1" max="${most}"`));
  }
  assert.ok(row('count').values.includes(`at most ${lines}`));
  assert.equal(Number(/MAX_LINES = ([\d_]+)/.exec(read('www/element/settings.js'))[1].replaceAll('_', '')), lines);
  assert.match(readme, new RegExp(`\\*\\*Bounded\\*\\*: ${threads} threads, a million lines`));
  assert.equal(lines, 1_000_000);
  // A colour each.
  assert.match(readme, new RegExp(`\`--mutex-demo-thread-0\` to \`-${threads - 1}\``));
});

test('times have the same limits wherever they are stated', () => {
  for (const name of ['pace', 'inside', 'outside']) {
    const [least, most] = bounds(name);
    // `inside` has a row that says it; `outside` is likewise.
    if (name !== 'outside') assert.ok(row(name).values.includes(`${least} to ${most}`), name);
    assert.ok(choices(name).map(Number).every((time) => least <= time && time <= most), name);
    assert.deepEqual(bounds(name), bounds('pace'));
  }
});

test('a text and a schedule are as long as Rust takes them', () => {
  const [characters, steps] = [constant('src/program/parse.rs', 'MAX_CHARACTERS'), constant(PROGRAM, 'MAX_STEPS')];
  const { source, schedule } = SETTINGS;
  assert.deepEqual([characters, characters + 1].map((length) => source.parse('x'.repeat(length)) !== undefined), [true, false]);
  assert.ok(row('source').values.includes(`at most ${characters} characters`));
  assert.deepEqual([steps, steps + 1].map((length) => schedule.parse('0'.repeat(length)) !== undefined), [true, false]);
  // Packed, a step takes four bits at most, and a character has six.
  const packed = (length) => schedule.parse(`~14${steps}.${'A'.repeat(length)}`) !== undefined;
  assert.ok(packed(Math.ceil((steps * 4) / 6)));
  assert.match(readme, new RegExp(`; ${spelled(steps)} steps if they are taken one by one`));
  assert.match(readme, new RegExp(`of up to ${spelled(steps)} steps records the thread of each step`));
});

test('the README\'s bounds of memory and states are those of the code', () => {
  const [states, bytes] = ['MAX_STATES', 'MAX_BYTES'].map((name) => constant('src/model/explorer.rs', name));
  assert.match(readme, new RegExp(`and ${spelled(states)}\\s+states or ${bytes / 2 ** 20} MiB of them`));
  const most = Number(/--max-memory=(\d+)/.exec(read('.cargo/config.toml'))[1]);
  assert.match(readme, new RegExp(`, ${most / 2 ** 20} MiB a process`));
  const sample = constant('src/record.rs', 'SAMPLE');
  assert.match(readme, new RegExp(`one hold in ${sample} after\\s+the first ${sample}`));
});

test('the README names every part, property, event and method, and no others', () => {
  const named = (what) => [...new RegExp(`${what}((?:[^.]|\\.(?=\\w))*)\\.`).exec(readme)[1].matchAll(/`([\w-]+)[`(]/g)].map(([, word]) => word);
  const made = files.filter((file) => /^www\/on-demand\/[\w-]+\.js$/.test(file)).map(read).join('\n');
  const matches = [...markup.matchAll(/\bpart="([\w-]+)"/g), ...made.matchAll(/\bpart: '([\w-]+)'/g)];
  // The frame takes the place of the markup.
  const parts = new Set(['frame', ...matches.map(([, part]) => part)]);
  assert.deepEqual(named('Parts for\\s+styles:').toSorted(), [...parts].toSorted());
  const element = read('www/mutex-demo.js');
  for (const property of named('Properties:')) assert.match(element, new RegExp(`^  (get )?${property}\\b`, 'm'), property);
  const scripts = files.filter((file) => /^www\/(mutex-demo|(element|runs|embedding)\/[\w-]+)\.js$/.test(file)).map(read).join('\n');
  for (const event of named('Events:')) assert.match(scripts, new RegExp(`'${event}'`), event);
  for (const method of named('Methods:')) assert.match(element, new RegExp(`^  (async )?${method}\\(`, 'm'), method);
});
