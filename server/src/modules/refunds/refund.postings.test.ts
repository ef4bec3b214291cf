import { type Money, money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import { type LedgerTransaction, positionsOf } from '../../ledger/index.ts';
import { openShare } from '../exchange/index.ts';
import { refundConverted, refundCreated, refundReversed } from './refund.postings.ts';

const created = new Date('2026-03-02T09:00:00Z');
const FACTS = { tenantId: 1, id: 'txn_1', refundId: 're_1', created } as const;

it('a refund posts what docs/ledger.md says, and lowers what is available at once', () => {
  const amount = money(1000n, 'eur');
  const posted = refundCreated({ ...FACTS, amount });
  expect(posted).toMatchObject({ source: 're_1', created, availableOn: created });
  const documented = documentedPostings().get(posted.event);
  expect(documented?.map((row) => row.amount)).toEqual(['refunded']);
  expect(posted.postings).toEqual(documented?.map(({ debit, credit }) => ({ debit, credit, amount })));
});

describe('the refund of a converted sale', () => {
  it.each([
    ['cheaper today', 1100n, 1150n, { gain: 50n }],
    ['dearer today', 1200n, 1150n, { loss: 50n }],
    ['on the same day', 1150n, 1150n, {}],
  ] as const)('%s posts what docs/ledger.md says', (_when, settled, brought, difference: { gain?: bigint; loss?: bigint }) => {
    const posted = refundConverted({
      ...{ ...FACTS, amount: money(1000n, 'gbp'), settled: money(settled, 'eur'), brought: money(brought, 'eur') },
    });
    const amounts: Record<string, Money | undefined> = {
      refunded: money(1000n, 'gbp'),
      settled: money(settled, 'eur'),
      gain: difference.gain === undefined ? undefined : money(difference.gain, 'eur'),
      loss: difference.loss === undefined ? undefined : money(difference.loss, 'eur'),
    };
    const about = { tenantId: 1, id: 'txn_1', event: 'refund.converted', source: 're_1', created, availableOn: created };
    expect(posted).toMatchObject(about);
    const documented = documentedPostings().get('refund.converted') ?? [];
    expect(documented).toHaveLength(4);
    expect(posted.postings).toEqual(
      documented.flatMap(({ debit, credit, amount }) =>
        amounts[amount] === undefined ? [] : [{ debit, credit, amount: amounts[amount] }],
      ),
    );
  });

  it('in however many parts closes what the sale left open, to the last unit, at whatever rates', () => {
    const history = fc.record({
      sold: fc.bigInt({ min: 1n, max: 10_000_000n }),
      brought: fc.bigInt({ min: 0n, max: 10_000_000n }),
      parts: fc.array(fc.record({ share: fc.integer({ min: 1, max: 100 }), rate: fc.bigInt({ min: 0n, max: 400n }) }), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(history, ({ sold, brought, parts }) => {
        const sale: LedgerTransaction = {
          ...{ tenantId: 1, id: 'txn_0', event: 'charge.converted', source: 'ch_1', created, availableOn: created },
          postings: [
            { debit: 'conversion_position', credit: 'sales', amount: money(sold, 'gbp') },
            { debit: 'provider_receivable', credit: 'conversion_position', amount: money(brought, 'eur') },
          ],
        };
        const posted = [sale];
        const open = () => {
          const positions = positionsOf(posted);
          return { presented: positions.get('gbp') ?? 0n, settled: money(-(positions.get('eur') ?? 0n), 'eur') };
        };
        const giveBack = (part: bigint, rate: bigint): void => {
          const share = openShare(open(), part);
          const settled = money((share.amount * rate) / 100n, 'eur');
          posted.push(refundConverted({ ...FACTS, amount: money(part, 'gbp'), settled, brought: share }));
        };
        for (const { share, rate } of parts) {
          const part = (open().presented * BigInt(share)) / 100n;
          if (part === 0n) continue;
          giveBack(part, rate);
          // What is still open brought its share of the whole, give or take the roundings so far.
          const { presented, settled } = open();
          const exact = brought * presented - settled.amount * sold;
          expect((exact < 0n ? -exact : exact) <= sold * BigInt(posted.length)).toBe(true);
        }
        if (open().presented > 0n) giveBack(open().presented, 90n);
        expect([...positionsOf(posted).values()].every((amount) => amount === 0n)).toBe(true);
      }),
    );
  });
});

it('a refund that did not reach the payer is taken back, as docs/ledger.md says', () => {
  const amount = money(1000n, 'eur');
  const now = new Date('2026-03-05T09:00:00Z');
  const back = refundReversed(refundCreated({ tenantId: 1, id: 'txn_1', refundId: 're_1', amount, created }), { id: 'txn_2', now });
  expect(back).toMatchObject({ id: 'txn_2', source: 're_1', created: now, availableOn: now });
  const documented = documentedPostings().get(back.event);
  expect(back.postings).toEqual(documented?.map(({ debit, credit }) => ({ debit, credit, amount })));
});
