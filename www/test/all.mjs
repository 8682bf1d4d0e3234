// Every test: the crate's own, natively, then the page's, in browsers. Ends with one line that counts all.
//
// `ENGINE` names the only engine to test in; the native tests go with Chromium.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));

/** The files of tests that an engine runs: Chromium all, the others what can differ. */
const FILES = {
  chromium: readdirSync(here).flatMap((name) => /^(.*)\.test\.mjs$/.exec(name)?.[1] ?? []),
  firefox: ['run', 'simulated', 'schedulers', 'timeline', 'lifecycle', 'sessions', 'ladder', 'matrix'],
  webkit: ['run', 'schedulers', 'timeline', 'lifecycle', 'matrix'],
  'webkit-default': ['simulated', 'matrix'],
};

/** A file of tests that takes longer has hung, on whatever machine. */
const FILE_MS = 15 * 60_000;

const began = performance.now();
const minutes = () => `${((performance.now() - began) / 60_000).toFixed(1)} min`;

/** Runs `cargo test`, shows its output, and counts its tests. */
function native() {
  return new Promise((resolve, reject) => {
    const cargo = spawn(process.env.CARGO ?? 'cargo', ['test'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    cargo.stdout.on('data', (data) => {
      process.stdout.write(data);
      output += data;
    });
    cargo.on('error', reject);
    cargo.on('close', (code) => {
      const counts = { passed: 0, failed: 0 };
      for (const [, passed, failed] of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
        counts.passed += Number(passed);
        counts.failed += Number(failed);
      }
      // Cargo fails before the first test if the crate does not compile.
      if (code !== 0 && counts.failed === 0) counts.failed = 1;
      resolve(counts);
    });
  });
}

/** Runs a file of tests, alone: it has enough threads for all processors. */
function file(path) {
  return new Promise((resolve) => {
    const counts = { passed: 0, failed: 0 };
    const tests = run({ files: [path], concurrency: 1, timeout: FILE_MS });
    const count = (what) => ({ details }) => {
      if (details.type !== 'suite') counts[what] += 1;
    };
    tests.on('test:pass', count('passed'));
    tests.on('test:fail', count('failed'));
    const report = tests.compose(spec);
    // The report's summary comes last.
    report.on('end', () => resolve(counts));
    report.pipe(process.stdout, { end: false });
  });
}

/** Runs an engine's files, one after the other, each in a browser of its own. */
async function browsers(engine) {
  process.env.ENGINE = engine;
  const counts = [];
  for (const [index, name] of FILES[engine].entries()) {
    console.log(`\n${engine}: ${name}.test.mjs, file ${index + 1} of ${FILES[engine].length}, after ${minutes()}`);
    counts.push(await file(`${here}${name}.test.mjs`));
  }
  return counts;
}

const only = process.env.ENGINE || undefined;
if (only !== undefined && !FILES[only]) throw new Error(`ENGINE=${only} is none of ${Object.keys(FILES).join(', ')}`);
const engines = only === undefined ? Object.keys(FILES) : [only];
const counts = engines.includes('chromium') ? [await native()] : [];
for (const engine of engines) counts.push(...(await browsers(engine)));
const sum = (what) => counts.reduce((total, count) => total + count[what], 0);
if (counts.some(({ passed }) => passed === 0) || sum('failed') > 0) process.exitCode = 1;
console.log(`\nafter ${minutes()}:`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
