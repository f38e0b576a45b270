import { get, supported } from './passkey';

/** `<passkey-button data-options="…">…<button></passkey-button>`: asks for a passkey, and sends the form that it stands in with the answer. */
export class PasskeyButton extends HTMLElement {
  connectedCallback(): void {
    this.hidden = !supported();
    this.querySelector('button')?.addEventListener('click', this.#ask);
  }

  #ask = async (): Promise<void> => {
    const field = this.querySelector<HTMLInputElement>('input[name="Input.Passkey"]');
    const answer = await get(this.dataset['options'] ?? '');
    this.querySelector('[role=alert]')?.toggleAttribute('hidden', answer !== null);
    if (!field || answer === null) return;
    field.value = answer;
    // Not requestSubmit: address and password may stay empty.
    field.form?.submit();
  };
}
