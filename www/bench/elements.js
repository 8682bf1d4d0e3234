// Forty elements on one page: the workers that live at a time, the page's longest task, its layout shift. No module: it
// observes from the beginning.

const COUNT = 40;
let live = 0;
let most = 0;
let longest = 0;
let shift = 0;

globalThis.Worker = class extends Worker {
  constructor(...made) {
    super(...made);
    most = Math.max(most, ++live);
  }

  terminate() {
    super.terminate();
    live--;
  }
};
const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
observe('longtask', ({ duration }) => (longest = Math.max(longest, duration)));
observe('layout-shift', ({ value }) => (shift += value));

for (let made = 0; made < COUNT; made++) {
  document.body.insertAdjacentHTML('beforeend', `<p>Paragraph ${made}</p><mutex-demo lock="${made % 2 ? 'mutex' : 'none'}">static</mutex-demo>`);
}
const demos = [...document.querySelectorAll('mutex-demo')];

/** The figures since the last time, when the page has drawn. */
async function figures() {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  // Observers are told in a later task.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const found = { workers: most, longest, shift };
  [most, longest, shift] = [live, 0, 0];
  return found;
}

const stages = {
  load: () => customElements.whenDefined('mutex-demo').then(() => Promise.all(demos.map(({ ready }) => ready))),
  apart: async () => {
    for (const demo of demos) await demo.run();
  },
  together: () => Promise.all(demos.map((demo) => demo.run())),
};

/** Goes through a stage, and returns its figures. */
globalThis.measure = async (stage) => {
  const since = performance.now();
  await stages[stage]();
  const ms = performance.now() - since;
  return { ms, ...(await figures()) };
};
