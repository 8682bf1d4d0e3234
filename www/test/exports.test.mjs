// Exported files: other programs can read them, and they agree with the page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pages, runWith, TORN_ONCE } from './page.mjs';

const open = pages();
const FORMS = ['trace', 'json', 'csv', 'svg', 'png'];

/** An element's exported file: name, type and bytes. */
async function exported(page, form) {
  const { name, type, url } = await page.evaluate(async (form) => {
    const file = await document.querySelector('mutex-demo').exported(form);
    const reader = new FileReader();
    const read = new Promise((resolve) => (reader.onload = resolve));
    reader.readAsDataURL(file);
    await read;
    return { name: file.name, type: file.type, url: reader.result };
  }, form);
  return { name, type, bytes: Buffer.from(url.slice(url.indexOf(',') + 1), 'base64') };
}

/** The reason for no file; empty if there is one. */
const why = (page, form) =>
  page.evaluate((form) => {
    const file = document.querySelector('mutex-demo').exported(form);
    return file.then(() => '', ({ message }) => message);
  }, form);

/** A trace's violations of the published rules of the Trace Event Format, for the events that we may write. */
function complaints({ traceEvents, displayTimeUnit, otherData }) {
  const found = [];
  const expect = (holds, rule, event) => holds || found.push(`${rule}: ${JSON.stringify(event)}`);
  expect(['ms', 'ns'].includes(displayTimeUnit), 'displayTimeUnit is ms or ns', displayTimeUnit);
  expect(otherData !== null && typeof otherData === 'object', 'otherData is an object', otherData);
  const threads = new Map();
  const argument = {
    ...{ process_name: ['name', 'string'], process_labels: ['labels', 'string'] },
    ...{ process_sort_index: ['sort_index', 'number'], thread_sort_index: ['sort_index', 'number'] },
    thread_name: ['name', 'string'],
  };
  for (const event of traceEvents) {
    const { name, ph, ts, pid, tid, dur, args } = event;
    expect(typeof name === 'string' && name !== '', 'an event has a name', event);
    expect(typeof event.cat === 'string', 'an event has categories', event);
    expect(Number.isInteger(pid) && Number.isInteger(tid), 'pid and tid are whole numbers', event);
    expect(Number.isFinite(ts) && 0 <= ts, 'ts is microseconds', event);
    expect(ph === 'M' || ph === 'X', 'ph is metadata or a complete event', event);
    if (ph === 'M') {
      const [key, type] = argument[name] ?? [];
      expect(key !== undefined && typeof args?.[key] === type, 'metadata is of a known kind, with its argument', event);
    } else {
      expect(Number.isFinite(dur) && 0 <= dur, 'dur is microseconds', event);
      const thread = `${pid} ${tid}`;
      threads.set(thread, [...(threads.get(thread) ?? []), event]);
    }
  }
  for (const events of threads.values()) {
    // Outer events first. An inner event must end no later than its outer one.
    events.sort((one, other) => one.ts - other.ts || other.dur - one.dur);
    const ends = [];
    for (const event of events) {
      while (ends.length && ends.at(-1) <= event.ts) ends.pop();
      expect(ends.length === 0 || event.ts + event.dur <= ends.at(-1), 'events of a thread nest', event);
      ends.push(event.ts + event.dur);
    }
  }
  return found;
}

/** Reads CSV by RFC 4180, a character at a time. */
function parseCsv(text) {
  const records = [];
  let [record, field, at] = [[], '', 0];
  while (at < text.length) {
    if (text[at] === '"') {
      assert.equal(field, '', 'a quote begins a field');
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        assert.ok(at < text.length, 'a quote is closed');
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
      assert.ok([',', '\r'].includes(text[at]), 'a quote ends a field');
    } else if (text[at] === ',') {
      record.push(field);
      [field, at] = ['', at + 1];
    } else if (text[at] === '\r') {
      assert.equal(text[at + 1], '\n', 'a record ends in CR LF');
      records.push([...record, field]);
      [record, field, at] = [[], '', at + 2];
    } else {
      assert.notEqual(text[at], '\n', 'a record ends in CR LF');
      field += text[at++];
    }
  }
  assert.deepEqual([record, field], [[], ''], 'the last record is ended too');
  return records;
}

/** In the page: the content of an SVG, with its rows of output as text; and whether it is shown as an image. */
const inspect = (page, svg) =>
  page.evaluate(async (svg) => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const problem = parsed.querySelector('parsererror')?.textContent ?? null;
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    await image.decode();
    const size = [image.naturalWidth, image.naturalHeight];
    URL.revokeObjectURL(image.src);
    const root = document.body.appendChild(document.importNode(parsed.documentElement, true));
    const rows = new Map();
    const colours = new Map();
    for (const text of root.querySelectorAll('text')) {
      const { fontFamily, fontSize } = getComputedStyle(text);
      if (!fontFamily.includes('monospace') || fontSize !== '14px') continue;
      const y = Number(text.getAttribute('y'));
      rows.set(y, (rows.get(y) ?? '') + text.textContent);
      colours.set(y, [...(colours.get(y) ?? []), text.getAttribute('fill')]);
    }
    const names = [...root.querySelectorAll('*')].map(({ localName }) => localName);
    const attributes = [...root.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
    const words = [...root.querySelectorAll('text')].map(({ textContent }) => textContent);
    const ground = root.querySelector('path').getAttribute('fill');
    root.remove();
    return {
      ...{ problem, size, rows: [...rows.values()], colours: [...colours.values()], words, ground },
      ...{ names: [...new Set(names)], attributes: [...new Set(attributes)] },
    };
  }, svg);

test('a trace is by the rules, and adds up to what the page says', async () => {
  const page = await open();
  for (const lock of ['mutex', 'spin', 'ticket']) {
    const result = await runWith(page, { lock, threads: 4, count: 6, pace: 200 });
    const { name, type, bytes } = await exported(page, 'trace');
    assert.deepEqual([name, type], [`mutex-demo-${lock}-4x6.trace.json`, 'application/json']);
    const trace = JSON.parse(bytes);
    assert.deepEqual(complaints(trace), []);
    const named = (what) => trace.traceEvents.filter((event) => event.name === what);
    const [{ args, pid }, ...others] = named('process_name');
    assert.deepEqual([args.name, others.length], [`mutex-demo: 4 threads, 6 lines each, ${lock}`, 0]);
    assert.ok(trace.traceEvents.every((event) => event.pid === pid));
    const tids = new Map(named('thread_name').map(({ args, tid }) => [args.name, tid]));
    assert.deepEqual([...tids.keys()], ['thread 0', 'thread 1', 'thread 2', 'thread 3', 'main']);
    assert.equal(new Set(tids.values()).size, 5);
    assert.deepEqual(named('thread_sort_index').map(({ tid }) => tid), [...tids.values()], 'each has its place');
    result.perThread.forEach(({ acquisitions, heldMs, waitedMs, maxWaitMs }, thread) => {
      const own = ({ tid }) => tid === tids.get(`thread ${thread}`);
      const durations = (what) => named(what).filter(own).map(({ dur }) => dur);
      const [held, waited] = [durations('holds the lock'), durations('waits for the lock')];
      const sum = (all) => all.reduce((total, one) => total + one, 0);
      assert.equal(held.length, acquisitions);
      // Whole microseconds: only the rounding of a sum of milliseconds is left.
      for (const [us, ms] of [[sum(held), heldMs], [sum(waited), waitedMs], [Math.max(0, ...waited), maxWaitMs]]) {
        assert.ok(Math.abs(us - ms * 1000) < 0.001, `${lock}, thread ${thread}: ${us} µs, ${ms} ms on the page`);
      }
    });
    assert.ok(named('works').some(({ tid }) => tid === tids.get('main')), 'main is a lane, too');
    const { paceUs, threads, threading, unit, eventsNotLogged } = trace.otherData;
    assert.deepEqual([paceUs, threads, threading, unit, eventsNotLogged], [200, 4, 'real', '1 µs', 0]);
  }
});

test('holds follow one another, in the order of the lines on the screen', async () => {
  const page = await open();
  for (const lock of ['mutex', 'spin', 'ticket']) {
    for (const [threads, count, pace] of [[2, 8, 100], [5, 5, 300], [16, 2, 50]]) {
      await runWith(page, { lock, threads, count, pace });
      const { traceEvents } = JSON.parse((await exported(page, 'trace')).bytes);
      const named = (what) => traceEvents.filter(({ name }) => name === what);
      const names = new Map(named('thread_name').map(({ tid, args }) => [tid, args.name]));
      const holds = named('holds the lock').sort((one, other) => one.ts - other.ts || one.dur - other.dur);
      for (const [at, { ts }] of holds.entries()) {
        const before = holds[at - 1] ?? { ts: 0, dur: 0 };
        assert.ok(before.ts + before.dur <= ts, `${lock}: hold ${at} begins in the one before it`);
      }
      const printed = await page.evaluate(() => {
        const { text, writers } = document.querySelector('mutex-demo').transcript();
        const newlines = [...text].flatMap((character, at) => (character === '\n' ? [writers[at]] : []));
        return newlines.map((writer) => (writer === 255 ? 'main' : `thread ${writer}`));
      });
      assert.deepEqual(holds.map(({ tid }) => names.get(tid)), printed, lock);
    }
  }
});

test('the validator is no yes-man', () => {
  const event = { name: 'works', cat: 'lock', ph: 'X', ts: 0, dur: 5, pid: 1, tid: 1 };
  const trace = (...events) => ({ traceEvents: events, displayTimeUnit: 'ms', otherData: {} });
  assert.deepEqual(complaints(trace(event, { ...event, ts: 5 }, { ...event, ts: 1, dur: 2 })), []);
  const wrongs = [{ ts: 3 }, { dur: -1 }, { dur: undefined }, { tid: 'one' }, { ph: 'M' }, { ts: NaN }, { name: '' }];
  for (const wrong of wrongs) {
    assert.notDeepEqual(complaints(trace(event, { ...event, ...wrong })), [], JSON.stringify(wrong));
  }
});

test('the trace of a schedule is in steps, and says so', async () => {
  const page = await open();
  const [steps, reason] = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { scheduler: 'step', lock: 'ticket', threads: 2, count: 1 });
    // Attributes are read together, in a microtask.
    await null;
    const reason = await demo.exported('trace').catch(({ message }) => message);
    await demo.run();
    return [demo.state().length, reason];
  });
  assert.equal(reason, 'nobody has stepped yet');
  const trace = JSON.parse((await exported(page, 'trace')).bytes);
  assert.deepEqual(complaints(trace), []);
  assert.equal(Math.max(...trace.traceEvents.map(({ ts, dur = 0 }) => ts + dur)), steps);
  const [{ args }] = trace.traceEvents.filter(({ name }) => name === 'process_name');
  assert.equal(args.name, 'mutex-demo: 2 threads, 1 line each, ticket (1 µs is 1 step)');
  assert.match(trace.otherData.unit, /1 step/);
  assert.match(trace.otherData.threading, /^none/);
  const { words } = await inspect(page, (await exported(page, 'svg')).bytes.toString());
  assert.ok(words.includes('No thread ran: these are steps of a model.'));
});

test('JSON is the result, and CSV is it as a table', async () => {
  const page = await open();
  for (const settings of [
    { lock: 'mutex', threads: 3, count: 2, pace: 200, inside: 100, outside: 50 },
    { lock: 'none', threads: 16, count: 5, pace: 0, inside: 0, outside: 0 },
    { program: 'increment', lock: 'spin', threads: 2, count: 1, main: 'exit' },
  ]) {
    const result = await runWith(page, settings);
    assert.deepEqual(JSON.parse((await exported(page, 'json')).bytes), result);
    const { type, bytes } = await exported(page, 'csv');
    assert.equal(type, 'text/csv');
    const [head, ...rows] = parseCsv(bytes.toString());
    assert.equal(new Set(head).size, head.length);
    assert.equal(rows.length, result.threads);
    rows.forEach((row, thread) => {
      assert.equal(row.length, head.length);
      const read = Object.fromEntries(row.map((field, at) => [head[at], field]));
      const { acquisitions, waitedMs, maxWaitMs, heldMs } = result.perThread[thread];
      const { lines, glyphs } = result;
      const expected = {
        ...{ thread, acquisitions, waited_ms: waitedMs, longest_wait_ms: maxWaitMs, held_ms: heldMs },
        ...{ program: result.program, lock: result.lock, scope: result.scope, threads: result.threads },
        ...{ lines_each: result.count, pace_us: result.pace, inside_us: result.inside, outside_us: result.outside, spending: result.spending },
        ...{ main: result.main, threading: 'real', outcome: result.outcome },
        ...{ elapsed_ms: result.elapsedMs, clock_us: result.clockUs },
        ...{ lines_expected: lines.expected, lines_whole: lines.whole, lines_torn: lines.torn },
        ...{ characters_expected: glyphs.expected, characters_lost: glyphs.lost, value: result.value },
        ...{ fairness: result.fairness, after_waiting: result.handOffs, bargings: result.bargings },
      };
      const texts = Object.entries(expected).map(([name, value]) => [name, value === null ? '' : String(value)]);
      assert.deepEqual(read, Object.fromEntries(texts));
    });
    for (const [name, value] of Object.entries(settings)) assert.equal(result[name], value, name);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`a picture has the output, torn rows in words, ${colorScheme}`, async (t) => {
    const page = await open('test/element.html', { colorScheme });
    for (const [lock, source] of [['none', ''], ['mutex', ''], ['ticket', TORN_ONCE]]) {
      await runWith(page, { lock, source, pace: 200, threads: 5, count: 5 });
      const { text, writers, torn } = await page.evaluate(() => document.querySelector('mutex-demo').transcript());
      const svg = (await exported(page, 'svg')).bytes.toString();
      t.diagnostic(`${lock}: ${svg.length} bytes of SVG`);
      const { problem, size, rows, colours, words, names, attributes, ground } = await inspect(page, svg);
      assert.equal(problem, null);
      assert.equal(ground, colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(27, 30, 36)');
      const cut = (row) => (96 < row.length ? `${row.slice(0, 96)}…` : row);
      assert.deepEqual(rows, text.trimEnd().split('\n').filter(Boolean).map(cut));
      assert.equal(words.filter((word) => word === 'torn').length, Object.keys(torn).length);
      if (source) assert.equal(Object.keys(torn).length, 1);
      // A colour an author: one row is one author's, and there are as many colours as authors.
      if (lock === 'mutex') {
        assert.ok(colours.every((row) => row.length === 1));
        assert.equal(new Set(colours.flat()).size, new Set(Object.values(writers)).size);
      }
      assert.deepEqual(names.sort(), ['path', 'style', 'text', 'title']);
      assert.deepEqual(attributes.filter((name) => /^on|href|src/.test(name)), []);
      assert.equal(size[0], 960);
      const { type, bytes } = await exported(page, 'png');
      assert.equal(type, 'image/png');
      assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], size.map((pixels) => 2 * pixels));
    }
  });
}

test('a picture of a long output has its beginning, and says how much is left', async (t) => {
  const page = await open();
  await runWith(page, { lock: 'mutex', threads: 16, count: 5000, pace: 0 });
  const { bytes } = await exported(page, 'svg');
  t.diagnostic(`${bytes.length} bytes of SVG`);
  const { problem, rows, words } = await inspect(page, bytes.toString());
  assert.deepEqual([problem, rows.length], [null, 60]);
  assert.ok(words.includes('and 79,941 more rows'));
  assert.ok(!words.some((word) => word.startsWith('A line works')), 'without a time there is no timeline');
});

test('a button a form, each a download, and nothing is loaded before', async () => {
  const page = await open('embed.html?controls=full&autorun');
  const requested = [];
  page.on('request', (request) => requested.push(request.url()));
  const row = page.locator('mutex-demo [part=export]');
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  await row.waitFor();
  const buttons = row.getByRole('button');
  assert.deepEqual(await buttons.allInnerTexts(), ['Trace', 'JSON', 'CSV', 'SVG', 'PNG']);
  assert.equal(requested.filter((url) => /exports|picture/.test(url)).length, 0);
  for (const [index, form] of FORMS.entries()) {
    const [download] = await Promise.all([page.waitForEvent('download'), buttons.nth(index).click()]);
    const name = download.suggestedFilename();
    assert.equal(name, `mutex-demo-none-5x5.${form === 'trace' ? 'trace.json' : form}`);
    await row.getByRole('status').filter({ hasText: `Saved: ${name}` }).waitFor();
    const { bytes } = await exported(page, form);
    if (form !== 'png') assert.equal(readFileSync(await download.path(), 'utf8'), bytes.toString());
  }
  const { origin } = new URL(page.url());
  assert.deepEqual(requested.filter((url) => new URL(url).origin !== origin && !url.startsWith('blob:')), []);
});

test('what cannot be saved is not offered, or refused in words', async () => {
  const page = await open();
  const row = page.locator('mutex-demo [part=export]');
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  assert.equal(await row.isVisible(), false);
  assert.equal(await why(page, 'json'), 'there is no run that has ended');
  assert.equal(await why(page, 'pdf'), 'it is one of trace, json, csv, svg, png');
  await runWith(page, { lock: 'mutex', pace: 0, count: 5000 });
  assert.equal(await row.isVisible(), true);
  const description = 'The trace opens in Perfetto, ui.perfetto.dev.';
  const trace = page.getByRole('button', { name: 'Save as a Chrome trace', description });
  await trace.click();
  const refusal = 'Not saved: no event was logged; at full speed only sums are kept.';
  await row.getByRole('status').filter({ hasText: refusal }).waitFor();
  // A run in progress is saved when it has ended.
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    // The run would print for half an hour; a line has been logged when it is stopped.
    demo.pace = 10_000;
    demo.run();
    await new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
    while (!demo.transcript().text.includes('\n')) await new Promise(requestAnimationFrame);
  });
  assert.equal(await trace.isDisabled(), true);
  assert.equal(await why(page, 'svg'), 'there is no run that has ended');
  await page.evaluate(() => document.querySelector('mutex-demo').stop());
  assert.equal(await trace.isDisabled(), false);
  assert.equal(await why(page, 'trace'), '');
  for (const controls of ['minimal', 'none']) {
    await page.evaluate((controls) => (document.querySelector('mutex-demo').controls = controls), controls);
    assert.equal(await row.isVisible(), false, controls);
    assert.equal(await why(page, 'svg'), '', 'an author may still ask');
  }
});

test('who hears that a run is done can save it at once', async () => {
  const page = await open();
  const names = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    const names = [];
    for (const lock of ['none', 'mutex', 'spin', 'ticket']) {
      Object.assign(demo, { lock, threads: 2, count: 1, pace: 0 });
      const save = (resolve) => demo.addEventListener('done', () => resolve(demo.exported('csv')), { once: true });
      const saved = new Promise(save);
      demo.run();
      names.push((await saved).name);
    }
    Object.assign(demo, { program: 'forgetful', scheduler: 'step' });
    await demo.run();
    names.push((await demo.exported('svg')).name);
    return names;
  });
  assert.deepEqual(names, [
    ...['none', 'mutex', 'spin', 'ticket'].map((lock) => `mutex-demo-${lock}-2x1.csv`),
    'mutex-demo-forgetful-ticket-2x1.svg',
  ]);
  for (const name of names) assert.match(name, /^[a-z0-9][a-z0-9.-]{0,60}$/);
});
