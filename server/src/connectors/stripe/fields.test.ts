import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { type AuthoriseRequest, type HttpAnswer, type HttpCall, isNextStep, type NextStep } from '../port.ts';
import { stripeConnector } from './stripeConnector.ts';
import { stripeAnswers } from './testing/sampleAnswers.ts';

const { fields, authoriseHeld } = stripeConnector;
if (fields === undefined || authoriseHeld === undefined) throw new Error('The connector has no fields.');

const ok = (body: object): HttpAnswer => ({ status: 200, body });
const no = (status: number, message: string): HttpAnswer => ({ status, body: { error: { type: 'invalid_request_error', message } } });
const CARD = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, fingerprint: 'f1', country: 'US', funding: 'credit' };
const METHOD = { id: 'pm_1', object: 'payment_method', type: 'card', card: CARD, customer: null, livemode: false };

function next<O>(read: O | NextStep<O>): NextStep<O> {
  if (!isNextStep(read)) throw new Error('It asks for no more.');
  return read;
}

describe('a publishable key', () => {
  it.each([
    ['pk_test_abcd1234', false],
    ['pk_live_abcd1234', true],
    ['sk_test_abcd1234', null],
    ['pk_test_', null],
    ['pk_test_abcd1234 or so', null],
  ])('%s says its mode', (key, livemode) => {
    expect(fields.modeOf(key)).toBe(livemode);
  });
});

it.each([
  ['https://api.stripe.com', true],
  ['https://stripe.com', true],
  ['https://stripe.com.example', false],
  ['https://guichet.example', false],
])('%s is refused: %s', (address, isRefused) => {
  expect(fields.refuses(new URL(address)) !== null).toBe(isRefused);
});

describe('reads a card that it holds', () => {
  const read = (answer: HttpAnswer) => fields.readCard.response(answer, { token: 'pm_1' });

  it('as the provider tells it', () => {
    expect(fields.readCard.request({ token: 'pm_1/../x' }).path).toBe('/v1/payment_methods/pm_1%2F..%2Fx');
    expect(read(ok(METHOD))).toEqual({
      answer: 'card',
      card: { brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, fingerprint: 'f1', onFile: false },
    });
    expect(read(ok({ ...METHOD, customer: 'cus_1' }))).toMatchObject({ card: { onFile: true } });
  });

  it.each([
    ['one that it does not know', no(404, 'No such PaymentMethod'), { answer: 'wrong', reason: 'No such PaymentMethod' }],
    ['an account', ok({ ...METHOD, type: 'sepa_debit', card: undefined }), { answer: 'wrong' }],
    ['another one', ok({ ...METHOD, id: 'pm_2' }), { answer: 'unknown' }],
    ['an error of its own', { status: 500, body: {} }, { answer: 'unknown' }],
    ['something else', ok({ hello: 1 }), { answer: 'unknown' }],
  ])('or not: %s', (_what, answer, said) => {
    expect(read(answer)).toMatchObject(said);
  });
});

describe('keeps a card', () => {
  const request = { token: 'pm_1', customer: null, reference: 'cus_ours' };

  it('of somebody new: the customer is made under a key of our reference, then the card goes on their file', () => {
    expect(fields.keep.request(request)).toEqual({
      method: 'POST',
      path: '/v1/customers',
      form: { metadata: { guichet_reference: 'cus_ours' } },
      headers: { 'idempotency-key': 'customer_cus_ours' },
    });
    const made = ok({ id: 'cus_1', object: 'customer', metadata: { guichet_reference: 'cus_ours' } });
    const step = next(fields.keep.response(made, request));
    expect(step.next).toMatchObject({ path: '/v1/payment_methods/pm_1/attach', form: { customer: 'cus_1' } } satisfies Partial<HttpCall>);
    expect(step.read(ok({ ...METHOD, customer: 'cus_1' }))).toEqual({ answer: 'kept', customer: 'cus_1' });
    expect(step.read(ok({ ...METHOD, customer: 'cus_2' }))).toMatchObject({ answer: 'unknown' });
    expect(step.read(no(400, 'It was used before.'))).toEqual({ answer: 'wrong', reason: 'It was used before.' });
    expect(step.read({ status: 409, body: {} })).toMatchObject({ answer: 'unknown' });
  });

  it('of nobody but the customer, before the card is charged', () => {
    const made = ok({ id: 'cus_1', object: 'customer', metadata: { guichet_reference: 'cus_ours' } });
    expect(fields.keep.response(made, { ...request, token: null })).toEqual({ answer: 'kept', customer: 'cus_1' });
  });

  it('of a customer who is known there: one call', () => {
    const known = { ...request, customer: 'cus_1' };
    expect(fields.keep.request(known).path).toBe('/v1/payment_methods/pm_1/attach');
    expect(fields.keep.response(ok({ ...METHOD, customer: { id: 'cus_1' } }), known)).toEqual({ answer: 'kept', customer: 'cus_1' });
  });

  it('not when the answer is about somebody else', () => {
    const other = ok({ id: 'cus_9', object: 'customer', metadata: { guichet_reference: 'cus_other' } });
    expect(fields.keep.response(other, request)).toMatchObject({ answer: 'unknown' });
  });
});

describe('looks whether its fields open', () => {
  it.each([
    ['they do', ok({ object: 'card_fields', livemode: false }), 'works'],
    ['it does not know the key', no(404, 'No such publishable key'), 'wrong'],
    ['it is no Guichet', ok({ object: 'balance' }), 'wrong'],
    ['it answers a page', { status: 200, body: undefined }, 'wrong'],
  ])('%s', (_what, answer, said) => {
    expect(fields.check.response(answer, { publishableKey: 'pk_test_1' })).toMatchObject({ answer: said });
  });
});

describe('charges a card that it holds', () => {
  const REQUEST: AuthoriseRequest = {
    reference: 'att_1',
    amount: money(4990n, 'eur'),
    capture: true,
    incremental: false,
    descriptor: null,
    entry: 'moto_phone',
    address: { line1: null, postalCode: null, country: null },
    merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
    networkTransactionId: null,
    firstOfMany: true,
    network: null,
    authentication: null,
    proof: null,
  };
  const [made] = stripeAnswers.authorise('att_1') as [HttpAnswer, HttpAnswer];
  const confirmation = (customer: string | null) => {
    const request = { ...REQUEST, held: { token: 'pm_1', customer } };
    return { first: authoriseHeld.request(request), second: next(authoriseHeld.response(made, request)).next };
  };

  it('by its token, with the customer on whose file it goes', () => {
    const { first, second } = confirmation('cus_1');
    expect(first.form).toMatchObject({ customer: 'cus_1' });
    expect(second.form).toMatchObject({ payment_method: 'pm_1', setup_future_usage: 'off_session' });
    expect(second.form).not.toHaveProperty('payment_method_data');
  });

  it('by its token alone, where it goes on no file', () => {
    const { first, second } = confirmation(null);
    expect(first.form).not.toHaveProperty('customer');
    expect(second.form).not.toHaveProperty('setup_future_usage');
  });
});
