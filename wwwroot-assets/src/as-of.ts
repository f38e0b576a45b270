const key = 'asOf';

/**
 * A past day that a page shows stays in the address wherever its links lead within the portal, in this tab or another: the reader leaves
 * it by a link marked `data-today` alone. Links are written anew when they are about to be followed, since frames outlive pages.
 */
export function carryDay(): void {
  for (const event of ['pointerdown', 'focusin', 'click'])
    document.addEventListener(event, carry, { capture: true });
}

function carry(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || 'today' in link.dataset) return;

  const to = new URL(link.href);
  if ('carries' in link.dataset) {
    to.searchParams.delete(key);
    delete link.dataset['carries'];
  }
  const day = new URLSearchParams(location.search).get(key);
  if (day !== null && !to.searchParams.has(key)) {
    to.searchParams.set(key, day);
    link.dataset['carries'] = '';
  }
  const href = to.pathname + to.search + to.hash;
  if (href !== link.pathname + link.search + link.hash) link.href = href;
}
