// Isolates the pages of a host that sends no headers, so that they can have threads: `<script src="coi.js"></script>`, or the
// attribute `coi` of an element.
//
// This file is two scripts in one, since a service worker needs an address of its own. In a page it registers itself and has
// the page loaded once more; as a service worker it adds the headers. It serves the folder that it lies in, and all below.

const KEY = 'mutex-demo coi';

/** The policies to try, one each time that the page is loaded anew: WebKit does not know the first, which leaves other origins' pictures in the page. */
const POLICIES = ['credentialless', 'require-corp'];

/** The headers that isolate a document or a worker. @param {string} policy */
const headersOf = (policy) => ({
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': policy,
});

/** Adds the headers to documents and workers of this origin. */
function serve() {
  const worker = /** @type {any} */ (self);
  const policy = new URL(location.href).searchParams.get('coep') ?? POLICIES[1];
  worker.addEventListener('install', () => worker.skipWaiting());
  worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    const { request } = event;
    const isPage = ['document', 'iframe', 'frame', 'worker', 'sharedworker'].includes(request.destination);
    if (isPage && new URL(request.url).origin === location.origin) event.respondWith(isolated(request, policy));
  });
}

/**
 * @param {Request} request
 * @param {string} policy
 */
async function isolated(request, policy) {
  const response = await fetch(request);
  // The browser follows a redirect by itself, and asks again.
  if (response.type === 'opaqueredirect' || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(headersOf(policy))) headers.set(name, value);
  // Of several workers that start at once from one script, WebKit starts only the first if the script may not be kept at all.
  if (request.destination === 'worker') headers.set('cache-control', 'max-age=1');
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** Has the page loaded once more through the service worker. Returns if the page stays as it is. @param {string} script */
async function isolate(script) {
  // A page that is isolated may be loaded anew another time.
  if (self.crossOriginIsolated) return sessionStorage.removeItem(KEY);
  const isOutermost = self === self.top;
  if (!isOutermost || !self.isSecureContext || !navigator.serviceWorker) return;
  const scope = new URL('./', script).href;
  if (!location.href.startsWith(scope)) {
    console.warn(`<mutex-demo>: “coi.js” isolates what lies in ${scope}, and this page does not`);
    return;
  }
  // Without storage, nothing would end a loop.
  const tries = Number(sessionStorage.getItem(KEY) ?? 0);
  if (POLICIES.length <= tries) return;
  const address = new URL(script);
  address.searchParams.set('coep', POLICIES[tries]);
  const registration = await navigator.serviceWorker.register(address);
  await active(registration);
  sessionStorage.setItem(KEY, String(tries + 1));
  location.reload();
  // Nothing that follows is needed.
  await new Promise(() => {});
}

/** Resolves when the newest worker of a registration is active. @param {ServiceWorkerRegistration} registration */
function active(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === 'activated') resolve(undefined);
      if (worker?.state === 'redundant') reject(new Error('the service worker was not installed'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

if (typeof document === 'undefined') {
  serve();
} else {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // Storage and service workers may be forbidden: then the page stays as it is.
  isolate(script.src)
    .catch(() => {})
    .then(() => script.dispatchEvent(new Event('stays')));
}
