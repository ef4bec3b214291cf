import type { BusinessView, ReceiptTemplateView } from '@guichet/contract/businessViews.ts';
import type { ListOf, SessionView } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBrowser, newMember } from '../harness/newMember.ts';
import { oneTimeCode } from '../harness/oneTimeCode.ts';
import { signIn } from '../harness/signIn.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

type Headers = Readonly<Record<string, string>>;
type Refusal = { error?: { code: string; param?: string; message: string } };

let whole: WholeServer;
let owner: Headers;
let cashier: Headers;
let admin: Headers;
const live = (headers: Headers): Headers => ({ ...headers, 'guichet-mode': 'live' });
const ask = <T = Refusal>(headers: Headers, path: string, body?: object) =>
  asBrowser<T>(whole.base, headers, path, body === undefined ? {} : { body });
/** As a page does that has just been opened. */
const opened = async ({ cookie = '', origin = '' }: Headers, mode?: string): Promise<SessionView> =>
  (await ask<SessionView>({ cookie, origin, ...(mode && { 'guichet-mode': mode }) }, '/guichet/v1/session')).body;

beforeAll(async () => {
  whole = await startWholeServer();
  owner = await signIn(whole);
  cashier = await newMember(whole, owner, 'Cleo', 'cashier');
  admin = await newMember(whole, owner, 'Ada', 'admin');
  const business = { business_name: 'Chez Odile', statement_descriptor: 'CHEZ ODILE LYON', website: 'https://odile.example' };
  expect((await ask(owner, '/guichet/v1/business', business)).body).toMatchObject({ object: 'business' });
  const none = { header: null, footer: null };
  const words = { en: none, fr: { header: null, footer: 'A bientôt' }, it: none };
  const { body } = await ask<ReceiptTemplateView>(owner, '/guichet/v1/receipt_template');
  const template = { lines: body.lines, words, attach_pdf: true, based_on: body.version };
  expect((await ask(owner, '/guichet/v1/receipt_template', template)).status).toBe(200);
  await ask(owner, '/guichet/v1/own_fields', { key: 'order', label: 'Order', kind: 'text' });
});
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
});

it('is not there before somebody opens it', async () => {
  expect(await opened(owner)).toMatchObject({ livemode: false, modes: ['test'] });
  expect(await opened(owner, 'live')).toMatchObject({ livemode: false });
  expect((await ask(live(owner), '/guichet/v1/business')).body.error?.code).toBe('account_mismatch');
});

it('is opened once, however many do it at once, and not by somebody whose proof is old', async () => {
  await runSql(whole.database.ownerPool, `UPDATE auth."session" SET "provedAt" = now() - interval '1 hour'`);
  expect((await ask(owner, '/guichet/v1/live_mode', {})).body.error?.code).toBe('step_up_required');
  await ask(owner, '/guichet/v1/session/proof', { password: whole.owner.password });
  const answers = await Promise.all([1, 2, 3].map(() => ask<SessionView>(owner, '/guichet/v1/live_mode', {})));
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(body).toMatchObject({ livemode: true, modes: ['live', 'test'], second_factor: { required: true, enrolled: false } });
  }
  expect(await runSql(whole.database.ownerPool, 'SELECT livemode FROM tenants ORDER BY livemode')).toEqual([
    { livemode: false },
    { livemode: true },
  ]);
});

describe('once it is open', () => {
  it('is where a page begins, unless it asks for practice', async () => {
    expect(await opened(cashier)).toMatchObject({ livemode: true, role: 'cashier', modes: ['live', 'test'] });
    expect(await opened(cashier, 'test')).toMatchObject({ livemode: false, account: { business_name: 'Chez Odile' } });
    expect(await opened(await signIn(whole))).toMatchObject({ livemode: true, role: 'owner' });
  });

  it('lets an owner do nothing before there is a second factor, while practice goes on', async () => {
    expect((await ask(live(owner), '/guichet/v1/business')).body.error?.code).toBe('second_factor_required');
    expect((await ask(owner, '/guichet/v1/business')).status).toBe(200);
    const elsewhere = await signIn(whole);
    const begun = await ask<{ uri: string }>(live(owner), '/guichet/v1/second_factors/code', { password: whole.owner.password });
    const confirmed = await ask(live(owner), '/guichet/v1/second_factors/code/confirm', { code: oneTimeCode(begun.body.uri) });
    expect(confirmed.status).toBe(200);
    // The session goes on under another cookie.
    const cookies = confirmed.headers.getSetCookie().map((each) => each.split(';', 1)[0]);
    owner = { ...owner, cookie: cookies.join('; ') };
    expect((await ask(live(owner), '/guichet/v1/business')).status).toBe(200);
    // Who sat there with the password alone is not let in by what the owner has now.
    for (const mode of [elsewhere, live(elsewhere)])
      expect((await ask(mode, '/guichet/v1/business')).body.error?.code).toBe('session_expired');
  });

  it('lets nobody without a second factor change the team from practice, and keeps in its log who did', async () => {
    expect((await ask(admin, '/guichet/v1/business')).status).toBe(200);
    for (const path of ['/guichet/v1/roles', '/guichet/v1/members', '/guichet/v1/invitations'])
      expect((await ask(admin, path)).body.error?.code, path).toBe('second_factor_required');
    expect((await ask(admin, '/guichet/v1/sign_in_rules', { second_factor_roles: [] })).body.error?.code).toBe('second_factor_required');
    const made = await ask<{ id: string }>(owner, '/guichet/v1/roles', { name: 'Waiter', permissions: ['payments.read'] });
    expect(made.status).toBe(200);
    const lines = async (mode: Headers, action: string) =>
      (await ask<ListOf<{ target: string }>>(mode, `/guichet/v1/activity?action=${action}`)).body.data;
    expect(await lines(live(owner), 'role.create')).toMatchObject([{ target: made.body.id }]);
    expect(await lines(owner, 'role.create')).toEqual([]);
    const [before, after] = [await lines(live(owner), 'sign_in.failed'), await lines(owner, 'sign_in.failed')];
    const wrong = { email: 'nobody@example.com', password: 'wrong horse 42' };
    expect((await ask({ origin: whole.base }, '/guichet/auth/sign-in/email', wrong)).status).toBe(401);
    expect((await lines(live(owner), 'sign_in.failed')).length).toBe(before.length + 1);
    expect((await lines(owner, 'sign_in.failed')).length).toBe(after.length);
  });

  it('looks to payers as what was tried out, and has nothing else of it', async () => {
    expect((await ask<BusinessView>(live(owner), '/guichet/v1/business')).body).toMatchObject({
      ...{ business_name: 'Chez Odile', statement_descriptor: 'CHEZ ODILE LYON', website: 'https://odile.example' },
    });
    const { body: template } = await ask<ReceiptTemplateView>(live(owner), '/guichet/v1/receipt_template');
    expect(template).toMatchObject({ words: { fr: { footer: 'A bientôt' } }, attach_pdf: true });
    for (const list of ['own_fields', 'api_keys', 'provider_accounts', 'payments']) {
      expect((await ask<ListOf<object>>(live(owner), `/guichet/v1/${list}`)).body.data, list).toEqual([]);
    }
    const kept = await ask<{ key: string }>(live(owner), '/guichet/v1/publishable_key');
    expect(JSON.stringify(kept.body)).toMatch(/"pk_live_/);
    for (const mode of [owner, live(owner)]) {
      const { body } = await ask<ListOf<{ actor: object }>>(mode, '/guichet/v1/activity?action=account.open_live_mode');
      expect(body.data).toMatchObject([{ actor: { name: 'Odile Martin' } }]);
    }
  });

  it('records cash at once, and takes no card without a provider', async () => {
    const cash = await ask<{ id: string; livemode: boolean }>(live(cashier), '/guichet/v1/payment_records', {
      ...{ amount: 500, currency: 'eur', method: 'cash' },
    });
    expect(cash.status).toBe(200);
    expect((await ask(cashier, `/v1/payment_records/${cash.body.id}`)).status).toBe(404);
    const { body: key } = await ask<{ secret: string }>(live(owner), '/guichet/v1/api_keys', { name: 'Shop' });
    expect(key.secret).toMatch(/^sk_live_/);
    const stripe = stripeClient({ base: whole.base, key: key.secret });
    const intent = await stripe.paymentIntents.create({ amount: 1500, currency: 'eur' });
    expect(intent.livemode).toBe(true);
    const refused = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }).catch((error: unknown) => error);
    // No test card is known here.
    expect(refused).toMatchObject({ code: 'resource_missing', param: 'payment_method' });
  });

  it('pays nothing out of itself', async () => {
    const refusal = { status: 400, body: { error: { code: 'payouts_not_allowed' } } };
    expect(await ask(live(owner), '/guichet/v1/payout_schedule', { frequency: 'daily' })).toMatchObject(refusal);
    expect((await ask(live(owner), '/guichet/v1/payout_schedule', { frequency: 'manual' })).status).toBe(200);
    const response = await fetch(`${whole.base}/v1/payouts`, {
      method: 'POST',
      headers: { ...live(owner), 'content-type': 'application/x-www-form-urlencoded' },
      body: 'amount=100&currency=eur',
    });
    expect({ status: response.status, body: await response.json() }).toMatchObject(refusal);
  });
});
