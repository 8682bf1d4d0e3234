// The files beside the element's own in an npm package: no page but the single file. Stands in the place of `files.js`.

/** @type {string | null} */
export const files = null;

/** The address of the site, if the build knows it. */
const site = 'SITE';

export const home = site || new URL('./mutex-demo.html', import.meta.url).href;

// A host that gives its page no threads gives none to the single file beside it.
export const homeHasThreads = Boolean(site);
