/**
 * `<kept-text key="…"><textarea></textarea></kept-text>`: what is typed is kept in this tab while it is typed, and stands there again
 * when the field comes back: after a closed dialog, a reload, a restart of the portal, another sign-in. The server takes it out.
 */
export class KeptText extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', this.#keep);
    // In a microtask: the renderer puts the field in after this element, in the same turn.
    queueMicrotask(this.#bringBack);
  }

  disconnectedCallback(): void {
    this.removeEventListener('input', this.#keep);
  }

  get #key(): string {
    return this.getAttribute('key') ?? '';
  }

  get #field(): HTMLTextAreaElement | HTMLInputElement | null {
    return this.querySelector('textarea, input');
  }

  #keep = (): void => {
    try {
      if (this.#field) sessionStorage.setItem(this.#key, this.#field.value);
    } catch {
      // A full or forbidden store: the text lives as long as the page does.
    }
  };

  /** What was kept is never older than what the server knows, which hears of a field when it is left. */
  #bringBack = (): void => {
    const field = this.#field;
    const kept = this.#kept();
    if (!field || kept === null || field.value === kept) return;
    field.value = kept;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  };

  #kept(): string | null {
    try {
      return sessionStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }
}
