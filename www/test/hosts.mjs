// Other people's pages: a server that sends the headers of a test, and pages of the test's own.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { engine } from './engine.mjs';

const site = new URL('../../dist/site/', import.meta.url);
const www = new URL('../', import.meta.url);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

/** The path of a built script whose name has a hash. */
export const built = (name) => `hashed/${readdirSync(new URL('hashed/', site)).find((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file))}`;

/** The text of a built file. */
export const textOf = (path) => readFileSync(new URL(path, site), 'utf8');

/** The headers that isolate a page. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** The headers that let pages of other origins use a file. */
export const SHARED = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** All headers of a host whose files run anywhere: in Chromium, a frame of its own is isolated in any page. */
export const FULL = { ...ISOLATED, ...SHARED, 'document-isolation-policy': 'isolate-and-require-corp' };

/** For a driver that is not told what a page says. */
const complaints = engine.startsWith('webkit') ? '<script src="test/complaints.js"></script>' : '';

/** The head of a page of ours. */
export const HEAD = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${complaints}`;

/** A page with an element, its files from `files`. */
export const page = (files = '', element = '<mutex-demo threads="3" count="2" pace="100">static</mutex-demo>') =>
  `${HEAD}<script type="module" src="${files}mutex-demo.js"></script>${element}`;

/** Serves hosts during a file's tests: returns what serves one. */
export function hosts() {
  const servers = [];
  after(() => servers.forEach((server) => server.close()));
  return async (host) => {
    const server = await serveHost(host);
    servers.push(server);
    return server;
  };
}

/**
 * Serves the element's files and some pages, on a free port; and `www/`, for the modules of tests. Or a folder and no other.
 * @param {{ root?: string, headers?: object | ((path: string) => object), folder?: string, pages?: Record<string, string>,
 * scripts?: (path: string, search: string) => string | Promise<string> | undefined }} host `scripts` may answer in a file's place; all but requests
 * lies in `folder`
 * @returns {Promise<{ url: string, requests: string[], close: () => void }>}
 */
export async function serveHost({ root, headers = {}, folder = '', pages = {}, scripts = () => undefined }) {
  const requests = [];
  const [files, more] = root === undefined ? [site, www] : [pathToFileURL(`${root}/`)];
  const server = createServer(async ({ url }, response) => {
    const { pathname, search } = new URL(url, 'http://host/');
    requests.push(pathname.slice(1));
    const path = pathname.startsWith(`/${folder}`) ? pathname.slice(1 + folder.length) : 'none';
    const body = pages[path] ?? (await scripts(path, search)) ?? (await readFile(new URL(path || 'index.html', files)).catch(() => more && readFile(new URL(path, more)).catch(() => undefined)));
    const type = TYPES[extname(path)] ?? 'text/html';
    const sent = typeof headers === 'function' ? headers(path) : headers;
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type, 'cache-control': 'no-store', ...sent }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, requests, close };
}
