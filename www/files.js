// The files beside the element's own: the site's pages. A package and a single file have none; their builds take other
// modules in the place of this one (`packaging/`).

/** The folder of the element's files and of the site's pages; `null` if there are no pages. @type {string | null} */
export const files = new URL('./', import.meta.url).href;

/** The address of the page that shows an element in the state that its fragment says. */
export const home = files;

/** Whether that page may have threads where an element has none. */
export const homeHasThreads = true;
