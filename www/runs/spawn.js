// Makes workers from the demo's scripts, on any page.

// If a page requires Trusted Types, a worker's address has to come from a policy. This one is private to the module.
/** @type {ReturnType<TrustedTypes['createPolicy']> | undefined} */
let policy;
/** @type {(url: string) => string} */
const trusted = (url) => {
  if (!self.trustedTypes) return url;
  policy ??= self.trustedTypes.createPolicy('mutex-demo', { createScriptURL: (address) => address });
  return policy.createScriptURL(url);
};

/**
 * Blob addresses by script, never revoked: a browser may read the blob only when a worker starts.
 * @type {Map<string, string>}
 */
const blobs = new Map();

/**
 * The address of a worker's script, which has to be of the page's own origin: a blob that imports the script always is.
 * @param {URL} script
 */
function addressOf({ origin, href }) {
  // A sandboxed frame's own origin is `null`, whatever its address.
  if (origin === self.origin) return href;
  const made = blobs.get(href);
  if (made !== undefined) return made;
  const address = URL.createObjectURL(new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' }));
  blobs.set(href, address);
  return address;
}

/**
 * Makes a worker.
 * @param {URL} script a module
 * @param {string} name shown by debuggers
 * @throws if the page allows no worker; other failures to start are an `error` event
 */
export const spawn = (script, name) => new Worker(trusted(addressOf(script)), { type: 'module', name });
