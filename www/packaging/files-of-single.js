// The files beside the single file: none. Stands in the place of `files.js`.

/** @type {string | null} */
export const files = null;

const own = location.href.replace(/[?#].*$/, '');
/** The address of the site, if the build knows it. */
const site = 'SITE';

// From a disk there is no way to threads; the site has them.
export const home = location.protocol === 'file:' && site ? site : own;

export const homeHasThreads = home === site;
