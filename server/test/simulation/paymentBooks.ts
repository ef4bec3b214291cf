import type { ListOf, PaymentDetail } from '@guichet/contract/terminal.ts';
import type { WireBalance, WireBalanceTransaction } from '@guichet/contract/wire/balance.ts';
import { expect } from 'vitest';
import { verifyLedger } from '../../src/ledger/checkpoints.store.ts';
import { transactionsById } from '../../src/ledger/ledger.store.ts';
import { netOf } from '../../src/ledger/postings.ts';
import { unpackJson } from '../../src/platform/packedJson.ts';
import type { SimulatedPlace } from './simulatedPlace.ts';

export interface Standing {
  readonly available: bigint;
  readonly pending: bigint;
}

/** The balance as the API tells it, per currency, without currencies in which nothing stands. */
export async function toldBalance(place: SimulatedPlace, tenantId: number): Promise<Map<string, Standing>> {
  const { available, pending } = await place.get<WireBalance>(tenantId, '/v1/balance');
  const rows = available.map(({ currency, amount }, at): [string, Standing] => {
    expect(pending[at]?.currency).toBe(currency);
    return [currency, { available: BigInt(amount), pending: BigInt(pending[at]?.amount ?? 0) }];
  });
  return new Map(rows.filter(([, standing]) => standing.available !== 0n || standing.pending !== 0n));
}

/** What the providers owe us by the postings alone, per currency. */
async function postedBalance(place: SimulatedPlace, tenantId: number): Promise<Map<string, bigint>> {
  const rows = await place.database.query<{ currency: string; net: bigint }>(
    'sum all postings',
    `SELECT currency, sum(CASE WHEN debit_account = 'provider_receivable' THEN amount ELSE -amount END)::bigint AS net
     FROM postings WHERE tenant_id = $1 AND 'provider_receivable' IN (debit_account, credit_account) GROUP BY currency`,
    [tenantId],
  );
  return new Map(rows.map(({ currency, net }) => [currency, net]));
}

async function allMovements(place: SimulatedPlace, tenantId: number): Promise<WireBalanceTransaction[]> {
  const found: WireBalanceTransaction[] = [];
  for (let after = ''; ; after = `&starting_after=${found.at(-1)?.id}`) {
    const { data, has_more } = await place.get<ListOf<WireBalanceTransaction>>(tenantId, `/v1/balance_transactions?limit=100${after}`);
    found.push(...data);
    if (!has_more) return found;
  }
}

/** Every movement has one ledger transaction under its id, whose postings move what providers owe us by the movement's net. */
async function checkLedger(place: SimulatedPlace, tenantId: number): Promise<WireBalanceTransaction[]> {
  expect(await verifyLedger(place.database, tenantId)).toEqual([]);
  const movements = await allMovements(place, tenantId);
  for (const { amount, fee, net } of movements) expect(net).toBe(amount - fee);
  const ids = await place.database.query<{ id: string }>(
    'all ledger transactions',
    'SELECT id FROM ledger_transactions WHERE tenant_id = $1',
    [tenantId],
  );
  expect(ids.map(({ id }) => id).sort()).toEqual(movements.map(({ id }) => id).sort());
  const transactions = await transactionsById(
    place.database,
    tenantId,
    movements.map(({ id }) => id),
  );
  expect(transactions).toHaveLength(movements.length);
  const posted = new Map(transactions.map((transaction) => [transaction.id as string, transaction]));
  for (const { id, net, source, currency } of movements) {
    const transaction = posted.get(id);
    if (transaction === undefined) throw new Error(`The movement ${id} has no postings.`);
    expect({ net: netOf(transaction, 'provider_receivable'), source: transaction.source }).toEqual({ net: BigInt(net), source });
    // Double entry: what all accounts gained sums to nothing.
    const accounts = new Set(transaction.postings.flatMap(({ debit, credit }) => [debit, credit]));
    expect([...accounts].reduce((sum, account) => sum + netOf(transaction, account), 0n)).toBe(0n);
    for (const posting of transaction.postings) expect(posting.amount.currency).toBe(currency);
  }
  return movements;
}

/** What must hold of a payment whatever its history was. */
function checkPayment(
  { payment, payment_intent: intent, charges, refunds }: PaymentDetail,
  movements: readonly WireBalanceTransaction[],
): void {
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  const of = (source: string) => movements.filter((movement) => movement.source === source);
  const taken = charges.filter(({ captured, status }) => captured && status === 'succeeded');
  expect(taken.length).toBeLessThanOrEqual(1);
  for (const charge of charges) {
    const own = refunds.filter((refund) => refund.charge === charge.id);
    expect(charge.amount_refunded).toBe(sum(own.filter(({ status }) => status !== 'failed').map(({ amount }) => amount)));
    expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount_captured);
    expect(of(charge.id).map(({ id, amount }) => [id, amount])).toEqual(
      taken.includes(charge) ? [[charge.balance_transaction, charge.amount_captured]] : [],
    );
  }
  for (const refund of refunds) {
    expect(of(refund.id).map(({ id, amount, fee }) => [id, amount, fee])).toEqual(
      refund.status === 'succeeded' ? [[refund.balance_transaction, -refund.amount, 0]] : [],
    );
  }
  expect(intent.amount_received).toBe(sum(taken.map(({ amount_captured }) => amount_captured)));
  expect(payment.amount_captured).toBe(intent.amount_received);
  expect(payment.amount_refunded).toBe(sum(refunds.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount)));
}

interface ToldVersion {
  readonly object_id: string;
  readonly object_version: number;
  readonly types: string[];
}

/** The types of all events of one object, in order, checked to tell each version at most once and never an older one after a newer. */
export async function eventsOf(place: SimulatedPlace, tenantId: number, objectId: string): Promise<string[]> {
  const rows = await place.database.query<ToldVersion>(
    'events of object',
    `SELECT object_id, object_version, array_agg(type ORDER BY id) AS types, min(id) AS first FROM events
     WHERE tenant_id = $1 AND object_id = $2 GROUP BY object_id, object_version ORDER BY first`,
    [tenantId, objectId],
  );
  const versions = rows.map(({ object_version: version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  for (const { types } of rows) expect(new Set(types).size).toBe(types.length);
  return rows.flatMap(({ types }) => types);
}

/** The last version that was stored of an object: what listeners believe it to be. */
async function lastVersion(place: SimulatedPlace, tenantId: number, objectId: string): Promise<unknown> {
  const [row] = await place.database.query<{ body: Buffer }>(
    'last version',
    'SELECT body FROM object_versions WHERE tenant_id = $1 AND object_id = $2 ORDER BY version DESC LIMIT 1',
    [tenantId, objectId],
  );
  return row && unpackJson(row.body);
}

/**
 * What must hold of a tenant's books at any moment at which nothing is under way: ledger, movements, payments, balance, events and the
 * bank's own sums agree.
 */
export async function checkBooks(
  place: SimulatedPlace,
  tenantId: number,
  paymentIds: readonly string[],
  owedByBank: ReadonlyMap<string, bigint>,
): Promise<void> {
  const movements = await checkLedger(place, tenantId);
  const gross = new Map<string, bigint>();
  const net = new Map<string, bigint>();
  for (const movement of movements) {
    gross.set(movement.currency, (gross.get(movement.currency) ?? 0n) + BigInt(movement.amount));
    net.set(movement.currency, (net.get(movement.currency) ?? 0n) + BigInt(movement.net));
  }
  const told = await toldBalance(place, tenantId);
  const notZero = (sums: ReadonlyMap<string, bigint>) => Object.fromEntries([...sums].filter(([, amount]) => amount !== 0n).sort());
  const totals = new Map([...told].map(([currency, { available, pending }]): [string, bigint] => [currency, available + pending]));
  expect(notZero(totals)).toEqual(notZero(net));
  expect(notZero(await postedBalance(place, tenantId))).toEqual(notZero(net));
  expect(notZero(owedByBank)).toEqual(notZero(gross));
  for (const id of paymentIds) {
    const detail = await place.get<PaymentDetail>(tenantId, `/guichet/v1/payments/${id}`);
    checkPayment(detail, movements);
    for (const object of [detail.payment_intent, ...detail.charges, ...detail.refunds]) {
      expect(await lastVersion(place, tenantId, object.id)).toEqual(object);
    }
  }
}
