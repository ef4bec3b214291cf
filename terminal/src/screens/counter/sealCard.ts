import type { CardKey } from '@guichet/contract/terminal.ts';

/** What the vault reads once it has opened the seal. */
export interface CardFields {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly cvc?: string;
}

/** Fetched while the form is filled in, so that the first payment doesn't wait for it. */
const jose = () => import('jose');

/** Loads what seals, once the page has nothing better to do. */
export function warmUpSeal(): void {
  // Not every browser tells when it is idle.
  if ('requestIdleCallback' in window) requestIdleCallback(() => void jose());
  else setTimeout(jose, 500);
}

/** Encrypts the card for the vault (RFC 7516, compact): what leaves the page is readable by nobody else. */
export async function sealCard({ kid, jwk }: CardKey, card: CardFields): Promise<string> {
  const { CompactEncrypt, importJWK } = await jose();
  const key = await importJWK({ ...jwk }, 'ECDH-ES');
  const plain = new TextEncoder().encode(JSON.stringify(card));
  return new CompactEncrypt(plain).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(key);
}
