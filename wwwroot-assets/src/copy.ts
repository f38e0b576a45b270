/** `<button data-copy="text">`: copies, and shows for a moment that it did. */
export function copyOnClick(): void {
  document.addEventListener('click', async event => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-copy]') : null;
    const text = button?.dataset['copy'];
    if (!button || text === undefined) return;

    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // The browser refused; the full text is in the button's title to be copied by hand.
    }
    button.dataset['copied'] = '';
    announce('Copied');
    setTimeout(() => delete button.dataset['copied'], 1600);
  });
}

function announce(text: string): void {
  const region = document.getElementById('announcer');
  if (!region) return;
  region.textContent = '';
  requestAnimationFrame(() => (region.textContent = text));
}
