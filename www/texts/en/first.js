// What a first run says, in English.

export const first = {
  'control.run': 'Run',
  'control.playOn': 'Play on',
  'control.explore': 'Explore',
  'control.stop': 'Stop',
};
