// Why something failed, in words.

/**
 * An error's words.
 * @param {unknown} error
 */
export const why = (error) => (error instanceof Error ? error.message : String(error));
