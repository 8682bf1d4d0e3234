// Frame times: the milliseconds between one animation frame and the next.

/** Records frames until `stop`, which returns `{ p50, p99, max }` in milliseconds. */
export function recordFrames() {
  const times = [];
  let last;
  let recording = true;
  const frame = () => {
    const now = performance.now();
    if (last !== undefined) times.push(now - last);
    last = now;
    if (recording) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const stop = () => {
    recording = false;
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  };
  return { stop };
}
