/**
 * `<modal-host open><dialog>…</dialog></modal-host>`: opens and closes the dialog as the attribute comes and goes. The browser keeps
 * the focus inside and gives it back; no round trip to the server lies between the change and what is seen. Whoever presses a button and
 * is told what lacks stands in the first field that does.
 */
export class ModalHost extends HTMLElement {
  static readonly observedAttributes = ['open'];
  #pressed = false;

  constructor() {
    super();
    this.addEventListener('click', ({ target }) => (this.#pressed = target instanceof Element && target.closest('button') !== null));
    this.addEventListener('input', () => (this.#pressed = false));
    new MutationObserver(() => this.#meet()).observe(this, { subtree: true, attributeFilter: ['aria-invalid'] });
  }

  connectedCallback(): void {
    this.#follow();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#follow();
  }

  // In a microtask: the renderer sets the attribute before or after the dialog's content, in the same turn.
  #follow(): void {
    queueMicrotask(() => {
      const dialog = this.querySelector('dialog');
      if (!dialog) return;
      if (this.hasAttribute('open') && !dialog.open) dialog.showModal();
      else if (!this.hasAttribute('open') && dialog.open) dialog.close();
    });
  }

  #meet(): void {
    const lacking = this.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (!this.#pressed || !lacking) return;
    this.#pressed = false;
    lacking.focus();
  }
}
