// What the reader does in the stepper: steps, moves and examples by button, threads and arrows by key.

const MOVES = { ArrowLeft: 'back', ArrowRight: 'forward', Home: 'restart', End: 'end' };

/**
 * Listens in an element's shadow root.
 * @param {import('./mutex-demo.js').MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {{ seek: Function, toFault: Function, open: Function }} stepper what the element does not do for all
 * @param {AbortSignal} signal ends it
 */
export function listenForSteps(host, shadow, { seek, toFault, open }, signal) {
  const move = (name) => {
    if (!host.state()) return;
    const { position, length } = host.state();
    const places = { restart: 0, back: position - 1, forward: position + 1, end: length };
    if (name === 'fault') toFault();
    else seek(Math.min(places[name], length));
  };

  const click = ({ target }) => {
    const { step, move: name, example, position } = target.closest('button')?.dataset ?? {};
    if (step !== undefined) host.step(Number(step));
    if (name !== undefined) move(name);
    if (example === undefined) return;
    open(example, position);
    // What was pressed is gone, and the keys with it.
    shadow.querySelector('[data-move=fault]').focus();
  };

  const press = (event) => {
    const { target, key } = event;
    // Fields have their own use for digits, and all of them for arrows.
    const field = target.matches('input, select, [part=output], [part=listing]');
    const typing = target.matches('input:not([type=radio]), select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !host.state()) return;
    if (/^[0-9a-f]$/.test(key)) host.step(parseInt(key, 16));
    else if (MOVES[key] && !field) move(MOVES[key]);
    else return;
    event.preventDefault();
  };

  shadow.addEventListener('click', click, { signal });
  shadow.addEventListener('keydown', press, { signal });
  const scrub = shadow.querySelector('[name=position]');
  scrub.addEventListener('input', () => seek(Number(scrub.value)), { signal });
}
