// Shared by all benchmarks: takes several measurements, and prints them.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The number of measurements, unless a benchmark has its own. */
export const ROUNDS = 5;
export const viewport = { width: 1280, height: 800 };

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
export const say = (text) => process.stderr.write(`bench: ${text}\n`);
export const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Measures all `ways` in each round, in alternating order; the first round warms up. Returns all results, by name. */
export async function inTurns(ways, rounds = ROUNDS) {
  const names = Object.keys(ways);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 ? names : names.toReversed()) {
      const result = await ways[name]();
      if (0 < round) results[name].push(result);
    }
  }
  return results;
}

/** A program's output: its lines, each a list of numbers. */
export function figures(program, ...parameters) {
  const text = execFileSync(program, parameters.map(String), { encoding: 'utf8' });
  return text.trim().split('\n').map((line) => line.split(' ').map(Number));
}

/** Prints rows, the first column aligned left and the others right. */
export function table(title, columns, rows) {
  const lines = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log(`\n${title}`);
  for (const line of lines) {
    console.log(`  ${line.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('   ')}`);
  }
}
