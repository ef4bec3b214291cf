import { describe, expect, it } from 'vitest';
import { readAuthorisation, readFollowUp, readLookUp, readReversal } from './outcomes.ts';

const asked = { reference: 'att_1' };
const ok = (body: object) => ({ status: 200, body });
const UNKNOWN = { result: 'unknown' };

const APPROVED = {
  reference: 'att_1',
  result: 'approved',
  response_code: '00',
  avs: 'Y',
  cvc: 'M',
  authorisation_code: '7KQ2MD',
  network_transaction_id: '123456789012345',
  captured: true,
  expires_at: 1_769_083_200,
  card: { brand: 'visa', funding: 'credit', country: 'US', networks: ['visa'] },
};
const TOO_LATE = { ...APPROVED, result: 'declined', response_code: 'TB', reason: 'tombstone', authorisation_code: null };

describe('an authorisation’s answer', () => {
  it.each([
    ['approved', ok(APPROVED), { result: 'approved', approval: { authorisationCode: '7KQ2MD', captured: true } }],
    [
      'declined',
      ok({ ...APPROVED, result: 'declined', response_code: '51' }),
      { result: 'declined', decline: { declineCode: 'insufficient_funds' } },
    ],
    ['reversed since', ok({ ...APPROVED, reversed: true }), { result: 'failed', reason: 'reversed' }],
    ['refused by a tombstone', ok(TOO_LATE), { result: 'failed', reason: 'tombstone' }],
    // What follows leaves open what the bank did, whatever it looks like.
    ['about another reference', ok({ ...APPROVED, reference: 'att_2' }), UNKNOWN],
    ['an approval without its codes', ok({ ...APPROVED, authorisation_code: null }), UNKNOWN],
    ['not JSON', { status: 200, body: undefined }, UNKNOWN],
    ['of another shape', ok({ reference: 'att_1', result: 'approved' }), UNKNOWN],
    ['an error of the bank', { status: 500, body: { error: { code: 'internal_error' } } }, UNKNOWN],
    ['a decline that comes with an error’s status', { status: 402, body: { ...APPROVED, result: 'declined' } }, UNKNOWN],
  ])('%s', (_what, answer, outcome) => {
    expect(readAuthorisation(answer, asked)).toMatchObject(outcome);
  });
});

describe('the answer to a capture, void or refund', () => {
  const DONE = { reference: 'att_1', result: 'approved', response_code: '00' };
  it.each([
    ['done', ok(DONE), { result: 'approved' }],
    ['refused', ok({ ...DONE, result: 'declined', reason: 'expired' }), { result: 'declined', decline: { reason: 'expired' } }],
    [
      'refused by the issuer',
      ok({ ...DONE, result: 'declined', response_code: '61', reason: 'limit_exceeded' }),
      { result: 'declined', decline: { issuer: { code: 'card_declined', declineCode: 'card_velocity_exceeded', networkCode: '61' } } },
    ],
    ['refused by a tombstone', ok({ ...DONE, result: 'declined', reason: 'tombstone' }), { result: 'failed' }],
    ['about another reference', ok({ ...DONE, reference: 'att_2' }), UNKNOWN],
    ['an error', { status: 500, body: {} }, UNKNOWN],
  ])('%s', (_what, answer, outcome) => {
    expect(readFollowUp(answer, asked)).toMatchObject(outcome);
  });
});

describe('a look-up', () => {
  it.each([
    ['of nothing', { status: 404, body: { error: { code: 'unknown_reference' } } }, { found: 'nothing' }],
    ['of a tombstone', ok({ reference: 'att_1', kind: 'tombstone', at: 1, refused: 1 }), { found: 'tombstone' }],
    ['of an authorisation', ok({ ...APPROVED, kind: 'authorise' }), { found: 'operation', outcome: { result: 'approved' } }],
    [
      'of one that was reversed',
      ok({ ...APPROVED, kind: 'authorise', reversed: true }),
      { found: 'operation', outcome: { result: 'failed' } },
    ],
    ['of another reference', ok({ ...APPROVED, kind: 'authorise', reference: 'att_2' }), { found: 'unknown' }],
    ['that fails', { status: 500, body: {} }, { found: 'unknown' }],
    ['without the right to', { status: 401, body: {} }, { found: 'unknown' }],
  ])('%s', (_what, answer, found) => {
    expect(readLookUp(answer, asked)).toMatchObject(found);
  });
});

describe('a reversal', () => {
  it.each([
    ['done', ok({ reference: 'att_1', result: 'reversed', found: false }), { answer: 'undone' }],
    ['not possible', ok({ reference: 'att_1', result: 'not_reversible', found: true, reason: 'already_cleared' }), { answer: 'stands' }],
    ['of another reference', ok({ reference: 'att_2', result: 'reversed', found: false }), { answer: 'unknown' }],
    ['that finds nobody to answer', { status: 404, body: {} }, { answer: 'unknown' }],
  ])('%s', (_what, answer, told) => {
    expect(readReversal(answer, asked)).toMatchObject(told);
  });
});
