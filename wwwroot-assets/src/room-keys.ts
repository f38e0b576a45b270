/**
 * `<room-keys></room-keys>`: while it stands in a page, j and k go from card to card and a letter presses the button that carries it
 * (`data-key`). A key alone must be able to be switched off (WCAG 2.1.4): the button with `data-keys` does, for this browser.
 */
const store = 'portal.room-keys';

export class RoomKeys extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener('keydown', this.#press);
    document.addEventListener('click', this.#toggle);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#press);
    document.removeEventListener('click', this.#toggle);
  }

  get #on(): boolean {
    try {
      return localStorage.getItem(store) !== 'off';
    } catch {
      return true;
    }
  }

  #press = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!this.#on || event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, [contenteditable], dialog, [role="dialog"]') || document.querySelector('dialog[open]')) return;
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      this.#go(event.key === 'j' ? 1 : -1);
      return;
    }

    const button = [...document.querySelectorAll<HTMLButtonElement>('button[data-key]')].find((one) => one.dataset['key'] === event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  };

  #toggle = (event: MouseEvent): void => {
    if (!(event.target as HTMLElement).closest('button[data-keys]')) return;
    try {
      localStorage.setItem(store, this.#on ? 'off' : 'on');
    } catch {
      // A forbidden store: they stay on.
    }
    this.#show();
  };

  #show(): void {
    document.documentElement.toggleAttribute('data-room-keys', this.#on);
  }

  #go(step: number): void {
    const cards = [...document.querySelectorAll<HTMLElement>('.columns.review section.card')];
    const at = cards.findIndex((card) => card === document.activeElement || card.contains(document.activeElement));
    const next = cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : at + step];
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
}
