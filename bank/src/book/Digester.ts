import { createHmac } from 'node:crypto';

const codeAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What the bank derives from its key: digests of requests, and numbers that only this bank could have given out. */
export class Digester {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Tells whether two requests ask the same thing, whatever the order of their fields. */
  request(kind: string, content: unknown): string {
    return this.#mac(`request ${kind} ${JSON.stringify(sorted(content))}`).toString('hex');
  }

  /** Six letters and digits, without those that are mistaken for each other on the phone. */
  authorisationCode(reference: string): string {
    return [...this.#mac(`code ${reference}`).subarray(0, 6)].map((byte) => codeAlphabet[byte % codeAlphabet.length]).join('');
  }

  /** Fifteen digits, as Visa's transaction identifier. */
  networkTransactionId(reference: string): string {
    return (this.#mac(`network ${reference}`).readBigUInt64BE() % 10n ** 15n).toString().padStart(15, '0');
  }

  #mac(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
