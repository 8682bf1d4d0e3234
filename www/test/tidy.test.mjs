// The repository: the README and the manifests agree with its files.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, read } from './source.mjs';

/** The paths that the README's map names, folders with a slash at their end, and its lines by folder. */
function readMap() {
  const [, map] = /```text\n(src\/[^]*?)```/.exec(read('README.md'));
  const paths = new Set();
  const lines = new Map();
  const open = [];
  for (const line of map.trimEnd().split('\n')) {
    const [, indent, name] = /^( *)(\S+)/.exec(line);
    open.length = indent.length / 2;
    const folder = open.join('');
    // A line names one file or more, by their endings. If it is a folder's, they are in that folder.
    const within = name.endsWith('/') ? folder + name : folder;
    for (const [other] of line.matchAll(/(?<![\w./*-])(\.?[\w-]+(\/[\w.-]+)*\.(rs|m?js|d\.ts|css|html|sh|toml|json)|[\w/-]+\/)(?![\w*])/g)) {
      paths.add((other.endsWith('/') ? folder : within) + other);
      if (other.endsWith('/')) lines.set(folder + other, line);
    }
    if (name.endsWith('/')) open.push(name);
  }
  return { paths, lines };
}

test('what the README\'s map names exists', () => {
  const { paths } = readMap();
  assert.ok(paths.size > 50, [...paths].join(' '));
  for (const path of paths) {
    assert.ok(path.endsWith('/') ? files.some((file) => file.startsWith(path)) : files.includes(path), path);
  }
});

test('what there is, is named in the README\'s map', () => {
  const { paths, lines } = readMap();
  for (const file of files.filter((file) => /^src\/[^/]+$/.test(file))) assert.ok(paths.has(file), file);
  // A module's folder goes with its file.
  const folders = new Set(files.flatMap((file) => /^src\/[^/]+(?=\/)/.exec(file) ?? []));
  for (const folder of folders) assert.ok(paths.has(`${folder}.rs`) || [...paths].some((path) => path.startsWith(`${folder}/`)), folder);
  for (const file of files.filter((file) => /^www\/(?!test\/|bench\/|package)[^.].*$/.test(file) && !/\/\./.test(file))) {
    const [, folder, stem] = /^(.*\/)([\w-]+)\.[\w.]+$/.exec(file);
    // Style sheets go with their folder, and so does a worker that the folder's line describes.
    const described = /^www\/(styles|texts\/\w+)\/$/.test(folder) || new RegExp(`\\b${stem}\\b`).test(lines.get(folder) ?? '');
    assert.ok(paths.has(file) || described, file);
  }
  for (const folder of ['www/test/', 'www/bench/', 'www/styles/']) assert.ok(paths.has(folder), folder);
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

test('no file is so long that it is two things', () => {
  for (const file of files.filter((file) => /\.(rs|js|mjs|css)$/.test(file))) {
    assert.ok(read(file).split('\n').length <= 420, file);
  }
});
