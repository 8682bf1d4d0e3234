// The page of a frame: one element.
//
// An author's frame says by its address what to show, as in `embed.html?lock=mutex`, and the element fills it. The frame of an
// element waits for that element to say so (`embedding/framed.js` is the other end). Both tell their parent how tall they want to be.

/** @import { MutexDemo } from './mutex-demo.js' */
/** @import { FromFrame, Look, Told } from './embedding/messages.js' */

import { SETTINGS } from './element/settings.js';
import { EVENTS, FRAMED, readForFrame } from './embedding/messages.js';
import { whyNoSharing } from './runs/shared-memory.js';
import { why } from './runs/why.js';

const demo = /** @type {MutexDemo} */ (document.querySelector('mutex-demo'));
const root = document.documentElement;

/** @type {PromiseWithResolvers<void>} */
const { promise: wanted, resolve: want } = Promise.withResolvers();
/** Resolves when the element is defined, which its other end may have to ask for. */
const defined = wanted.then(() => {
  // The build lists all that a run needs, lest one file be asked for by the next.
  document.head.append(document.querySelector('template')?.content ?? '');
  return import('./mutex-demo.js');
});

/** Shows what the address says. */
function readAddress() {
  const address = new URLSearchParams(location.search);
  for (const name of [...Object.keys(SETTINGS), 'autorun', 'lang']) {
    const value = address.get(name);
    if (value !== null) demo.setAttribute(name, value);
  }
  if (address.get('autorun') === 'false') demo.removeAttribute('autorun');
  want();
  // Its height if it had as much room as it wants.
  const measure = () => {
    root.toggleAttribute('data-natural', true);
    const height = demo.offsetHeight;
    root.toggleAttribute('data-natural', false);
    parent.postMessage({ mutexDemo: 'height', height }, '*');
  };
  if (parent === self) return;
  new ResizeObserver(measure).observe(root);
  for (const name of ['ready', 'step', 'done']) demo.addEventListener(name, measure);
}

/** The facts that the element's other end is told. @returns {Told} */
const told = () => ({ threading: demo.threading ?? null, whySimulated: demo.whySimulated ?? null, state: demo.state?.() ?? null });

/** Has an element at the other end of a port command this one. @param {MessagePort} port */
function serve(port) {
  /** @param {FromFrame} message */
  const post = (message) => port.postMessage(message);
  const acts = {
    /** @param {Record<string, string | null>} attributes */
    attributes(attributes) {
      for (const [name, text] of Object.entries(attributes)) {
        if (text === null) demo.removeAttribute(name);
        else demo.setAttribute(name, text);
      }
      want();
      // The element applies its attributes in a microtask, which is ahead of this one.
      queueMicrotask(() => post({ told: told() }));
    },
    /** @param {Look} look */
    look({ theme, colours, viewport }) {
      root.style.colorScheme = theme;
      for (const [name, colour] of Object.entries(colours)) demo.style.setProperty(name, colour);
      demo.style.setProperty('--mutex-demo-viewport', `${viewport}px`);
    },
    /** @param {import('./embedding/messages.js').Call} call */
    async call({ call: reply, method, args }) {
      try {
        await defined;
        /** @type {(...args: any[]) => unknown} */
        const act = demo[method];
        const value = await act.apply(demo, args);
        post({ reply, value, told: told() });
      } catch (error) {
        post({ reply, failed: why(error), told: told() });
      }
    },
  };
  port.onmessage = ({ data }) => {
    const message = readForFrame(data);
    if (!message) return;
    if ('attributes' in message) acts.attributes(message.attributes);
    else if ('look' in message) acts.look(message.look);
    else acts.call(message);
  };
  for (const event of EVENTS) {
    demo.addEventListener(event, (happened) => {
      const { detail } = /** @type {CustomEvent} */ (happened);
      const transcript = event === 'done' || event === 'step' ? demo.transcript() : undefined;
      post({ event, detail, transcript, told: told() });
    });
  }
  demo.addEventListener('ready', () => {
    post({ told: told() });
    const measure = () => post({ height: demo.offsetHeight });
    // At once, too: a browser need not lay out a frame that it does not paint.
    measure();
    new ResizeObserver(measure).observe(demo);
  });
}

if (location.hash === FRAMED && parent !== self) {
  for (const name of ['data-framed', 'data-natural']) root.toggleAttribute(name, true);
  for (const name of ['controls', 'autorun']) demo.removeAttribute(name);
  /** @param {MessageEvent} event */
  const open = ({ data, source, ports: [port] }) => {
    if (source !== parent || data?.mutexDemo !== 'open' || !port) return;
    removeEventListener('message', open);
    serve(port);
  };
  addEventListener('message', open);
  parent.postMessage({ mutexDemo: 'greeting', shares: !whyNoSharing() }, '*');
} else {
  readAddress();
}
