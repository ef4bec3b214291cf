import type { ErrorCode } from '@guichet/contract/errors.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { describe, expect, it } from 'vitest';
import { assertNewAttempt, assertOpen, displayNameOf, isTillMethod, methodOf, refundable, sumUp, takes } from './paymentRecord.rules.ts';
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
    expect([latest.amountRefunded, refunds.map(({ amount }) => amount)]).toEqual([500n, [300n, 200n]]);
  });
});

it('an attempt keeps what it was begun with, and the next one what belongs to the payment', () => {
  const address = { city: 'Paris', country: 'FR', line1: null, line2: null, postal_code: null, state: null };
  const billing = { address, email: null, name: 'Ada', phone: null };
  const shipping = { address, name: 'Ada', phone: null };
  const begun = report('attempt', {
    facts: { customType: 'cpmt_1', chequeBank: 'Banque', customer: 'cus_1' },
    person: { billing, drawer: 'Ada', shipping },
  });
  const { latest: first } = sumUp(ROW, [begun]);
  expect(first).toMatchObject({ customType: 'cpmt_1', chequeBank: 'Banque', drawer: 'Ada', customerId: 'cus_1', billing, shipping });
  const second = sumUp(ROW, [begun, report('canceled'), report('attempt', { attemptId: 'par_2' })]);
  expect(second.attempts.map(({ state }) => state)).toEqual(['canceled', 'open']);
  expect(second.latest).toMatchObject({ customerId: 'cus_1', shipping, customType: null, chequeBank: null, drawer: null, billing: null });
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

  it.each([
    ['open', true],
    ['guaranteed', true],
    ['failed', false],
    ['canceled', false],
  ] as const)('what is %s has its money, or may come to have it: %s', (state, expected) => {
    expect(takes(states[state])).toBe(expected);
  });

  it('gives back no more than is left', () => {
    const partly = record(received, report('refunded', { amount: 300n, moved: 300n }));
    expect(refundable(partly, undefined, 'amount')).toBe(700n);
    expect(refundable(partly, 700n, 'amount')).toBe(700n);
    expect(codeOf(() => refundable(partly, 701n, 'amount'))).toBe('amount_too_large');
    expect(codeOf(() => refundable(partly, 0n, 'amount'))).toBe('amount_too_small');
    expect(codeOf(() => refundable(partly, -1n, 'amount'))).toBe('amount_too_small');
  });

  it.each([
    ['an outcome of what was received', () => assertOpen(states.guaranteed), 'reported as guaranteed already. Report a refund to undo it.'],
    ['an outcome of what failed', () => assertOpen(states.failed), 'reported as failed already. Report a new attempt.'],
    ['a new attempt beside an open one', () => assertNewAttempt(states.open), 'when the latest one has failed or was canceled.'],
    ['a refund of what was not received', () => refundable(states.open, 1n, 'amount'), 'Nothing was received for this payment record'],
    ['a refund of what was given back', () => refundable(states['given back'], 1n, 'amount'), 'has been given back in full.'],
    ['a refund of nothing', () => refundable(states.guaranteed, 0n, 'amount'), 'The amount to give back must be above zero.'],
    [
      'a refund of too much',
      () => refundable(states.guaranteed, 1001n, 'amount'),
      'The amount (1001) is greater than what is left to give back (1000).',
    ],
  ])('refuses %s in words', (_what, rule, words) => expect(rule).toThrow(words));

  it.each([0n, 1001n])('names the parameter that gave %s back', (asked) => {
    expect(() => refundable(states.guaranteed, asked, 'refunded[amount]')).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ param: 'refunded[amount]' }) }),
    );
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

it.each([
  ['cash', 'Cash', true],
  ['cheque', 'Cheque', true],
  ['bank_transfer', 'Bank transfer', false],
  ['other', 'Other', false],
] as const)('%s is called %s where nobody named it, and is in the books of the till: %s', (method, name, till) => {
  expect([displayNameOf(method), isTillMethod(method)]).toEqual([name, till]);
  expect(sumUp(ROW, [report('attempt', { method })]).latest.displayName).toBe(name);
});

it('a record without an attempt is a fault of ours', () => {
  expect(() => sumUp(ROW, [])).toThrow('The payment record pr_1 has no attempt.');
  expect(() => sumUp(ROW, [received])).toThrow('The payment record pr_1 has no attempt.');
});

it('a record keeps the address that was told first until another is told, and none once it is taken out', () => {
  const address = { city: 'Paris', country: 'FR', line1: null, line2: null, postal_code: null, state: null };
  const shipping = { address, name: 'Ada', phone: null };
  const told = report('informational', { person: { shipping } });
  expect(record(told, received).latest).toMatchObject({ shipping, received: 1000n });
  expect(record(told, report('informational', { person: { shipping: null } })).latest.shipping).toBeNull();
});
