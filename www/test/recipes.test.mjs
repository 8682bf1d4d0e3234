// The headers that give a page threads: said in one place, and the same wherever they are sent or told of.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readHeaders, recipes } from '../packaging/recipes.mjs';
import { serve } from './browser.mjs';
import { read } from './source.mjs';

const headers = await readHeaders();
const NEVER_CHANGES = 'public, max-age=31536000, immutable';

/** The headers that a recipe sends: its lines as names and values, without their syntax. */
const sentBy = (recipe) =>
  recipe
    .split('\n')
    .map((line) => /^\s+(?:add_header )?([\w-]+):? "?([^";]+?)"?(?: always;)?$/.exec(line)?.slice(1))
    .filter((header) => header && /-/.test(header[0]));

test('each host gets every header, and no other, from its recipe', async () => {
  assert.equal(headers.length, 5);
  for (const [name, recipe] of Object.entries(await recipes())) {
    const sent = sentBy(recipe).filter(([header]) => header !== 'cache-control');
    assert.deepEqual(sent, headers, name);
  }
});

test('each recipe has browsers keep what is in `hashed/`, and only that', async () => {
  const { _headers, Caddyfile, 'nginx.conf': nginx } = await recipes();
  assert.match(_headers, new RegExp(`^/hashed/\\*\n  cache-control: ${NEVER_CHANGES}$`, 'm'));
  assert.match(Caddyfile, new RegExp(`@hashed path /hashed/\\*\n(.*\n)*\\s+header @hashed cache-control "${NEVER_CHANGES}"`));
  assert.match(nginx, new RegExp(`~\\^/hashed/ "${NEVER_CHANGES}";`));
  for (const recipe of [_headers, Caddyfile, nginx]) assert.equal(recipe.split(NEVER_CHANGES).length, 2);
});

test('recipes send the compressed forms that lie beside the files', async () => {
  const { Caddyfile, 'nginx.conf': nginx } = await recipes();
  assert.match(Caddyfile, /precompressed br gzip/);
  assert.match(nginx, /gzip_static on;/);
});

test('the site carries the recipe of hosts that look for it there', async () => {
  assert.equal(readFileSync(new URL('../../dist/site/_headers', import.meta.url), 'utf8'), (await recipes())._headers);
});

test('the development server sends them, and the same caching', async () => {
  const server = await serve();
  try {
    for (const [path, caching] of [['', 'no-cache'], ['none', 'no-cache'], ['hashed/none', NEVER_CHANGES]]) {
      const response = await fetch(new URL(path, server.url));
      for (const [name, value] of headers) assert.equal(response.headers.get(name), value, path);
      assert.equal(response.headers.get('cache-control'), caching, path);
    }
  } finally {
    await server.close();
  }
});

test('the README names them all, and a page that lacks the first two says which', () => {
  const readme = read('README.md').toLowerCase().replaceAll(/\s+/g, ' ');
  for (const [name, value] of headers) assert.ok(readme.includes(`\`${name}: ${value}\``), name);
  const cure = read('www/texts/en/first.js').toLowerCase();
  for (const [name, value] of headers.slice(0, 2)) assert.ok(cure.includes(`“${name}: ${value}”`), name);
  const worker = read('www/coi.js');
  for (const [name] of headers.slice(0, 2)) assert.ok(worker.includes(`'${name}'`), name);
});
