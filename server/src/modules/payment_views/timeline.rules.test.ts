import { describe, expect, it } from 'vitest';
import { type TimelineAttempt, timelineOf } from './timeline.rules.ts';

const at = (second: number): Date => new Date(1_772_442_000_000 + second * 1000);
const ODILE = { id: 'user_1', name: 'Odile' };

const attempt = (changes: Partial<TimelineAttempt>): TimelineAttempt => ({
  kind: 'authorise',
  status: 'approved',
  amount: 4990n,
  currency: 'eur',
  actor: ODILE,
  sentAt: at(1),
  resolvedAt: at(2),
  code: null,
  captured: false,
  ...changes,
});

const timeline = (attempts: TimelineAttempt[], more: { canceledAt?: Date; messages?: { sentAt: Date; status: string }[] } = {}) =>
  timelineOf({ created: at(0), createdBy: ODILE, canceledAt: null, messages: [], ...more, attempts });
const types = (...parameters: Parameters<typeof timeline>): string[] => timeline(...parameters).map(({ type }) => type);

describe('an attempt is told as', () => {
  it.each([
    ['authorise', 'approved', 'authorised'],
    ['authorise', 'declined', 'declined'],
    ['authorise', 'failed', 'declined'],
    ['authorise', 'sent', 'processing'],
    ['authorise', 'unknown', 'unresolved'],
    ['debit', 'sent', 'processing'],
    ['debit', 'failed', 'debit_unpaid'],
    ['increment', 'approved', 'incremented'],
    ['increment', 'declined', 'increment_failed'],
    ['capture', 'approved', 'captured'],
    ['capture', 'declined', 'capture_failed'],
    ['capture', 'failed', 'capture_failed'],
    ['void', 'approved', 'canceled'],
    ['void', 'failed', 'cancel_failed'],
    ['refund', 'approved', 'refunded'],
    ['refund', 'declined', 'refund_failed'],
    ['refund', 'unknown', 'unresolved'],
  ] as const)('%s, %s: %s', (kind, status, type) => {
    expect(types([attempt({ kind, status })])).toEqual(['created', type]);
  });

  it('approved when it took the money as well', () => {
    expect(types([attempt({ captured: true })])).toEqual(['created', 'approved']);
  });
});

describe('a debit that was taken in', () => {
  const debit = (changes: Partial<TimelineAttempt>) => timeline([attempt({ kind: 'debit', takenInAt: at(3), ...changes })]);

  it('says so until the bank has answered', () => {
    expect(debit({ status: 'pending', resolvedAt: null }).slice(1)).toEqual([
      { at: 1_772_442_003, type: 'debit_taken_in', amount: 4990, currency: 'eur', actor: ODILE },
    ]);
  });

  it.each([
    ['approved', null, { type: 'debit_paid' }],
    ['declined', 'insufficient_funds', { type: 'debit_unpaid', code: 'insufficient_funds' }],
  ] as const)('and then: %s, which nobody here did', (status, code, entry) => {
    expect(debit({ status, code, resolvedAt: at(9) }).slice(1)).toEqual([
      { at: 1_772_442_003, type: 'debit_taken_in', amount: 4990, currency: 'eur', actor: ODILE },
      { at: 1_772_442_009, amount: 4990, currency: 'eur', actor: null, ...entry },
    ]);
  });
});

it('an entry has its amount, who did it, when it ended, and why it was refused', () => {
  expect(timeline([attempt({ status: 'declined', code: 'lost_card' })])).toEqual([
    { at: 1_772_442_000, type: 'created', actor: ODILE },
    { at: 1_772_442_002, type: 'declined', amount: 4990, currency: 'eur', actor: ODILE, code: 'lost_card' },
  ]);
});

it('one that is still open stands where it was sent', () => {
  expect(timeline([attempt({ status: 'unknown', resolvedAt: null })])[1]).toMatchObject({ at: 1_772_442_001, type: 'unresolved' });
});

it('everything stands in the order in which it happened', () => {
  const attempts = [
    attempt({ kind: 'refund', resolvedAt: at(9) }),
    attempt({ kind: 'capture', resolvedAt: at(5) }),
    attempt({ resolvedAt: at(2) }),
  ];
  const messages = [
    { sentAt: at(7), status: 'sent' },
    { sentAt: at(3), status: 'kept' },
  ];
  expect(types(attempts, { messages })).toEqual(['created', 'authorised', 'receipt_kept', 'captured', 'receipt_sent', 'refunded']);
});

it('what happened at one moment stays as it was begun', () => {
  expect(types([attempt({ resolvedAt: at(0) }), attempt({ kind: 'capture', resolvedAt: at(0) })])).toEqual([
    'created',
    'authorised',
    'captured',
  ]);
});

describe('a payment that was given up is told once', () => {
  it('when nothing was held', () => {
    expect(types([attempt({ status: 'declined' })], { canceledAt: at(4) })).toEqual(['created', 'declined', 'canceled']);
  });

  it('when the hold was released', () => {
    expect(types([attempt({}), attempt({ kind: 'void', resolvedAt: at(4) })], { canceledAt: at(4) })).toEqual([
      'created',
      'authorised',
      'canceled',
    ]);
  });
});
