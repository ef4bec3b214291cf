import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { CardData } from '../../vault/reveal.ts';
import { type HttpAnswer, type HttpCall, isNextStep, type Operation } from '../port.ts';
import { stripeConnector } from './stripeConnector.ts';
import { sampleCharge, sampleDispute, stripeAnswers } from './testing/sampleAnswers.ts';

const HOURS_MS = 3600_000;
const REFERENCE = 'att_1';
const REQUEST = {
  reference: REFERENCE,
  amount: money(4990n, 'eur'),
  capture: true,
  incremental: false,
  descriptor: null,
  entry: 'moto_phone',
  address: { line1: null, postalCode: '75001', country: null },
  merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
  networkTransactionId: null,
  firstOfMany: false,
  network: null,
  authentication: null,
  proof: null,
  card: new CardData({ number: '4242424242424242', expMonth: 12, expYear: 2034, cvc: '739' }),
} as const;
const ASKED = {
  reference: REFERENCE,
  kind: 'authorise',
  amount: money(4990n, 'eur'),
  capture: true,
  providerReference: 'pi_up1',
  ageMs: 0,
};
const OLD = { ...ASKED, ageMs: 21 * HOURS_MS };

const ok = (body: object): HttpAnswer => ({ status: 200, body });
const intent = (changes: object) => ok({ ...(MADE.body as object), ...changes });
const refusal = (status: number, error: object): HttpAnswer => ({ status, body: { error: { type: 'invalid_request_error', ...error } } });
const [MADE, PAID] = stripeAnswers.authorise(REFERENCE) as [HttpAnswer, HttpAnswer];
const found = (...data: HttpAnswer[]) => ok({ object: 'search_result', data: data.map(({ body }) => body) });

/** Plays an operation with these answers; every one must be asked for. */
function play<I, O>(operation: Operation<I, O> | undefined, input: I, answers: readonly HttpAnswer[]): { calls: HttpCall[]; output: O } {
  if (operation === undefined) throw new Error('Not an operation.');
  const [first, ...others] = answers;
  const calls = [operation.request(input)];
  let read = operation.response(first as HttpAnswer, input);
  for (const answer of others) {
    if (!isNextStep(read)) throw new Error('It asked for less.');
    calls.push(read.next);
    read = read.read(answer);
  }
  if (isNextStep(read)) throw new Error(`It asks for more: ${read.next.path}`);
  return { calls, output: read };
}

const { authorise, capture, increment, verify, void: release, refund, lookUp, reverse, submitEvidence, test, holds } = stripeConnector;

describe('authorise', () => {
  const authorised = (...answers: HttpAnswer[]) => play(authorise, REQUEST, answers).output;

  it('makes an intent without the card, then confirms it with the card', () => {
    const { calls } = play(authorise, REQUEST, [MADE, PAID]);
    expect(calls).toMatchObject([
      { path: '/v1/payment_intents', headers: { 'idempotency-key': REFERENCE }, form: { amount: 4990, capture_method: 'automatic' } },
      {
        path: '/v1/payment_intents/pi_up1/confirm',
        headers: { 'idempotency-key': `${REFERENCE}_confirm` },
        form: { error_on_requires_action: true, payment_method_options: { card: { moto: true } } },
      },
    ]);
  });

  it.each([
    ['CHEZ ODILE* ORDER 17', 'ORDER 17'],
    ['CHEZ ODILE', undefined],
    ['CHEZ ODILE* 0123456789', undefined],
    [null, undefined],
  ])('of the statement %j it sends what is said of this payment: %j', (descriptor, suffix) => {
    const asked = authorise?.request({ ...REQUEST, descriptor });
    expect(asked?.form?.statement_descriptor_suffix).toBe(suffix);
    // Asking again must be the same request, or the key would be refused.
    expect(lookUp?.request({ ...ASKED, ...(descriptor !== null && { descriptor }) })).toEqual(asked);
  });

  it('asks for a hold that can be raised, and reads whether it can', () => {
    const card = { ...sampleCharge.payment_method_details.card, incremental_authorization: { status: 'available' } };
    const held = intent({ status: 'requires_capture', latest_charge: { ...sampleCharge, payment_method_details: { card } } });
    const { calls, output } = play(authorise, { ...REQUEST, capture: false, incremental: true }, [MADE, held]);
    expect(calls[1]?.form).toMatchObject({
      payment_method_options: { card: { moto: true, request_incremental_authorization: 'if_available' } },
    });
    expect(output).toMatchObject({ approval: { incremental: true } });
  });

  it('reads an approval, captured or held', () => {
    expect(authorised(MADE, PAID)).toMatchObject({
      result: 'approved',
      approval: { captured: true, providerReference: 'pi_up1', authorisationCode: '7KQ2MD', captureBefore: null },
    });
    const { payment_method_details: details } = sampleCharge;
    const charge = {
      ...sampleCharge,
      captured: false,
      payment_method_details: { card: { ...details.card, capture_before: 1_773_000_000 } },
    };
    expect(authorised(MADE, intent({ status: 'requires_capture', latest_charge: charge }))).toMatchObject({
      approval: { captured: false, captureBefore: 1_773_000_000 },
    });
  });

  it.each([
    [{ code: 'card_declined', decline_code: 'insufficient_funds', network_decline_code: '51' }, 'card_declined', 'insufficient_funds'],
    [{ code: 'expired_card' }, 'expired_card', 'expired_card'],
    [{ code: 'incorrect_zip' }, 'card_declined', 'incorrect_zip'],
    [{ code: 'authentication_required', decline_code: 'authentication_required' }, 'authentication_required', 'authentication_required'],
  ])('a refusal %j is a decline with the same code', (error, code, declineCode) => {
    const answer = refusal(402, { ...error, type: 'card_error', payment_intent: MADE.body });
    expect(authorised(MADE, answer)).toMatchObject({ result: 'declined', decline: { code, declineCode } });
  });

  it.each([401, 403, 404, 429])('turned away with %i, nothing was charged, and the reason is told', (status) => {
    const answer = refusal(status, { message: 'Invalid API key.' });
    const failed = { result: 'failed', reason: 'The provider turned us away: Invalid API key.' };
    expect(authorised(answer)).toEqual(failed);
    expect(authorised(MADE, answer)).toEqual(failed);
  });

  it.each([
    [refusal(409, { type: 'idempotency_error' })],
    [refusal(429, { code: 'idempotency_key_in_use' })],
    [refusal(500, {})],
    [refusal(400, { code: 'payment_intent_unexpected_state' })],
    [intent({ status: 'processing' })],
  ])('after %j it is not known whether the card was charged', (answer) => {
    expect(authorised(MADE, answer)).toMatchObject({ result: 'unknown' });
  });
});

describe('what became of an authorisation', () => {
  const lookedUp = (...answers: HttpAnswer[]) => play(lookUp, ASKED, answers).output;

  it('is asked by making the same intent again, which is answered with the first one', () => {
    const { calls } = play(lookUp, ASKED, [MADE, PAID]);
    expect(calls[0]).toEqual(authorise?.request(REQUEST));
    expect(calls[1]).toMatchObject({ method: 'GET', path: '/v1/payment_intents/pi_up1?expand[]=latest_charge' });
  });

  it.each([
    [PAID, { found: 'operation', outcome: { result: 'approved' } }],
    [intent({}), { found: 'nothing' }],
    [intent({ status: 'requires_confirmation' }), { found: 'nothing' }],
    [intent({ last_payment_error: { code: 'card_declined' } }), { found: 'operation', outcome: { result: 'declined' } }],
    [intent({ status: 'canceled' }), { found: 'operation', outcome: { result: 'failed' } }],
    [intent({ status: 'processing' }), { found: 'unknown' }],
  ])('%j', (answer, known) => {
    expect(lookedUp(MADE, answer)).toMatchObject(known);
  });

  it('is searched by our reference when the provider has forgotten the key, and nothing is made', () => {
    const { calls, output } = play(lookUp, OLD, [found(PAID), PAID]);
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(output).toMatchObject({ found: 'operation' });
    expect(play(lookUp, OLD, [found()]).output).toEqual({ found: 'tombstone' });
  });

  it('is undone by canceling it; what was paid after all stands', () => {
    const canceled = intent({ status: 'canceled' });
    expect(play(reverse, ASKED, [MADE, canceled]).output).toEqual({ answer: 'undone' });
    const late = refusal(400, { code: 'payment_intent_unexpected_state' });
    expect(play(reverse, ASKED, [MADE, late, PAID]).output).toEqual({ answer: 'stands' });
    expect(play(reverse, ASKED, [MADE, late, canceled]).output).toEqual({ answer: 'undone' });
    expect(play(reverse, OLD, [found()]).output).toEqual({ answer: 'undone' });
  });
});

describe('later steps', () => {
  const FOLLOW_UP = { reference: 'att_2', authorisation: REFERENCE, providerReference: 'pi_up1', amount: money(1000n, 'eur') };
  const LATER = { ...ASKED, reference: 'att_2', amount: money(1000n, 'eur') };
  const HELD = intent({ status: 'requires_capture' });
  const captured = (reference: string) => intent({ status: 'succeeded', metadata: { guichet_capture: reference } });
  const refunds = (...data: object[]) => ok({ object: 'list', data, has_more: false });
  const [REFUNDED] = stripeAnswers.refund('att_2') as [HttpAnswer];
  const DONE = { found: 'operation', outcome: { result: 'approved' } };

  it('are refused with the provider’s code', () => {
    const answer = refusal(400, { code: 'charge_already_refunded' });
    const declined = { result: 'declined', decline: { reason: 'charge_already_refunded' } };
    expect(play(refund, FOLLOW_UP, [answer]).output).toEqual(declined);
    expect(play(capture, FOLLOW_UP, [answer]).output).toEqual(declined);
  });

  it('a raise that the issuer refuses is told with its code', () => {
    const answer = refusal(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'card_velocity_exceeded',
      payment_intent: MADE.body,
    });
    expect(play(increment, { ...FOLLOW_UP, descriptor: null }, [answer]).output).toMatchObject({
      result: 'declined',
      decline: { issuer: { code: 'card_declined', declineCode: 'card_velocity_exceeded' } },
    });
  });

  it('a raise is looked up, and asked for again under its key where the hold is as before', () => {
    const kind = { ...LATER, kind: 'increment', descriptor: 'TWO NIGHTS' };
    const raised = intent({ status: 'requires_capture', amount: 1000, metadata: { guichet_increment: 'att_2' } });
    expect(play(lookUp, kind, [raised]).output).toMatchObject(DONE);
    const again = play(lookUp, kind, [HELD, raised]);
    expect(again.output).toMatchObject(DONE);
    expect(again.calls[1]).toEqual(increment?.request({ ...FOLLOW_UP, descriptor: 'TWO NIGHTS' }));
    expect(play(lookUp, kind, [intent({ status: 'canceled' })]).output).toMatchObject({ outcome: { result: 'declined' } });
    expect(play(lookUp, { ...kind, ageMs: OLD.ageMs }, [HELD]).output).toEqual({ found: 'tombstone' });
  });

  it('a void that comes second is done', () => {
    const late = refusal(400, { code: 'payment_intent_unexpected_state' });
    expect(play(release, FOLLOW_UP, [late, intent({ status: 'canceled' })]).output).toMatchObject({ result: 'approved' });
    expect(play(release, FOLLOW_UP, [late, PAID]).output).toMatchObject({ result: 'declined' });
  });

  it('a refund that is pending was accepted: an event tells its end', () => {
    const pending = ok({ ...(REFUNDED.body as object), status: 'pending' });
    expect(play(refund, FOLLOW_UP, [pending]).output).toEqual({ result: 'approved', approval: { pending: true } });
  });

  it('a capture is looked up, and asked for again where the hold still stands', () => {
    const kind = { ...LATER, kind: 'capture' };
    expect(play(lookUp, kind, [captured('att_2')]).output).toMatchObject(DONE);
    expect(play(lookUp, kind, [captured('att_other')]).output).toMatchObject({ outcome: { result: 'declined' } });
    expect(play(lookUp, kind, [HELD, captured('att_2')]).output).toMatchObject(DONE);
    expect(play(lookUp, { ...kind, ageMs: OLD.ageMs }, [HELD]).output).toEqual({ found: 'tombstone' });
  });

  it('a void is looked up, and asked for again where the hold still stands', () => {
    expect(play(lookUp, { ...LATER, kind: 'void' }, [HELD, intent({ status: 'canceled' })]).output).toMatchObject(DONE);
  });

  it('a refund is found by our reference, else asked for again under its key, and never once the key is forgotten', () => {
    const kind = { ...LATER, kind: 'refund' };
    expect(play(lookUp, kind, [refunds(REFUNDED.body as object)]).output).toMatchObject(DONE);
    const again = play(lookUp, kind, [refunds(), REFUNDED]);
    expect(again.output).toMatchObject(DONE);
    expect(again.calls[1]).toEqual(refund?.request(FOLLOW_UP));
    expect(play(lookUp, { ...kind, ageMs: OLD.ageMs }, [refunds()]).output).toEqual({ found: 'tombstone' });
  });
});

describe('a verification', () => {
  const [SET_UP, VERIFIED] = stripeAnswers.verify(REFERENCE) as [HttpAnswer, HttpAnswer];
  const setUp = (changes: object) => ok({ ...(SET_UP.body as object), ...changes });
  const verified = (...answers: HttpAnswer[]) => play(verify, REQUEST, answers).output;
  const VERIFY = { ...ASKED, kind: 'verify', providerReference: null };

  it('tells what is known of the card', () => {
    expect(verified(SET_UP, VERIFIED)).toMatchObject({
      result: 'approved',
      approval: { card: { country: 'US', networks: ['visa'], checks: { cvc: 'pass' } } },
    });
  });

  it('is declined with the provider’s code, also where the payer would have to act', () => {
    const refused = refusal(402, { type: 'card_error', code: 'expired_card', setup_intent: SET_UP.body });
    expect(verified(SET_UP, refused)).toMatchObject({ result: 'declined', decline: { code: 'expired_card' } });
    expect(verified(SET_UP, setUp({ status: 'requires_action' }))).toMatchObject({ decline: { code: 'authentication_required' } });
    expect(verified(SET_UP, refusal(500, {}))).toMatchObject({ result: 'unknown' });
  });

  it('is looked up by making it again, and undone by canceling it', () => {
    expect(play(lookUp, VERIFY, [SET_UP, VERIFIED]).output).toMatchObject({ found: 'operation', outcome: { result: 'approved' } });
    expect(play(lookUp, VERIFY, [SET_UP, SET_UP]).output).toEqual({ found: 'nothing' });
    expect(play(lookUp, { ...VERIFY, ageMs: OLD.ageMs }, [SET_UP]).output).toEqual({ found: 'tombstone' });
    expect(play(reverse, VERIFY, [SET_UP, setUp({ status: 'canceled' })]).output).toEqual({ answer: 'undone' });
    const late = refusal(400, { code: 'setup_intent_unexpected_state' });
    expect(play(reverse, VERIFY, [SET_UP, late, VERIFIED]).output).toEqual({ answer: 'stands' });
  });
});

describe('answers to disputes', () => {
  const [GIVEN] = stripeAnswers.submitEvidence('att_2') as [HttpAnswer];
  const file = (field: string, size: number) => ({
    field,
    name: `${field}.pdf`,
    type: 'pdf',
    size,
    sha256: 'x',
    bytes: new Uint8Array(size),
  });
  const EVIDENCE = {
    reference: 'att_2',
    dispute: 'dsp_1',
    texts: { customer_name: 'Odile' },
    files: [file('receipt', 3), file('refund_policy', 4)],
  };
  const uploaded = (id: string, size: number) => ok({ id, object: 'file', size });
  const LATER = { ...ASKED, reference: 'att_2', dispute: 'dsp_1' };
  const dispute = (status: string, metadata = {}) => ok({ ...sampleDispute, status, metadata });

  it('are given when all files have arrived, which then stand under their fields', () => {
    const { calls, output } = play(submitEvidence, EVIDENCE, [uploaded('file_1', 3), uploaded('file_2', 4), GIVEN]);
    expect(calls).toMatchObject([
      {
        path: '/v1/files',
        upload: { fields: { purpose: 'dispute_evidence' }, file: { name: 'receipt.pdf', mimeType: 'application/pdf' } },
      },
      { path: '/v1/files', upload: { file: { name: 'refund_policy.pdf' } } },
      {
        path: '/v1/disputes/dsp_1',
        form: { submit: true, evidence: { customer_name: 'Odile', receipt: 'file_1', refund_policy: 'file_2' } },
      },
    ]);
    expect(output).toEqual({ result: 'approved', approval: null });
    expect(play(submitEvidence, EVIDENCE, [uploaded('file_1', 9)]).output).toMatchObject({ result: 'unknown' });
    expect(play(submitEvidence, EVIDENCE, [refusal(400, { code: 'file_too_large' })]).output).toMatchObject({ result: 'declined' });
  });

  it('evidence is looked up by what the dispute says it was given, and never sent again', () => {
    const kind = { ...LATER, kind: 'submit_evidence' };
    const DONE = { found: 'operation', outcome: { result: 'approved' } };
    expect(play(lookUp, kind, [dispute('under_review', { guichet_answer: 'att_2' })]).output).toMatchObject(DONE);
    expect(play(lookUp, kind, [dispute('lost')]).output).toMatchObject({ outcome: { result: 'declined' } });
    expect(play(lookUp, kind, [dispute('needs_response')]).output).toMatchObject({ found: 'unknown' });
    expect(play(lookUp, { ...kind, ageMs: 180_000 }, [dispute('needs_response')]).output).toEqual({ found: 'tombstone' });
  });

  it('giving in is looked up, and said again where the dispute is open', () => {
    const kind = { ...LATER, kind: 'accept_dispute' };
    const DONE = { found: 'operation', outcome: { result: 'approved' } };
    expect(play(lookUp, kind, [dispute('lost')]).output).toMatchObject(DONE);
    expect(play(lookUp, kind, [dispute('needs_response'), dispute('lost')]).output).toMatchObject(DONE);
    expect(play(lookUp, kind, [dispute('won')]).output).toMatchObject({ outcome: { result: 'declined' } });
  });

  it('files go where Stripe takes them', () => {
    expect(stripeConnector.filesUrl?.('https://api.stripe.com')).toBe('https://files.stripe.com');
    expect(stripeConnector.filesUrl?.('https://pay.example')).toBe('https://pay.example');
  });
});

it.each([
  ['another amount', { amount: 499 }],
  ['another currency', { currency: 'jpy' }],
  ['another reference', { metadata: { guichet_reference: 'att_other' } }],
])('believes no payment of %s, when it was confirmed and when it is looked up', (_what, change) => {
  const other = ok({ ...(PAID.body as object), ...change });
  expect(play(authorise, REQUEST, [MADE, other]).output).toMatchObject({ result: 'unknown' });
  expect(play(lookUp, ASKED, [MADE, other]).output).toMatchObject({ found: 'unknown' });
});

it('tells whether an account has a payment', () => {
  const asked = { payment: 'pi_up1' };
  const { calls, output } = play(holds, asked, [PAID]);
  expect(calls).toMatchObject([{ method: 'GET', path: expect.stringContaining('/v1/payment_intents/pi_up1') }]);
  expect(output).toEqual({ answer: 'works' });
  const missing = refusal(404, { code: 'resource_missing', message: 'No such payment_intent.' });
  expect(play(holds, asked, [missing]).output).toEqual({ answer: 'wrong', reason: 'No such payment_intent.' });
  expect(play(holds, asked, [refusal(401, { message: 'Invalid API key.' })]).output).toMatchObject({ answer: 'wrong' });
  const unclear = [refusal(429, {}), refusal(500, {}), ok({}), ok({ ...(PAID.body as object), id: 'pi_other' })];
  for (const answer of unclear) expect(play(holds, asked, [answer]).output).toMatchObject({ answer: 'unknown' });
});

it('tells whether an account works', () => {
  expect(play(test, {}, stripeAnswers.test()).output).toEqual({ answer: 'works' });
  expect(play(test, {}, [refusal(401, { message: 'Invalid API key.' })]).output).toEqual({ answer: 'wrong', reason: 'Invalid API key.' });
  expect(play(test, {}, [{ status: 200, body: undefined }]).output).toMatchObject({ answer: 'unknown' });
});
