/** Whether this browser can make and use passkeys, in the forms that the server speaks. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

const asJson = (credential: Credential | null): string | null =>
  credential instanceof PublicKeyCredential ? JSON.stringify(credential.toJSON()) : null;

/** Whoever closes the browser's own dialog, or lets it run out, has changed their mind: null. */
async function unlessGivenUp(ask: () => Promise<Credential | null>): Promise<string | null> {
  try {
    return asJson(await ask());
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Has the browser make a passkey from the server's challenge. */
export const makePasskey = (options: string): Promise<string | null> =>
  unlessGivenUp(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options)) }));

/** Has the browser sign the server's challenge with a passkey of this place. */
export const signWithPasskey = (options: string): Promise<string | null> =>
  unlessGivenUp(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options)) }));
