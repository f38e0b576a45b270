const pause = 500;

/**
 * `<as-typed>…fields…</as-typed>`: the server hears of a text field when it is left; in here it hears of it when typing pauses too, so
 * that what is typed can be saved before the field is left.
 */
export class AsTyped extends HTMLElement {
  #waiting = new Map<EventTarget, number>();

  connectedCallback(): void {
    this.addEventListener('input', this.#wait);
  }

  disconnectedCallback(): void {
    this.removeEventListener('input', this.#wait);
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #wait = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text'))) return;
    clearTimeout(this.#waiting.get(field));
    this.#waiting.set(
      field,
      window.setTimeout(() => {
        this.#waiting.delete(field);
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }, pause),
    );
  };
}
