// The element's style sheets: loaded once, for all elements of a page.

const FILES = ['mutex-demo.css', 'palette.css', 'program.css', 'schedulers.css', 'timeline.css', 'experiments.css'];

let sheets;

/** @returns {Promise<CSSStyleSheet[]>} the sheets, for a shadow root to adopt */
export function loadStyles() {
  sheets ??= Promise.all(FILES.map(load));
  return sheets;
}

async function load(file) {
  const sheet = new CSSStyleSheet();
  try {
    const response = await fetch(new URL(file, import.meta.url));
    if (response.ok) sheet.replaceSync(await response.text());
  } catch {
    // The element works without it, if not as nicely.
  }
  return sheet;
}
