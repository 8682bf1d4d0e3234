// The scenes: what each asks, wants and leaves its reader with, in German.

/** @type {import('../texts.js').Translation<typeof import('../en/scenes.js').scenes>} */
export const scenes = {};
