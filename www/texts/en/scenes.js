// The scenes: what each asks, wants and leaves its reader with, in English.

export const scenes = {};
