import 'mutex-demo';

const demo = document.querySelector('mutex-demo');
const show = (lock, torn) => (document.querySelector('output').textContent = `${lock}, ${torn ?? 'no'} torn`);

show(demo.lock);
demo.addEventListener('change', ({ detail: { name, value } }) => name === 'lock' && show(value));
demo.addEventListener('done', ({ detail: { lock, lines } }) => show(lock, lines.torn));
document.querySelector('button').addEventListener('click', () => (demo.lock = 'ticket'));
