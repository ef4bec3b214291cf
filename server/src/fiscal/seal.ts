import { createHash, type KeyObject, sign, verify } from 'node:crypto';

/** What signs: ECDSA on P-256 with SHA-256, so that everybody can check with the public key what only the private one can make. */
export interface SealingKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const SIGNATURE_BYTES = 64;
const encoded = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' }) as const;

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const signText = (key: SealingKey, text: string): Buffer => sign('sha256', Buffer.from(text), encoded(key.privateKey));

export const isSignedBy = (publicKey: KeyObject, text: string, signature: Uint8Array): boolean =>
  signature.length === SIGNATURE_BYTES && verify('sha256', Buffer.from(text), encoded(publicKey), signature);

/** The public key as SPKI in base64, as it stands in the first line. */
export const publicText = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** The name of a key: the first 16 hexadecimal digits of the SHA-256 of its public half. */
export const keyIdOf = (publicKey: KeyObject): string => digestOf(publicText(publicKey)).slice(0, 16);
