import type { HttpAnswer } from '../../port.ts';

const ok = (body: object): HttpAnswer => ({ status: 200, body });

const made = (reference: string) => ({
  id: 'pi_up1',
  object: 'payment_intent',
  status: 'requires_payment_method',
  amount: 4990,
  currency: 'eur',
  created: 1_772_000_000,
  livemode: false,
  metadata: { guichet_reference: reference },
  last_payment_error: null,
  latest_charge: null,
});

export const sampleCharge = {
  id: 'ch_up1',
  captured: true,
  outcome: { risk_level: 'normal', type: 'authorized' },
  payment_method_details: {
    card: {
      authorization_code: '7KQ2MD',
      capture_before: null,
      checks: { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' },
      country: 'US',
      funding: 'credit',
      network: 'visa',
      network_transaction_id: '123456789012345',
    },
  },
};

const paid = (reference: string) => ({ ...made(reference), status: 'succeeded', latest_charge: sampleCharge });
const held = (reference: string) => ({ ...paid(reference), status: 'requires_capture' });
const setUp = (reference: string, status: string) => ({
  id: 'seti_up1',
  object: 'setup_intent',
  status,
  livemode: false,
  metadata: { guichet_reference: reference },
  last_setup_error: null,
  payment_method: {
    card: {
      checks: sampleCharge.payment_method_details.card.checks,
      country: 'US',
      funding: 'credit',
      networks: { available: ['visa'] },
    },
  },
});
const captured = (reference: string) => ({ ...paid('att_0'), metadata: { guichet_reference: 'att_0', guichet_capture: reference } });
const canceled = (reference: string) => ({ ...made(reference), status: 'canceled' });
const refunded = (reference: string) => ({
  id: 're_up1',
  object: 'refund',
  status: 'succeeded',
  amount: 1000,
  currency: 'eur',
  metadata: { guichet_reference: reference },
});

export const sampleDispute = {
  id: 'dsp_1',
  object: 'dispute',
  status: 'needs_response',
  amount: 4990,
  currency: 'eur',
  livemode: false,
  reason: 'fraudulent',
  network_reason_code: '10.4',
  payment_intent: 'pi_up1',
  evidence_details: { due_by: 1_773_000_000, submission_count: 0 },
  metadata: {},
};

/** Stripe's answers to the steps of each operation when it was done, for the contract test. */
export const stripeAnswers = {
  authorise: (reference: string) => [ok(made(reference)), ok(paid(reference))],
  authoriseHeld: (reference: string) => [ok(made(reference)), ok(paid(reference))],
  verify: (reference: string) => [ok(setUp(reference, 'requires_payment_method')), ok(setUp(reference, 'succeeded'))],
  increment: (reference: string) => [
    ok({ ...held('att_0'), amount: 1000, metadata: { guichet_reference: 'att_0', guichet_increment: reference } }),
  ],
  capture: (reference: string) => [ok(captured(reference))],
  // The void of a payment names the payment alone: canceling it is the same whoever asks.
  void: (reference: string) => [ok({ ...canceled('att_0'), id: reference === 'att_other' ? 'pi_other' : 'pi_up1' })],
  refund: (reference: string) => [ok(refunded(reference))],
  submitEvidence: (reference: string) => [ok({ ...sampleDispute, status: 'under_review', metadata: { guichet_answer: reference } })],
  // As with a void: giving in is the same whoever does.
  acceptDispute: (reference: string) => [ok({ ...sampleDispute, id: reference === 'att_other' ? 'dsp_other' : 'dsp_1', status: 'lost' })],
  lookUp: (reference: string) => [ok(made(reference)), ok(paid(reference))],
  reverse: (reference: string) => [ok(made(reference)), ok(canceled(reference))],
  test: () => [ok({ object: 'balance', livemode: false, available: [], pending: [] })],
};
