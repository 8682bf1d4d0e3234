// Every test: the crate's own, natively, then the page's, in a browser. Ends with one line that counts both.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));

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

/** Runs the tests of this folder, one file after the other: each has enough threads for all processors. */
function browsers() {
  const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).map((name) => here + name);
  return new Promise((resolve) => {
    const counts = { passed: 0, failed: 0 };
    const tests = run({ files, concurrency: 1, timeout: 30 * 60_000 });
    const count = (what) => ({ details }) => {
      if (details.type !== 'suite') counts[what] += 1;
    };
    tests.on('test:pass', count('passed'));
    tests.on('test:fail', count('failed'));
    const report = tests.compose(spec);
    // The report's summary comes last.
    report.on('end', () => resolve(counts));
    report.pipe(process.stdout);
  });
}

const counts = [await native(), await browsers()];
const sum = (what) => counts.reduce((total, count) => total + count[what], 0);
if (counts.some(({ passed }) => passed === 0)) process.exitCode = 1;
if (sum('failed') > 0) process.exitCode = 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
