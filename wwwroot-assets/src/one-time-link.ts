/**
 * `<one-time-link><form>…</form><div hidden>…</div></one-time-link>`: takes the secret out of the address' fragment, so that neither
 * the history nor a copied address has it, and posts it; without one it shows what is missing.
 */
export class OneTimeLink extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    const field = form?.querySelector<HTMLInputElement>('input[name="Opening.Value"]');
    const secret = location.hash.slice(1);
    if (form && field && secret) {
      history.replaceState(null, '', location.pathname);
      field.value = secret;
      form.requestSubmit();
      return;
    }

    form?.setAttribute('hidden', '');
    this.querySelector(':scope > div')?.removeAttribute('hidden');
  }
}
