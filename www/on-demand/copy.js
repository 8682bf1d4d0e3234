// Copies a text, if the page may.

/**
 * Copies a text to the clipboard, and tells whether that was allowed.
 * @param {string} text
 */
export async function copyText(text) {
  // A page without the right to the clipboard, or without a secure address, may lack the object.
  return (await navigator.clipboard?.writeText(text).then(() => true, () => false)) ?? false;
}
