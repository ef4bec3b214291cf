import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { knownAttempts } from '../../src/modules/attempts/index.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import { addProviderAccount, askAsOwner } from '../harness/askAsOwner.ts';
import { FaultyProxy } from '../harness/faultyProxy.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// An account at a provider stays the one that it is, once payments have gone through it; and only people say which it is.
vi.setConfig({ testTimeout: 60_000 });

let upstream: WholeServer;
let downstream: WholeServer;
let proxy: FaultyProxy;
let here: Stripe;
let account: string;

const PATH = '/guichet/v1/provider_accounts';
const change = (to: object) => askAsOwner<{ error: { message: string } }>(downstream, `${PATH}/${account}`, to);
const byKey = (method: string, path: string, body?: object) =>
  fetch(downstream.base + path, {
    method,
    headers: { authorization: `Bearer ${downstream.key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const pay = () =>
  here.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] },
    payment_method_options: { card: { moto: true } },
    payment_method_data: { type: 'card', card: { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' } },
  } as Stripe.PaymentIntentCreateParams);
const refusal = (code: string, param: string, words: string) => ({
  status: 400,
  body: { error: { code, param, message: expect.stringContaining(words) } },
});

beforeAll(async () => {
  [upstream, downstream] = await Promise.all([startWholeServer(), startWholeServer({ BANK_DEADLINE_MS: '5000' })]);
  proxy = await FaultyProxy.start(upstream.base);
  here = stripeClient(downstream);
  account = await addProviderAccount(downstream, { base_url: upstream.base, secret: upstream.key });
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([downstream.close(), upstream.close()]);
});

it('an address behind the walls is refused, when an account is added and when it is changed', async () => {
  for (const base_url of ['http://169.254.169.254', 'https://10.0.0.1', 'http://[fe80::1]', 'http://192.168.0.1:8080']) {
    const terms = { connector: 'stripe', name: 'Inside', base_url, secret: upstream.key };
    expect(await askAsOwner(downstream, PATH, terms)).toMatchObject(refusal('url_invalid', 'base_url', 'PROVIDER_PRIVATE_HOSTS'));
    expect(await change({ base_url, secret: upstream.key })).toMatchObject(refusal('url_invalid', 'base_url', 'PROVIDER_PRIVATE_HOSTS'));
  }
});

it('the address and the key can be changed until a payment has gone through', async () => {
  expect(await change({ base_url: proxy.url, secret: 'sk_test_of_somebody_else' })).toMatchObject({ status: 200 });
  expect(await change({ secret: upstream.key })).toMatchObject({ status: 200 });
  expect((await pay()).status).toBe('succeeded');
  expect(await change({ base_url: proxy.url, name: 'As before' })).toMatchObject({ status: 200, body: { name: 'As before' } });
  expect(await change({ base_url: upstream.base, secret: upstream.key })).toMatchObject(
    refusal('parameter_invalid', 'base_url', 'add a new account and switch this one off'),
  );
});

it('then only a key of the same account is taken, and none while the provider cannot be asked', async () => {
  const another = await askAsOwner<{ secret: string }>(upstream, '/guichet/v1/api_keys', { name: 'Renewed' });
  expect(another.status).toBe(200);
  expect(await change({ secret: 'sk_test_of_somebody_else' })).toMatchObject(
    refusal('parameter_invalid', 'secret', 'does not open the account'),
  );
  await proxy.close();
  expect(await change({ secret: another.body.secret })).toMatchObject(refusal('parameter_invalid', 'secret', 'Try again later'));
  await proxy.open();
  expect(await change({ secret: another.body.secret })).toMatchObject({
    status: 200,
    body: { secret_last4: another.body.secret.slice(-4) },
  });
  expect((await pay()).status).toBe('succeeded');
});

it('a key is refused while what became of the first payment is not known', async () => {
  const first = await addProviderAccount(downstream, { name: 'Second', base_url: proxy.url, secret: upstream.key });
  // As a server leaves it that was killed before the answer came.
  const [intent] = await runSql<{ id: string }>(downstream.database.ownerPool, 'SELECT id FROM attempts ORDER BY id DESC LIMIT 1');
  const open = (connector: string, resolved: string) =>
    runSql(
      downstream.database.ownerPool,
      `UPDATE attempts SET connector = '${connector}', ${resolved}, resolve_after = now() + interval '1 hour' WHERE id = '${intent?.id}'`,
    );
  await open(first, `status = 'unknown', resolved_at = NULL`);
  const refused = await askAsOwner(downstream, `${PATH}/${first}`, { secret: upstream.key });
  await open(account, `status = 'approved', resolved_at = now()`);
  expect(refused).toMatchObject(refusal('parameter_invalid', 'secret', 'not known yet'));
});

it('what another account tells of a payment is none of its business', async () => {
  const database = openDatabase(downstream.database.serverPool);
  const [attempt] = await runSql<{ id: string; tenant_id: number }>(
    downstream.database.ownerPool,
    `SELECT id, tenant_id FROM attempts WHERE connector = '${account}' LIMIT 1`,
  );
  const [tenantId, id] = [attempt?.tenant_id ?? 0, attempt?.id ?? ''];
  expect([...(await knownAttempts(database, { tenantId, connector: account }, [id]))]).toEqual([id]);
  expect([...(await knownAttempts(database, { tenantId, connector: 'pacc_other' }, [id]))]).toEqual([]);
  await database.close();
});

it('no secret key says where card numbers go, not even one that could before', async () => {
  const tries = async () => {
    const answers = await Promise.all([
      byKey('GET', PATH),
      byKey('POST', PATH, { connector: 'stripe', name: 'Thief', base_url: upstream.base, secret: upstream.key }),
      byKey('POST', `${PATH}/${account}`, { name: 'Thief' }),
      byKey('POST', '/guichet/v1/card_fields', { origins: [] }),
    ]);
    return answers.map(({ status }) => status);
  };
  expect(await tries()).toEqual([403, 403, 403, 403]);
  await runSql(downstream.database.ownerPool, `UPDATE api_keys SET permissions = permissions || ARRAY['providers.write']`);
  const migration = readFileSync(new URL('../../migrations/0027_providers_by_people.sql', import.meta.url), 'utf8');
  await runSql(downstream.database.ownerPool, migration);
  const keys = await runSql(downstream.database.ownerPool, `SELECT 1 FROM api_keys WHERE permissions @> ARRAY['providers.write']`);
  expect(keys).toEqual([]);
  expect(await tries()).toEqual([403, 403, 403, 403]);
});
