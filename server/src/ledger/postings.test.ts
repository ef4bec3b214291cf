import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_NAMES } from './accounts.ts';
import { assertSound, type LedgerTransaction, netOf, reverse } from './postings.ts';

const at = new Date('2026-03-01T10:00:00Z');
const sale: LedgerTransaction = {
  tenantId: 1,
  id: 'txn_1',
  event: 'charge.captured',
  source: 'ch_1',
  created: at,
  availableOn: at,
  postings: [
    { debit: 'provider_receivable', credit: 'sales', amount: money(4990n, 'eur') },
    { debit: 'processing_fees', credit: 'provider_receivable', amount: money(95n, 'eur') },
  ],
};

describe('netOf', () => {
  it('counts debits less credits of one account', () => {
    const moved = ACCOUNT_NAMES.map((account) => [account, netOf(sale, account)] as const).filter(([, net]) => net !== 0n);
    expect(Object.fromEntries(moved)).toEqual({ processing_fees: 95n, provider_receivable: 4895n, sales: -4990n });
  });
});

describe('reverse', () => {
  it('takes back what was posted, under its own id and time', () => {
    const later = new Date('2026-03-02T10:00:00Z');
    const back = reverse(sale, { id: 'txn_2', event: 'correction', source: 'ch_1', created: later, availableOn: later });
    expect(back).toMatchObject({ tenantId: 1, id: 'txn_2', event: 'correction', created: later });
    for (const account of ACCOUNT_NAMES) expect(netOf(sale, account) + netOf(back, account)).toBe(0n);
  });
});

describe('assertSound', () => {
  it.each<[string, LedgerTransaction['postings']]>([
    ['no postings', []],
    ['not above zero', [{ debit: 'sales', credit: 'refunds', amount: money(0n, 'eur') }]],
    ['not above zero', [{ debit: 'sales', credit: 'refunds', amount: money(-1n, 'eur') }]],
    ['to itself', [{ debit: 'sales', credit: 'sales', amount: money(1n, 'eur') }]],
  ])('refuses a transaction that has %s', (message, postings) => {
    expect(() => assertSound(sale)).not.toThrow();
    expect(() => assertSound({ ...sale, postings })).toThrow(message);
  });
});
