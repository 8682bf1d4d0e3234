// The sentences of an element without its inside, in English.

/** @satisfies {import('../texts.js').Part} */
export const host = {
  'host.frame': 'Mutex demo',
  'host.cannotRun': 'This demo cannot run here.',
};
