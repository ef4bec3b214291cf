import { DISPUTE_STATUSES, type DisputeStatus } from '@guichet/contract/wire/dispute.ts';
import { describe, expect, it } from 'vitest';
import {
  acceptedStatus,
  assertAnswerable,
  changedEvidence,
  filesIn,
  isInquiry,
  isRefundable,
  returnReason,
  standing,
  submittedStatus,
  textsIn,
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
    ['while it is being answered', dispute({ answering: true }), NOW, 'An answer to this dispute is on its way to the bank.'],
    ['when it has been answered', dispute({ status: 'under_review' }), NOW, 'has been submitted'],
    ['when the inquiry has been answered', dispute({ status: 'warning_under_review' }), NOW, 'has been submitted'],
    ['when it is lost', dispute({ status: 'lost' }), NOW, 'This dispute is lost and cannot be answered any more.'],
    ['when its time is over', dispute({}), LATER, 'The time to answer this dispute is over.'],
  ])('cannot be answered %s, and the answer says why', (_when, which, now, words) => {
    expect(() => assertAnswerable(which, now)).toThrow(
      expect.objectContaining({ code: 'dispute_unexpected_state', message: expect.stringContaining(words) }),
    );
  });

  it.each([
    ['to its last moment', dispute({}), new Date(LATER.getTime() - 1)],
    ['at any time, where the bank set none', dispute({ dueBy: null }), LATER],
  ])('can be answered %s', (_when, which, now) => expect(() => assertAnswerable(which, now)).not.toThrow());

  it.each<[DisputeStatus, boolean, boolean]>([
    ['warning_needs_response', true, true],
    ['warning_under_review', true, true],
    ['warning_closed', true, false],
    ['needs_response', false, false],
    ['under_review', false, false],
    ['won', false, false],
    ['lost', false, false],
  ])('that is %s is an inquiry: %s, and can be settled by a refund: %s', (status, inquiry, refundable) => {
    expect([isInquiry({ status }), isRefundable({ status })]).toEqual([inquiry, refundable]);
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
    expect(() => changedEvidence(full, { customer_name: 'Ad' })).toThrow(
      expect.objectContaining({
        code: 'parameter_invalid_string',
        details: { param: 'evidence', message: 'The texts have 150001 characters together; 150000 is the most.' },
      }),
    );
  });

  it('may be changed where a change makes room for itself, and names of files are no texts', () => {
    const full = { access_activity_log: 'x'.repeat(150_000) };
    expect(changedEvidence(full, { access_activity_log: undefined, receipt: 'file_1' })).toEqual({ receipt: 'file_1' });
    expect(changedEvidence(full, { receipt: 'file_1' })).toEqual({ ...full, receipt: 'file_1' });
    expect(changedEvidence(full, { access_activity_log: 'short', customer_name: 'Ada' })).toEqual({
      access_activity_log: 'short',
      customer_name: 'Ada',
    });
  });

  it('is parted into texts and files', () => {
    const evidence = { receipt: 'file_1', customer_name: 'Ada', refund_policy: 'file_2', product_description: 'A book' };
    expect(textsIn(evidence)).toEqual({ customer_name: 'Ada', product_description: 'A book' });
    expect(filesIn(evidence)).toEqual([
      { field: 'receipt', id: 'file_1' },
      { field: 'refund_policy', id: 'file_2' },
    ]);
    expect([textsIn({}), filesIn({})]).toEqual([{}, []]);
  });
});

it.each([
  ['AM04', 'insufficient_funds'],
  ['MD01', 'debit_not_authorized'],
  ['MD06', 'customer_initiated'],
  ['R01', 'insufficient_funds'],
  ['R10', 'debit_not_authorized'],
  ['constructor', 'general'],
  ['MS03', 'general'],
  ['XX99', 'general'],
])('a debit that came back with %s is disputed as %s', (code, reason) => {
  expect(returnReason(code)).toBe(reason);
});
