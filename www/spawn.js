// Makes workers from the files beside this one, on any page.

// If a page requires Trusted Types, a worker's address has to come from a policy. This one is private to the module.
let policy;
const trusted = (url) => {
  if (!self.trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('mutex-demo', { createScriptURL: (address) => address });
  return policy.createScriptURL(url);
};

/** Blob addresses by file, never revoked: a browser may read the blob only when a worker starts. */
const blobs = new Map();

/** The address of a worker's script, which has to be of the page's own origin: a blob that imports the file always is. */
function addressOf(file) {
  const { origin, href } = new URL(file, import.meta.url);
  // A sandboxed frame's own origin is `null`, whatever its address.
  if (origin === self.origin) return href;
  if (!blobs.has(file)) {
    const script = new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' });
    blobs.set(file, URL.createObjectURL(script));
  }
  return blobs.get(file);
}

/**
 * Makes a worker.
 * @param {string} file beside this one
 * @param {string} name shown by debuggers
 * @throws if the page allows no worker; other failures to start are an `error` event
 */
export const spawn = (file, name) => new Worker(trusted(addressOf(file)), { type: 'module', name });
