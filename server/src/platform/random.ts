import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Randomness is passed in, so that a seeded run can repeat itself. */
export interface Random {
  bytes(length: number): Buffer;
}

const POOL_BYTES = 8_192;
const LARGEST_FROM_POOL = 256;

/** The operating system's randomness, fetched for many at once: small pieces cost more to ask for than to make. No byte is given twice or kept. */
function pooledRandom(): Random {
  let pool = Buffer.alloc(0);
  let used = 0;
  return {
    bytes: (length) => {
      if (length > LARGEST_FROM_POOL) return randomBytes(length);
      if (used + length > pool.length) [pool, used] = [randomBytes(POOL_BYTES), 0];
      const piece = Buffer.from(pool.subarray(used, used + length));
      pool.fill(0, used, used + length);
      used += length;
      return piece;
    },
  };
}

export const systemRandom: Random = pooledRandom();

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A text of characters that are drawn without bias from 62: about 5.95 bits each. */
export function randomText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length * 2)) {
      // 248 is the largest multiple of 62 below 256: what lies above it would favour the first letters.
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
