// The screen reader's view: Chromium's own accessibility tree for each scheduler, and all of it by keyboard alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';
import { focused, heard, lines, text, tree } from './screen-reader.mjs';

const open = pages();

/** Waits until some status says this. */
const said = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

test('the element is told in the order in which it is read', async () => {
  const page = await open('embed.html?controls=full&autorun');
  await said(page, 'of 25 lines');
  const landmark = /^ *(group|status|region)\b(?! "Listing"|, described)/;
  assert.equal(lines(await tree(page)).filter((words) => landmark.test(words)).join('\n'), text(`
    group "Controls"
      group "Schedule"
      group
    status [polite]
    status [polite]
    group "The screen"
      group "Output"
      status [polite]
    group "The program"
    group "Timeline"
      status [polite]
      group
    group "What it cost"
      group "What it cost each thread"
    group "Many runs"
      status [polite]
    group "Save as"
      status [polite]
  `));
});

test('real threads: each control has its name and state, and what they came to is a status', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', threads: 2, count: 1, pace: 0 });
  assert.equal(await heard(page, 'group "Controls"'), text(`
    group "Controls"
      switch "Lock" [checked]
      button "Run"
      group "Schedule"
        text "Schedule"
        radio "Real threads decide" [checked]
        radio "You decide, step by step"
        radio "Every one, counted"
      text "Threads"
      spinbutton "Threads" = 2
      text "Lines each"
      spinbutton "Lines each" = 1
      text "Pace"
      combobox "Pace" = full speed
      group
        DisclosureTriangle "More settings"
  `));
  assert.equal(await heard(page, 'status'), text(`
    status [polite]
      text "2 of 2 lines whole"
  `));
  // Either of the two may come first.
  assert.equal((await heard(page, 'group "The screen"')).replace(/\[[01]\]/g, '[t]'), text(`
    group "The screen"
      list "Who writes in which colour"
        listitem
          text "thread 0"
        listitem
          text "thread 1"
        listitem
          text "main (m)"
      group "Output"
        text "[t] => 0"
        text "[t] => 0"
        text "Main thread exiting..."
      status [polite]
      progressbar "Printed so far" = 0
  `));
  await page.getByRole('switch', { name: 'Lock' }).press('Space');
  assert.match(await heard(page, 'group "Controls"'), /^ {2}switch "Lock"$/m);
  const changed = 'The settings have changed since this run: run again to see what they do.';
  await page.getByRole('spinbutton', { name: 'Lines each' }).fill('2');
  await said(page, changed);
  const all = lines(await tree(page)).map((words) => words.trimStart());
  assert.equal(all[all.indexOf(`text "${changed}"`) - 1], 'status [polite]');
});

test('a torn row is described, and the signs on its tiles are for eyes only', async () => {
  const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1&schedule=0001110');
  await said(page, 'Thread 0 loaded 2.');
  const signs = await page.locator('mutex-demo [data-row] > span').evaluateAll((spans) =>
    spans.map((span) => getComputedStyle(span, '::after').content));
  assert.deepEqual(signs.map((content) => content.slice(0, 3)), ['"0"', '"1"'], 'eyes see them');
  assert.equal(await heard(page, 'group "Output"'), text(`
    group "Output"
      group, described "row 1: thread 0 wrote "[", thread 1 wrote "[""
        text "["
        text "["
  `));
  // The listing names the threads at each line, after the line.
  const listing = await heard(page, 'group "The program"');
  assert.match(listing, /at = screen\.cursor"\n.*\b1"\n.*screen\[at\] = c"\n.*\b0"\n/);
});

test('the stepper is a list of threads, and a screen reader hears what a step did, and what went wrong', async () => {
  const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1&schedule=0');
  await said(page, 'Thread 0 loaded 0.');
  assert.equal(await heard(page, 'group "Stepper"'), text(`
    group "Stepper"
      list "Threads"
        listitem
          text "thread 0"
          button "Step thread 0", described "next: put [ at = 0"
          text "next: put"
          code
            text "["
          code
            text "at"
          text " = 0"
        listitem
          text "thread 1"
          button "Step thread 1", described "next: load nothing loaded"
          text "next: load"
          text "nothing loaded"
      status [polite]
      slider "Step of the schedule" = 1
      button "Restart"
      button "Back"
      button "Play"
      button "Forward"
      group "Speed of the replay"
        button "Slower"
        status [polite]
          text "4 a second"
        button "Faster"
      button "Previous fault" [disabled]
      button "Next fault" [disabled]
      paragraph
        text "step 1 of 1"
        text "·"
        text "your own schedule"
  `));
  assert.match(await heard(page, 'group "Controls"'), /^ {2}button "Play on"$/m);
  const lost = 'Thread 1 overwrote thread 0’s [ in cell 0. Both had loaded cursor 0.';
  for (const [name, sentence, fault = ''] of [
    ['Step thread 1', 'Thread 1 loaded 0.'],
    ['Step thread 0', 'Thread 0 put [ at 0.'],
    ['Step thread 1', 'Thread 1 put [ at 0.', lost],
    ['Back', 'Thread 0 put [ at 0.'],
    ['Restart', 'Nobody has stepped yet.'],
  ]) {
    await page.getByRole('button', { name, exact: true }).press('Enter');
    assert.equal(await page.locator('mutex-demo [part=verdict]').innerText(), sentence);
    assert.equal(await page.locator('mutex-demo [part=fault]').innerText(), fault);
    assert.ok((await focused(page)).startsWith(`button "${name}"`));
  }
  assert.match(await heard(page, 'group "Stepper"'), /slider "Step of the schedule" = 0$/m);
});

test('who waits is told to wait, and for whom', async () => {
  const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1&lock=mutex&schedule=1');
  await said(page, 'Thread 1 took the lock.');
  assert.equal(await heard(page, 'list "Threads"'), text(`
    list "Threads"
      listitem
        text "thread 0"
        button "Step thread 0" [disabled], described "waits for the lock that thread 1 holds nothing loaded"
        text "waits for the lock that thread 1 holds"
        text "nothing loaded"
      listitem
        text "thread 1"
        button "Step thread 1", described "next: load nothing loaded, holds the lock"
        text "next: load"
        text "nothing loaded, holds the lock"
  `));
  assert.equal(await page.locator('mutex-demo [part=fault]').innerText(), 'Thread 0 waits for thread 1.');
});

test('the table of an exploration has heads, and each of its buttons says which example it opens', async () => {
  const page = await open('embed.html?controls=full&scheduler=explore&threads=2&count=1');
  await said(page, /1,946,939,425,648,112 schedules: 2 print whole lines, .* lose a character$/);
  assert.equal(await heard(page, 'table'), text(`
    table
      row
        columnheader "Outcome"
        columnheader "Schedules"
        columnheader "Share (a count, not a chance)"
        columnheader "Example"
      row
        rowheader "whole"
        cell "2"
        cell "less than 1 %"
        cell "Step through one: whole"
          button "Step through one: whole"
      row
        rowheader "torn"
        cell "48,618"
        cell "less than 1 %"
        cell "Step through one: torn"
          button "Step through one: torn"
      row
        rowheader "lost"
        cell "1,946,939,425,599,492"
        cell "more than 99 %"
        cell "Step through one: lost"
          button "Step through one: lost"
  `));
  assert.match(await heard(page, 'group "Every schedule"'), /"Counted exactly, in [\d,]+ states: /);
  assert.match(await heard(page, 'group "Controls"'), /^ {2}button "Explore"$/m);
  // The exploration prints nothing: hidden parts are not announced.
  const elsewhere = /^ *(group "(The screen|Output|Stepper)"|slider|progressbar)/;
  assert.deepEqual(lines(await tree(page)).filter((words) => elsewhere.test(words)), []);
});

test('a problem interrupts, and describes its field, which is told to be wrong while it is', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const threads = page.getByRole('spinbutton', { name: 'Threads' });
  const field = 'spinbutton "Threads"';
  await threads.fill('17');
  assert.equal(await heard(page, field), `${field} [invalid] = 17`);
  await threads.press('Tab');
  const problem = '17 threads: choose 1 to 16; 5 threads are used';
  assert.equal(await heard(page, 'alert'), `alert [assertive]\n  text "${problem}"`);
  assert.equal(await heard(page, field), `${field} = 5, described "${problem}"`);
  // The other field is not described.
  assert.equal(await heard(page, 'spinbutton "Lines each"'), 'spinbutton "Lines each" = 5');
  await threads.fill('16');
  assert.equal(await heard(page, field), `${field} = 16`);
  assert.ok(!lines(await tree(page)).some((words) => words.includes('alert')));
});

test('whatever takes the focus has a role that says what it is, and a name', async () => {
  for (const link of ['autorun', 'scheduler=step&threads=2&count=1&schedule=01', 'scheduler=explore&threads=2&count=1']) {
    const page = await open(`embed.html?controls=full&${link}`);
    await said(page, /of 25 lines|loaded 0|schedules/);
    const first = 'switch "Lock"';
    const stops = [];
    do {
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
    } while (stops.length < 40 && (stops.length === 1 || stops.at(-1) !== first));
    assert.equal(stops[0], first);
    assert.equal(stops.at(-1), first, 'all of them, and round again');
    // Between the page's end and its start, the focus is the browser's own.
    const vague = stops.filter((stop) => stop !== undefined && !/^(?!generic)[a-z]+ ".+"/i.test(stop));
    assert.deepEqual(vague, [], `${link}: ARIA lets nobody name a generic element, and some readers say nothing`);
  }
});

/** A keyboard, and a reader who counts presses and cannot see the focus. */
function keyboard(page) {
  const hands = {
    presses: 0,
    /** The buttons whose press lost the focus. */
    lost: [],
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
      hands.presses += keys.length;
    },
    /** Presses a key until the node that starts with `beginning` has the focus. */
    async reach(beginning, key = 'Tab') {
      for (let tries = 0; !(await focused(page))?.startsWith(beginning); tries++) {
        assert.ok(tries < 60, `nobody gets to ${beginning} by ${key}`);
        await hands.press(key);
      }
    },
    /** Activates the node that starts with `beginning`, waits for `words`, and checks the focus. */
    async activate(beginning, words, { by = 'Tab', key = 'Enter' } = {}) {
      await hands.reach(beginning, by);
      await hands.press(key);
      await said(page, words);
      if ((await focused(page)) === undefined) hands.lost.push(beginning);
    },
  };
  return hands;
}

test('the whole of it by keyboard alone, and the focus is never lost', async (t) => {
  const page = await open('embed.html?controls=full&autorun');
  await said(page, 'of 25 lines');
  const hands = keyboard(page);
  const { press, reach, activate, lost } = hands;
  const sentence = () => page.locator('mutex-demo [part=verdict]').innerText();
  const told = () => page.locator('mutex-demo [part=fault]').innerText();
  const fault = /the row is torn\.$| overwrote | overwrites that/;

  // Real threads, again until a run tears, however often that is.
  do {
    const before = await page.evaluateHandle(() => document.querySelector('mutex-demo').result);
    await activate('button "Run"', /of 25 lines|Running/);
    await page.waitForFunction((before) => document.querySelector('mutex-demo').result !== before, before);
  } while (!/ lines torn/.test(await sentence()));

  const torn = hands.presses;
  const replay = /1 lost|characters lost/.test(await sentence()) ? 'button "Show me how one was lost"' : 'button "Show me how a line tore"';
  await activate(replay, fault, { by: 'Shift+Tab' });
  assert.equal(await focused(page), 'button "Next fault"');
  t.diagnostic(`${hands.presses - torn} presses from a torn run to the sentence at its first fault`);

  const first = await sentence();
  await press('ArrowLeft');
  assert.notEqual(await sentence(), first);
  await press('ArrowRight');
  assert.equal(await sentence(), first);
  await press('Home');
  assert.equal(await sentence(), 'Nobody has stepped yet.');
  await press('2', '2', '0');
  assert.equal(await sentence(), 'Thread 0 loaded 0.');
  await press('0');
  assert.equal(
    await sentence(),
    'Thread 0 put [ at 0.',
  );
  assert.equal(await told(), 'Thread 0 overwrote thread 2’s [ in cell 0. Both had loaded cursor 0.');
  assert.equal(await focused(page), 'button "Next fault" [disabled]');
  await press('ArrowLeft', '.');
  assert.match(await told(), /overwrote/);

  await reach('radio "You decide, step by step" [checked]', 'Shift+Tab');
  await press('ArrowDown');
  assert.equal(await focused(page), 'radio "Every one, counted" [checked]');
  await reach('spinbutton "Threads"');
  await press('2');
  await reach('spinbutton "Lines each"');
  await press('1');
  await activate('button "Explore"', /^1,946,939,425,648,112 schedules/, { by: 'Shift+Tab' });
  const example = 'button "Step through one: lost"';
  await activate(example, /^Thread \d .* lost$/);
  assert.equal(await heard(page, 'slider'), 'slider "Step of the schedule" = 54');
  await press('Home', '.');
  assert.match(await told(), fault);
  t.diagnostic(`${hands.presses} presses for all of it`);
  assert.deepEqual(lost, [], 'what was pressed went away, and the focus with it');
});
