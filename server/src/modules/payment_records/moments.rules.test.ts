import { expect, it } from 'vitest';
import { assertHappened } from './moments.rules.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const inMinutes = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

it('lets past moments be reported, and those by a clock that is a little ahead', () => {
  for (const minutes of [-600_000, 0, 5]) {
    expect(() =>
      assertHappened({ initiated_at: inMinutes(minutes), guaranteed: { guaranteed_at: inMinutes(minutes) } }, NOW),
    ).not.toThrow();
  }
});

it.each([
  ['initiated_at', { initiated_at: inMinutes(6) }],
  ['initiated_at', { initiated_at: new Date(inMinutes(5).getTime() + 1) }],
  ['canceled_at', { canceled_at: inMinutes(6), metadata: {} }],
  ['failed[failed_at]', { initiated_at: NOW, failed: { failed_at: inMinutes(6) } }],
  ['refunded[refunded_at]', { refunded: { refunded_at: inMinutes(60 * 24 * 365) } }],
])('refuses %s while it is still to come', (param, body) => {
  expect(() => assertHappened(body, NOW)).toThrow(
    expect.objectContaining({
      code: 'parameter_invalid',
      details: { param, message: `What is reported has happened, and "${param}" is still to come.` },
    }),
  );
});

it('looks at moments alone', () => {
  const body = {
    note: 'later',
    amount: 9,
    guaranteed: null,
    failed: {},
    refunded: { refunded_at: 'tomorrow' },
    metadata: { a: inMinutes(6) },
  };
  expect(() => assertHappened(body, NOW)).not.toThrow();
});
