import { asCurrency, exponentOf } from '@guichet/contract/currencies.ts';
import { wireSum } from '@guichet/contract/money.ts';
import type { ConversionView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireBalance, WireBalanceAmount, WireBalanceTransaction } from '@guichet/contract/wire/balance.ts';
import type { Balance } from '../../ledger/index.ts';
import { appliedRate, midRate, type Quote, sourceName } from '../exchange/index.ts';
import type { BalanceTransaction, FeePart } from './balanceTransaction.ts';

/** What one minor unit was worth in the other currency's minor units, as the wire has it: 0.6 where 1000 yen became 6.00 euro. */
function wireRate(quote: Quote): number {
  return Number(`${appliedRate(quote)}e${exponentOf(quote.to) - exponentOf(quote.from)}`);
}

/** A balance transaction; whether it is pending depends on the moment it is shown at. */
export function balanceTransactionWire(transaction: BalanceTransaction, now: Date): WireBalanceTransaction {
  const { fee, currency, created, availableOn, conversion } = transaction;
  const parts = transaction.feeDetails ?? (fee === 0n ? [] : [{ amount: fee, description: 'Processing fee' }]);
  // An answer to the request that made it is shown at the moment when that request came.
  const shownAt = created > now ? created : now;
  return {
    id: transaction.id,
    object: 'balance_transaction',
    amount: wireSum(transaction.amount),
    available_on: unixSeconds(availableOn),
    balance_type: 'payments',
    created: unixSeconds(created),
    currency,
    description: transaction.description,
    exchange_rate: conversion === undefined ? null : wireRate(conversion.quote),
    fee: wireSum(fee),
    fee_details: parts.map((part) => feeDetail(part, currency)),
    net: wireSum(transaction.amount - fee),
    reporting_category: categoryOf(transaction),
    source: transaction.source,
    status: availableOn <= shownAt ? 'available' : 'pending',
    type: transaction.type,
  };
}

/** What reports of the wire call a type, where that is another word. */
const CATEGORIES: Readonly<Record<string, string>> = {
  payment: 'charge',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
};

/** Disputes are the only thing so far that adjusts a balance. */
const categoryOf = ({ type, amount }: BalanceTransaction): string =>
  type === 'adjustment' ? (amount < 0n ? 'dispute' : 'dispute_reversal') : (CATEGORIES[type] ?? type);

const feeDetail = ({ amount, description }: FeePart, currency: string) =>
  ({ amount: wireSum(amount), application: null, currency, description, type: 'stripe_fee' }) as const;

/** How a balance transaction was converted: one view, or none when it was not. */
export function conversionViews({ id, amount, currency, conversion }: BalanceTransaction): ConversionView[] {
  if (conversion === undefined) return [];
  const { presented, quote } = conversion;
  return [
    {
      balance_transaction: id,
      presented_amount: wireSum(presented.amount),
      presented_currency: presented.currency,
      amount: wireSum(amount),
      currency,
      rate: appliedRate(quote),
      mid: midRate(quote),
      margin_basis_points: quote.marginBasisPoints,
      source: sourceName(quote.source),
      day: quote.day,
    },
  ];
}

// On the wire bank debits by intents are counted among cards; `bank_account` is for those of the older ACH, which are not there.
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
