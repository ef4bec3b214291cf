import { createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorBody } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import { ROLE_PERMISSIONS } from '@guichet/contract/permissions.ts';
import type { ListOf, MessageSummary, MessageView } from '@guichet/contract/terminal.ts';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/harness/mailServer.ts';
import { type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { registerRoutes } from '../../http/routes.ts';
import { createHttpServer } from '../../http/server.ts';
import { createJobs } from '../../jobs/index.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { idMaker } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { systemRandom } from '../../platform/random.ts';
import type { Database } from '../../platform/sql.ts';
import { createActivity } from '../activity/index.ts';
import type { ReceiptsDeps } from './deliverMessages.ts';
import {
  createSmtpMailer,
  deliverMessages,
  type Mailer,
  messageSummary,
  messagesOfPayment,
  type ReceiptFacts,
  receiptRoutes,
} from './index.ts';

const makeId = idMaker(systemClock, systemRandom);
const QUIET = pino({ level: 'silent' });

let test: TestDatabase;
let database: Database;
let keysDir: string;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  keysDir = mkdtempSync(join(tmpdir(), 'guichet-receipts-'));
  await asOwner(`
    INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
      SELECT n, 'acct_' || n, false, 'Chez Paul', 'FR', 'eur', 'Europe/Paris', now() FROM generate_series(1, 2) n;
    -- Payments are another module's and come in through its port, so here their tables stay empty.
    ALTER TABLE messages DROP CONSTRAINT messages_tenant_id_payment_intent_id_fkey, DROP CONSTRAINT messages_tenant_id_charge_id_fkey`);
});

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client(test.ownerPool);
  await owner.connect();
  await owner.query(sql).finally(() => owner.end());
}

afterAll(async () => {
  rmSync(keysDir, { recursive: true });
  await database.close();
  await test.close();
});

const FACTS: ReceiptFacts = {
  businessName: 'Boulangerie <script>alert(1)</script> de l’Étoile',
  country: 'FR',
  timeZone: 'Europe/Paris',
  charge: 'ch_1',
  status: 'succeeded',
  captured: true,
  amount: money(4990n, 'eur'),
  refunded: money(0n, 'eur'),
  reference: 'Commande 17',
  paidWith: { kind: 'visa', last4: '4242' },
  createdAt: new Date('2026-07-14T22:30:00Z'),
  statementDescriptor: null,
  customerName: 'Anne Martin',
  customerLanguage: 'fr',
};

const PAYMENTS: readonly { id: string; charge: ReceiptFacts['charge']; status: string }[] = [
  { id: 'pi_1', charge: 'ch_1', status: 'succeeded' },
  { id: 'pi_2', charge: 'ch_2', status: 'succeeded' },
  { id: 'pi_declined', charge: 'ch_3', status: 'requires_payment_method' },
];

interface Place {
  readonly app: FastifyInstance;
  readonly logged: string[];
  close(): Promise<void>;
}

/** A server with only this module on it. The header `authorization` says which tenant calls, as an owner or as an analyst. */
async function openPlace(mailer: Mailer | null, clock: Clock = systemClock): Promise<Place> {
  const logged: string[] = [];
  const log = { error: (_details: object, message: string) => logged.push(message) };
  const jobs = createJobs({ database, log, pollSeconds: 0.5, superviseSeconds: 1 });
  const activity = createActivity({ db: database, clock: systemClock, random: systemRandom, makeId, keysDir });
  const deps: ReceiptsDeps = {
    database,
    jobs,
    clock,
    makeId,
    mailer,
    log,
    receiptFacts: async (_tx, _tenantId, id) => {
      const payment = PAYMENTS.find((each) => each.id === id);
      return payment === undefined ? null : { ...FACTS, charge: payment.charge, status: payment.status };
    },
    recordActivity: activity.record,
    waits: { firstWaitSeconds: 1, longestWaitSeconds: 1 },
  };
  deliverMessages(deps);
  const routes = receiptRoutes({ ...deps, sends: deps.mailer !== null });
  const app = createHttpServer({ log: QUIET, makeId, trustProxy: false, ready: async () => ({ ready: true, reasons: [] }) });
  registerRoutes(
    app,
    {
      clock: systemClock,
      requestHashKey: createSecretKey(Buffer.from('a key for tests')),
      authenticate: async ({ authorization = 'owner 1' }) => {
        const [role, tenantId] = authorization.split(' ');
        const permissions = new Set(ROLE_PERMISSIONS[role === 'analyst' ? 'analyst' : 'owner']);
        const actor = { kind: 'person', id: 'person-1', name: 'Paul' } as const;
        return { tenantId: Number(tenantId), account: 'acct_1', livemode: false, actor, permissions };
      },
    },
    routes,
  );
  await jobs.start();
  return {
    app,
    logged,
    close: async () => {
      await app.close();
      await jobs.stop();
    },
  };
}

let place: Place;
let mail: MailServer | undefined;

afterEach(async () => {
  await place.close();
  await mail?.close();
  mail = undefined;
  await database.pool.query("DELETE FROM jobs.job WHERE name LIKE 'messages%'");
});

type Answer<T> = { status: number; headers: Record<string, unknown>; body: T };

async function call<T>(method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer<T>> {
  const answer = await place.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<T>() };
}

const send = <T = MessageSummary>(payload: object, headers?: Record<string, string>): Promise<Answer<T>> =>
  call<T>('POST', '/guichet/v1/receipts', payload, headers);
const read = async (id: string): Promise<MessageView> => (await call<MessageView>('GET', `/guichet/v1/messages/${id}`)).body;
const becomes = (id: string, status: MessageSummary['status']) =>
  expect.poll(async () => (await read(id)).status, { timeout: 15_000 }).toBe(status);

const smtp = (port: number): Mailer => createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'receipts@shop.example' });

describe('without a mail server', () => {
  beforeEach(async () => {
    place = await openPlace(null);
  });

  it('a receipt is kept in the outbox, where it can be read', async () => {
    const { status, body } = await send({ payment_intent: 'pi_1', email: ' Anne@Example.com' });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^msg_/),
      kind: 'receipt',
      to: 'Anne@example.com',
      subject: '[TEST] Boulangerie <script>alert(1)</script> de l’Étoile\u00a0: votre reçu de 49,90\u00a0€',
      status: 'kept',
      language: 'fr',
      payment_intent: 'pi_1',
      created: expect.any(Number),
      sent_at: null,
      error: null,
    });
    const { html, text, has_receipt, ...summary } = await read(body.id);
    expect(has_receipt).toBe(true);
    expect(summary).toEqual(body);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
    expect(text).toContain('15 juillet 2026 à 00:30 UTC+2');
  });

  it('it is written in the language that is asked for', async () => {
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com', language: 'it' });
    expect(body).toMatchObject({ language: 'it', subject: expect.stringContaining('la sua ricevuta') });
  });

  it('a request that is repeated with its key is answered the same, and one message is there', async () => {
    const before = await messagesOfPayment(database, 1, 'pi_2');
    const key = { 'idempotency-key': 'receipt-1' };
    const first = await send({ payment_intent: 'pi_2', email: 'anne@example.com' }, key);
    const again = await send({ payment_intent: 'pi_2', email: 'anne@example.com' }, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await send<ErrorBody>({ payment_intent: 'pi_2', email: 'eve@example.com' }, key);
    expect(other.body.error).toMatchObject({ type: 'idempotency_error' });
    const after = await messagesOfPayment(database, 1, 'pi_2');
    expect(after.slice(before.length).map(messageSummary)).toEqual([first.body]);
    expect(after.at(-1)?.createdBy).toBe('person-1');
  });

  it('a line of the activity log stands beside it, with the address among what can be erased', async () => {
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    const lines = await database.query(
      'activity of receipt',
      `SELECT l.action, l.target, l.actor_id, p.value FROM activity_lines l JOIN activity_personal p ON (p.tenant_id, p.line_id) = (l.tenant_id, l.id)
       WHERE l.tenant_id = 1 AND l.details ->> 'message' = $1 AND p.name = 'to'`,
      [body.id],
    );
    expect(lines).toEqual([{ action: 'receipt.create', target: 'pi_1', actor_id: 'person-1', value: '"anne@example.com"' }]);
  });

  it.each([
    ['a payment that nobody knows', { payment_intent: 'pi_none', email: 'a@example.com' }, 404, 'resource_missing', 'payment_intent'],
    [
      'a payment that was declined',
      { payment_intent: 'pi_declined', email: 'a@example.com' },
      400,
      'payment_intent_unexpected_state',
      'payment_intent',
    ],
    ['what is no address', { payment_intent: 'pi_1', email: 'anne' }, 400, 'email_invalid', 'email'],
    [
      'a line break in the address',
      { payment_intent: 'pi_1', email: 'a@example.com\r\nBcc: eve@example.com' },
      400,
      'email_invalid',
      'email',
    ],
    ['two addresses', { payment_intent: 'pi_1', email: 'a@example.com,b@example.com' }, 400, 'email_invalid', 'email'],
    ['no address', { payment_intent: 'pi_1' }, 400, 'parameter_missing', 'email'],
    ['an unknown language', { payment_intent: 'pi_1', email: 'a@example.com', language: 'de' }, 400, 'parameter_invalid', 'language'],
    ['an unknown parameter', { payment_intent: 'pi_1', email: 'a@example.com', subject: 'Hi' }, 400, 'parameter_unknown', 'subject'],
  ])('%s is refused, and no message is left', async (_what, payload, status, code, param) => {
    const count = async () => (await database.query('count messages', 'SELECT count(*)::int AS count FROM messages'))[0];
    const before = await count();
    const answer = await send<ErrorBody>(payload);
    expect([answer.status, answer.body.error.code, answer.body.error.param]).toEqual([status, code, param]);
    expect(await count()).toEqual(before);
  });

  it('who may not take payments sends none, but reads the outbox', async () => {
    const analyst = { authorization: 'analyst 1' };
    expect((await send<ErrorBody>({ payment_intent: 'pi_1', email: 'a@example.com' }, analyst)).body.error.code).toBe('forbidden');
    expect((await call('GET', '/guichet/v1/messages', undefined, analyst)).status).toBe(200);
  });

  it("another tenant doesn't see it", async () => {
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    const other = { authorization: 'owner 2' };
    expect((await call<ErrorBody>('GET', `/guichet/v1/messages/${body.id}`, undefined, other)).status).toBe(404);
    const list = await call<ListOf<MessageSummary>>('GET', '/guichet/v1/messages', undefined, other);
    expect(list.body).toEqual({ object: 'list', data: [], has_more: false, url: '/guichet/v1/messages' });
  });

  it('the outbox is paged, newest first, and can be narrowed to one payment', async () => {
    const ids: string[] = [];
    for (const payment_intent of ['pi_1', 'pi_2', 'pi_1', 'pi_2'])
      ids.unshift((await send({ payment_intent, email: 'a@example.com' })).body.id);
    const page = async (query: string): Promise<[string[], boolean]> => {
      const { body } = await call<ListOf<MessageSummary>>('GET', `/guichet/v1/messages?${query}`);
      return [body.data.map(({ id }) => id), body.has_more];
    };
    const [a = '', b = '', c = '', d = ''] = ids;
    expect(await page('limit=2')).toEqual([[a, b], true]);
    expect(await page(`limit=2&starting_after=${b}`)).toEqual([[c, d], true]);
    expect(await page(`limit=2&ending_before=${c}`)).toEqual([[a, b], false]);
    expect(await page(`limit=1&ending_before=${c}`)).toEqual([[b], true]);
    expect(await page('limit=1&payment_intent=pi_2')).toEqual([[a], true]);
    expect(await page(`limit=1&payment_intent=pi_2&starting_after=${a}`)).toEqual([[c], true]);
    expect(await page('payment_intent=pi_none')).toEqual([[], false]);
  });
});

describe('with a mail server', () => {
  it('a receipt is sent in the background and is then marked so', async () => {
    mail = await startMailServer();
    place = await openPlace(smtp(mail.port));
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    expect(body.status).toBe('queued');
    const [arrived] = await mail.arrived(1);
    await becomes(body.id, 'sent');
    const message = await read(body.id);
    expect(message.sent_at).toBeGreaterThanOrEqual(message.created);
    expect(arrived?.parsed).toMatchObject({
      messageId: `<${body.id}@shop.example>`,
      subject: message.subject,
      from: { name: FACTS.businessName, address: 'receipts@shop.example' },
      to: [{ address: 'anne@example.com' }],
    });
    expect(arrived?.parsed.html?.trim()).toBe(message.html.trim());
    expect(arrived?.parsed.text?.trim()).toBe(message.text.trim());
    expect(place.logged).toEqual([]);
  });

  it('that is down, a receipt waits and goes out once it is up', async () => {
    const down = await startMailServer();
    await down.close();
    place = await openPlace(smtp(down.port));
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    await expect.poll(async () => (await read(body.id)).error).toMatch(/^The mail server could not be reached/);
    expect((await read(body.id)).status).toBe('queued');
    mail = await startMailServer({ port: down.port });
    await mail.arrived(1);
    await becomes(body.id, 'sent');
    expect((await read(body.id)).error).toBeNull();
    expect(place.logged).toContain('A message could not be sent.');
  });

  it('that says no for good, a receipt has failed, with the reason, and is not tried again', async () => {
    const refusal = Object.assign(new Error('5.1.1 No such mailbox'), { responseCode: 550 });
    let asked = 0;
    mail = await startMailServer({
      onRcptTo: (_address, _session, callback) => {
        asked += 1;
        callback(refusal);
      },
    });
    place = await openPlace(smtp(mail.port));
    const { body } = await send({ payment_intent: 'pi_1', email: 'nobody@example.com' });
    await becomes(body.id, 'failed');
    expect(await read(body.id)).toMatchObject({ error: 'The mail server refused the address: 550 5.1.1 No such mailbox', sent_at: null });
    await expect
      .poll(() => database.query('state of messages job', "SELECT state::text FROM jobs.job WHERE name = 'messages'"))
      .toEqual([{ state: 'completed' }]);
    expect(asked).toBe(1);
  });

  it('whose yes is lost, a receipt comes a second time under the same Message-ID', async () => {
    mail = await startMailServer({ cutAfter: 0 });
    place = await openPlace(smtp(mail.port));
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    const [first, second] = await mail.arrived(2);
    await becomes(body.id, 'sent');
    expect(first?.parsed.messageId).toBe(`<${body.id}@shop.example>`);
    expect(second?.parsed.messageId).toBe(first?.parsed.messageId);
    expect(mail.received).toHaveLength(2);
  });

  it('and a crash between its yes and our note, a receipt comes a second time under the same Message-ID', async () => {
    mail = await startMailServer();
    let crashed = false;
    const clock: Clock = {
      now: () => {
        if (crashed) return systemClock.now();
        crashed = true;
        throw new Error('The server dies here.');
      },
    };
    place = await openPlace(smtp(mail.port), clock);
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    const [first, second] = await mail.arrived(2);
    await becomes(body.id, 'sent');
    expect(second?.parsed.messageId).toBe(first?.parsed.messageId);
    expect(place.logged).toEqual(['A job broke off.']);
  });

  it('that stays down, a receipt has failed after the last try', async () => {
    const down = await startMailServer();
    await down.close();
    place = await openPlace(smtp(down.port));
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    await expect.poll(async () => (await read(body.id)).error).not.toBeNull();
    await database.pool.query("UPDATE jobs.job SET retry_limit = retry_count WHERE name = 'messages'");
    await becomes(body.id, 'failed');
    expect((await read(body.id)).error).toMatch(/^Given up after 15 tries\. The mail server could not be reached/);
  });

  it('that is taken away again, a waiting receipt is kept in the outbox', async () => {
    const down = await startMailServer();
    await down.close();
    place = await openPlace(smtp(down.port));
    const { body } = await send({ payment_intent: 'pi_1', email: 'anne@example.com' });
    await expect.poll(async () => (await read(body.id)).error).not.toBeNull();
    await place.close();
    place = await openPlace(null);
    await becomes(body.id, 'kept');
  });
});
