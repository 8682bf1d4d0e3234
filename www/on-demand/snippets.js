// The texts that an author pastes to show a demo elsewhere: HTML, Markdown, React. Texts only; no document is needed.

/** @typedef {[name: string, value: string]} Attribute an attribute that is only there or not has the value `true` */

/** The size that `embed.html` is made for. */
const [WIDTH, HEIGHT] = [700, 400];
/** The attributes of an element that its frame takes: the parts round the output are the frame's own, and so is its home. */
const NOT_IN_FRAMES = ['controls', 'home'];
const FLAGS = ['tape', 'autorun'];

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** @param {Attribute} attribute */
const inHtml = ([name, value]) => (FLAGS.includes(name) ? ` ${name}` : ` ${name}="${escaped(value)}"`);

/** A string of JSX may have neither escapes nor, everywhere, line breaks: an expression may. @param {Attribute} attribute */
const inJsx = ([name, value]) => {
  if (FLAGS.includes(name)) return ` ${name}`;
  return /^[\w .,:;/~?=+-]*$/.test(value) ? ` ${name}="${value}"` : ` ${name}={${JSON.stringify(value)}}`;
};

/**
 * The snippets of a demo, by the place that they are for.
 * @param {string | null} files the address of the folder with the element's files and pages; `null` if it comes in a package
 * @param {string} link the demo's permalink
 * @param {Attribute[]} attributes the element's, defaults left out
 * @param {string} title of a frame, and of a link
 * @returns {Partial<Record<'script' | 'frame' | 'markdown' | 'react', string>>}
 */
export function snippets(files, link, attributes, title) {
  const element = `<mutex-demo${attributes.map(inJsx).join('')} />`;
  // The line is for places that take no HTML. Brackets would end the address.
  const line = `[${title}](${link.replaceAll('(', '%28').replaceAll(')', '%29')})\n`;
  // The package comes without an address for others.
  if (files === null) return { markdown: line, react: `import 'mutex-demo';\n\nexport const MutexDemo = () => ${element};\n` };
  const script = new URL('mutex-demo.js', files).href;
  const embed = new URL('embed.html', files);
  embed.search = new URLSearchParams(attributes.filter(([name]) => !NOT_IN_FRAMES.includes(name))).toString();
  const frame =
    `<iframe src="${escaped(embed.href)}" width="${WIDTH}" height="${HEIGHT}" title="${title}" loading="lazy"` +
    ' style="border: 0; max-width: 100%" allow="cross-origin-isolated; clipboard-write"></iframe>';
  return {
    script: `<script type="module" src="${escaped(script)}"></script>\n<mutex-demo${attributes.map(inHtml).join('')}></mutex-demo>\n`,
    frame: `${frame}\n`,
    markdown: `${frame}\n\n${line}`,
    react: `export function MutexDemo() {
  return (
    <>
      <script type="module" async${inJsx(['src', script])} />
      ${element}
    </>
  );
}
`,
  };
}
