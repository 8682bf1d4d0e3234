// How the host page wants an element to look: what a frame cannot inherit.

/** @import { Look } from './messages.js' */

/**
 * Watches the look of a host. CSS has no event for a change of `color-scheme`, but a transition has one.
 * @param {HTMLElement} host
 * @param {ParentNode} shadow the host's
 * @param {() => void} changed
 * @param {AbortSignal} signal ends watching
 * @returns {() => Look} the look as it is now
 */
export function watchLook(host, shadow, changed, signal) {
  const probe = document.createElement('i');
  probe.className = 'scheme';
  shadow.append(probe);
  probe.addEventListener('transitionend', changed, { signal });
  addEventListener('resize', changed, { signal });
  signal.addEventListener('abort', () => probe.remove());
  return () => {
    const styles = getComputedStyle(host);
    const names = Array.from({ length: 16 }, (_, thread) => `--mutex-demo-thread-${thread}`);
    const set = names.map((name) => [name, styles.getPropertyValue(name).trim()]).filter(([, value]) => value !== '');
    const { theme } = /** @type {{ theme?: string }} */ (host);
    // The probe is white in a dark scheme.
    const scheme = getComputedStyle(probe).color === 'rgb(255, 255, 255)' ? 'dark' : 'light';
    return { theme: theme === 'light' || theme === 'dark' ? theme : scheme, colours: Object.fromEntries(set), viewport: innerHeight };
  };
}
