import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBrowser, newMember } from '../harness/newMember.ts';
import { signIn } from '../harness/signIn.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

type Headers = Readonly<Record<string, string>>;
type Answer = {
  id: string;
  secret: string;
  latest_charge: string;
  status: string;
  error?: { code: string; message: string; param?: string };
};

let whole: WholeServer;
let owner: Headers;
const ask = (headers: Headers, path: string, body: object) => asBrowser<Answer>(whole.base, headers, path, { body });
const form = async (headers: Headers, path: string, fields: Record<string, string>) => {
  const response = await fetch(whole.base + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Answer };
};
const pay = (by: Headers, amount: number, more: Record<string, string> = {}) =>
  form(by, '/v1/payment_intents', { amount: String(amount), currency: 'eur', payment_method: 'pm_card_visa', confirm: 'true', ...more });
const codeOf = ({ status, body }: { status: number; body: Answer }) => [status, body.error?.code];

const SELLS = ['payments.read', 'payments.write', 'records.write', 'refunds.write'];
const bounded = async (name: string, ceilings: object): Promise<Headers> => {
  const role = await ask(owner, '/guichet/v1/roles', { name: `role of ${name}`, permissions: SELLS, ceilings });
  return newMember(whole, owner, name, role.body.id);
};

beforeAll(async () => {
  whole = await startWholeServer();
  owner = await signIn(whole);
});
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
});

const OVER = [403, 'limit_exceeded'];

describe('a ceiling for one payment', () => {
  let ann: Headers;
  beforeAll(async () => {
    ann = await bounded('Ann', { charge: 20_000, refund: 1_000 });
  });

  it('is reached and not passed, on each way to take a payment', async () => {
    expect((await pay(ann, 20_000)).status).toBe(200);
    const over = await pay(ann, 20_001);
    expect(over.body.error).toMatchObject({ code: 'limit_exceeded', param: 'amount', message: expect.stringContaining('€200.00') });
    expect(codeOf(await form(ann, '/v1/payment_intents', { amount: '20001', currency: 'eur' }))).toEqual(OVER);
    const prepared = await form(ann, '/v1/payment_intents', { amount: '500', currency: 'eur' });
    expect(codeOf(await form(ann, `/v1/payment_intents/${prepared.body.id}`, { amount: '20001' }))).toEqual(OVER);
    const byOwner = await form(owner, '/v1/payment_intents', { amount: '20001', currency: 'eur' });
    expect(codeOf(await form(ann, `/v1/payment_intents/${byOwner.body.id}/confirm`, { payment_method: 'pm_card_visa' }))).toEqual(OVER);
    expect(codeOf(await form(ann, '/v1/charges', { amount: '20001', currency: 'eur', source: 'tok_visa' }))).toEqual(OVER);
    const cash = { currency: 'eur', method: 'cash' };
    expect(codeOf(await ask(ann, '/guichet/v1/payment_records', { ...cash, amount: 20_001 }))).toEqual(OVER);
    expect((await ask(ann, '/guichet/v1/payment_records', { ...cash, amount: 20_000 })).status).toBe(200);
    expect((await pay(owner, 20_001)).status).toBe(200);
  });

  it('leaves nothing behind where it refuses', async () => {
    const count = async () => (await asBrowser<{ data: object[] }>(whole.base, owner, '/v1/payment_intents?limit=100')).body.data.length;
    const before = await count();
    expect(codeOf(await pay(ann, 30_000))).toEqual(OVER);
    expect(await count()).toBe(before);
  });

  it('counts other currencies by the newest rate', async () => {
    // A yen is worth less than a hundredth of a euro, and a pound more than a euro.
    expect((await pay(ann, 20_001, { currency: 'jpy' })).status).toBe(200);
    expect(codeOf(await pay(ann, 20_000, { currency: 'gbp' }))).toEqual(OVER);
  });

  it('is another one for refunds', async () => {
    const { body } = await pay(owner, 5_000);
    expect(codeOf(await form(ann, '/v1/refunds', { payment_intent: body.id, amount: '1001' }))).toEqual(OVER);
    expect(codeOf(await form(ann, '/v1/refunds', { payment_intent: body.id }))).toEqual(OVER);
    expect((await form(ann, '/v1/refunds', { payment_intent: body.id, amount: '1000' })).status).toBe(200);
    const record = await ask(owner, '/guichet/v1/payment_records', { amount: 5_000, currency: 'eur', method: 'cash' });
    const reverse = (amount: number) => ask(ann, `/guichet/v1/payment_records/${record.body.id}/reverse`, { amount, reason: 'duplicate' });
    expect(codeOf(await reverse(1_001))).toEqual(OVER);
    expect((await reverse(1_000)).status).toBe(200);
  });
});

describe('a ceiling for the day', () => {
  it('is shared by cards and cash, and what was declined or cancelled does not count', async () => {
    const bea = await bounded('Bea', { day: 10_000 });
    expect((await pay(bea, 4_000)).status).toBe(200);
    expect((await pay(bea, 6_000, { payment_method: 'pm_card_chargeDeclined' })).status).toBe(402);
    const held = await pay(bea, 6_000, { capture_method: 'manual' });
    expect(held.body.status).toBe('requires_capture');
    const over = await ask(bea, '/guichet/v1/payment_records', { amount: 1, currency: 'eur', method: 'cash' });
    expect(over.body.error?.message).toContain('€0.00 is left of it');
    expect(codeOf(over)).toEqual(OVER);
    expect((await form(bea, `/v1/payment_intents/${held.body.id}/cancel`, {})).status).toBe(200);
    expect((await ask(bea, '/guichet/v1/payment_records', { amount: 5_000, currency: 'eur', method: 'cash' })).status).toBe(200);
    expect(codeOf(await pay(bea, 1_001))).toEqual(OVER);
    expect((await pay(bea, 1_000)).status).toBe(200);
  });

  it('holds when many are taken at once, and the same request is counted once', async () => {
    const cia = await bounded('Cia', { day: 10_000 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(cia, 3_000)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 403, 403, 403, 403, 403]);
    const dan = await bounded('Dan', { day: 10_000 });
    const twice = { ...dan, 'idempotency-key': 'once' };
    expect((await pay(twice, 9_000)).body.id).toBe((await pay(twice, 9_000)).body.id);
    expect((await pay(dan, 1_000)).status).toBe(200);
  });
});

describe('a key', () => {
  const clientOf = (secret: string): Stripe => {
    const { hostname, port } = new URL(whole.base);
    return new Stripe(secret, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
  };

  it('has none, or those that it was given', async () => {
    const made = await ask(owner, '/guichet/v1/api_keys', { name: 'shop', ceilings: { charge: 5_000, day: 8_000 } });
    const stripe = clientOf(made.body.secret);
    const take = (amount: number) =>
      stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: 'pm_card_visa', confirm: true });
    await expect(take(5_001)).rejects.toMatchObject({ statusCode: 403, code: 'limit_exceeded' });
    await take(5_000);
    await expect(take(3_001)).rejects.toMatchObject({ statusCode: 403, code: 'limit_exceeded' });
    await take(3_000);
    const free = clientOf(whole.key);
    await free.paymentIntents.create({ amount: 900_000, currency: 'eur', payment_method: 'pm_card_visa', confirm: true });
  });

  it('never has higher ones than who makes it', async () => {
    const role = await ask(owner, '/guichet/v1/roles', {
      name: 'keys',
      permissions: [...SELLS, 'api_keys.write'],
      ceilings: { charge: 5_000 },
    });
    const eve = await newMember(whole, owner, 'Eve', role.body.id);
    const make = (ceilings?: object) => ask(eve, '/guichet/v1/api_keys', { name: 'k', ...(ceilings && { ceilings }) });
    expect(codeOf(await make({ charge: 5_001 }))).toEqual([403, 'forbidden']);
    expect(codeOf(await make({ charge: null }))).toEqual([403, 'forbidden']);
    const stripe = clientOf((await make()).body.secret);
    const take = stripe.paymentIntents.create({ amount: 5_001, currency: 'eur', payment_method: 'pm_card_visa', confirm: true });
    await expect(take).rejects.toMatchObject({ code: 'limit_exceeded' });
  });
});
