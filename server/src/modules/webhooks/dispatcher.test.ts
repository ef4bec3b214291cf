import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { until } from '../../../test/harness/until.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../test/harness/webhookReceiver.ts';
import { Changes, readEvent } from '../../events/index.ts';
import { manualClock } from '../../platform/clock.ts';
import { idMaker } from '../../platform/ids.ts';
import { createLogger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { type OutwardClient, openOutwardClient } from '../../platform/outwardClient.ts';
import { systemRandom } from '../../platform/random.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { openKeyFile } from '../../vault/index.ts';
import { cancelAbandoned, cancelDeliveries, listDeliveries, triesOf } from './deliveries.store.ts';
import type { Delivery } from './delivery.ts';
import { Dispatcher, type DispatcherParts } from './dispatcher.ts';
import { rewrapSecrets, sealSecret, secretsInForce } from './endpointSecrets.ts';
import { WAITS_SECONDS } from './retrySchedule.rules.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';
import { findEndpoint, insertEndpoint, updateEndpointRow } from './webhookEndpoints.store.ts';

const START = new Date('2026-03-02T09:00:00Z');
const TENANT = 7;
const ALL = { take: 100 };
const HOUR_MS = 3600_000;

let test: TestDatabase;
let database: Database;
let client: OutwardClient;
let receiver: WebhookReceiver;
let keysDir: string;
let clock: ReturnType<typeof manualClock>;
let parts: DispatcherParts;
let dispatchers: Dispatcher[] = [];
const errors: string[] = [];
const makeId = idMaker({ now: () => new Date() }, systemRandom);

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  client = openOutwardClient({ privateHosts: ['127.0.0.1'], deadlineMs: 10_000, maxAnswerBytes: 2_048 });
  keysDir = mkdtempSync(join(tmpdir(), 'guichet-test-'));
  await runSql(
    test.ownerPool,
    `INSERT INTO tenants VALUES (${TENANT}, 'acct_1', false, 'Shop', 'FR', 'eur', 'Europe/Paris', '2026-01-01')`,
  );
});
beforeEach(async () => {
  receiver = await openWebhookReceiver();
  clock = manualClock(START);
  parts = {
    database,
    clock,
    client,
    random: systemRandom,
    keys: openKeyFile(join(keysDir, 'vault.key'), systemRandom),
    log: createLogger('error', { write: (line) => void errors.push(line) }),
    beforeDelivery: async () => {},
  };
});
afterEach(async () => {
  for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop();
  await receiver.close();
  await runSql(test.ownerPool, 'TRUNCATE webhook_endpoints, webhook_tries, webhook_deliveries, events, object_versions');
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await client.close();
  await database.close();
  await test.close();
  rmSync(keysDir, { recursive: true });
});

function dispatcher(more: Partial<DispatcherParts> = {}): Dispatcher {
  const made = new Dispatcher({ ...parts, ...more });
  dispatchers.push(made);
  return made;
}

async function endpoint(path = '/', enabledEvents = ['*']): Promise<WebhookEndpoint> {
  const id = makeId('we');
  const made: WebhookEndpoint = {
    tenantId: TENANT,
    id,
    version: 1,
    url: receiver.url(path),
    enabledEvents,
    apiVersion: null,
    description: null,
    metadata: {},
    status: 'enabled',
    deleted: false,
    secret: await sealSecret(parts.keys, { tenantId: TENANT, id }, 'whsec_test'),
    secretRequestId: 'req_1',
    previousSecret: null,
    lastSuccessAt: null,
    failingSince: null,
    lastError: null,
    created: START,
  };
  await withTransaction(database, (tx) => insertEndpoint(tx, made));
  return made;
}

/** Something happens to an object: it comes to a version, and listeners are to be told. */
async function happen(object: string, version: number, types = ['customer.updated']): Promise<void> {
  const changes = new Changes({ tenantId: TENANT, now: clock.now(), requestId: null, idempotencyKey: null }, makeId);
  changes.add({ id: object, object: 'customer', version } as never, version, types);
  await withTransaction(database, (tx) => changes.store(tx));
}

const deliveries = async (): Promise<Delivery[]> => (await listDeliveries(database, TENANT, {}, ALL)).reverse();
const only = async (): Promise<Delivery> => (await deliveries())[0] ?? expect.fail('There is no delivery.');
const untilTried = (count: number) => until(async () => (await deliveries()).filter((each) => each.tries > 0).length >= count);
const versionsAt = (path: string) => receiver.at(path).map(({ event }) => event.data.object.version);

/** Sends until nothing that is due is left. */
async function untilQuiet(sender: Dispatcher): Promise<void> {
  await until(async () => {
    await sender.dispatch();
    return (await deliveries()).every(({ due }) => due === null || due > clock.now());
  });
}

describe('what is owed', () => {
  it('is written with the event, to whoever wants it at that moment', async () => {
    const [all, some] = [await endpoint('/all'), await endpoint('/some', ['customer.created', 'customer.deleted'])];
    const off = await endpoint('/off');
    await withTransaction(database, (tx) => updateEndpointRow(tx, { ...off, status: 'disabled' }));
    await happen('cus_1', 1, ['customer.created']);
    await happen('cus_1', 2, ['customer.updated']);
    expect((await deliveries()).map(({ endpointId, eventType }) => [endpointId, eventType])).toEqual([
      [all.id, 'customer.created'],
      [some.id, 'customer.created'],
      [all.id, 'customer.updated'],
    ]);
    const [{ id, eventId, endpointId }] = [await only()];
    expect(id).toBe(`whd_${eventId.slice(4)}${endpointId.slice(3)}`);
    expect((await readEvent(database, TENANT, eventId))?.pendingWebhooks).toBe(2);
  });

  it('is owed to nobody when the transaction is undone', async () => {
    await endpoint();
    const changes = new Changes({ tenantId: TENANT, now: START, requestId: null, idempotencyKey: null }, makeId);
    changes.add({ id: 'cus_1', object: 'customer' }, 1, ['customer.updated']);
    const failing = withTransaction(database, async (tx) => {
      await changes.store(tx);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await deliveries()).toEqual([]);
  });
});

describe('first tries', () => {
  it('about one object go out in order; one that fails holds up none after it', async () => {
    await endpoint();
    const held: { release: () => void }[] = [];
    receiver.answer('/', (response) => held.push({ release: () => response.writeHead(held.length === 1 ? 500 : 200).end() }));
    for (const version of [1, 2, 3]) await happen('cus_1', version);
    const sender = dispatcher();
    for (const count of [1, 2, 3]) {
      await until(async () => {
        await sender.dispatch();
        return held.length === count;
      });
      // A second round finds nothing to send while the one before has no answer.
      await sender.dispatch();
      expect(versionsAt('/')).toEqual([1, 2, 3].slice(0, count));
      held[count - 1]?.release();
      await untilTried(count);
    }
    expect((await deliveries()).map(({ status, lastStatus }) => [status, lastStatus])).toEqual([
      ['pending', 500],
      ['succeeded', 200],
      ['succeeded', 200],
    ]);
  });

  it('about several objects do not wait for each other', async () => {
    await endpoint();
    receiver.answer('/', () => {});
    for (const object of ['cus_1', 'cus_2', 'cus_3']) await happen(object, 1);
    await dispatcher().dispatch();
    expect(await receiver.until('/', 3)).toHaveLength(3);
  });

  it('are made once by two servers together, and in order', async () => {
    await endpoint();
    for (let version = 1; version <= 12; version += 1) await Promise.all([happen('cus_1', version), happen('cus_2', version)]);
    const servers = [dispatcher(), dispatcher()];
    await Promise.all(servers.map(untilQuiet));
    await receiver.until('/', 24);
    for (const object of ['cus_1', 'cus_2']) {
      const about = receiver.at('/').filter(({ event }) => event.data.object.id === object);
      expect(about.map(({ event }) => event.data.object.version)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    }
    expect((await deliveries()).every(({ status, tries }) => status === 'succeeded' && tries === 1)).toBe(true);
  });

  it('that a dead server had begun are made by another when its lease is over', async () => {
    await endpoint();
    await happen('cus_1', 1);
    const dead = dispatcher({ beforeDelivery: () => new Promise(() => {}) });
    await dead.dispatch();
    dispatchers = [];
    const living = dispatcher();
    await living.dispatch();
    clock.advance(29_000);
    await living.dispatch();
    expect(receiver.at('/')).toEqual([]);
    clock.advance(1_000);
    await living.dispatch();
    await receiver.until('/', 1);
    await untilTried(1);
  });
});

describe('an endpoint that does not answer', () => {
  it('fills its own places and keeps no other waiting', async () => {
    await endpoint('/slow');
    await endpoint('/quick');
    const held: (() => void)[] = [];
    receiver.answer('/slow', (response) => held.push(() => response.end()));
    for (let n = 0; n < 20; n += 1) await happen(`cus_${n}`, 1);
    const patient = openOutwardClient({ privateHosts: ['127.0.0.1'], deadlineMs: 60_000, maxAnswerBytes: 100 });
    const sender = dispatcher({ client: patient });
    await until(async () => {
      await sender.dispatch();
      return receiver.at('/quick').length === 20;
    });
    await receiver.until('/slow', 8);
    await sender.dispatch();
    expect(receiver.at('/slow')).toHaveLength(8);
    await patient.close();
  });

  it('is asked again with growing waits, for three days, and then no more', async () => {
    const { id } = await endpoint();
    receiver.answer('/', 503);
    await happen('cus_1', 1);
    const sender = dispatcher();
    for (let wait = 0; wait <= WAITS_SECONDS.length; wait += 1) {
      await untilQuiet(sender);
      const { status, due, tries } = await only();
      expect([wait, tries]).toEqual([wait, wait + 1]);
      if (due === null) {
        expect([wait, status]).toEqual([WAITS_SECONDS.length, 'failed']);
        break;
      }
      expect(status).toBe('pending');
      const waitMs = due.getTime() - clock.now().getTime();
      expect(waitMs / 1000 / (WAITS_SECONDS[wait] ?? 0)).toBeGreaterThanOrEqual(1);
      expect(waitMs / 1000 / (WAITS_SECONDS[wait] ?? 0)).toBeLessThanOrEqual(1.1);
      clock.advance(waitMs);
    }
    const failed = await only();
    expect(await triesOf(database, failed)).toHaveLength(WAITS_SECONDS.length + 1);
    expect((await triesOf(database, failed))[0]).toMatchObject({ status: 503, body: 'no', error: 'not_successful' });
    await expect
      .poll(() => findEndpoint(database, TENANT, id))
      .toMatchObject({ status: 'enabled', failingSince: START, lastError: 'not_successful' });
    // Not taken yet, and never will be unless somebody asks for it.
    expect((await readEvent(database, TENANT, failed.eventId))?.pendingWebhooks).toBe(1);
    expect(clock.now().getTime() - START.getTime()).toBeGreaterThan(71 * HOUR_MS);
  });

  it('is well again with its first success', async () => {
    const { id } = await endpoint();
    receiver.answer('/', 500);
    await happen('cus_1', 1);
    const sender = dispatcher();
    await untilQuiet(sender);
    await expect.poll(async () => (await findEndpoint(database, TENANT, id))?.failingSince).toEqual(START);
    receiver.answer('/', 200);
    clock.advance(11_000);
    await untilQuiet(sender);
    await expect
      .poll(() => findEndpoint(database, TENANT, id))
      .toMatchObject({ failingSince: null, lastError: null, lastSuccessAt: clock.now() });
    expect(await only()).toMatchObject({ status: 'succeeded', tries: 2, due: null });
  });
});

describe('a request', () => {
  it.each([
    [204, null, 'succeeded'],
    [302, 'redirect', 'pending'],
    [304, 'not_successful', 'pending'],
    [404, 'not_successful', 'pending'],
  ])('that is answered %i', async (status, error, comesTo) => {
    await endpoint();
    receiver.answer('/', (response) => response.writeHead(status, { location: receiver.url('/elsewhere') }).end());
    await happen('cus_1', 1);
    await untilQuiet(dispatcher());
    expect(await only()).toMatchObject({ status: comesTo, lastStatus: status, lastError: error });
    expect(receiver.at('/elsewhere')).toEqual([]);
  });

  it('keeps what was answered, cut at 2 kB and without what may be a card number', async () => {
    await endpoint();
    const card = ['4242', '4242', '4242', '4242'].join('');
    receiver.answer('/', (response) => response.end(`${card}\0 ${'é'.repeat(3_000)}`));
    await happen('cus_1', 1);
    await untilQuiet(dispatcher());
    const [made] = await triesOf(database, await only());
    expect(made?.body).toMatch(/^"?\[card\]"? é+/);
    expect(made?.body?.length).toBeLessThan(1_100);
  });

  it('without an answer, or to an address that has become private, says so', async () => {
    const made = await endpoint();
    receiver.answer('/', () => {});
    await happen('cus_1', 1);
    const hasty = openOutwardClient({ privateHosts: ['127.0.0.1'], deadlineMs: 1_000, maxAnswerBytes: 100 });
    await untilQuiet(dispatcher({ client: hasty }));
    expect(await only()).toMatchObject({ lastStatus: null, lastError: 'timeout' });
    await withTransaction(database, (tx) => updateEndpointRow(tx, { ...made, url: receiver.url('/').replace('127.0.0.1', 'localhost') }));
    clock.advance(11_000);
    await untilQuiet(dispatcher());
    expect(await only()).toMatchObject({ lastStatus: null, lastError: 'address_refused', tries: 2 });
    expect(receiver.at('/')).toHaveLength(1);
    await hasty.close();
  });

  it('that a stop breaks off is made again by the next server', async () => {
    await endpoint();
    const patient = openOutwardClient({ privateHosts: ['127.0.0.1'], deadlineMs: 60_000, maxAnswerBytes: 100 });
    receiver.answer('/', () => {});
    await happen('cus_1', 1);
    const stopped = dispatcher({ client: patient });
    await stopped.dispatch();
    await receiver.until('/', 1);
    await stopped.stop();
    await patient.close();
    receiver.answer('/', 200);
    await untilQuiet(dispatcher());
    expect(receiver.at('/')).toHaveLength(2);
    expect(await only()).toMatchObject({ status: 'succeeded', tries: 1 });
  });
});

describe('endpoints out of use', () => {
  it('that are disabled take what they were owed once they are enabled again', async () => {
    const made = await endpoint();
    await happen('cus_1', 1);
    await withTransaction(database, (tx) => updateEndpointRow(tx, { ...made, status: 'disabled' }));
    const sender = dispatcher();
    await sender.dispatch();
    expect(await cancelAbandoned(database, START)).toBe(0);
    await withTransaction(database, (tx) => updateEndpointRow(tx, made));
    await untilQuiet(sender);
    expect(receiver.at('/')).toHaveLength(1);
  });

  it('that stay disabled, or are deleted, are owed nothing any more', async () => {
    const [off, gone] = [await endpoint('/off'), await endpoint('/gone')];
    await happen('cus_1', 1);
    await withTransaction(database, async (tx) => {
      await updateEndpointRow(tx, { ...off, status: 'disabled' });
      await updateEndpointRow(tx, { ...gone, deleted: true, secret: null });
      await cancelDeliveries(tx, gone);
    });
    const statuses = async () => (await deliveries()).map(({ status, due }) => [status, due === null]);
    expect(await statuses()).toEqual([
      ['pending', false],
      ['canceled', true],
    ]);
    expect(await cancelAbandoned(database, new Date(START.getTime() + 1))).toBe(1);
    expect(await statuses()).toEqual([
      ['canceled', true],
      ['canceled', true],
    ]);
    expect((await readEvent(database, TENANT, (await only()).eventId))?.pendingWebhooks).toBe(0);
  });
});

describe('secrets', () => {
  it('open for their own endpoint only, and move to a newer key', async () => {
    const [one, other] = [await endpoint(), await endpoint()];
    await expect(secretsInForce(parts.keys, { ...one, secret: other.secret }, START)).rejects.toThrow();
    const newer = { ...parts.keys, kekIds: async () => [...(await parts.keys.kekIds()), 'kek_newer'] };
    await rewrapSecrets(database, newer);
    const moved = (await findEndpoint(database, TENANT, one.id)) ?? expect.fail();
    expect(moved.secret?.wrapped.equals(one.secret?.wrapped ?? Buffer.alloc(0))).toBe(false);
    expect(await secretsInForce(parts.keys, moved, START)).toEqual(['whsec_test']);
  });

  it('of before sign until their time is over', async () => {
    const made = await endpoint();
    const end = new Date(START.getTime() + HOUR_MS);
    const old = await sealSecret(parts.keys, made, 'whsec_old');
    const rolled = { ...made, previousSecret: { ...old, until: end } };
    expect(await secretsInForce(parts.keys, rolled, START)).toEqual(['whsec_test', 'whsec_old']);
    expect(await secretsInForce(parts.keys, rolled, end)).toEqual(['whsec_test']);
  });
});
