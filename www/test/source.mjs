// The repository's own files, as tests read them.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const exists = (file) => existsSync(new URL(file, root));

/** The files under version control, new ones included. */
export const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter(exists);

export const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** Rust code without its comments, its texts and its tests. */
export function rust(path) {
  const [code] = read(path).split(/^#\[cfg\(test\)\]\n(?:pub\(crate\) )?mod tests \{$/m);
  const noCode = /\/\/.*|\br(#*)"[^]*?"\1|"(?:\\[^]|[^"\\])*"|'(?:\\.[^']*|[^'\\])'/g;
  return code.replaceAll(noCode, (found) => (found.startsWith('/') ? '' : '""'));
}

/** JavaScript without its comments. */
export const script = (path) => read(path).replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '');

const isTest = (file) => /(^|\/)tests?(\/|\.rs$)/.test(file);

/** The Rust files of these modules: each module's own and those in its folder, tests aside. */
export const modules = (...names) =>
  files.filter((file) => file.endsWith('.rs') && !isTest(file) && names.some((name) => file.startsWith(`src/${name}.`) || file.startsWith(`src/${name}/`)));

/** Every module of the crate. */
export const MODULES = [...new Set(files.flatMap((file) => /^src\/(\w+)(?:\/|\.rs$)/.exec(file)?.[1] ?? []))].filter((name) => !['lib', 'bin'].includes(name));

/** The scripts that a page loads, ours only. */
export const SCRIPTS = files.filter((file) => /^www\/(?!test\/|bench\/).*\.js$/.test(file));
