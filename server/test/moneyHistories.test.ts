import type { Currency } from '@guichet/contract/currencies.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACCOUNT_NAMES, type AccountName } from '../src/ledger/accounts.ts';
import { type LedgerTransaction, positionsOf } from '../src/ledger/index.ts';
import { inItself, openShare, type Quote, type Settlement, settled } from '../src/modules/exchange/index.ts';
import { capturedCharge } from '../src/modules/payments/captured.rules.ts';
import { NOW, sampleCharge } from '../src/modules/payments/testing/samples.ts';
import * as payouts from '../src/modules/payouts/payout.postings.ts';
import { refundConverted, refundCreated } from '../src/modules/refunds/refund.postings.ts';

// Whole histories of a place that settles in euros and dollars, made of the postings that the use cases write.

const FEES = [{ basisPoints: 140n, fixed: { eur: 25n, usd: 30n } }];
const TERMS = { settlementDelayMs: 0, fees: FEES };
const CURRENCIES = ['eur', 'usd', 'gbp', 'jpy', 'kwd', 'idr', 'isk'] as const;

const rate = fc
  .integer({ min: 1, max: 9_999_999 })
  .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`)
  .filter((text) => /[1-9]/.test(text));
const currency = fc.constantFrom<Currency>(...CURRENCIES);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('sell' as const), currency, amount: fc.bigInt({ min: 1n, max: 10_000_000n }), rate }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('refund' as const), at: fc.nat(), percent: fc.bigInt({ min: 1n, max: 100n }), rate }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pay out' as const),
      percent: fc.bigInt({ min: 1n, max: 100n }),
      ends: fc.constantFrom('paid', 'canceled', 'failed', 'returned', 'reversed'),
      currency: fc.constantFrom<Currency>('eur', 'usd'),
    }),
  },
);

interface Sale {
  readonly source: string;
  readonly currency: Currency;
  readonly settlement: Settlement;
  readonly brought: Money;
  readonly posted: LedgerTransaction[];
  left: bigint;
}

/** The place's settlement: its own currencies as they are, others to euros by a rate. */
function settlementFor(from: Currency, fromRate: string): Settlement {
  if (from === 'eur' || from === 'usd') return inItself(from);
  const quote: Quote = { from, to: 'eur', fromRate, toRate: '1', marginBasisPoints: 200, source: 'ecb', day: '2026-04-13' };
  return { currency: 'eur', quote };
}

class Place {
  readonly sales: Sale[] = [];
  readonly posted: LedgerTransaction[] = [];
  /** What the wire calls the balance: the sum of all balance transactions. */
  readonly balance = new Map<Currency, bigint>();

  #post(transaction: LedgerTransaction, moves: Money | null): LedgerTransaction {
    this.posted.push(transaction);
    if (moves !== null) this.balance.set(moves.currency, (this.balance.get(moves.currency) ?? 0n) + moves.amount);
    return transaction;
  }

  sell(from: Currency, amount: bigint, fromRate: string): void {
    const source = `ch_${this.sales.length}` as const;
    const settlement = settlementFor(from, fromRate);
    const charge = sampleCharge({ id: source, currency: from, amount });
    const { movement } = capturedCharge({ charge, amount, transactionId: 'txn_1', terms: TERMS, settlement, placeCountry: 'FR', now: NOW });
    const { balance, ledger } = movement;
    this.#post(ledger, money(balance.amount - balance.fee, balance.currency));
    this.sales.push({
      source,
      currency: from,
      settlement,
      brought: money(balance.amount, balance.currency),
      posted: [ledger],
      left: amount,
    });
  }

  refund(at: number, percent: bigint, newRate: string): void {
    const sale = this.sales[at % Math.max(this.sales.length, 1)];
    const part = sale === undefined ? 0n : (sale.left * percent) / 100n;
    if (sale === undefined || part === 0n) return;
    sale.left -= part;
    const amount = money(part, sale.currency);
    const facts = { tenantId: 1, id: 'txn_2', refundId: 're_1', amount, created: NOW } as const;
    const { quote } = sale.settlement;
    if (quote === null) return void this.#post(refundCreated(facts), money(-part, sale.currency));
    const today = settled(amount, { currency: quote.to, quote: { ...quote, fromRate: newRate } });
    const positions = positionsOf(sale.posted);
    const open = { presented: positions.get(quote.from) ?? 0n, settled: money(-(positions.get(quote.to) ?? 0n), quote.to) };
    const refunded = refundConverted({ ...facts, settled: today, brought: openShare(open, part) });
    sale.posted.push(this.#post(refunded, money(-today.amount, today.currency)));
  }

  payOut(of: Currency, percent: bigint, ends: string): void {
    const amount = money(((this.balance.get(of) ?? 0n) * percent) / 100n, of);
    if (amount.amount <= 0n) return;
    const facts = { tenantId: 1, id: 'txn_3', payoutId: 'po_1', amount, created: NOW } as const;
    const taken = money(-amount.amount, of);
    this.#post(payouts.payoutCreated(facts), taken);
    if (ends === 'canceled') this.#post(payouts.payoutCanceled(facts), amount);
    else if (ends === 'failed') this.#post(payouts.payoutFailed(facts), amount);
    else this.#post(payouts.payoutPaid(facts), null);
    if (ends === 'returned') this.#post(payouts.payoutReturned(facts), amount);
    if (ends === 'reversed') this.#post(payouts.payoutReversed(facts), amount);
  }

  /** What stands on an account, debits positive. */
  net(account: AccountName, of: Currency): bigint {
    return this.posted
      .flatMap(({ postings }) => postings)
      .filter((posting) => posting.amount.currency === of)
      .reduce(
        (sum, { debit, credit, amount }) => sum + (debit === account ? amount.amount : 0n) - (credit === account ? amount.amount : 0n),
        0n,
      );
  }
}

it('whatever a place sells, gives back and pays out, its books balance per currency and every position is explained', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const place = new Place();
      for (const one of steps) {
        if (one.do === 'sell') place.sell(one.currency, one.amount, one.rate);
        else if (one.do === 'refund') place.refund(one.at, one.percent, one.rate);
        else place.payOut(one.currency, one.percent, one.ends);
      }
      for (const { postings } of place.posted) expect(postings.every(({ amount }) => amount.amount > 0n)).toBe(true);
      for (const of of CURRENCIES) {
        expect(ACCOUNT_NAMES.reduce((sum, account) => sum + place.net(account, of), 0n)).toBe(0n);
        expect(place.net('provider_receivable', of)).toBe(place.balance.get(of) ?? 0n);
        // Every payout here has come to its end.
        expect(place.net('payouts_in_transit', of)).toBe(0n);
      }
      const converted = place.sales.filter(({ settlement }) => settlement.quote !== null);
      for (const of of CURRENCIES.filter((one) => one !== 'eur' && one !== 'usd')) {
        const unsold = converted.filter((sale) => sale.currency === of).reduce((sum, { left }) => sum + left, 0n);
        expect(place.net('conversion_position', of)).toBe(unsold);
      }
      for (const sale of converted) {
        const open = -(positionsOf(sale.posted).get('eur') ?? 0n);
        expect(open >= 0n && open <= sale.brought.amount).toBe(true);
        if (sale.left === 0n) expect(open).toBe(0n);
      }
    }),
    { numRuns: 300 },
  );
});
