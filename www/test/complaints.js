// In a page under test: keeps its errors and its console's messages, for a driver that is not told of them. A page loads
// this script before any other.
//
// Only WebKitGTK's driver needs it. Elsewhere it would put itself between the page and its console.

if (/AppleWebKit\/605/.test(navigator.userAgent)) {
  const said = (globalThis[Symbol.for('said')] = []);
  const complain = (text) => said.push(['console', 'error', text]);
  for (const [method, type] of Object.entries({ debug: 'debug', log: 'log', info: 'info', warn: 'warning', error: 'error' })) {
    const original = console[method];
    console[method] = (...words) => {
      said.push(['console', type, words.map(String).join(' ')]);
      original.apply(console, words);
    };
  }
  const stack = (error) => (error instanceof Error ? `${error}\n${error.stack}` : String(error));
  addEventListener('unhandledrejection', ({ reason }) => said.push(['pageerror', 'error', `Unhandled rejection: ${stack(reason)}`]));
  // A file that does not load is an event of its element.
  addEventListener(
    'error',
    (event) => {
      if (event instanceof ErrorEvent) said.push(['pageerror', 'error', event.error ? stack(event.error) : event.message]);
      else complain(`Failed to load ${event.target.src ?? event.target.href}`);
    },
    { capture: true },
  );
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    complain(`Content Security Policy: ${effectiveDirective} blocks ${blockedURI}`));
}
