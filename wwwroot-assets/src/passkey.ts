/** Makes a passkey; the answer for the server, or null when the person or the browser made none. */
export const create = (options: string): Promise<string | null> =>
  answer(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options)) }));

/** Asks for a passkey; the answer for the server, or null when none was given. */
export const get = (options: string): Promise<string | null> =>
  answer(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options)) }));

export const supported = (): boolean => 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

async function answer(ask: () => Promise<Credential | null>): Promise<string | null> {
  if (!supported()) return null;
  try {
    const given = await ask();
    return given ? JSON.stringify(given) : null;
  } catch {
    return null; // Declined, too late, already registered, or no authenticator: the browser has told the person which.
  }
}
