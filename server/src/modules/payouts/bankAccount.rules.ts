import { isRoutingNumber } from '@guichet/contract/routingNumbers.ts';

/** A routing number of the American Bankers Association as people write it, or null when it is none. */
export function routingNumberOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return isRoutingNumber(digits) ? digits : null;
}

/** An account number in the United States: four to seventeen digits, without a check of its own. */
export function usAccountNumberOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{4,17}$/.test(digits) ? digits : null;
}
