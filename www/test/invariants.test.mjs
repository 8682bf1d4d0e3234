// The invariants of src/lib.rs, as far as one can see them in the source: each holds in every file that it speaks of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, MODULES, modules, read, rust, script, SCRIPTS } from './source.mjs';

/** Checks that no file has the pattern; files that may are left out by the caller. */
function nowhere(pattern, paths, text = rust) {
  assert.notEqual(paths.length, 0, 'a check of no file shows nothing');
  for (const path of paths) {
    const found = text(path).split('\n').filter((line) => pattern.test(line));
    assert.deepEqual(found, [], path);
  }
}

const but = (...names) => MODULES.filter((name) => !names.includes(name));

test('nothing outside of the page and its exports names the browser', () => {
  nowhere(/wasm_bindgen|web_sys|js_sys|gloo/, modules(...but('page', 'web')));
});

test('no thread can call JavaScript but to read the clock', () => {
  // Without a name of the browser's there is one way left: `web_time`, which is the clock.
  nowhere(/web_time::(?!Instant\b)/, modules(...MODULES));
  nowhere(/extern "|println!|eprintln!|dbg!/, modules(...but('web', 'page')));
});

test('no program, op or model reads a clock, and chance alone draws random numbers, from a seed', () => {
  const timeless = modules('program', 'machine', 'model');
  nowhere(/\bInstant\b|\bSystemTime\b|web_time|std::time|\belapsed\(|thread::sleep/, timeless);
  const [chance, others] = [timeless.filter((file) => /\/chance\./.test(file)), timeless.filter((file) => !/\/chance\./.test(file))];
  nowhere(/fastrand|\brand::|RandomState|getrandom/, others);
  assert.equal(chance.length, 1);
  assert.match(rust(chance[0]), /fastrand::Rng::with_seed\(seed\)/);
  nowhere(/fastrand::(?!Rng\b)|Rng::(?!with_seed\b)/, chance);
});

test('the machine alone says what an op does, and the program alone in which order ops come', () => {
  const others = modules(...but('machine'));
  nowhere(/\bmemory\.(draw_ticket|acquire|release|load|put|store)\(/, others);
  // Elsewhere ops are taken apart, in a pattern, and never made.
  const made = /^(?!.*(=>|matches!|\blet\b)).*\bOp::\w+\(/;
  nowhere(made, modules(...but('machine', 'program')));
});

test('the page acquires no lock and never blocks', () => {
  const page = modules('page');
  nowhere(/\bMutex\b(?!\s*\))|\bRwLock\b|\bCondvar\b|\bBarrier\b|\.lock\(\)|\.acquire\(|\.join\(\)|\.recv\(|\bsleep\(|\bpark\(|crate::(lock|memory|process)\b/,
    page, (path) => rust(path).replaceAll('LockKind::Mutex', ''));
  // A page that waits for a thread would freeze. What it stores is the signal to stop.
  const scripts = SCRIPTS.filter((path) => !path.startsWith('www/workers/'));
  nowhere(/Atomics\.(?!load\b|store\(this\.#signal, 0, 1\))/, scripts, script);
});

test('no view calls another view', () => {
  // Every file of `page` that shows something; a view's folder is its own.
  const shared = ['mod', 'cells', 'coded', 'markup', 'selection', 'settings', 'sign', 'stepping', 'texts'];
  const views = modules('page').flatMap((file) => /^src\/page\/(\w+)\.rs$/.exec(file)?.[1] ?? []).filter((name) => !shared.includes(name));
  assert.ok(views.includes('console') && views.includes('listing'), views.join());
  for (const view of views) {
    const others = views.filter((other) => other !== view);
    const named = new RegExp(`\\b(super|page)::(\\{[^}]*)?\\b(${others.join('|')})\\b`);
    nowhere(named, modules(`page/${view}`));
  }
});

test('no text is ever run as code, nor read as markup', () => {
  const risky = /\beval\(|\bnew Function\b|\bsetTimeout\(\s*['"`]|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|set_inner_html|set_outer_html/;
  nowhere(risky, SCRIPTS, script);
  nowhere(/set_inner_html|set_outer_html|insert_adjacent_html/, modules('page', 'web'));
  for (const path of ['www/index.html', 'www/embed.html', 'src/page/demo.html']) {
    assert.doesNotMatch(read(path), /<script(?![^>]*\bsrc=)|\son\w+=|javascript:|\sstyle=|<style/, path);
  }
});

test('nothing is requested but our own files', () => {
  // Names of XML are no addresses.
  const addresses = /(?<!xmlns="|SVG = ')\b(https?|wss?):\/\/|['"`]\/\/\w/;
  nowhere(addresses, SCRIPTS, script);
  nowhere(/XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts/, SCRIPTS, script);
  // A file that is fetched, or loaded as a worker, is named from its own script's place.
  nowhere(/\bnew (Shared)?Worker\(/, SCRIPTS.filter((path) => path !== 'www/runs/spawn.js'), script);
  // The service worker passes on what its pages ask for; the ladder asks for the headers of `embed.html`.
  const asks = /(?<![.#\w])(fetch|spawn)\((?!new URL\('[^']+', import\.meta\.url\)|script, name\))/;
  nowhere(asks, SCRIPTS.filter((path) => !['www/coi.js', 'www/embedding/ladder.js'].includes(path)), script);
  const styles = files.filter((file) => /^www\/(?!test\/|bench\/).*\.css$/.test(file));
  nowhere(/@import(?! '\.\/[\w/-]+\.css';)|url\((?!['"]?data:)/, styles, read);
  for (const path of ['www/index.html', 'www/embed.html', 'src/page/demo.html']) assert.doesNotMatch(read(path), /(src|href)="(https?:)?\/\//, path);
});
