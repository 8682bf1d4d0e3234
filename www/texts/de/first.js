// What a first run says, in German.

/** @type {import('../texts.js').Translation<typeof import('../en/first.js').first>} */
export const first = {
  'control.run': 'Start',
  'control.playOn': 'Weiter bis zum Ende',
  'control.explore': 'Zählen',
  'control.stop': 'Stopp',
};
