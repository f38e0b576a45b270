import { remember } from './cookie';

const narrow = matchMedia('(max-width: 1023px)');
const root = document.documentElement;

/**
 * `<nav-toggle><button aria-controls="…">…</button></nav-toggle>`: folds the navigation away on a wide screen, and opens it as a
 * drawer on a narrow one, where it closes again by Escape, by a click beside it, or by going somewhere.
 */
export class NavToggle extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback(): void {
    // A drawer left open on another page or before the window grew says nothing about this one.
    if (narrow.matches) delete root.dataset['nav'];
    this.addEventListener('click', this.#toggle);
    document.addEventListener('keydown', this.#escape);
    document.addEventListener('click', this.#beside);
    narrow.addEventListener('change', this.#resized);
    this.#observer = new MutationObserver(this.#show);
    this.#observer.observe(root, { attributeFilter: ['data-nav'] });
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#escape);
    document.removeEventListener('click', this.#beside);
    narrow.removeEventListener('change', this.#resized);
    this.#observer?.disconnect();
  }

  get #open(): boolean {
    return narrow.matches ? root.dataset['nav'] === 'open' : root.dataset['nav'] !== 'closed';
  }

  #toggle = (): void => {
    const next = this.#open ? 'closed' : 'open';
    root.dataset['nav'] = next;
    if (!narrow.matches) remember('nav', next);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !narrow.matches || !this.#open) return;
    root.dataset['nav'] = 'closed';
    this.querySelector('button')?.focus();
  };

  #beside = (event: MouseEvent): void => {
    if (!narrow.matches || !(event.target instanceof Element) || !event.target.closest('.nav-veil, .nav a')) return;
    root.dataset['nav'] = 'closed';
  };

  #resized = (): void => {
    delete root.dataset['nav'];
    this.#show();
  };

  #show = (): void => this.querySelector('button')?.setAttribute('aria-expanded', String(this.#open));
}
