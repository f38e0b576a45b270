/**
 * `<search-palette><button/>…<dialog><input role="combobox"/><div role="listbox"/></dialog></search-palette>`: Ctrl+K opens it from
 * anywhere; in it the arrow keys choose and Enter follows the chosen link. The focus stays in the input.
 */
export class SearchPalette extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback(): void {
    document.addEventListener('keydown', this.#open);
    this.addEventListener('click', this.#show);
    this.addEventListener('keydown', this.#steer);
    this.addEventListener('pointermove', this.#point);
    this.#observer = new MutationObserver(this.#begin);
    this.#observer.observe(this, { childList: true, subtree: true });
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#open);
    this.#observer?.disconnect();
  }

  get #options(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  get #chosen(): number {
    return this.#options.findIndex(option => option.getAttribute('aria-selected') === 'true');
  }

  #open = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!document.querySelector('dialog[open]')) this.querySelector('button')?.click();
  };

  /** At once, and empty: who types on does not wait for the server, which fills the list. */
  #show = (event: Event): void => {
    if (!(event.target instanceof Element) || !event.target.closest('.search-button')) return;
    const input = this.querySelector('input');
    if (input) input.value = '';
    this.querySelector('modal-host')?.setAttribute('open', '');
  };

  /** What came is new, so the first of it is chosen. */
  #begin = (): void => {
    if (this.#chosen < 0) this.#choose(0);
  };

  #steer = (event: KeyboardEvent): void => {
    const count = this.#options.length;
    const next: Record<string, () => number> = {
      ArrowDown: () => (this.#chosen + 1) % count,
      ArrowUp: () => (this.#chosen - 1 + count) % count,
      PageDown: () => count - 1,
      PageUp: () => 0,
    };
    if (event.target instanceof HTMLInputElement && event.key === 'Enter') {
      event.preventDefault();
      this.#options[this.#chosen]?.click();
    } else if (event.target instanceof HTMLInputElement && event.key in next && count > 0) {
      event.preventDefault();
      this.#choose(next[event.key]?.() ?? 0);
    }
  };

  #point = (event: PointerEvent): void => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null;
    if (option && option.getAttribute('aria-selected') !== 'true') this.#choose(this.#options.indexOf(option));
  };

  #choose(index: number): void {
    const options = this.#options;
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    const input = this.querySelector('input');
    const option = options[index];
    if (option) input?.setAttribute('aria-activedescendant', option.id);
    else input?.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  }
}
