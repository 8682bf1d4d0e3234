// The sentences of an element without its inside, in German.

/** @type {import('../texts.js').Translation<typeof import('../en/host.js').host>} */
export const host = {
  'host.frame': 'Mutex-Demo',
  'host.cannotRun': 'Diese Demo kann hier nicht laufen.',
};
