import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../platform/context.ts';
import { coldAt, cooled, isFailing, LIMITS, resultOf, type SubjectKind, subjectsOf, waitMs } from './slowDown.rules.ts';

const MINUTE_MS = 60_000;
const heat = (declined: number, approved = 0, cards = 0) => ({ declined, approved, cards, atMs: 0 });
const wait = (kind: SubjectKind, known: ReturnType<typeof heat>, open = 0, isNewCard = false) =>
  waitMs(known, LIMITS[kind], open, isNewCard);

describe('who has to wait', () => {
  it.each<[string, SubjectKind, ReturnType<typeof heat>, boolean]>([
    ['a card, the ninth time', 'card', heat(9), false],
    ['a card that was declined ten times', 'card', heat(10), true],
    ['even where it was approved more often', 'card', heat(10, 100), true],
    ['a payer’s address with ten declines', 'payer_address', heat(10), true],
    ['a hall full of payers behind one address', 'payer_address', heat(10, 30), false],
    ['an agent with thirty declines among forty', 'person', heat(30, 10), true],
    ['an agent with thirty declines among a hundred', 'person', heat(30, 70), false],
    ['a key with ninety-nine', 'key', heat(99), false],
    ['a key with a hundred', 'key', heat(100), true],
    ['a key that sells', 'key', heat(1_000, 9_000), false],
    ['a call centre of five agents, each of whom has a bad day', 'address', heat(100, 20), false],
    ['an address of programs', 'address', heat(200, 20), true],
    ['a page’s key that is tried from everywhere', 'page_key', heat(100, 90), true],
    ['an account', 'account', heat(400, 0), true],
  ])('%s', (_, kind, known, waits) => {
    expect(wait(kind, known) > 0).toBe(waits);
  });

  it('is let through again once for each decline that is forgotten', () => {
    const ms = wait('card', heat(10));
    // The hour's tenth, a bit more since the oldest are forgotten first.
    expect(ms).toBeGreaterThan(6 * MINUTE_MS);
    expect(ms).toBeLessThan(7 * MINUTE_MS);
    const later = cooled(heat(10), LIMITS.card.withinMs, ms + 1);
    expect(wait('card', later)).toBe(0);
    expect(wait('card', { ...later, declined: later.declined + 1 })).toBeGreaterThan(0);
  });

  it('counts what is still open as half declined where honest people send little at once', () => {
    expect(wait('card', heat(0), 18)).toBe(0);
    expect(wait('card', heat(0), 19)).toBeGreaterThan(0);
    expect(wait('key', heat(0), 500)).toBe(0);
    expect(wait('payer_address', heat(0, 20), 500)).toBe(0);
  });

  it('keeps those waiting only seconds whose tries are merely not answered yet', () => {
    expect(wait('card', heat(0), 400)).toBe(3_000);
    expect(wait('card', heat(9), 2)).toBe(3_000);
    expect(wait('card', heat(10), 400)).toBe(wait('card', heat(10)));
  });

  it('bounds the cards of a payer’s address, but not those that it knows', () => {
    expect(wait('payer_address', heat(0, 40, 39), 0, true)).toBe(0);
    expect(wait('payer_address', heat(0, 40, 40), 0, true)).toBeGreaterThan(0);
    expect(wait('payer_address', heat(0, 40, 40), 0, false)).toBe(0);
    expect(wait('key', heat(0, 40, 4_000), 0, true)).toBe(0);
  });
});

it('everything cools down, and a clock that was set back heats nothing', () => {
  const { declined, approved, cards } = cooled({ declined: 10, approved: 20, cards: 30, atMs: 0 }, 600_000, 600_000);
  expect([declined, approved, cards].map((value) => value.toFixed(2))).toEqual(['3.68', '7.36', '11.04']);
  expect(cooled(heat(5), 600_000, -1_000).declined).toBe(5);
  expect([isFailing(coldAt(0)), isFailing(heat(1, 1)), isFailing(heat(1, 2))]).toEqual([false, true, false]);
});

describe('by whom it is counted', () => {
  const caller = (more: Partial<Caller>): Caller => ({
    ...{ tenantId: 7, account: 'acct_1', livemode: true, permissions: new Set() },
    actor: { kind: 'key', id: 'key_1', name: 'Shop' },
    ...more,
  });
  const person = { kind: 'person', id: 'usr_1', name: 'Ada' } as const;

  it.each<[string, Partial<Caller>, string[]]>([
    ['a secret key', {}, ['key key_1', 'address 192.0.2.1', 'account ']],
    ['staff', { actor: person }, ['person usr_1', 'address 192.0.2.1', 'account ']],
    ['a payer', { publishable: true }, ['page_key key_1', 'payer_address 192.0.2.1', 'account ']],
  ])('%s', (_, more, ids) => {
    expect(subjectsOf({ caller: caller(more), ip: '192.0.2.1' }).map(({ id }) => id)).toEqual(ids.map((id) => `7 ${id}`));
    expect(subjectsOf({ caller: caller(more), ip: null }).map(({ kind }) => kind)).toHaveLength(2);
  });
});

it.each([
  [402, { error: { code: 'card_declined' } }, 'declined'],
  [402, { error: { code: 'incorrect_cvc' } }, 'declined'],
  [402, { error: { code: 'processing_error' } }, null],
  [402, { error: { code: 'authentication_required' } }, null],
  [200, { object: 'payment_intent', status: 'succeeded' }, 'approved'],
  [200, { object: 'payment_intent', status: 'requires_capture' }, 'approved'],
  [200, { object: 'payment_intent', status: 'processing' }, null],
  [200, { object: 'setup_intent', status: 'requires_action' }, null],
])('an answer of %i with %j counts as %s', (status, body, result) => {
  expect(resultOf({ status, body })).toBe(result);
});

it('has the limits that the documentation tells', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/operating/limits.md'), 'utf8');
  const told = [...text.matchAll(/^\| `(\w+)` \| .* \| (\d+) \| (\d+) % \| (\d+|any) \| (\d+) \|$/gm)].map(
    ([, kind, declined, share, cards, minutes]) => [kind, Number(declined), Number(share) / 100, cards, Number(minutes)],
  );
  const held = Object.entries(LIMITS).map(([kind, { mostDeclined, share, mostCards, withinMs }]) => [
    ...[kind, mostDeclined, share, Number.isFinite(mostCards) ? String(mostCards) : 'any', withinMs / MINUTE_MS],
  ]);
  expect(told).toEqual(held);
});
