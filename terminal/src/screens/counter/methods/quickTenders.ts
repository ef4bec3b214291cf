import { type Currency, exponentOf } from '@guichet/contract/currencies.ts';

const NOTES = [5n, 10n, 20n, 50n] as const;

/** What people hand over for an amount: the fewest notes of one kind that are enough, besides the exact sum. In minor units, smallest first. */
export function quickTenders(askedMinor: bigint, currency: Currency): readonly bigint[] {
  const unit = 10n ** BigInt(exponentOf(currency));
  const enough = NOTES.map((note) => {
    const worth = note * unit;
    return ((askedMinor + worth - 1n) / worth) * worth;
  });
  return [...new Set(enough)].filter((sum) => sum > askedMinor).sort((a, b) => (a < b ? -1 : 1));
}
