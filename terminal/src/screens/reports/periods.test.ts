import { expect, it } from 'vitest';
import { periodIn, periodOf } from './periods.ts';

it.each([
  ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
  ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
  // 1 March 2026 is a Sunday, the last day of its week.
  ['week', '2026-03-01', '2026-02-23', '2026-03-01'],
  ['week', '2026-03-02', '2026-03-02', '2026-03-02'],
  ['month', '2026-03-09', '2026-03-01', '2026-03-09'],
  ['last_month', '2026-03-09', '2026-02-01', '2026-02-28'],
  ['last_month', '2026-01-09', '2025-12-01', '2025-12-31'],
  ['year', '2026-03-09', '2026-01-01', '2026-03-09'],
] as const)('%s on %s is %s to %s', (name, today, from, to) => {
  expect(periodOf(name, today)).toEqual({ from, to });
});

it('reads an address, and takes the month so far for one that makes no sense', () => {
  expect(periodIn({ period: 'own', from: '2026-01-05', to: '2026-01-07' }, '2026-03-09').period).toEqual({
    from: '2026-01-05',
    to: '2026-01-07',
  });
  for (const search of [{}, { period: 'own' }, { period: 'own', from: '2026-02-01', to: '2026-01-01' }, { period: 'never' }]) {
    expect(periodIn(search, '2026-03-09')).toEqual({ name: 'month', period: { from: '2026-03-01', to: '2026-03-09' } });
  }
});
