import { describe, expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import { capturedCharge } from './captured.rules.ts';
import { NOW, sampleCharge } from './testing/samples.ts';

const DAY_MS = 24 * 3600_000;
const TERMS = { settlementDelayMs: 2 * DAY_MS, fees: { basisPoints: 140n, fixed: { eur: 25n } } };

const capture = (amount: bigint, terms = TERMS) =>
  capturedCharge({ charge: sampleCharge({ description: 'Table 4' }), amount, transactionId: 'txn_1', terms, now: NOW });

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
    const { movement } = capture(4990n, { settlementDelayMs: 0, fees: { basisPoints: 0n, fixed: { eur: 0n } } });
    expect(movement.ledger.postings).toEqual([
      { debit: 'provider_receivable', credit: 'sales', amount: { amount: 4990n, currency: 'eur' } },
    ]);
  });
});
