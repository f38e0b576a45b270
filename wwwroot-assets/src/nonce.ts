// Read once, at the first document: a later in-place navigation brings a page with another nonce, while the policy in force stays the first one.
export const nonce = document.querySelector<HTMLLinkElement>('link[nonce]')?.nonce ?? '';
