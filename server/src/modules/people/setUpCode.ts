import { type Random, sameSecret } from '../../platform/random.ts';

/** Without letters and digits that look alike. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 8;
const MOST_TRIES = 10;
const COOL_DOWN_MS = 60_000;

const normalised = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * The code that lets somebody set this place up: whoever reads it where the server was started. It lives in this process only, and has 40
 * bits, of which ten tries a minute find nothing.
 */
export class SetUpCode {
  /** As it is printed: `ABCD-2345`. */
  readonly text: string;
  #wrong = 0;
  #closedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(random: Random) {
    // 32 characters divide 256 evenly, so none is favoured.
    const drawn = [...random.bytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    this.text = `${drawn.slice(0, LENGTH / 2)}-${drawn.slice(LENGTH / 2)}`;
  }

  /** After ten wrong codes nothing is looked at for a minute, not even the right one. */
  check(given: string, now: Date): 'right' | 'wrong' | 'closed' {
    if (now.getTime() < this.#closedUntilMs) return 'closed';
    if (sameSecret(normalised(given), normalised(this.text))) return 'right';
    this.#wrong += 1;
    if (this.#wrong % MOST_TRIES === 0) this.#closedUntilMs = now.getTime() + COOL_DOWN_MS;
    return 'wrong';
  }
}
