import { DISPUTE_STATUSES, type DisputeStatus } from '@guichet/contract/wire/dispute.ts';
import { describe, expect, it } from 'vitest';
import {
  acceptedStatus,
  assertAnswerable,
  changedEvidence,
  isRefundable,
  returnReason,
  standing,
  submittedStatus,
} from './dispute.rules.ts';
import type { Dispute } from './dispute.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const LATER = new Date('2026-03-11T09:00:00Z');
const dispute = (changes: Partial<Dispute>): Dispute =>
  ({ status: 'needs_response', dueBy: LATER, answering: false, ...changes }) as Dispute;

describe('a dispute', () => {
  const MAY: Partial<Record<DisputeStatus, true>> = { needs_response: true, warning_needs_response: true };
  it.each(DISPUTE_STATUSES)('that is %s', (status) => {
    const answer = () => assertAnswerable(dispute({ status }), NOW);
    if (MAY[status]) expect(answer).not.toThrow();
    else expect(answer).toThrow(expect.objectContaining({ code: 'dispute_unexpected_state' }));
  });

  it.each([
    ['while it is being answered', dispute({ answering: true }), NOW],
    ['when its time is over', dispute({}), LATER],
  ])('cannot be answered %s', (_when, which, now) => {
    expect(() => assertAnswerable(which, now)).toThrow(expect.objectContaining({ code: 'dispute_unexpected_state' }));
  });

  it.each([
    ['needs_response', 'under_review', 'lost', false],
    ['warning_needs_response', 'warning_under_review', 'warning_closed', true],
  ] as const)('that %s becomes %s with evidence, %s when it is accepted', (status, submitted, accepted, refundable) => {
    expect(submittedStatus(dispute({ status }))).toBe(submitted);
    expect(acceptedStatus(dispute({ status }))).toBe(accepted);
    expect(isRefundable({ status })).toBe(refundable);
  });
});

it.each(DISPUTE_STATUSES)('a dispute that is %s has taken its amount, or nothing', (status) => {
  const takes = ['needs_response', 'under_review', 'lost'].includes(status);
  expect(standing({ status, amount: 500n })).toBe(takes ? 500n : 0n);
});

describe('evidence', () => {
  it('keeps what a change does not name, and loses what is set to nothing', () => {
    const before = { customer_name: 'Ada', receipt: 'file_1' };
    expect(changedEvidence(before, { receipt: null, product_description: 'A book' })).toEqual({
      customer_name: 'Ada',
      product_description: 'A book',
    });
  });

  it('has a most of characters over all its texts', () => {
    const full = { access_activity_log: 'x'.repeat(149_999) };
    expect(changedEvidence(full, { customer_name: 'A' })).toHaveProperty('customer_name');
    expect(() => changedEvidence(full, { customer_name: 'Ad' })).toThrow(expect.objectContaining({ code: 'parameter_invalid_string' }));
  });
});

it.each([
  ['AM04', 'insufficient_funds'],
  ['MD01', 'debit_not_authorized'],
  ['MD06', 'customer_initiated'],
  ['R01', 'insufficient_funds'],
  ['R10', 'debit_not_authorized'],
  ['constructor', 'general'],
])('a debit that came back with %s is disputed as %s', (code, reason) => {
  expect(returnReason(code)).toBe(reason);
});
