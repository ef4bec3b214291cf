import type { HttpAnswer } from '../../port.ts';

const ok = (body: object): HttpAnswer => ({ status: 200, body });

const authorised = (reference: string) => ({
  reference,
  result: 'approved',
  response_code: '00',
  avs: 'Y',
  cvc: 'M',
  authorisation_code: '7KQ2MD',
  network_transaction_id: '123456789012345',
  amount: 4990,
  currency: 'eur',
  captured: true,
  expires_at: 1_773_000_000,
  advice: null,
  card: { brand: 'visa', funding: 'credit', country: 'US', issuer: 'Sandbox Bank', networks: ['visa'] },
  network: 'visa',
});

const verified = (reference: string) => {
  const {
    authorisation_code: _code,
    captured: _captured,
    expires_at: _expires,
    amount: _amount,
    currency: _currency,
    ...rest
  } = authorised(reference);
  return rest;
};

const authenticated = (authentication: string) => ({
  authentication,
  reference: 'att_0',
  status: 'authenticated',
  version: '2.2.0',
  eci: '05',
  cavv: 'AAABBBCCCDDDEEEFFFGGGHHHIII=',
  transaction_id: '01234567-89ab-cdef-0123-456789abcdef',
});

const followedUp = (reference: string) => ({
  reference,
  authorisation: 'att_0',
  result: 'approved',
  response_code: '00',
  amount: 1000,
  currency: 'eur',
});

const paidOut = (reference: string) => ({ reference, result: 'approved', response_code: '00', amount: 1000, currency: 'eur' });

/** The bank's answer to each operation when it was done, for the contract test. */
export const sandboxAnswers = {
  authorise: (reference: string) => ok(authorised(reference)),
  debit: (reference: string) => ok({ reference, result: 'pending', amount: 4990, currency: 'eur', expected_at: 1_773_000_000 }),
  verify: (reference: string) => ok(verified(reference)),
  authentication: (reference: string) => ok(authenticated(reference)),
  increment: (reference: string) => ok(followedUp(reference)),
  capture: (reference: string) => ok(followedUp(reference)),
  void: (reference: string) => ok(followedUp(reference)),
  refund: (reference: string) => ok(followedUp(reference)),
  cancelRefund: (reference: string) => ok(followedUp(reference)),
  submitEvidence: (reference: string) => ok(followedUp(reference)),
  acceptDispute: (reference: string) => ok(followedUp(reference)),
  lookUp: (reference: string) => ok({ ...authorised(reference), kind: 'authorise', at: 1_772_000_000 }),
  payOut: (reference: string) => ok(paidOut(reference)),
  lookUpPayout: (reference: string) => ok({ ...paidOut(reference), at: 1_772_000_000, state: 'paid' }),
  reverse: (reference: string) => ok({ reference, result: 'reversed', found: true }),
};
