// Why something failed, in words.

/**
 * What an error says.
 * @param {unknown} error
 */
export const why = (error) => (error instanceof Error ? error.message : String(error));
