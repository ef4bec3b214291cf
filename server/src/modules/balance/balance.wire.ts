import { asCurrency } from '@guichet/contract/currencies.ts';
import { wireAmount, wireSum } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireBalance, WireBalanceAmount, WireBalanceTransaction } from '@guichet/contract/wire/balance.ts';
import type { Balance } from '../../ledger/index.ts';
import type { BalanceTransaction } from './balanceTransaction.ts';

/** A balance transaction; whether it is pending depends on the moment it is shown at. */
export function balanceTransactionWire(transaction: BalanceTransaction, now: Date): WireBalanceTransaction {
  const { fee, currency, created, availableOn } = transaction;
  // An answer to the request that made it is shown at the moment when that request came.
  const shownAt = created > now ? created : now;
  const detail = { amount: wireAmount(fee), application: null, currency, description: 'Processing fee', type: 'stripe_fee' } as const;
  return {
    id: transaction.id,
    object: 'balance_transaction',
    amount: wireAmount(transaction.amount),
    available_on: unixSeconds(availableOn),
    balance_type: 'payments',
    created: unixSeconds(created),
    currency,
    description: transaction.description,
    exchange_rate: null,
    fee: wireAmount(fee),
    fee_details: fee === 0n ? [] : [detail],
    net: wireAmount(transaction.amount - fee),
    reporting_category: transaction.type,
    source: transaction.source,
    status: availableOn <= shownAt ? 'available' : 'pending',
    type: transaction.type,
  };
}

const amountWire = (amount: bigint, currency: string): WireBalanceAmount => ({
  amount: wireSum(amount),
  currency,
  source_types: { card: wireSum(amount) },
});

/** The balance per currency; a place that has not taken anything yet shows zero in its own currency. */
type Shown = Pick<Balance, 'currency' | 'available' | 'pending'>;

export function balanceWire(balances: readonly Shown[], defaultCurrency: string, livemode: boolean): WireBalance {
  const shown: readonly Shown[] = balances.some((one) => one.currency === defaultCurrency)
    ? balances
    : [...balances, { currency: asCurrency(defaultCurrency), available: 0n, pending: 0n }];
  return {
    object: 'balance',
    available: shown.map((one) => amountWire(one.available, one.currency)),
    livemode,
    pending: shown.map((one) => amountWire(one.pending, one.currency)),
  };
}
