// Folders of a test, outside the repository, which are gone when the test has ended.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Makes a new folder, and returns its path. @param {string} name */
export function temporary(name) {
  const folder = mkdtempSync(join(tmpdir(), `mutex-demo-${name}-`));
  folders.push(folder);
  return folder;
}
