import type { AuthorisationRequest, AvsResult } from '../api.ts';
import type { TestCard } from './testCards.ts';

/** Issuers of these countries take no part in address verification. */
const countriesWithoutAvs = new Set(['FR', 'IT']);

/**
 * The issuer's word on the billing address. The sandbox has no addresses on file: whatever was given matches, unless the card
 * is one that fails.
 */
export function compareAddress(card: TestCard, address: AuthorisationRequest['address']): AvsResult | null {
  const line1Given = Boolean(address?.line1?.trim());
  const postalCodeGiven = Boolean(address?.postal_code?.trim());
  if (!line1Given && !postalCodeGiven) return null;
  if (countriesWithoutAvs.has(card.country)) return 'S';
  const rule = card.behaviour.address;
  if (rule === 'unavailable') return 'U';
  const line1Matches = line1Given && rule !== 'fails' && rule !== 'line1_fails';
  const postalCodeMatches = postalCodeGiven && rule !== 'fails' && rule !== 'postal_code_fails';
  if (line1Matches) return postalCodeMatches ? 'Y' : 'A';
  return postalCodeMatches ? 'Z' : 'N';
}
