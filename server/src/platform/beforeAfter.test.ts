import { expect, it } from 'vitest';
import { beforeAfter } from './beforeAfter.ts';

it('keeps the fields that differ, and those alone', () => {
  const before = { name: 'Ada', currencies: ['eur'], active: true, gone: 1 };
  const after = { name: 'Ada', currencies: ['eur', 'usd'], active: false, come: { a: 1 } };
  expect(beforeAfter(before, after)).toEqual({
    before: { currencies: ['eur'], active: true, gone: 1, come: null },
    after: { currencies: ['eur', 'usd'], active: false, gone: null, come: { a: 1 } },
  });
});

it('has nothing to tell of a change that changed nothing', () => {
  expect(beforeAfter({ list: [1, { a: null }] }, { list: [1, { a: null }] })).toBeNull();
});
