import type { Advice } from '../api.ts';

const adviceByCode: Record<string, Advice> = {
  '05': 'retry_later',
  12: 'do_not_retry',
  13: 'correct_data',
  14: 'correct_data',
  15: 'correct_data',
  '1A': 'authenticate',
  41: 'do_not_retry',
  43: 'do_not_retry',
  51: 'retry_later',
  54: 'correct_data',
  59: 'do_not_retry',
  61: 'retry_later',
  96: 'retry_later',
  N7: 'correct_data',
  TB: 'do_not_retry',
};

/** What the issuer says of trying again; null for an approval. */
export function adviceFor(responseCode: string): Advice | null {
  return adviceByCode[responseCode] ?? null;
}
