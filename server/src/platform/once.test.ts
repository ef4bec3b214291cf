import { createHash } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import type { RequestContext } from './context.ts';
import { findKey, purgeKeys, type Reply } from './idempotency.store.ts';
import { once } from './once.ts';
import { openDatabase } from './openDatabase.ts';
import { packJson } from './packedJson.ts';
import type { Database, Transaction } from './sql.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const HOUR_MS = 3600_000;

let test: TestDatabase;
let database: Database;
let requests = 0;
let keys = 0;
let key = '';

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  await runSql(test.ownerPool, 'CREATE TABLE done (what text); GRANT ALL ON done TO guichet_server');
});
afterAll(async () => {
  await database.close();
  await test.close();
});
beforeEach(async () => {
  keys += 1;
  key = `key-${keys}`;
  await runSql(test.ownerPool, 'TRUNCATE done');
});

/** A new request; with the same key it is a repeat if its parameters are the same. */
function request(parameters = 'amount=1', { tenantId = 1, keyed = true, now = NOW } = {}): RequestContext {
  requests += 1;
  return {
    requestId: `req_${requests}`,
    now,
    caller: { tenantId, account: 'acct_1', livemode: false, actor: { kind: 'key', id: 'key_1', name: 'Test' }, permissions: new Set() },
    idempotency: keyed ? { key, requestHash: createHash('sha256').update(parameters).digest(), claimedBy: 'user_1' } : null,
    channel: 'api',
    ip: null,
  };
}

const work =
  (what: string, status = 200) =>
  async (tx: Transaction): Promise<Reply> => {
    await tx.query('test do', 'INSERT INTO done VALUES ($1)', [what]);
    return { status, body: { what } };
  };
const done = async (): Promise<string[]> =>
  (await database.query<{ what: string }>('test done', 'SELECT what FROM done ORDER BY what')).map(({ what }) => what);

describe('a request with a key', () => {
  it('is done once, and its answer is given again with its origin', async () => {
    const first = request();
    expect(await once(database, first, work('first'))).toEqual({ status: 200, body: { what: 'first' } });
    expect(await once(database, request(), work('second'))).toEqual({
      status: 200,
      body: { what: 'first' },
      replayedFrom: first.requestId,
    });
    expect(await done()).toEqual(['first']);
  });

  it('keeps an answer that is a refusal of the card too', async () => {
    await once(database, request(), work('declined', 402));
    expect(await once(database, request(), work('again'))).toMatchObject({ status: 402, body: { what: 'declined' } });
  });

  it('leaves nothing behind when it is refused, so that it can be sent again', async () => {
    const refuse = async (tx: Transaction): Promise<Reply> => {
      await work('refused')(tx);
      throw new ApiError('amount_too_small');
    };
    await expect(once(database, request(), refuse)).rejects.toThrow(ApiError);
    expect(await done()).toEqual([]);
    expect(await findKey(database, 1, key)).toBeUndefined();
    expect(await once(database, request('amount=2'), work('mended'))).toEqual({ status: 200, body: { what: 'mended' } });
  });

  it('is refused with other parameters', async () => {
    await once(database, request('amount=1'), work('first'));
    await expect(once(database, request('amount=2'), work('other'))).rejects.toMatchObject({ code: 'idempotency_error' });
    expect(await done()).toEqual(['first']);
  });

  it('is another one at another tenant', async () => {
    await once(database, request(), work('ours'));
    expect(await once(database, request('amount=1', { tenantId: 2 }), work('theirs'))).toEqual({ status: 200, body: { what: 'theirs' } });
  });

  it('sent many times at once is done once, and all get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => once(database, request(), work(`try ${at}`))));
    expect(await done()).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ replayedFrom }) => replayedFrom === undefined)).toHaveLength(1);
  });

  it('gets an answer that is a stored object from there', async () => {
    const reply = async (tx: Transaction): Promise<Reply> => {
      const body = { id: 'cus_1', object: 'customer' };
      await tx.query('test version', "INSERT INTO object_versions VALUES (1, 'cus_1', 3, $1, $2)", [packJson(body), NOW]);
      return { status: 200, body, stored: { objectId: 'cus_1', version: 3 } };
    };
    await once(database, request(), reply);
    expect(await once(database, request(), reply)).toMatchObject({ status: 200, body: { id: 'cus_1', object: 'customer' } });
    const [row] = await runSql<{ reply_body: unknown }>(test.ownerPool, `SELECT reply_body FROM idempotency_keys WHERE key = '${key}'`);
    expect(row?.reply_body).toBeNull();
  });
});

it('a request without a key is done each time', async () => {
  await once(database, request('', { keyed: false }), work('first'));
  await once(database, request('', { keyed: false }), work('second'));
  expect(await done()).toEqual(['first', 'second']);
});

describe('a key whose request has not been answered', () => {
  const claim = () =>
    runSql(
      test.ownerPool,
      `INSERT INTO idempotency_keys (tenant_id, key, request_hash, request_id, created)
       VALUES (1, '${key}', sha256('amount=1'), 'req_first', '${NOW.toISOString()}')`,
    );

  it('is in use', async () => {
    await claim();
    await expect(once(database, request(), work('second'))).rejects.toMatchObject({ code: 'idempotency_key_in_use' });
    expect(await findKey(database, 1, key)).toEqual({ requestId: 'req_first', reply: null, claimedBy: null });
  });

  it('is not forgotten, however old it is', async () => {
    await claim();
    await purgeKeys(database, new Date(NOW.getTime() + 48 * HOUR_MS));
    expect(await findKey(database, 1, key)).toBeDefined();
  });
});

it('a key is forgotten a day after it was used, and free again', async () => {
  await once(database, request(), work('first'));
  await purgeKeys(database, new Date(NOW.getTime() + 24 * HOUR_MS));
  expect(await findKey(database, 1, key)).toBeDefined();
  expect(await purgeKeys(database, new Date(NOW.getTime() + 24 * HOUR_MS + 1))).toBeGreaterThanOrEqual(1);
  expect(await once(database, request(), work('second'))).toEqual({ status: 200, body: { what: 'second' } });
});
