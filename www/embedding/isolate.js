// A page whose server sends no headers becomes isolated through a service worker that adds them: `coi.js`, which does the
// work. This is its attribute's way in.

// The time in which the script has to say that the page will be loaded anew.
const PATIENCE_MS = 5_000;

/** @type {Promise<void> | undefined} */
let tried;

/**
 * Has the page loaded anew through the service worker, once. Resolves if the page stays as it is.
 * @param {URL | null} script the service worker, which also registers itself; `null` if it is not known where it lies
 */
export function isolate(script) {
  tried ??= new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
    // A service worker serves its own origin only, and its folder.
    if (script?.origin !== location.origin) {
      console.warn(
        script
          ? '<mutex-demo>: “coi” needs the demo’s files on the page’s own origin'
          : '<mutex-demo>: “coi” does nothing in a bundle: put <script src="coi.js"> into the page’s head',
      );
      resolve();
      return;
    }
    const element = document.createElement('script');
    element.src = script.href;
    element.addEventListener('error', () => resolve());
    // Fired by the script if it gives up.
    element.addEventListener('stays', () => resolve());
    document.head.append(element);
  });
  return tried;
}
