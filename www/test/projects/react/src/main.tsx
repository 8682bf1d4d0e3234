import type { MutexDemo, Values } from 'mutex-demo/react';
import 'mutex-demo/react';
import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

function Lesson() {
  const [lock, setLock] = useState<Values['lock']>('none');
  const [torn, setTorn] = useState<number>();
  const [heard, setHeard] = useState(0);
  const demo = useRef<MutexDemo>(null);
  // A listener of one's own: strict mode adds it, removes it and adds it again.
  useEffect(() => {
    const ended = new AbortController();
    demo.current?.addEventListener('change', () => setHeard((heard) => heard + 1), { signal: ended.signal });
    return () => ended.abort();
  }, []);
  return (
    <>
      <mutex-demo
        ref={demo}
        lock={lock}
        threads={3}
        count={2}
        pace={100}
        autorun
        onchange={({ detail }) => detail.name === 'lock' && setLock(detail.value)}
        ondone={({ detail }) => setTorn(detail.lines.torn)}
      >
        static
      </mutex-demo>
      <button onClick={() => setLock('ticket')}>ticket</button>
      <output>
        {lock}, {torn ?? 'no'} torn
      </output>
      <p>heard {heard}</p>
    </>
  );
}

createRoot(document.querySelector('main')!).render(
  <StrictMode>
    <Lesson />
  </StrictMode>,
);
