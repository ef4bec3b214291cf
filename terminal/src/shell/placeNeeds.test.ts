import { expect, it } from 'vitest';
import { APPROVALS, COUNTER_SETTINGS, isOpenTo } from './placeNeeds.ts';

it.each(['presets.write', 'fields.write', 'providers.write'] as const)('the counter’s settings are found with %s alone', (permission) => {
  expect(isOpenTo([permission], COUNTER_SETTINGS)).toBe(true);
});

it.each(['approvals.write', 'business.write'] as const)('approvals are found with %s alone', (permission) => {
  expect(isOpenTo([permission], APPROVALS)).toBe(true);
});

it('leads nowhere without what it needs', () => {
  expect(isOpenTo([], COUNTER_SETTINGS)).toBe(false);
  expect(isOpenTo(['payments.read'], COUNTER_SETTINGS)).toBe(false);
  expect(isOpenTo(['payments.read'], 'payments.write')).toBe(false);
  expect(isOpenTo(['payments.read'], 'payments.read')).toBe(true);
});
