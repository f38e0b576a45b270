import { remember } from './cookie';

const system = matchMedia('(prefers-color-scheme: dark)');

export type Theme = 'light' | 'dark';

export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'dark' : 'light';
}

/** Calls back whenever the shown theme changes, by choice or by the system; returns what stops it. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

/** A token's value as the engine needs it: resolved for the shown theme. */
export function token(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.documentElement.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** `<theme-toggle><button>…</button></theme-toggle>`: the button changes between light and dark. */
export class ThemeToggle extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    this.addEventListener('click', this.#toggle);
    this.#stop = onThemeChange(this.#label);
    this.#label();
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#toggle);
    this.#stop?.();
  }

  #toggle = (): void => {
    const next: Theme = theme() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    remember('theme', next);
  };

  #label = (): void => {
    const button = this.querySelector('button');
    const text = theme() === 'dark' ? 'Switch to the light theme' : 'Switch to the dark theme';
    button?.setAttribute('aria-label', text);
    button?.setAttribute('title', text);
  };
}
