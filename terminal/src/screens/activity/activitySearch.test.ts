import { expect, it } from 'vitest';
import { filtersOf, narrow, readActivitySearch } from './activitySearch.ts';

it('reads an address and leaves out what makes no sense', () => {
  expect(readActivitySearch({ query: 42, from: '2026-11-22', to: 'today', action: 'sign_in', actor: '', after: 'pi_1' })).toEqual({
    query: '42',
    from: '2026-11-22',
    action: 'sign_in',
  });
  expect(readActivitySearch({ action: 'nothing.like_it' })).toEqual({});
});

it('begins at the newest when a filter changes, and takes an empty one away', () => {
  const search = { actor: 'u_1', action: 'sign_in', after: 'alog_1' };
  expect(narrow(search, { action: 'sign_out' })).toEqual({ actor: 'u_1', action: 'sign_out' });
  expect(narrow(search, { actor: '' })).toEqual({ action: 'sign_in' });
  expect(filtersOf(search)).toEqual({ actor: 'u_1', action: 'sign_in' });
});
