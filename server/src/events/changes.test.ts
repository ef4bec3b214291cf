import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { manualClock } from '../platform/clock.ts';
import { idMaker } from '../platform/ids.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { systemRandom } from '../platform/random.ts';
import type { Database } from '../platform/sql.ts';
import { withTransaction } from '../platform/transaction.ts';
import { Changes, previousAttributes } from './changes.ts';
import { listEvents, readEvent } from './events.store.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const ALL = { take: 100 };
const makeId = idMaker(manualClock(NOW), systemRandom);

let test: TestDatabase;
let database: Database;
let tenants = 0;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

function newTenant(): number {
  tenants += 1;
  return tenants;
}

function newChanges(tenantId = newTenant()): { changes: Changes; tenantId: number } {
  return { tenantId, changes: new Changes({ tenantId, now: NOW, requestId: 'req_1', idempotencyKey: 'key-1' }, makeId) };
}

const charge = (amount: number) => ({ id: 'ch_1', object: 'charge', amount });
const told = async (tenantId: number) =>
  (await listEvents(database, tenantId, {}, ALL)).map(({ type, objectVersion, object }) => [type, objectVersion, object]).reverse();

describe('changes', () => {
  it('are told in order, each with the object as it was', async () => {
    const { changes, tenantId } = newChanges();
    changes.add(charge(1), 1, ['charge.succeeded']);
    changes.add(charge(2), 2, ['charge.refunded', 'charge.updated'], { amount: 1 });
    await changes.store(database);
    expect(await told(tenantId)).toEqual([
      ['charge.succeeded', 1, charge(1)],
      ['charge.refunded', 2, charge(2)],
      ['charge.updated', 2, charge(2)],
    ]);
  });

  it('carry the request that made them, and what they replaced', async () => {
    const { changes, tenantId } = newChanges();
    changes.add(charge(1), 1, ['charge.created'], { amount: 0 });
    changes.add(charge(2), 2, ['charge.updated'], { amount: 1 });
    await changes.store(database);
    const [updated, created] = await listEvents(database, tenantId, {}, ALL);
    expect(updated).toMatchObject({ requestId: 'req_1', idempotencyKey: 'key-1', created: NOW, previousAttributes: { amount: 1 } });
    // Nothing came before what was just made.
    expect(created?.previousAttributes).toBeNull();
    expect(await readEvent(database, tenantId, updated?.id ?? '')).toEqual(updated);
    expect(await readEvent(database, tenantId + 1000, updated?.id ?? '')).toBeUndefined();
  });

  it('of which nobody is told are stored all the same', async () => {
    const { changes, tenantId } = newChanges();
    expect(changes.add(charge(1), 1, [])).toEqual({ tenantId, id: 'ch_1', version: 1, body: charge(1), created: NOW });
    await changes.store(database);
    expect(await told(tenantId)).toEqual([]);
    const { changes: same } = newChanges(tenantId);
    same.add(charge(1), 1, []);
    await expect(same.store(database)).rejects.toThrow('duplicate key');
  });

  it('that are not committed are not told', async () => {
    const { changes, tenantId } = newChanges();
    changes.add(charge(1), 1, ['charge.succeeded']);
    const failing = withTransaction(database, async (tx) => {
      await changes.store(tx);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await told(tenantId)).toEqual([]);
  });

  it('can be none', async () => {
    await expect(newChanges().changes.store(database)).resolves.toBeUndefined();
  });
});

describe('the list of events', () => {
  it('is narrowed by type, by group and by time', async () => {
    const { changes, tenantId } = newChanges();
    changes.add(charge(1), 1, ['charge.succeeded', 'charge_x.odd']);
    changes.add({ id: 're_1', object: 'refund' }, 1, ['refund.created', 'charge.refund.updated']);
    await changes.store(database);
    const types = async (filter: Parameters<typeof listEvents>[2]) =>
      (await listEvents(database, tenantId, filter, ALL)).map(({ type }) => type).sort();
    expect(await types({ types: ['refund.created', 'charge_x.odd'] })).toEqual(['charge_x.odd', 'refund.created']);
    // The signs that LIKE knows are taken as they stand.
    expect(await types({ group: 'charge.*' })).toEqual(['charge.refund.updated', 'charge.succeeded']);
    expect(await types({ group: 'charge_*' })).toEqual(['charge_x.odd']);
    expect(await types({ created: { until: NOW } })).toEqual([]);
    expect(await types({ created: { from: NOW } })).toHaveLength(4);
  });
});

describe('what an update replaced', () => {
  it.each([
    ['nothing', { a: 1, b: [1] }, { a: 1, b: [1] }, {}],
    ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 2 }],
    [
      'a value within',
      { card: { checks: 'pass', last4: '4242' } },
      { card: { checks: 'fail', last4: '4242' } },
      { card: { checks: 'pass' } },
    ],
    ['a list, as a whole', { types: ['card'] }, { types: ['card', 'sepa'] }, { types: ['card'] }],
    ['an absent value', {}, { a: 1 }, { a: null }],
    ['a value that is gone', { a: 1 }, {}, { a: 1 }],
    ['null', { a: null }, { a: { b: 1 } }, { a: null }],
    ['by null', { a: { b: 1 } }, { a: null }, { a: { b: 1 } }],
    ['an entry of metadata', { metadata: { x: '1' } }, { metadata: { x: '1', y: '2' } }, { metadata: { y: null } }],
  ])('%s', (_what, before, after, replaced) => {
    expect(previousAttributes(before, after)).toEqual(replaced);
  });
});
