import 'mutex-demo';

const demo = document.querySelector('mutex-demo')!;
const output = document.querySelector('output')!;
const show = (lock: typeof demo.lock, torn?: number) => (output.textContent = `${lock}, ${torn ?? 'no'} torn`);

show(demo.lock);
demo.addEventListener('change', ({ detail }) => {
  if (detail.name === 'lock') show(detail.value);
});
demo.addEventListener('done', ({ detail: { lock, lines } }) => show(lock, lines.torn));
document.querySelector('button')!.addEventListener('click', () => (demo.lock = 'ticket'));
