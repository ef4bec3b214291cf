import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getFrom, postTo } from '../../harness/apiClient.ts';
import { startWholeServer, type WholeServer } from '../../harness/wholeServer.ts';

let whole: WholeServer;
beforeAll(async () => {
  whole = await startWholeServer();
});
afterAll(() => whole.close());

const VISA = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2040',
  'payment_method_data[card][cvc]': '123',
};
const pay = (more: Record<string, string> = {}) =>
  postTo(whole, '/v1/payment_intents', { amount: '2000', currency: 'eur', confirm: 'true', ...more });
const refusalOf = ({ status, body }: Awaited<ReturnType<typeof pay>>) => ({ status, code: body.error?.code });

describe('a card that was charged and is on nobody’s file', () => {
  const UNEXPECTED = { status: 400, code: 'payment_method_unexpected_state' };
  const used = async (): Promise<string> => (await pay(VISA)).body.payment_method ?? '';

  it.each<Record<string, string>>([{}, { off_session: 'true' }, { amount: '99900' }])('cannot be charged again with %j', async (more) => {
    expect(refusalOf(await pay({ payment_method: await used(), ...more }))).toEqual(UNEXPECTED);
  });

  it('can be charged again once it was put on a file', async () => {
    const [method, customer] = [await used(), (await postTo(whole, '/v1/customers', { name: 'Ann' })).body.id];
    await postTo(whole, `/v1/payment_methods/${method}/attach`, { customer });
    expect((await pay({ payment_method: method, customer })).status).toBe(200);
  });

  it('can be tried again while it has only been declined', async () => {
    const declined = await pay({ ...VISA, 'payment_method_data[card][number]': '4000000000000341' });
    expect(declined.status).toBe(402);
    const method = (declined.body.error as unknown as { payment_method: { id: string } }).payment_method.id;
    expect((await pay({ payment_method: method })).status).toBe(402);
  });
});

it('a deleted customer gets no more payments, and no cards on file by them', async () => {
  const { id } = (await postTo(whole, '/v1/customers', { name: 'Gone' })).body;
  const intent = (await pay({ confirm: 'false', customer: id, setup_future_usage: 'off_session' })).body.id;
  await fetch(`${whole.base}/v1/customers/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${whole.key}` } });
  expect(refusalOf(await postTo(whole, `/v1/payment_intents/${intent}/confirm`, VISA))).toEqual({ status: 404, code: 'resource_missing' });
});

it('a balance may be larger than any one amount', async () => {
  const most = { amount: '999999999999', currency: 'usd', ...VISA };
  await pay(most);
  await pay(most);
  const balance = await getFrom(whole, '/v1/balance');
  expect(balance.status).toBe(200);
  const { pending } = JSON.parse(balance.text) as { pending: { amount: number; currency: string }[] };
  expect(pending.find(({ currency }) => currency === 'usd')?.amount).toBeGreaterThan(999_999_999_999);
});

describe('parts of an amount', () => {
  const REFUSED = { status: 400, code: 'parameter_invalid' };

  it('are refunded only as the currency’s coins can make them up', async () => {
    const { id } = (await pay({ ...VISA, amount: '10000', currency: 'isk' })).body;
    expect(refusalOf(await postTo(whole, '/v1/refunds', { payment_intent: id, amount: '150' }))).toEqual(REFUSED);
    expect((await postTo(whole, '/v1/refunds', { payment_intent: id, amount: '200' })).status).toBe(200);
  });

  it('are captured only so, too', async () => {
    const { id } = (await pay({ ...VISA, amount: '10000', currency: 'isk', capture_method: 'manual' })).body;
    expect(refusalOf(await postTo(whole, `/v1/payment_intents/${id}/capture`, { amount_to_capture: '150' }))).toEqual(REFUSED);
    expect((await postTo(whole, `/v1/payment_intents/${id}/capture`, { amount_to_capture: '200' })).status).toBe(200);
  });
});

it('no parameter is lost behind empty ones', async () => {
  const answer = await fetch(`${whole.base}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${whole.key}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `${'&'.repeat(1500)}name=Ann`,
  });
  expect(await answer.json()).toMatchObject({ name: 'Ann' });
});
