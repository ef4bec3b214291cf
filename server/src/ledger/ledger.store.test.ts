import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import type { Database } from '../platform/sql.ts';
import { withTransaction } from '../platform/transaction.ts';
import { ACCOUNT_NAMES, type AccountName, CHART } from './accounts.ts';
import { takeCheckpoints, verifyLedger } from './checkpoints.store.ts';
import {
  type Balance,
  balances,
  ledgerCtes,
  ledgerValues,
  postTransactions,
  transactionsById,
  transactionsOfSources,
} from './ledger.store.ts';
import { type LedgerTransaction, netOf, type Posting } from './postings.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const DAY_MS = 86_400_000;

let test: TestDatabase;
let server: Database;
let owner: Database;
let tenants = 0;
let ids = 0;

beforeAll(async () => {
  test = await testDatabase();
  server = openDatabase(test.serverPool);
  owner = openDatabase(test.ownerPool);
});

afterAll(async () => {
  await server.close();
  await owner.close();
  await test.close();
});

async function newTenant(): Promise<number> {
  tenants += 1;
  await server.query(
    'insert tenant',
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     VALUES ($1, $2, false, 'Baker', 'FR', 'eur', 'Europe/Paris', $3)`,
    [tenants, `acct_${tenants}`, NOW],
  );
  return tenants;
}

function transaction(tenantId: number, postings: readonly Posting[], more: Partial<LedgerTransaction> = {}): LedgerTransaction {
  ids += 1;
  const id: Id<'txn'> = `txn_${String(ids).padStart(8, '0')}`;
  return { tenantId, id, event: 'charge.captured', source: `ch_${ids}`, created: NOW, availableOn: NOW, postings, ...more };
}

const posting = (debit: AccountName, credit: AccountName, amount: bigint, currency: Currency = 'eur'): Posting => ({
  debit,
  credit,
  amount: money(amount, currency),
});

const post = (...transactions: LedgerTransaction[]): Promise<void> => withTransaction(server, (tx) => postTransactions(tx, transactions));

/** What the balances must be, from the transactions alone. */
function expected(transactions: readonly LedgerTransaction[], account: AccountName, now: Date): Balance[] {
  const used = new Set(
    transactions.flatMap((each) => each.postings.filter((p) => p.debit === account || p.credit === account).map((p) => p.amount.currency)),
  );
  const sign = CHART[account].normalSide === 'debit' ? 1n : -1n;
  return [...used].sort().map((currency) => {
    const moved = transactions.map(({ postings, ...each }) => {
      const own = postings.filter((p) => p.amount.currency === currency);
      return { availableOn: each.availableOn, net: sign * netOf({ ...each, postings: own }, account) };
    });
    const sum = (some: typeof moved): bigint => some.reduce((total, { net }) => total + net, 0n);
    // What goes out counts at once.
    const [total, pending] = [sum(moved), sum(moved.filter(({ availableOn, net }) => availableOn > now && net > 0n))];
    return { currency, total, pending, available: total - pending };
  });
}

describe('postings', () => {
  it('are read back as they were written, oldest transaction first', async () => {
    const tenantId = await newTenant();
    const sale = transaction(tenantId, [
      posting('provider_receivable', 'sales', 4990n),
      posting('processing_fees', 'provider_receivable', 95n),
    ]);
    const refund = transaction(tenantId, [posting('refunds', 'provider_receivable', 1000n)], { event: 'refund.created', source: 're_1' });
    await post(refund, sale);
    expect(await transactionsOfSources(server, tenantId, ['re_1', sale.source, 'ch_none'])).toEqual([sale, refund]);
    expect(await transactionsById(server, tenantId, [refund.id, 'txn_none'])).toEqual([refund]);
    expect(await transactionsOfSources(server, tenantId + 1000, [sale.source])).toEqual([]);
  });

  it('can carry the largest amounts that bigint holds', async () => {
    const tenantId = await newTenant();
    await post(transaction(tenantId, [posting('provider_receivable', 'sales', 2n ** 63n - 1n)]));
    expect(await balances(server, tenantId, 'sales', NOW)).toEqual([expect.objectContaining({ total: 2n ** 63n - 1n })]);
  });

  it('of a batch are written together or not at all', async () => {
    const tenantId = await newTenant();
    const first = transaction(tenantId, [posting('provider_receivable', 'sales', 100n)]);
    await post(first);
    const other = transaction(tenantId, [posting('provider_receivable', 'sales', 200n, 'usd')]);
    await expect(post(other, first)).rejects.toThrow('duplicate key');
    expect(await balances(server, tenantId, 'sales', NOW)).toEqual(expected([first], 'sales', NOW));
  });

  it('go out with a caller’s own statement, only for the places that it applied', async () => {
    const tenantId = await newTenant();
    const all = [1n, 2n, 3n].map((amount) => transaction(tenantId, [posting('provider_receivable', 'sales', amount)]));
    await server.query(
      'post gated',
      `WITH applied AS (SELECT * FROM unnest($1::int[]) AS a(slot)), ${ledgerCtes(2, 'slot IN (SELECT slot FROM applied)')} SELECT slot FROM applied`,
      [[0, 2], ...ledgerValues(all.map((each, slot) => ({ slot, transaction: each })))],
    );
    expect(
      await transactionsById(
        server,
        tenantId,
        all.map(({ id }) => id),
      ),
    ).toEqual([all[0], all[2]]);
  });

  it('open the same new accounts from many connections at once', async () => {
    const tenantId = await newTenant();
    const currencies: Currency[] = ['eur', 'usd', 'gbp', 'chf', 'jpy', 'sek', 'nok', 'dkk'];
    const all = currencies.map((_, turn) => {
      const order = [...currencies.slice(turn), ...currencies.slice(0, turn)];
      return transaction(
        tenantId,
        order.map((currency) => posting('provider_receivable', 'sales', 1n, currency)),
      );
    });
    // Without withTransaction, which would repeat a deadlock until it passes.
    const text = `WITH ${ledgerCtes(1)} SELECT 1`;
    await Promise.all(all.map((each, slot) => server.query('post', text, ledgerValues([{ slot, transaction: each }]))));
    expect(await balances(server, tenantId, 'sales', NOW)).toEqual(expected(all, 'sales', NOW));
  });
});

describe('the tables', () => {
  it.each([
    'UPDATE postings SET amount = amount + 1',
    'DELETE FROM postings',
    'UPDATE ledger_transactions SET available_on = now()',
    'DELETE FROM ledger_transactions',
    'UPDATE ledger_accounts SET normal_side = normal_side',
    'UPDATE ledger_checkpoints SET net = 0',
    'DELETE FROM ledger_checkpoints',
    'INSERT INTO postings (tenant_id, transaction_id, line, debit_account, credit_account, currency, amount, written) SELECT tenant_id, transaction_id, line, debit_account, credit_account, currency, amount, written FROM postings',
  ])('do not let the server %s', async (text) => {
    await expect(server.query(text.slice(0, 60), text)).rejects.toThrow('permission denied');
  });

  it.each([
    ['an amount of zero', "'sales', 'refunds', 'eur', 0", 'postings_amount_check'],
    ['one account on both sides', "'sales', 'sales', 'eur', 1", 'postings_check'],
    ['an account without that currency', "'sales', 'refunds', 'usd', 1", 'foreign key'],
  ])('refuse %s', async (_, values, message) => {
    const tenantId = await newTenant();
    const id = transaction(tenantId, [posting('sales', 'refunds', 1n)]);
    await post(id);
    const text = `INSERT INTO postings (tenant_id, transaction_id, line, debit_account, credit_account, currency, amount) VALUES ($1, $2, 2, ${values})`;
    await expect(server.query(`insert ${message}`, text, [tenantId, id.id])).rejects.toThrow(message);
  });

  it('serve a balance and an account’s postings by an index', async () => {
    const indexes = await server.query<{ indexdef: string }>('indexes', "SELECT indexdef FROM pg_indexes WHERE tablename = 'postings'");
    const text = indexes.map((row) => row.indexdef).join('\n');
    expect(text).toContain('(tenant_id, debit_account, currency, written)');
    expect(text).toContain('(tenant_id, credit_account, currency, written)');
  });
});

const account = fc.constantFrom(...ACCOUNT_NAMES);
const anyPosting = fc
  .record({
    debit: account,
    credit: account,
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    currency: fc.constantFrom<Currency>('eur', 'jpy', 'usd'),
  })
  .filter(({ debit, credit }) => debit !== credit)
  .map(({ debit, credit, amount, currency }) => posting(debit, credit, amount, currency));
const anyBatch = fc.array(
  fc.record({ postings: fc.array(anyPosting, { minLength: 1, maxLength: 5 }), availableInDays: fc.integer({ min: -3, max: 3 }) }),
  { minLength: 1, maxLength: 6 },
);
const history = fc.array(fc.oneof({ weight: 3, arbitrary: anyBatch }, { weight: 1, arbitrary: fc.constant('checkpoint' as const) }), {
  maxLength: 8,
});

describe('any history', () => {
  it('has balances that are the sums of its postings, with or without checkpoints, at any time, and nets to zero', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: -4, max: 4 }), async (steps, days) => {
        const tenantId = await newTenant();
        const written: LedgerTransaction[] = [];
        for (const step of steps) {
          if (step === 'checkpoint') {
            await withTransaction(server, (tx) => takeCheckpoints(tx, tenantId, 0));
            continue;
          }
          const batch = step.map(({ postings, availableInDays }) =>
            transaction(tenantId, postings, { availableOn: new Date(NOW.getTime() + availableInDays * DAY_MS) }),
          );
          await post(...batch);
          written.push(...batch);
        }
        const now = new Date(NOW.getTime() + days * DAY_MS);
        const nets = new Map<Currency, bigint>();
        for (const name of ACCOUNT_NAMES) {
          const found = await balances(server, tenantId, name, now);
          expect(found).toEqual(expected(written, name, now));
          const sign = CHART[name].normalSide === 'debit' ? 1n : -1n;
          for (const { currency, total } of found) nets.set(currency, (nets.get(currency) ?? 0n) + sign * total);
        }
        expect([...nets.values()].filter((net) => net !== 0n)).toEqual([]);
        expect((await verifyLedger(server, tenantId)).filter(({ kind }) => kind === 'checkpoint_differs')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a checkpoint', () => {
  const sale = (tenantId: number, amount: bigint): LedgerTransaction =>
    transaction(tenantId, [posting('provider_receivable', 'sales', amount)]);
  const cuts = (tenantId: number) =>
    server.query<{ account: string; net: bigint }>(
      'cuts',
      'SELECT account, net FROM ledger_checkpoints WHERE tenant_id = $1 ORDER BY account, cut',
      [tenantId],
    );
  const check = (tenantId: number, marginMs?: number) => withTransaction(server, (tx) => takeCheckpoints(tx, tenantId, marginMs));

  it('is taken of what is old enough, once', async () => {
    const tenantId = await newTenant();
    await post(sale(tenantId, 100n));
    expect(await check(tenantId)).toBe(0);
    // Time passes: what was written moves away from now.
    await owner.query('age', "UPDATE postings SET written = written - interval '11 minutes' WHERE tenant_id = $1", [tenantId]);
    await post(sale(tenantId, 10n));
    expect(await check(tenantId)).toBe(2);
    expect(await cuts(tenantId)).toEqual([
      { account: 'provider_receivable', net: 100n },
      { account: 'sales', net: -100n },
    ]);
    expect(await check(tenantId)).toBe(0);
    expect(await balances(server, tenantId, 'sales', NOW)).toEqual([{ currency: 'eur', total: 110n, pending: 0n, available: 110n }]);
  });

  it('leaves room for a transaction that began before it and writes after it', async () => {
    const tenantId = await newTenant();
    await withTransaction(server, async (slow) => {
      // Its time is fixed from here on, and it writes last.
      await slow.query('begin in earnest', 'SELECT now()');
      await post(sale(tenantId, 100n));
      await check(tenantId, 0);
      await postTransactions(slow, [sale(tenantId, 10n)]);
    });
    await check(tenantId, 0);
    expect(await balances(server, tenantId, 'sales', NOW)).toEqual([{ currency: 'eur', total: 110n, pending: 0n, available: 110n }]);
    expect(await verifyLedger(server, tenantId)).toEqual([]);
  });

  it('that two servers take at once is no trouble', async () => {
    const tenantId = await newTenant();
    for (let turn = 0; turn < 5; turn += 1) {
      await post(sale(tenantId, 7n));
      await Promise.all([check(tenantId, 0), check(tenantId, 0), post(sale(tenantId, 3n))]);
    }
    expect(await balances(server, tenantId, 'sales', NOW)).toEqual([{ currency: 'eur', total: 50n, pending: 0n, available: 50n }]);
    expect(await verifyLedger(server, tenantId)).toEqual([]);
  });
});

describe('verifyLedger', () => {
  it('names a checkpoint that is wrong and a clearing account that was left open', async () => {
    const tenantId = await newTenant();
    const open = transaction(tenantId, [posting('provider_receivable', 'clearing', 100n), posting('clearing', 'sales', 60n)]);
    const closed = transaction(tenantId, [posting('provider_receivable', 'clearing', 100n), posting('clearing', 'sales', 100n)]);
    await post(open, closed);
    const cut = new Date('2999-01-01T00:00:00Z');
    await server.query('plant', "INSERT INTO ledger_checkpoints VALUES ($1, 'sales', 'eur', $2, -159)", [tenantId, cut]);
    expect(await verifyLedger(server, tenantId)).toEqual([
      { kind: 'checkpoint_differs', account: 'sales', currency: 'eur', cut, difference: 1n },
      { kind: 'clearing_left_open', transaction: open.id, currency: 'eur', difference: -40n },
    ]);
  });
});
