import { describe, expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import type { FeeSchedule } from '../../connectors/index.ts';
import { inItself, type Settlement } from '../exchange/index.ts';
import type { DebitMethod } from '../payment_methods/index.ts';
import { capturedCharge } from './captured.rules.ts';
import type { Charge, ChargedCard } from './charge.ts';
import { pendingCharge } from './debited.rules.ts';
import { NOW, sampleAttempt, sampleCharge, sampleDebitMethod, sampleIntent, sampleUsBankAccount } from './testing/samples.ts';

const DAY_MS = 24 * 3600_000;
const TERMS = { settlementDelayMs: 2 * DAY_MS, fees: [{ basisPoints: 140n, fixed: { eur: 25n } }] };
const GBP_TO_EUR: Settlement = {
  currency: 'eur',
  quote: { from: 'gbp', to: 'eur', fromRate: '0.87058', toRate: '1', marginBasisPoints: 200, source: 'ecb', day: '2026-04-13' },
};

const capture = (amount: bigint, more: Partial<Parameters<typeof capturedCharge>[0]> = {}) =>
  capturedCharge({
    ...{ charge: sampleCharge({ description: 'Table 4' }), amount, transactionId: 'txn_1', terms: TERMS, now: NOW },
    ...{ settlement: inItself('eur'), placeCountry: 'FR', ...more },
  });

describe('a capture', () => {
  it.each([
    ['in full', 4990n, 95n],
    ['in part', 1000n, 39n],
  ])('%s is on the charge, and moves the balance once', (_what, amount, fee) => {
    const { charge, movement } = capture(amount);
    expect(charge).toEqual({
      ...sampleCharge({ description: 'Table 4' }),
      captured: true,
      amountCaptured: amount,
      balanceTransactionId: 'txn_1',
    });
    expect(movement.balance).toEqual({
      tenantId: 1,
      id: 'txn_1',
      type: 'charge',
      source: 'ch_1',
      amount,
      fee,
      feeDetails: [
        { amount: fee - 25n, description: 'Processing fee (1.4 %)' },
        { amount: 25n, description: 'Processing fee (per payment)' },
      ],
      currency: 'eur',
      description: 'Table 4',
      availableOn: new Date(NOW.getTime() + 2 * DAY_MS),
      created: NOW,
    });
    const { id, source, created, availableOn } = movement.balance;
    expect(movement.ledger).toMatchObject({ id, source, created, availableOn });
  });

  it('posts what docs/ledger.md says', () => {
    const { ledger } = capture(4990n).movement;
    const amounts: Record<string, bigint> = { captured: 4990n, fee: 95n };
    const documented = documentedPostings().get(ledger.event);
    expect(ledger.postings).toEqual(
      documented?.map(({ debit, credit, amount }) => ({ debit, credit, amount: { amount: amounts[amount], currency: 'eur' } })),
    );
  });

  it('without a fee posts the sale alone', () => {
    const { movement } = capture(4990n, { terms: { settlementDelayMs: 0, fees: [] } });
    expect(movement.ledger.postings).toEqual([
      { debit: 'provider_receivable', credit: 'sales', amount: { amount: 4990n, currency: 'eur' } },
    ]);
  });

  it('that the provider pays out of turn is available at once', () => {
    expect(capture(4990n, { availableAtOnce: true }).movement.balance.availableOn).toEqual(NOW);
  });

  it('in another currency meets at the position account, and the fee is taken of what is settled', () => {
    const charge = sampleCharge({ currency: 'gbp' });
    const { movement } = capture(10_000n, { charge, settlement: GBP_TO_EUR });
    // 100.00 / 0.87058 · 0.98 = 112.568…; 1.4 % of that, and 0.25.
    expect(movement.balance).toMatchObject({ amount: 11_257n, fee: 158n + 25n, currency: 'eur' });
    expect(movement.balance.conversion).toEqual({ presented: { amount: 10_000n, currency: 'gbp' }, quote: GBP_TO_EUR.quote });
    const amounts: Record<string, object> = {
      captured: { amount: 10_000n, currency: 'gbp' },
      settled: { amount: 11_257n, currency: 'eur' },
      fee: { amount: 183n, currency: 'eur' },
    };
    expect(movement.ledger.event).toBe('charge.converted');
    expect(movement.ledger.postings).toEqual(
      documentedPostings()
        .get('charge.converted')
        ?.map(({ debit, credit, amount }) => ({ debit, credit, amount: amounts[amount] })),
    );
  });

  it('that converts to nothing still stands as a sale', () => {
    const settlement = { currency: 'eur', quote: { ...GBP_TO_EUR.quote, from: 'idr', fromRate: '20082.05' } } as Settlement;
    const { movement } = capture(50n, { charge: sampleCharge({ currency: 'idr' }), settlement });
    expect(movement.balance).toMatchObject({ amount: 0n, fee: 0n });
    expect(movement.ledger.postings).toEqual([{ debit: 'conversion_position', credit: 'sales', amount: { amount: 50n, currency: 'idr' } }]);
  });
});

describe('the price of a capture', () => {
  const FEES: FeeSchedule = [
    { brands: ['amex'], basisPoints: 300n, fixed: {} },
    { methods: ['card'], regions: ['domestic'], basisPoints: 100n, fixed: {} },
    { methods: ['card'], basisPoints: 200n, fixed: {} },
    { regions: ['domestic'], basisPoints: 10n, fixed: {} },
    { regions: ['eea'], basisPoints: 20n, fixed: {} },
    { regions: ['other'], basisPoints: 30n, fixed: {} },
  ];
  const feeOf = (charge: Charge, placeCountry: string): bigint =>
    capture(1000n, { charge, placeCountry, terms: { settlementDelayMs: 0, fees: FEES } }).movement.balance.fee;
  const card = (details: Partial<ChargedCard>): Charge => {
    const charge = sampleCharge();
    return { ...charge, details: { ...charge.details, ...details } };
  };
  const account = (method: DebitMethod): Charge =>
    pendingCharge({ attempt: sampleAttempt({ kind: 'debit' }), intent: sampleIntent(), method, now: NOW }, null);

  it.each<[string, Partial<ChargedCard>, bigint]>([
    ['its brand', { brand: 'amex', country: 'FR' }, 30n],
    ['its country, which is the place’s', { country: 'FR' }, 10n],
    ['its country, which is another', { country: 'DE' }, 20n],
  ])('with a card goes by %s', (_what, details, fee) => {
    expect(feeOf(card(details), 'FR')).toBe(fee);
  });

  it.each([
    ['a European account in its own country', sampleDebitMethod, 'DE', 1n],
    ['a European account in a country near it', sampleDebitMethod, 'FR', 2n],
    ['a European account far away', sampleDebitMethod, 'US', 3n],
    ['an American account in its own country', sampleUsBankAccount, 'US', 1n],
    ['an American account far away', sampleUsBankAccount, 'FR', 3n],
  ])('goes by where the account is kept: %s', (_what, method, placeCountry, fee) => {
    expect(feeOf(account(method()), placeCountry)).toBe(fee);
  });
});
