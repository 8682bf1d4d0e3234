// Other people's projects: each takes the npm package from its file, and is built by its own tool.
//
// The tools, and React and Vue, are those of `www/node_modules`: a project finds them in the folder above it.

import { execFile } from 'node:child_process';
import { cp, mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createServer } from 'vite';
import { build, pack } from '../packaging/package.mjs';
import { temporary } from './temporary.mjs';

const run = promisify(execFile);
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The projects that `project` builds. */
export const PROJECTS = ['vite', 'react', 'vue', 'webpack', 'rollup'];

/** Makes the folder that all projects lie in, with the package's file. */
async function begin() {
  const folder = temporary('projects');
  await build(join(folder, 'package'));
  await rename(await pack(join(folder, 'package'), folder), join(folder, 'mutex-demo.tgz'));
  await symlink(path('../node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** @type {Promise<string> | undefined} */
let begun;
/** The folders to serve, by project. @type {Map<string, Promise<string>>} */
const built = new Map();

/** @param {string} name */
async function make(name) {
  const folder = join(await (begun ??= begin()), name);
  await mkdir(folder);
  await cp(path(`projects/${name}`), folder, { recursive: true });
  const npm = (...words) => run('npm', words, { cwd: folder }).catch(({ stdout, stderr }) => {
    throw new Error(`${name}: npm ${words[0]}: ${stdout}${stderr}`);
  });
  await npm('install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund');
  await npm('run', 'build');
  return join(folder, 'dist');
}

/**
 * Builds a project, checked by `tsc --strict` if it is in TypeScript, and returns the folder to serve. The folder lasts as long
 * as this process.
 * @param {string} name one of `PROJECTS`
 */
export function project(name) {
  if (!built.has(name)) built.set(name, make(name));
  return built.get(name);
}

/**
 * Serves a project of Vite's as its author sees it, by Vite's development server. Resolves with its address, and `close`.
 * @param {string} name
 * @param {Record<string, string>} headers
 */
export async function develop(name, headers) {
  const root = join(await project(name), '..');
  const server = await createServer({ root, logLevel: 'error', server: { headers, host: '127.0.0.1', port: 0 } });
  await server.listen();
  const [url] = server.resolvedUrls.local;
  return { url, close: () => server.close() };
}
