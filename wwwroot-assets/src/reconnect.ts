declare const Blazor: { reconnect(): Promise<boolean> };

const retryEvery = 5_000;

/**
 * Blazor's script tells the state of the connection by classes on this element. When it gave up, go on asking quietly; when the
 * server answers that the page's state is gone, load the page anew: forms come back from their drafts.
 */
export function watchConnection(): void {
  const bar = document.getElementById('components-reconnect-modal');
  if (!bar) return;

  let asking = false;
  const look = async (): Promise<void> => {
    if (bar.classList.contains('components-reconnect-rejected')) return location.reload();
    if (!bar.classList.contains('components-reconnect-failed') || asking) return;

    asking = true;
    try {
      while (bar.classList.contains('components-reconnect-failed')) {
        await new Promise(resolve => setTimeout(resolve, retryEvery));
        if (await reached()) return location.reload();
      }
    } finally {
      asking = false;
    }
  };

  new MutationObserver(() => void look()).observe(bar, { attributeFilter: ['class'] });
}

/** True when the server answers but no longer knows the page; false when it cannot be reached, or the page went on in place. */
async function reached(): Promise<boolean> {
  try {
    return !(await Blazor.reconnect());
  } catch {
    return false;
  }
}
