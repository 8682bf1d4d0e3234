// Sharing and saving: the link to a demo in its state, shown, and copied if that is allowed; a run, as a file.

const ENOUGH_MS = 60_000;

/** @param {import('../mutex-demo.js').MutexDemo} host makes the link and the files */
export function listenForShare(host, shadow, signal) {
  const [button, link, saving] = ['share', 'link', 'export'].map((name) => shadow.querySelector(`[part=${name}]`));
  const share = async () => {
    link.href = host.permalink();
    link.textContent = link.href;
    link.hidden = false;
    const copied = await navigator.clipboard?.writeText(link.href).then(
      () => true,
      () => false,
    );
    if (copied) link.textContent = `Copied: ${link.href}`;
  };
  button.addEventListener('click', share, { signal });
  // The link is that of the previous state by then.
  const changed = new MutationObserver(() => (link.hidden = true));
  changed.observe(host, { attributes: true });
  signal.addEventListener('abort', () => changed.disconnect());

  const save = async ({ target }) => {
    const { save: form } = target.dataset;
    if (form === undefined) return;
    const said = saving.querySelector('[role=status]');
    try {
      const file = await host.exported(form);
      const download = document.createElement('a');
      [download.href, download.download] = [URL.createObjectURL(file), file.name];
      download.click();
      // Some browsers begin to read the file only later.
      setTimeout(() => URL.revokeObjectURL(download.href), ENOUGH_MS);
      said.textContent = `Saved: ${file.name}`;
    } catch (error) {
      said.textContent = `Not saved: ${error.message}.`;
    }
  };
  saving.addEventListener('click', save, { signal });
}
