// The engine that is tested.

/** The engine that `ENGINE` names, Chromium without it. */
export const engine = process.env.ENGINE ?? 'chromium';

/**
 * The threading of a run in this engine: by the page's isolation, but for WebKitGTK. It shares memory in any page if it is told
 * to, and in none otherwise.
 * @param {boolean} isolated
 */
export const threadingIn = (isolated) =>
  ({ webkit: true, 'webkit-default': false })[engine] ?? isolated ? 'real' : 'simulated';
