// Makes the package's types from the JSDoc of the scripts.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { www } from './sources.mjs';

const here = fileURLToPath(new URL('./', import.meta.url));

/** Writes `index.d.ts`, `react.d.ts`, and in `types/` those that they need, into a folder. @param {string} folder */
export async function writeTypes(folder) {
  const made = await mkdtemp(join(tmpdir(), 'types-'));
  try {
    const flags = ['--project', www, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', made];
    await promisify(execFile)(join(www, 'node_modules/.bin/tsc'), flags);
    await cp(join(www, 'pkg'), join(made, 'pkg'), { recursive: true, filter: (path) => !/\.(js|wasm)$/.test(path) });
    const needed = new Set(['mutex-demo.d.ts']);
    // A set is walked in the order of insertion, with what is inserted meanwhile.
    for (const file of needed) {
      const text = await readFile(join(made, file), 'utf8');
      for (const [, other] of text.matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g)) needed.add(join(dirname(file), `${other}.d.ts`));
    }
    for (const file of needed) {
      await mkdir(join(folder, 'types', dirname(file)), { recursive: true });
      await cp(join(made, file), join(folder, 'types', file));
    }
    for (const file of ['index.d.ts', 'react.d.ts']) await cp(join(here, file), join(folder, file));
  } finally {
    await rm(made, { recursive: true });
  }
}
