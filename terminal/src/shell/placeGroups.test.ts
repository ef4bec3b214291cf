import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { belowOf, groupAt, groupsOf, isGrouped } from './placeGroups.ts';

// The words of places are made by a macro of the build, so that they are read here as text.
const source = readFileSync(join(import.meta.dirname, 'places.ts'), 'utf8');
const PLACES = [...source.matchAll(/^ {2}\{ to: '([^']+)'/gm)].map(([, to]) => ({ to: String(to) }));

describe('the groups of places', () => {
  it('name every place', () => {
    expect(PLACES.length).toBeGreaterThan(15);
    expect(PLACES.filter(({ to }) => to !== '/help' && groupAt(to) === undefined)).toEqual([]);
  });

  it('hold every place once, help below them', () => {
    const shown = [...groupsOf(PLACES).flatMap(({ places }) => places), ...belowOf(PLACES)];
    const sorted = (places: readonly { to: string }[]) => places.map(({ to }) => to).sort();
    expect(sorted(shown)).toEqual(sorted(PLACES));
    expect(belowOf(PLACES)).toEqual([{ to: '/help' }]);
  });

  it('leave out headings that a person has nothing under', () => {
    expect(groupsOf([{ to: '/payments' }, { to: '/reports' }, { to: '/sales' }]).map(({ id }) => id)).toEqual(['day', 'selling', 'money']);
  });

  it('are for those who have many places', () => {
    expect(isGrouped(PLACES)).toBe(true);
    expect(isGrouped(PLACES.slice(0, 8))).toBe(false);
  });

  it.each([
    ['/', 'day'],
    ['/payments/pi_1', 'day'],
    ['/developers/webhooks/we_1', 'technical'],
    ['/business/receipts', 'business'],
    ['/businesses', undefined],
    ['/account', undefined],
    ['/help/first-day', undefined],
  ])('%s is a page of %s', (path, group) => {
    expect(groupAt(path)).toBe(group);
  });
});
