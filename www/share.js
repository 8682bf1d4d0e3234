// The link to a demo in its state: shown, and copied where that is allowed.

/** @param {() => string} permalink makes it */
export function listenForShare(shadow, permalink, signal) {
  const [button, link] = ['share', 'link'].map((name) => shadow.querySelector(`[part=${name}]`));
  const share = async () => {
    link.href = permalink();
    link.textContent = link.href;
    link.hidden = false;
    const copied = await navigator.clipboard?.writeText(link.href).then(
      () => true,
      () => false,
    );
    if (copied) link.textContent = `Copied: ${link.href}`;
  };
  button.addEventListener('click', share, { signal });
}
