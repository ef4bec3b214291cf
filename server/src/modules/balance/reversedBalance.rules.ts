import type { Id } from '@guichet/contract/ids.ts';
import { money } from '@guichet/contract/money.ts';
import type { BalanceTransaction } from './balanceTransaction.ts';

interface Reversal {
  readonly id: Id<'txn'>;
  readonly type: BalanceTransaction['type'];
  readonly description: string | null;
  readonly now: Date;
}

/** What takes a movement back: the same amount the other way, by the same rates, at once, and without a fee. */
export function reversedBalance(balance: BalanceTransaction, { id, type, description, now }: Reversal): BalanceTransaction {
  const { feeDetails: _parts, conversion, ...rest } = balance;
  const back = { id, type, description, amount: -balance.amount, fee: 0n, availableOn: now, created: now };
  if (conversion === undefined) return { ...rest, ...back };
  const { presented, quote } = conversion;
  return { ...rest, ...back, conversion: { presented: money(-presented.amount, presented.currency), quote } };
}
