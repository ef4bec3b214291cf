import type { AgreedView, OpenMandateRequestView, SavedAccounts, SentMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import type { MandateView, MessageView } from '@guichet/contract/terminal.ts';
import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { raw, refused, stripe, whole } from './place.ts';

const EMAIL = 'gita@example.com';
const PATH = '/guichet/v1/mandate_requests';

async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: T }> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return (await raw(method, path, json)) as { status: number; body: T };
}

/** As the payer's browser does, which nobody knows. */
async function payer<T>(path: string, body: object): Promise<{ status: number; body: T }> {
  const headers = { 'content-type': 'application/json', 'user-agent': 'Payer/1.0' };
  const response = await fetch(`${whole.base}${PATH}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as T };
}

const tokenIn = ({ url }: SentMandateRequestView): string => new URL(url as string).hash.slice(1);
const look = (token: string) => payer<OpenMandateRequestView>('/look', { token });
const INVALID = { status: 400, body: { error: { code: 'mandate_request_invalid' } } };

let customer: string;
let account: string;

beforeEach(async () => {
  customer = (await stripe.customers.create({ name: 'Gita Rao', email: EMAIL })).id;
  const billing_details = { name: 'Gita Rao', email: EMAIL };
  account = (
    await stripe.paymentMethods.create({ type: 'sepa_debit', sepa_debit: { iban: 'FR1420041010050500013M02606' }, billing_details })
  ).id;
  await stripe.paymentMethods.attach(account, { customer });
});

const request = async (more: object = {}) =>
  (await ask<SentMandateRequestView>('POST', PATH, { payment_method: account, email: EMAIL, language: 'fr', ...more })).body;
const accounts = async () => (await ask<SavedAccounts>('GET', `/guichet/v1/customers/${customer}/accounts`)).body.data;

const debit = () =>
  stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', customer, payment_method: account, confirm: true },
    ...({ payment_method_types: ['sepa_debit'] } as object),
  });

describe('a payer who is asked by mail', () => {
  it('reads the words, agrees, and can be debited from then on', async () => {
    expect(await accounts()).toEqual([
      { payment_method: account, scheme: 'sepa_debit', holder: 'Gita Rao', last4: '2606', may_be_debited: false, request: null },
    ]);
    expect(await refused(debit())).toMatchObject({ code: 'payment_intent_mandate_invalid' });
    const sent = await request();
    expect(sent).toMatchObject({ email: EMAIL, status: 'open', mandate: null, expires: sent.sent + 14 * 86_400 });
    const shown = await look(tokenIn(sent));
    expect(shown.body).toMatchObject({ scheme: 'sepa_debit', last4: '2606', holder: 'Gita Rao', language: 'fr' });
    expect(shown.body.words.it).toContain('addebito diretto SEPA');
    expect(await refused(debit())).toMatchObject({ code: 'payment_intent_mandate_invalid' });
    const agreement = { token: tokenIn(sent), text_version: shown.body.text_version, language: 'it' };
    expect(await payer('/agree', { ...agreement, text_version: '1999-01' })).toMatchObject({
      status: 400,
      body: { error: { param: 'text_version' } },
    });
    const agreed = await payer<AgreedView>('/agree', agreement);
    expect(agreed).toMatchObject({ status: 200, body: { agreed: true } });
    const [known] = await accounts();
    expect(known).toMatchObject({ may_be_debited: true, request: { id: sent.id, status: 'accepted' } });
    const kept = await ask<MandateView>('GET', `/guichet/v1/mandates/${known?.request?.mandate}`);
    expect(kept.body).toMatchObject({
      ...{ given: 'online', type: 'multi_use', status: 'active', reference: agreed.body.reference },
      ...{ ip_address: expect.stringMatching(/127\.0\.0\.1|::1/), user_agent: 'Payer/1.0' },
      text: { version: shown.body.text_version, language: 'it', words: shown.body.words.it },
    });
    expect((await debit()).status).toBe('processing');
  });

  it('agrees once, and is told so again by the same link until the mandate ends', async () => {
    const token = tokenIn(await request());
    const { text_version, reference: none } = (await look(token)).body;
    expect(none).toBeNull();
    const agree = () => payer<AgreedView>('/agree', { token, text_version, language: 'fr' });
    const { reference } = (await agree()).body;
    expect((await agree()).body).toEqual({ agreed: true, reference });
    expect((await look(token)).body.reference).toBe(reference);
    const mandates = await ask<{ data: MandateView[] }>('GET', `/guichet/v1/mandates?payment_method=${account}`);
    expect(mandates.body.data).toHaveLength(1);
    const ended = `status = 'inactive', ended_at = now(), end_reason = 'no_authorization'`;
    await runSql(whole.database.ownerPool, `UPDATE mandates SET ${ended} WHERE payment_method_id = '${account}'`);
    expect(await agree()).toMatchObject(INVALID);
    expect(await look(token)).toMatchObject(INVALID);
  });

  it('agrees once, however often the button is pressed at a time', async () => {
    const token = tokenIn(await request());
    const { text_version } = (await look(token)).body;
    const answers = await Promise.all([1, 2, 3].map(() => payer<AgreedView>('/agree', { token, text_version, language: 'fr' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.reference)).size).toBe(1);
    const list = await ask<{ data: MandateView[] }>('GET', `/guichet/v1/mandates?payment_method=${account}`);
    expect(list.body.data).toHaveLength(1);
  });

  it('has the newest link alone, and none when it was withdrawn or is old', async () => {
    const first = await request();
    const second = (await ask<SentMandateRequestView>('POST', `${PATH}/${first.id}/resend`)).body;
    expect(second.id).toBe(first.id);
    expect(await look(tokenIn(first))).toMatchObject(INVALID);
    expect((await look(tokenIn(second))).status).toBe(200);
    const third = await request();
    expect(await look(tokenIn(second))).toMatchObject(INVALID);
    expect((await ask('POST', `${PATH}/${second.id}/resend`)).status).toBe(400);
    expect(await ask('POST', `${PATH}/${third.id}/revoke`)).toMatchObject({ status: 200, body: { status: 'revoked' } });
    expect(await look(tokenIn(third))).toMatchObject(INVALID);
    expect((await accounts())[0]?.request).toBeNull();
    const old = await request();
    const earlier = `UPDATE mandate_requests SET sent = sent - interval '15 days', expires = expires - interval '15 days' WHERE id = '${old.id}'`;
    await runSql(whole.database.ownerPool, earlier);
    expect(await look(tokenIn(old))).toMatchObject(INVALID);
    expect((await accounts())[0]?.request?.status).toBe('expired');
    const again = await ask<SentMandateRequestView>('POST', `${PATH}/${old.id}/resend`);
    expect((await look(tokenIn(again.body))).status).toBe(200);
  });

  it('cannot agree for an account that was taken off file', async () => {
    const sent = await request();
    await stripe.paymentMethods.detach(account);
    expect(await look(tokenIn(sent))).toMatchObject(INVALID);
  });

  it('is asked by several at once, and has one link that is good', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('POST', PATH, { payment_method: account, email: EMAIL, language: 'it' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const links = await Promise.all(answers.map(({ body }) => look(tokenIn(body as SentMandateRequestView))));
    expect(links.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  it.each([
    ['agree', async (token: string, text_version: string) => payer('/agree', { token, text_version, language: 'fr' })],
    ['be asked', async () => ask('POST', PATH, { payment_method: account, email: EMAIL, language: 'fr' })],
  ])('cannot %s for an account that is being taken off file', async (_what, does) => {
    const token = tokenIn(await request());
    const { text_version } = (await look(token)).body;
    const client = new pg.Client(whole.database.ownerPool);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE payment_methods SET customer_id = NULL WHERE id = $1', [account]);
      const doing = does(token, text_version);
      const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await until(async () => (await runSql(whole.database.adminPool, waiting)).length > 0);
      await client.query('COMMIT');
      expect((await doing).status).toBe(400);
    } finally {
      await client.end();
    }
  });

  it('has a mail in the outbox that opens nothing', async () => {
    const sent = await request();
    const { data } = (await ask<{ data: MessageView[] }>('GET', '/guichet/v1/messages?limit=1')).body;
    expect(data[0]).toMatchObject({ kind: 'mandate_request', to: EMAIL, payment_intent: null });
    const { body } = await ask<MessageView>('GET', `/guichet/v1/messages/${data[0]?.id}`);
    expect(body.text).toContain(`.${sent.id}.1.`);
    expect(body.text).not.toContain(tokenIn(sent).split('.')[3]);
  });
});

it.each([
  [{ email: 'nobody' }, 'email'],
  [{ language: 'de' }, 'language'],
  [{ payment_method: 'pm_0' }, 'payment_method'],
])('a request with %j is refused', async (more, param) => {
  const { status, body } = await ask<{ error: { param: string } }>('POST', PATH, {
    ...{ payment_method: account, email: EMAIL, language: 'fr' },
    ...more,
  });
  expect([status, body.error.param]).toEqual([param === 'payment_method' ? 404 : 400, param]);
});

it('an account on nobody’s file, or a card, is asked about nobody', async () => {
  const loose = await stripe.paymentMethods.create({
    ...{ type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000' }, billing_details: { name: 'A', email: EMAIL } },
  });
  const of = (payment_method: string) => ask<{ error: object }>('POST', PATH, { payment_method, email: EMAIL, language: 'en' });
  expect((await of(loose.id)).body.error).toMatchObject({ code: 'payment_method_unexpected_state' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  expect((await of(card.id)).body.error).toMatchObject({ code: 'parameter_invalid', param: 'payment_method' });
});
