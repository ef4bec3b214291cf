import type { ErrorCode } from '@guichet/contract/errors.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { describe, expect, it } from 'vitest';
import { assertNewAttempt, assertOpen, methodOf, refundable, sumUp } from './paymentRecord.rules.ts';
import type { RecordRow, Report } from './paymentRecord.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const ROW: RecordRow = {
  tenantId: 1,
  id: 'pr_1',
  amount: 1000n,
  currency: 'eur',
  customerPresence: null,
  method: 'cheque',
  channel: 'in_person',
  created: AT,
  createdBy: 'person-1',
  day: '2026-03-02',
};

const report = (kind: Report['kind'], more: Partial<Report> = {}): Report => ({
  sequence: 1,
  kind,
  attemptId: 'par_1',
  method: 'cheque',
  amount: 0n,
  moved: 0n,
  tendered: null,
  reference: null,
  reason: null,
  at: AT,
  created: AT,
  createdBy: 'person-1',
  channel: 'in_person',
  day: '2026-03-02',
  facts: {},
  person: null,
  ...more,
});

const attempt = report('attempt', { reference: '0042', facts: { displayName: 'Cheque', description: 'Order 17', metadata: { a: '1' } } });
const received = report('guaranteed', { amount: 1000n, moved: 1000n });
const record = (...reports: Report[]) => sumUp(ROW, [attempt, ...reports]);

function codeOf(rule: () => unknown): ErrorCode | null {
  try {
    rule();
    return null;
  } catch (error) {
    return error instanceof ApiError ? error.code : expect.fail(String(error));
  }
}

describe('a record is what its reports sum up to', () => {
  it('carries on from one attempt to the next what belongs to the payment', () => {
    const next = report('attempt', { attemptId: 'par_2', method: 'cash', facts: { displayName: 'Cash', metadata: { b: '2' } } });
    const { attempts, latest, version } = record(report('failed'), next);
    expect(attempts.map(({ id, state }) => [id, state])).toEqual([
      ['par_1', 'failed'],
      ['par_2', 'open'],
    ]);
    expect(latest).toMatchObject({ method: 'cash', reference: null, description: 'Order 17', metadata: { a: '1', b: '2' } });
    expect(version).toBe(3);
  });

  it('keeps its money when more is told about it, and its facts when a person is erased', () => {
    const told = report('informational', {
      facts: { description: null, customer: 'cus_1' },
      person: { payer: { email: null, name: 'Ada', phone: null } },
    });
    const whole = record(received, told);
    expect(whole.latest).toMatchObject({
      state: 'guaranteed',
      received: 1000n,
      description: null,
      customerId: 'cus_1',
      payer: { name: 'Ada' },
    });
    expect(record(received, { ...told, person: null }).latest).toMatchObject({ customerId: 'cus_1', payer: null });
  });

  it('adds up what was given back', () => {
    const { latest, refunds } = record(
      received,
      report('refunded', { amount: 300n, moved: 300n }),
      report('refunded', { amount: 200n, moved: 200n }),
    );
    expect([latest.amountRefunded, refunds.length]).toEqual([500n, 2]);
  });
});

describe('what may be reported', () => {
  const states = {
    open: record(),
    guaranteed: record(received),
    failed: record(report('failed')),
    canceled: record(report('canceled')),
    'given back': record(received, report('refunded', { amount: 1000n, moved: 1000n })),
  };
  const WRONG = 'payment_record_unexpected_state';

  it.each([
    ['open', null, WRONG, WRONG],
    ['guaranteed', WRONG, WRONG, null],
    ['failed', WRONG, null, WRONG],
    ['canceled', WRONG, null, WRONG],
    ['given back', WRONG, WRONG, WRONG],
  ] as const)('when it is %s', (state, outcome, newAttempt, refund) => {
    const found = states[state];
    expect(codeOf(() => assertOpen(found))).toBe(outcome);
    expect(codeOf(() => assertNewAttempt(found))).toBe(newAttempt);
    expect(codeOf(() => refundable(found, undefined, 'amount'))).toBe(refund);
  });

  it('gives back no more than is left', () => {
    const partly = record(received, report('refunded', { amount: 300n, moved: 300n }));
    expect(refundable(partly, undefined, 'amount')).toBe(700n);
    expect(refundable(partly, 700n, 'amount')).toBe(700n);
    expect(codeOf(() => refundable(partly, 701n, 'amount'))).toBe('amount_too_large');
    expect(codeOf(() => refundable(partly, 0n, 'amount'))).toBe('amount_too_small');
  });
});

it.each([
  ['cash', 'cash'],
  ['cheque', 'cheque'],
  ['bank_transfer', 'bank_transfer'],
  ['cpmt_123', 'other'],
  [null, 'other'],
])('the type %s is %s', (type, method) => {
  expect(methodOf(type)).toBe(method);
});
