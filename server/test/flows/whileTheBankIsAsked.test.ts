import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, getFrom, postTo } from '../harness/apiClient.ts';
import { askBank } from '../harness/bankBook.ts';
import { runSql } from '../harness/testDatabase.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// Between the two transactions of a payment anything may happen.

let whole: WholeServer;
beforeAll(async () => {
  whole = await startWholeServer();
});
afterAll(() => whole.close());

const DELAY_MS = 3_000;
const CARD = { type: 'card', 'card[number]': '4242424242424242', 'card[exp_month]': '12', 'card[exp_year]': '2040' };
const pay = (more: Record<string, string>): Promise<Answered> =>
  postTo(whole, '/v1/payment_intents', { amount: '2000', currency: 'eur', confirm: 'true', ...more });
const newCard = async (): Promise<string> => (await postTo(whole, '/v1/payment_methods', CARD)).body.id;
const newCustomer = async (): Promise<string> => (await postTo(whole, '/v1/customers', { name: 'Ann' })).body.id;

/** Lets the bank take its time with the next operation of this kind, and waits until it has come there. */
async function whileAsked<T>(
  operation: 'authorise' | 'capture' | 'verify',
  ask: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> {
  const fault = { kind: 'slow', operation, delay_ms: DELAY_MS };
  await askBank(whole.bank, '/control/faults', { method: 'POST', body: JSON.stringify(fault) });
  const answer = ask();
  await expect.poll(async () => (await askBank<{ waiting: number }>(whole.bank, '/control/faults'))?.waiting).toBe(1);
  await meanwhile();
  return answer;
}

it('a customer who is deleted gets no card on file', async () => {
  const customer = await newCustomer();
  const card = await newCard();
  const paid = await whileAsked(
    'authorise',
    () => pay({ customer, payment_method: card, setup_future_usage: 'off_session' }),
    () => fetch(`${whole.base}/v1/customers/${customer}`, { method: 'DELETE', headers: { authorization: `Bearer ${whole.key}` } }),
  );
  expect(paid.body.status).toBe('succeeded');
  expect((await getFrom(whole, `/v1/customers/${customer}`)).body).toMatchObject({ deleted: true });
  expect((await getFrom(whole, `/v1/payment_methods/${card}`)).body).toMatchObject({ customer: null });
});

it('a customer who is deleted while a card is set up gets none either', async () => {
  const customer = await newCustomer();
  const card = await newCard();
  const form = { customer, payment_method: card, confirm: 'true', 'payment_method_types[0]': 'card' };
  const setUp = await whileAsked(
    'verify',
    () => postTo(whole, '/v1/setup_intents', form),
    () => fetch(`${whole.base}/v1/customers/${customer}`, { method: 'DELETE', headers: { authorization: `Bearer ${whole.key}` } }),
  );
  expect(setUp.body.status).toBe('succeeded');
  expect((await getFrom(whole, `/v1/payment_methods/${card}`)).body).toMatchObject({ customer: null });
});

describe('a card that was never charged', () => {
  it('and is on nobody’s file pays once, however many ask at the same time', async () => {
    const card = await newCard();
    const all = await Promise.all(Array.from({ length: 6 }, () => pay({ payment_method: card })));
    const paid = all.filter(({ status }) => status === 200);
    const others = all.filter(({ status }) => status !== 200).map(({ status, body }) => [status, body.error.code]);
    expect(paid).toHaveLength(1);
    expect(others).toEqual(Array(5).fill([400, 'payment_method_unexpected_state']));
  });

  it('is refused to others while its bank is asked, and free again when that has declined', async () => {
    const declining = { ...CARD, 'card[number]': '4000000000000341' };
    const { id: card } = (await postTo(whole, '/v1/payment_methods', declining)).body;
    let second: Answered | undefined;
    const first = await whileAsked(
      'authorise',
      () => pay({ payment_method: card }),
      async () => {
        second = await pay({ payment_method: card });
      },
    );
    expect([first.status, second?.status, second?.body.error.code]).toEqual([402, 400, 'payment_method_unexpected_state']);
    expect(second?.body.error.message).toContain('at this moment');
    expect((await pay({ payment_method: card })).body.error.code).toBe('card_declined');
  });

  it('but is on file pays for two things at once', async () => {
    const [card, customer] = [await newCard(), await newCustomer()];
    await postTo(whole, `/v1/payment_methods/${card}/attach`, { customer });
    const all = await Promise.all([1, 2, 3].map(() => pay({ payment_method: card, customer })));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

it('a hold that expires before its capture arrives is told as expired', async () => {
  const { id } = (await pay({ payment_method: await newCard(), capture_method: 'manual' })).body;
  const captured = await whileAsked(
    'capture',
    () => postTo(whole, `/v1/payment_intents/${id}/capture`, {}, 'capture-late'),
    () => askBank(whole.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: 8 * 86_400 }) }),
  );
  expect([captured.status, captured.body.error.code]).toEqual([400, 'charge_expired_for_capture']);
  expect(captured.body.error.payment_intent).toMatchObject({ id, amount_received: 0 });
  // The answer stands, as every answer does.
  const again = await postTo(whole, `/v1/payment_intents/${id}/capture`, {}, 'capture-late');
  expect(again.text).toBe(captured.text);
});

it('a capture that the bank refuses leaves a charge as it was, and is told of the charge', async () => {
  const made = await postTo(whole, '/v1/charges', { amount: '2000', currency: 'eur', source: 'tok_visa', capture: 'false' });
  const { id } = made.body;
  const [hold] = await runSql<{ authorisation: string }>(whole.database.ownerPool, `SELECT authorisation FROM charges WHERE id = '${id}'`);
  const letGo = { reference: 'let-go-at-the-bank', authorisation: hold?.authorisation };
  const captured = await whileAsked(
    'capture',
    () => postTo(whole, `/v1/charges/${id}/capture`, { receipt_email: 'late@example.com', statement_descriptor_suffix: 'LATE' }),
    () => askBank(whole.bank, '/v1/voids', { method: 'POST', body: JSON.stringify(letGo) }),
  );
  expect([captured.status, captured.body.error.code]).toEqual([400, 'charge_unexpected_state']);
  expect(captured.body.error).toMatchObject({ charge: id, message: expect.stringContaining('refuses to capture this charge') });
  expect((await getFrom(whole, `/v1/charges/${id}`)).body).toEqual(made.body);
});

describe('what became of a request', () => {
  it('is told to who made it and to nobody else', async () => {
    const customer = await postTo(whole, '/v1/customers', { name: 'Asked' }, 'asked-after');
    const asked = await getFrom(whole, '/guichet/v1/requests/asked-after');
    expect(asked.body).toMatchObject({ status: 'finished', http_status: 200, body: { id: customer.body.id } });
    const staff = await signedIn();
    const other = await fetch(`${whole.base}/guichet/v1/requests/asked-after`, { headers: staff });
    expect([other.status, ((await other.json()) as Answered['body']).error.code]).toEqual([404, 'resource_missing']);
  });
});

/** The headers with which the owner's browser asks. */
async function signedIn(): Promise<Record<string, string>> {
  const answer = await fetch(`${whole.base}/guichet/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: whole.base },
    body: JSON.stringify(whole.owner),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = await fetch(`${whole.base}/guichet/v1/session`, { headers: { cookie } });
  const { account } = (await session.json()) as { account: { id: string } };
  return { cookie, 'guichet-account': account.id, 'guichet-mode': 'test' };
}
