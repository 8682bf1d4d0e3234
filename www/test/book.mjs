// A book made by the real mdBook, with an element in two chapters: one has its files from the book itself, one from another
// origin.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporary } from './temporary.mjs';

const run = promisify(execFile);
const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const VERSION = '0.5.4';
/** A folder for each version, so that another one is installed beside. */
const tools = path(`target/mdbook-${VERSION}`);
const mdbook = join(tools, 'bin/mdbook');

/** Builds mdBook from its crate, once, without its server and its search: half a minute on two processors. */
async function install() {
  if (existsSync(mdbook)) return;
  console.log('mdBook is built, for half a minute, the first time');
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: '0' };
  const flags = ['--locked', '--no-default-features', '--debug', '--quiet', '--root', tools];
  await run(process.env.CARGO ?? 'cargo', ['install', `mdbook@=${VERSION}`, ...flags], { env });
}

/**
 * Builds the book. Its folder lasts as long as this process.
 * @param {{ foreign?: string, coi?: boolean }} options `foreign` is the address of the element's files for the second chapter;
 * `coi` adds the service worker to every chapter
 * @returns {Promise<{ folder: string, said: string }>} the folder to serve, and what mdBook said
 */
export async function book({ foreign, coi = false } = {}) {
  await install();
  const source = temporary('book');
  await cp(path('www/test/book'), source, { recursive: true });
  await cp(path('dist/site'), join(source, 'src/mutex-demo'), { recursive: true });
  if (foreign) {
    const chapter = join(source, 'src/foreign.md');
    await writeFile(chapter, (await readFile(chapter, 'utf8')).replace('https://example.org/', foreign));
  }
  if (coi) {
    await cp(path('dist/site/coi.js'), join(source, 'coi.js'));
    await writeFile(join(source, 'book.toml'), '\n[output.html]\nadditional-js = ["coi.js"]\n', { flag: 'a' });
  }
  const { stdout, stderr } = await run(mdbook, ['build', source]);
  return { folder: join(source, 'book'), said: stdout + stderr };
}
