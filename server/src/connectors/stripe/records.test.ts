import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import type { HttpAnswer } from '../port.ts';
import { readRecords, startRecords } from './records.ts';

const ASKED = { fromS: 1_772_000_000, untilS: 1_772_086_400, account: 'acct_1', position: null, limit: 100 };

/** The fields that are read, as the official SDK types them. */
type Intent = Pick<
  Stripe.PaymentIntent,
  'id' | 'object' | 'status' | 'amount' | 'currency' | 'created' | 'metadata' | 'amount_received' | 'last_payment_error' | 'latest_charge'
>;
type Refund = Pick<Stripe.Refund, 'id' | 'object' | 'status' | 'amount' | 'currency' | 'created' | 'metadata'>;

const intent = (more: Partial<Intent> = {}): Intent => ({
  ...{ id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 4990, currency: 'eur', created: 1_772_000_100 },
  ...{ metadata: { guichet_reference: 'att_1' }, amount_received: 4990, last_payment_error: null, latest_charge: 'ch_1' },
  ...more,
});
const refund = (more: Partial<Refund> = {}): Refund => ({
  ...{ id: 're_1', object: 'refund', status: 'succeeded', amount: 1000, currency: 'eur', created: 1_772_000_200 },
  metadata: { guichet_reference: 'att_2' },
  ...more,
});
const list = (data: object[], hasMore = false): HttpAnswer => ({
  status: 200,
  body: { object: 'list', url: '/', data, has_more: hasMore },
});

it('payments are asked for by time, then refunds, page behind page', () => {
  expect(startRecords(ASKED)).toEqual({
    method: 'GET',
    path: '/v1/payment_intents?created%5Bgte%5D=1772000000&created%5Blt%5D=1772086400&limit=100',
  });
  expect(startRecords({ ...ASKED, position: 'refunds:re_9' }).path).toMatch(/^\/v1\/refunds\?.*starting_after=re_9$/);
  expect(readRecords(list([intent({ id: 'pi_7' })], true), ASKED)).toMatchObject({ position: 'payment_intents:pi_7' });
  expect(readRecords(list([]), ASKED)).toMatchObject({ records: [], position: 'refunds:' });
  expect(readRecords(list([refund({ id: 're_7' })], true), { ...ASKED, position: 'refunds:' })).toMatchObject({ position: 'refunds:re_7' });
  expect(readRecords(list([]), { ...ASKED, position: 'refunds:re_7' })).toMatchObject({ position: null });
});

it.each<[Intent['status'], Partial<Intent>, object | null]>([
  ['succeeded', {}, { kind: 'payment', reference: 'att_1', name: 'pi_1', amount: 4990n, taken: 4990n, state: 'approved' }],
  ['requires_capture', { amount_received: 0 }, { taken: 0n, state: 'approved' }],
  ['canceled', { amount_received: 0 }, { state: 'undone' }],
  ['processing', { amount_received: 0 }, { state: 'pending' }],
  [
    'requires_payment_method',
    { last_payment_error: { type: 'card_error' } as Stripe.PaymentIntent.LastPaymentError },
    { state: 'declined' },
  ],
  ['requires_payment_method', {}, null],
  ['succeeded', { metadata: {} }, { reference: null }],
])('a payment that is %s there', (status, more, record) => {
  const read = readRecords(list([intent({ status, ...more })]), ASKED);
  expect(read).toMatchObject({ answer: 'records', records: record === null ? [] : [record] });
});

it.each([
  ['succeeded', 'approved'],
  ['pending', 'pending'],
  ['failed', 'undone'],
  ['canceled', 'undone'],
])('a refund that is %s there', (status, state) => {
  expect(readRecords(list([refund({ status })]), { ...ASKED, position: 'refunds:' })).toMatchObject({
    records: [{ kind: 'refund', reference: 'att_2', amount: 1000n, state }],
  });
});

it.each([
  { status: 401, body: { error: { type: 'invalid_request_error', message: 'Invalid API Key' } } },
  { status: 500, body: undefined },
  { status: 200, body: { object: 'list', data: [{ id: 'pi_1' }], has_more: false } },
])('another answer is none: %j', (answer) => {
  expect(readRecords(answer, ASKED)).toMatchObject({ answer: 'unknown' });
});
