// The page's handle on an exploration: one worker each, ended with it.

/**
 * Counts all schedules of a program.
 * @param {WebAssembly.Module} module the compiled program
 * @param {object} settings what the attributes say
 * @param {Promise<void>} stopping cancels it when it resolves
 * @param {(progress: { states: number, depth: number, steps: number }) => void} report how far it is, now and then
 * @returns {Promise<object>} an `Exploration`
 */
export async function explore(module, settings, stopping, report) {
  const worker = new Worker(new URL('./explorer.js', import.meta.url), { type: 'module', name: 'explorer' });
  try {
    return await new Promise((resolve, reject) => {
      stopping.then(() => reject(new Error('it was cancelled')));
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'a worker could not be loaded'));
      };
      worker.onmessage = ({ data }) => {
        if (data.type === 'progress') report(data);
        else if (data.type === 'explored') resolve(data.exploration);
        else reject(new Error(data.why));
      };
      worker.postMessage({ module, settings });
    });
  } finally {
    worker.terminate();
  }
}
