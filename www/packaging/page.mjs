// Builds the page's HTML: the template `index.html` with the words of a language, and with what is to be seen without scripts.
//
// The words are in `texts/`, a heading a scene; the recorded runs and the programs are the host tool's, in `pkg/page.json`.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { marked } from 'marked';
import { LANGUAGES, Texts } from '../texts/texts.js';
import { www } from './sources.mjs';

/** The file of the page in a language. @param {string} language */
export const fileOf = (language) => (language === 'en' ? 'index.html' : `index.${language}.html`);

export { LANGUAGES };

/** The recorded runs and the programs. */
export const readRecorded = async () => JSON.parse(await readFile(join(www, 'pkg/page.json'), 'utf8'));

/** The page's words round its scenes. @param {string} language */
export const wordsOf = async (language) => (await import(`../texts/${language}/page.js`)).page;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The scenes' prose: each has a name, a title, what stands beside the element, and the rest by its headings. */
async function prose(language) {
  const text = await readFile(join(www, `texts/${language}/page.md`), 'utf8');
  const scenes = text.split(/^## /m).slice(1);
  return scenes.map((scene) => {
    const [, name, title, body] = /^(\w+) \| (.*)\n([^]*)$/.exec(scene);
    const [beside, ...more] = body.split(/^(?=### )/m).map((part) => marked.parse(part, { async: false }).trim());
    return { name, title, beside, more };
  });
}

/**
 * A recorded run: its rows in runs of one thread's characters. A row that is torn is marked, and so is a character that
 * overwrote another.
 */
function still({ text, writers, torn, lost }) {
  const over = new Map(lost.map(([cell, glyph, thread]) => [cell, `${glyph.trim()}${thread}`]));
  let cell = 0;
  const rows = text.replace(/\n$/, '').split('\n').map((row, index) => {
    const runs = [];
    for (const glyph of row) {
      const last = runs.at(-1);
      if (last?.thread === writers[cell] && !over.has(cell)) last.glyphs += glyph;
      else runs.push({ thread: writers[cell], glyphs: glyph, over: over.get(cell) });
      cell++;
    }
    cell++;
    const spans = runs.map(({ thread, glyphs, over }) => {
      return thread === 255 ? escape(glyphs) : `<i data-t=${thread}${over ? ` data-x="${escape(over)}"` : ''}>${escape(glyphs)}</i>`;
    });
    return torn.includes(index) ? `<mark>${spans.join('')}</mark>` : spans.join('');
  });
  return `<pre>${rows.join('\n')}</pre>`;
}

/** The languages' names. */
const NAMES = { python: 'Python', rust: 'Rust', javascript: 'JavaScript', c: 'C', java: 'Java', go: 'Go' };

/** The program in a language, whole: its own lines in sight, and round them what makes it run. */
function program(words, language, { prelude, lines, ofLock, ending }) {
  const listing = lines.map((line, index) => (ofLock.includes(index) ? escape(line).replace(/\S.*/, '<b>$&</b>') : escape(line)));
  const folded = (title, text) => (text.trim() ? `<details><summary>${title}</summary><pre tabindex=0 role=group aria-label="${title}">${escape(text)}</pre></details>` : '');
  return `<div data-program=${language}>${folded(words.before, prelude)}<pre tabindex=0 role=group aria-label="${NAMES[language]}">${listing.join('\n')}\n</pre>${folded(words.after, ending)}</div>`;
}

function programs(words, recorded) {
  const choices = Object.entries(NAMES).map(([language, name], index) => {
    return `<label><input type=radio name=program-language value=${language}${index === 0 ? ' checked' : ''}>${name}</label>`;
  });
  const texts = Object.keys(NAMES).map((language) => program(words, language, recorded[language]));
  return `<div class=programs><h3>${words.programs}</h3><p>${words.programsWords}</p>
<fieldset><legend>${words.programLanguage}</legend>${choices.join('')}</fieldset>
${texts.join('\n')}
<button type=button id=copy data-done="${words.programCopied}">${words.copy}</button></div>`;
}

/** Two sheets of paper, but for the programs: the questions, and a schedule to fill in. */
function handout(words, questions) {
  const [step, ...others] = words.columns;
  const rows = [1, 2, 3, 4, 5, 6].map((number) => `<tr><th scope=row>${number}${'<td>'.repeat(others.length)}`).join('');
  const head = words.columns.map((column) => `<th scope=col>${column}`).join('');
  return `<div class="handout questions" lang=${words.lang}><h2>${words.title}</h2><p class=name>${words.name}</p>
<ol>${questions.map((question) => `<li>${escape(question)}`).join('')}</ol>
<h2>${words.ordering}</h2><p>${words.orderingWords}</p>${`<table><thead><tr>${head}<tbody>${rows}</table>`.repeat(2)}</div>`;
}

/** A sheet for the teacher, which is printed if it is asked for: an answer to each question, and a schedule that loses a character. */
function answers(words, names) {
  const [load, put, store] = words.steps;
  const taken = [[0, `${load} 0`, 0], [1, `${load} 0`, 0], [0, `${put} 0`, 0], [1, `${put} 0`, 0], [0, `${store} 1`, 1], [1, `${store} 1`, 1]];
  const rows = taken.map((cells, index) => `<tr><th scope=row>${index + 1}${cells.map((cell) => `<td>${cell}`).join('')}`);
  const head = words.columns.map((column) => `<th scope=col>${column}`).join('');
  return `<div class="handout answers" lang=${words.lang}><h2>${words.answersTitle}</h2>
<ol>${names.map((name) => `<li>${words.answers[name]}`).join('')}</ol>
<h2>${words.filled}</h2><p>${words.filledWords}</p><table><thead><tr>${head}<tbody>${rows.join('')}</table></div>`;
}

/** The address of the site, if the build knows it: cards and alternates are of use only with a whole one. */
const SITE = () => process.env.SITE ?? '';

function card(words, language, image) {
  const others = (SITE() ? LANGUAGES : []).map((other) => `<link rel="alternate" hreflang="${other}" href="${SITE()}${fileOf(other)}">`);
  const meta = {
    'og:type': 'website', 'og:title': words.title, 'og:description': words.description, 'og:locale': { en: 'en_GB', de: 'de_DE' }[language],
    ...(image && { 'og:image': `${SITE()}${image}`, 'og:image:width': 1200, 'og:image:height': 630, 'og:image:alt': words.card.alt }),
  };
  const tags = Object.entries(meta).map(([name, content]) => `<meta property="${name}" content="${escape(String(content))}">`);
  return [...others, ...tags, '<meta name="twitter:card" content="summary_large_image">'].join('\n  ');
}

/** The caption of a scene's recorded run. */
function caption(words, name, { threads, count, lock, torn, lost }) {
  if (name === 'deadlock') return words.hung;
  if (name === 'exit') return words.left;
  return words.recorded(threads, count, lock, torn.length, lost.length) + (name === 'yours' ? words.narrow : '');
}

/**
 * The page in a language, its scripts and styles named as in this folder.
 * @param {string} language
 * @param {string} [image] the path of the card's picture
 */
export async function pageIn(language, image) {
  const [words, scenes, recorded, texts] = [await wordsOf(language), await prose(language), await readRecorded(), await new Texts(language).load('scenes')];
  const say = (key) => {
    try {
      return texts.say(key);
    } catch {
      return '';
    }
  };
  const other = LANGUAGES.find((one) => one !== language);
  const values = { ...words, lang: language, otherLang: other, other: fileOf(other) };
  const numbered = scenes.filter(({ name }) => name !== 'lab');
  const titleOf = ({ title }, index) => (index < numbered.length ? `<span>${index + 1}</span> ${title}` : title);
  const parts = {
    card: card(words, language, image),
    handout: handout({ ...words, lang: language }, numbered.map(({ name }) => say(`scene.${name}.question`)).filter(Boolean)),
    answers: answers({ ...words, lang: language }, numbered.map(({ name }) => name)),
    keys: `<dl>${words.keyList.map(([keys, does]) => `<div><dt>${keys.replaceAll(/[^\s,]+/g, '<kbd>$&</kbd>')}<dd>${does}</div>`).join('')}</dl>`,
  };
  let html = await readFile(join(www, 'index.html'), 'utf8');
  html = html.replaceAll(/\{(\w+)\}/g, (whole, key) => (typeof values[key] === 'string' ? values[key] : whole));
  html = html.replaceAll(/<!-- (\w+) -->/g, (whole, key) => parts[key] ?? whole);
  html = html.replace('aria-label="' + words.scenes + '"></nav>', (open) => {
    const items = scenes.map((scene, index) => `<li><a href="#${scene.name}">${titleOf(scene, index)}</a>`);
    return open.replace('</nav>', `<ol>${items.join('')}</ol></nav>`);
  });
  return html.replaceAll(/<section id="(\w+)">(<mutex-demo\b[^>]*>)<\/mutex-demo>/g, (_, id, element) => {
    const index = scenes.findIndex(({ name }) => name === id);
    const { beside, more } = scenes[index];
    const run = recorded.stills[id];
    const question = say(`scene.${id}.question`);
    const own = `${question && `<p>${escape(question)}</p>`}<figure>${still(run)}<figcaption>${escape(caption(words, id, run))}</figcaption></figure>`;
    const rest = [...more.map((text) => `<div>${text}</div>`), ...(id === 'yours' ? [programs(words, recorded.programs)] : [])];
    return `<section id="${id}">
<div class=prose><h2><a href="#${id}">${titleOf(scenes[index], index)}</a></h2>
${beside}</div>
${element}${own}</mutex-demo>
${rest.length ? `<div class=more>${rest.join('\n')}</div>` : ''}`;
  });
}
