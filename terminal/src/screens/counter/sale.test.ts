import { describe, expect, it } from 'vitest';
import { failureOf } from '../../api/outcome.ts';
import { isBusy, nextSale, RESEND_WITHIN_MS, type Sale, type SaleEvent, type SaleRequest, startSale } from './sale.ts';
import { checkedAnswer, directAnswer, intentAnswer } from './saleAnswer.ts';

const request: SaleRequest = {
  parameters: { amount: '4990' },
  channel: 'phone',
  amount: 4990,
  currency: 'eur',
  card: { brand: 'visa', last4: '4242' },
  startedMs: 1_000_000,
};
const earlier = [
  {
    payment_intent: 'pi_0',
    charge: 'ch_0',
    amount: 4990,
    currency: 'eur',
    created: 1,
    brand: 'visa',
    last4: '4242',
    status: 'succeeded',
    staff: null,
  },
];

const after = (...events: SaleEvent[]): Sale => events.reduce(nextSale, startSale('k1'));
const sending = after({ type: 'submit' }, { type: 'prepared', request });
const checking = nextSale(sending, { type: 'lost' });
const answered = (body: unknown): SaleEvent => ({ type: 'answered', answer: intentAnswer(body), newKey: 'k2' });
const refusal = (status: number, error: object) => {
  const failure = failureOf(status, { error: { type: 'invalid_request_error', message: '', ...error } });
  if (failure.kind !== 'refused') throw new Error('not a refusal');
  return { type: 'answered', answer: { kind: 'refused', failure }, newKey: 'k2' } as const;
};

describe('the way of a sale', () => {
  it('goes straight through, with the key that was born with the form', () => {
    expect(sending).toMatchObject({ step: 'sending', key: 'k1' });
    expect(nextSale(sending, answered({ id: 'pi_1', status: 'succeeded' }))).toMatchObject({
      step: 'approved',
      key: 'k1',
      paymentIntent: 'pi_1',
    });
  });

  it.each([
    ['succeeded', 'approved'],
    ['requires_capture', 'held'],
    ['processing', 'processing'],
    ['requires_payment_method', 'declined'],
    ['canceled', 'declined'],
    ['requires_action', 'doubt'],
  ])('an intent that is %s makes it %s', (status, step) => {
    expect(nextSale(sending, answered({ id: 'pi_1', status })).step).toBe(step);
  });

  it('opens again, with nothing said twice, when what is wrong stands in the provider’s fields', () => {
    expect(after({ type: 'submit' }, { type: 'not_entered' })).toEqual(startSale('k1'));
    expect(nextSale(sending, { type: 'not_entered' })).toBe(sending);
  });

  it('asks for a second press when the same card paid the same amount a moment ago', () => {
    const duplicate = after({ type: 'submit' }, { type: 'duplicates', request, earlier });
    expect(duplicate).toMatchObject({ step: 'duplicate', earlier });
    expect(nextSale(duplicate, { type: 'confirm' })).toMatchObject({ step: 'sending', key: 'k1' });
    expect(nextSale(duplicate, { type: 'back' })).toMatchObject({ step: 'editing', key: 'k1' });
  });

  it('ignores a second press and a late answer', () => {
    expect(nextSale(sending, { type: 'submit' })).toBe(sending);
    expect(nextSale(sending, { type: 'again', newKey: 'k2' })).toBe(sending);
    const approved = nextSale(sending, answered({ id: 'pi_1', status: 'succeeded' }));
    expect(nextSale(approved, { type: 'lost' })).toBe(approved);
    expect(nextSale(approved, answered({ id: 'pi_1', status: 'requires_payment_method' }))).toBe(approved);
  });

  it('tells a decline from a refusal that came before the bank', () => {
    const declined = nextSale(
      sending,
      refusal(402, { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds', payment_intent: { id: 'pi_1' } }),
    );
    expect(declined).toMatchObject({ step: 'declined', paymentIntent: 'pi_1', declineCode: 'insufficient_funds' });
    expect(nextSale(declined, { type: 'again', newKey: 'k2' })).toEqual({ step: 'editing', key: 'k2', problem: null });
    expect(nextSale(sending, refusal(400, { code: 'amount_too_small' }))).toMatchObject({
      step: 'editing',
      key: 'k2',
      problem: { kind: 'failure' },
    });
  });

  it('waits when the server says that this very key is still at work', () => {
    expect(nextSale(sending, refusal(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }))).toMatchObject({
      step: 'checking',
      key: 'k1',
    });
  });
});

describe('a lost answer', () => {
  it('is asked for by the key and locks the button meanwhile', () => {
    expect(checking).toMatchObject({ step: 'checking', key: 'k1' });
    expect(isBusy(checking)).toBe(true);
  });

  it('is sent again with the same key when it never arrived, but not by itself much later', () => {
    const soon = { type: 'never_arrived', nowMs: request.startedMs + RESEND_WITHIN_MS, newKey: 'k2' } as const;
    expect(nextSale(checking, soon)).toMatchObject({ step: 'sending', key: 'k1', request });
    expect(nextSale(checking, { ...soon, nowMs: soon.nowMs + 1 })).toEqual({ step: 'editing', key: 'k2', problem: { kind: 'not_sent' } });
  });

  it('stays in doubt when the answer says nothing', () => {
    const answer = checkedAnswer({ ok: true, value: { status: 'finished', http_status: 500, body: {} } });
    expect(answer).toEqual({ kind: 'unknown' });
    const doubt = nextSale(checking, { type: 'answered', answer: { kind: 'unknown' }, newKey: 'k2' });
    expect(doubt).toMatchObject({ step: 'doubt', key: 'k1' });
    expect(nextSale(doubt, { type: 'check_again' })).toMatchObject({ step: 'checking', key: 'k1' });
  });
});

describe('reading answers', () => {
  it.each([
    ['a timeout', { kind: 'lost', timedOut: true }],
    ['a server error', { kind: 'broken', status: 500 }],
  ] as const)('%s of the payment request tells nothing', (_, failure) => {
    expect(directAnswer({ ok: false, failure })).toBe('lost');
  });

  it('a body that is no intent tells nothing', () => {
    expect(directAnswer({ ok: true, value: {} })).toEqual({ kind: 'unknown' });
  });

  it('asking by the key waits unless the server knows', () => {
    expect(checkedAnswer({ ok: true, value: { status: 'running' } })).toBe('wait');
    expect(checkedAnswer({ ok: false, failure: { kind: 'lost', timedOut: false } })).toBe('wait');
    expect(
      checkedAnswer({ ok: false, failure: failureOf(401, { error: { type: 'authentication_error', code: 'session_expired' } }) }),
    ).toBe('wait');
    expect(
      checkedAnswer({ ok: false, failure: failureOf(404, { error: { type: 'invalid_request_error', code: 'resource_missing' } }) }),
    ).toBe('never_arrived');
  });

  it('takes the answer that is kept under the key as the answer', () => {
    const body = {
      error: { type: 'card_error', code: 'card_declined', decline_code: 'stolen_card', message: '', payment_intent: { id: 'pi_9' } },
    };
    expect(checkedAnswer({ ok: true, value: { status: 'finished', http_status: 402, body } })).toMatchObject({
      kind: 'refused',
      failure: { declineCode: 'stolen_card' },
    });
    expect(
      checkedAnswer({ ok: true, value: { status: 'finished', http_status: 200, body: { id: 'pi_1', status: 'succeeded' } } }),
    ).toMatchObject({
      kind: 'intent',
      status: 'succeeded',
    });
  });
});
