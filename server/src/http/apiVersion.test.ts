import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '@guichet/contract/errors.ts';
import Stripe from 'stripe';
import { expect, it } from 'vitest';
import { apiVersion } from './apiVersion.ts';

it('is ours when none is asked for: the one that the official SDK pins', () => {
  expect(apiVersion(undefined)).toBe(Stripe.API_VERSION);
});

it.each(['2022-11-15', '2024-06-20', '2024-09-30.acacia', '2025-03-31.basil', Stripe.API_VERSION, '2026-11-18.endive'])(
  'takes %s',
  (asked) => {
    expect(apiVersion(asked)).toBe(asked);
  },
);

it.each([
  '',
  'latest',
  '2024-6-20',
  '2024-02-30',
  '0001-01-01',
  '2025-03-31',
  '2024-06-20.basil',
  '2025-03-31.zebra',
  '2027-03-31.fennel',
  '2027-03-31',
])('refuses %j', (asked) => {
  expect(() => apiVersion(asked)).toThrow(ApiError);
  expect(() => apiVersion(asked)).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', details: expect.objectContaining({ param: 'Stripe-Version' }) }),
  );
});

it('is told as it is in the documentation', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../docs/api/versions.md'), 'utf8');
  const [taken = '', refused = ''] = document.split('| a later release with another name');
  const quoted = (text: string) =>
    [...(text.split('## What changed')[0] ?? '').matchAll(/`(\d{4}-[^`]+)`/g)].map(([, version = '']) => version);
  expect(quoted(taken).length).toBeGreaterThan(3);
  for (const version of quoted(taken)) expect(apiVersion(version)).toBe(version);
  const examples = quoted(refused.split('From `2024-09-30`')[0] ?? '');
  expect(examples.length).toBeGreaterThan(2);
  for (const version of examples) expect(() => apiVersion(version)).toThrow(ApiError);
  const table = document.split('## What changed')[1] ?? '';
  const versions = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, version = '']) => version);
  expect(versions.map((version) => apiVersion(version))).toEqual(versions);
  expect(versions).toEqual(versions.toSorted());
});
