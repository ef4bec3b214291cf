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

  /** Tells whether two card numbers are the same. */
  card(number: string): string {
    return this.#mac(`card ${number}`).toString('hex');
  }

  /** The address of a challenge, which nobody else can work out. */
  challengeSecret(reference: string): string {
    return this.#mac(`challenge ${reference}`).toString('base64url');
  }

  authentication(reference: string): string {
    return `authn_${this.#mac(`authentication ${reference}`).subarray(0, 12).toString('hex')}`;
  }

  /** What an issuer signs an authentication with: 20 bytes in base64, as the networks' values are. */
  cavv(authentication: string): string {
    return this.#mac(`cavv ${authentication}`).subarray(0, 20).toString('base64');
  }

  /** The directory server's number of an authentication, in the form of a UUID. */
  authenticationTransaction(authentication: string): string {
    const hex = this.#mac(`transaction ${authentication}`).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
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
