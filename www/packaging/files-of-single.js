// What lies beside the single file: nothing. Stands in the place of `files.js`.

/** @type {string | null} */
export const files = null;

export const home = location.href.replace(/[?#].*$/, '');
