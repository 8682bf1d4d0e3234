// The repository: the README and the manifests agree with its files.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SETTINGS } from '../element/settings.js';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const files = execFileSync('git', ['ls-files'], { cwd: new URL('../../', import.meta.url), encoding: 'utf8' }).trim().split('\n');

test('the README names every attribute, with its default', () => {
  const rows = [...read('README.md').matchAll(/^\| `([a-z]+)` \| `([^`]*)`/gm)];
  const named = Object.fromEntries(rows.map(([, name, initial]) => [name, initial]));
  for (const [name, { initial }] of Object.entries(SETTINGS)) {
    // Of an attribute that is there or not, no value is the default.
    if (typeof initial === 'boolean') assert.match(read('README.md'), new RegExp(`^\\| \`${name}\` \\| absent \\|`, 'm'));
    else if (initial !== '') assert.equal(named[name], String(initial), name);
  }
});

test('every file that the README\'s map names exists, and the modules are all there', () => {
  const map = /```text\n(src\/[^]*?)```/.exec(read('README.md'))[1];
  for (const [, path] of map.matchAll(/^ *([\w./-]+\.(?:rs|js|mjs|css|html|sh))/gm)) {
    assert.ok(files.some((file) => file.endsWith(path)), path);
  }
  for (const file of files.filter((file) => /^src\/[a-z]+\.rs$/.test(file))) {
    assert.ok(map.includes(file.slice('src/'.length)), file);
  }
});

test('a colour for each thread, in the style sheet and in the README', () => {
  const styles = read('www/styles/palette.css');
  for (let thread = 0; thread < 16; thread++) {
    assert.ok(styles.includes(`--mutex-demo-thread-${thread}: light-dark(`));
    assert.ok(styles.includes(`[data-thread='${thread}'] { --author: var(--mutex-demo-thread-${thread}); }`));
  }
  assert.match(read('README.md'), /`--mutex-demo-thread-0` to `-15`/);
});

test('crate and package have one version', () => {
  const crate = /^version = "(.*)"$/m.exec(read('Cargo.toml'))[1];
  assert.equal(JSON.parse(read('www/package.json')).version, crate);
});

test('the two halves of wasm-bindgen have one version', () => {
  const [one, other] = ['wasm-bindgen', 'wasm-bindgen-cli-support'].map((name) =>
    new RegExp(`^${name} = .*"=([\\d.]+)"`, 'm').exec(read('Cargo.toml'))[1]);
  assert.equal(one, other);
});

test('the top level is what was asked for, and nothing generated is committed', () => {
  const top = new Set(files.map((file) => file.split('/')[0]).filter((name) => !name.startsWith('.')));
  assert.deepEqual([...top].sort(), ['Cargo.lock', 'Cargo.toml', 'Makefile', 'README.md', 'src', 'www']);
  assert.ok(!files.some((file) => /(^|\/)(pkg|dist|node_modules|target)\//.test(file)));
  assert.ok(!/"resolved"/.test(read('www/package-lock.json')));
});

test('no module outside of the page and its exports knows the browser', () => {
  const elsewhere = (file) => /^src\/.*\.rs$/.test(file) && !/^src\/(page|web|bin)(\/|\.rs)/.test(file);
  for (const file of files.filter(elsewhere)) {
    const code = read(file).replace(/^\s*\/\/.*$/gm, '');
    assert.doesNotMatch(code, /wasm_bindgen|web_sys|js_sys/, file);
  }
});

test('no file is so long that it is two things', () => {
  for (const file of files.filter((file) => /\.(rs|js|mjs|css)$/.test(file) && existsSync(new URL(`../../${file}`, import.meta.url)))) {
    assert.ok(read(file).split('\n').length <= 420, file);
  }
});
