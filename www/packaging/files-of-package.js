// What lies beside the element's files in an npm package: no page but the single file. Stands in the place of `files.js`.

/** @type {string | null} */
export const files = null;

export const home = new URL('./mutex-demo.html', import.meta.url).href;
