// What the page's scripts use, and the checker's own declarations of the platform lack.

declare module '*.css' {
  const sheet: CSSStyleSheet;
  export default sheet;
}

/** Trusted Types, as far as a worker's address needs them: what comes from a policy is used as the address itself. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

interface Window {
  trustedTypes?: TrustedTypes;
}
