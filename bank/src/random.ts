import { randomBytes } from 'node:crypto';

/** The only randomness of the bank: everything else that looks random is derived from a key made here. */
export function randomKey(): Buffer {
  return randomBytes(32);
}
