import type { Brand, Entry } from '../api.ts';

const dayS = 86_400;

/** How long an issuer holds the funds, in seconds: seven days, except for Visa where the merchant initiates (five). */
export function authorisationLifetimeS(brand: Brand, entry: Entry): number {
  return brand === 'visa' && entry.startsWith('mit_') ? 5 * dayS : 7 * dayS;
}
