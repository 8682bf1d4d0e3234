// Writes what other people take, beside the site: `node www/packaging/dist.mjs dist`, after `make build`.
//
// The recipes for hosts, the page as one file, the npm package, and its content in a folder.

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, pack } from './package.mjs';
import { recipes } from './recipes.mjs';
import { single } from './single.mjs';

const [, , folder] = process.argv;
if (!folder) throw new Error('usage: node dist.mjs FOLDER');
const dist = resolve(folder);
await mkdir(dist, { recursive: true });
// The site has its own.
const { _headers, ...beside } = await recipes();
for (const [name, text] of Object.entries(beside)) await writeFile(join(dist, name), text);
await writeFile(join(dist, 'mutex-demo.html'), await single());
await build(join(dist, 'package'));
await pack(join(dist, 'package'), dist);
