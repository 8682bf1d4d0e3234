// What all benchmarks need: to take several measurements, and to print them.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How often each thing is measured, unless it says otherwise. */
export const ROUNDS = 5;
export const viewport = { width: 1280, height: 800 };

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
export const say = (text) => process.stderr.write(`bench: ${text}\n`);
export const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Measures each of `ways` in turns, there and back; the first round warms up. Returns all results, by the ways' names. */
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

/** What a program prints: its lines, each a list of numbers. */
export function figures(program, ...parameters) {
  const text = execFileSync(program, parameters.map(String), { encoding: 'utf8' });
  return text.trim().split('\n').map((line) => line.split(' ').map(Number));
}

/** Prints rows, the first column to the left and the others to the right. */
export function table(title, columns, rows) {
  const lines = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log(`\n${title}`);
  for (const line of lines) {
    console.log(`  ${line.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('   ')}`);
  }
}
