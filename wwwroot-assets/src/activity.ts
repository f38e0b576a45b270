/**
 * A circuit sends no requests, so the page itself says that somebody is there: whoever scrolls, points or types on a visible page is
 * reading, even when nothing is clicked. Told at most once in a while, and the last sign is told, too.
 */
export function reportActivity(): void {
  const every = Number(document.documentElement.dataset['activity']) * 1000;
  if (!every) return;

  let told = Date.now();
  let waiting = false;
  const tell = async (): Promise<void> => {
    [told, waiting] = [Date.now(), false];
    try {
      await fetch('/account/activity', { method: 'POST', redirect: 'manual' });
    } catch {
      // The portal cannot be reached; the bar says so, and the next sign is told again.
    }
  };
  const seen = (): void => {
    if (waiting || document.visibilityState !== 'visible') return;
    waiting = true;
    setTimeout(() => void tell(), Math.max(0, told + every - Date.now()));
  };

  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'scroll'])
    document.addEventListener(sign, seen, { passive: true, capture: true });
}
