import { expect, it } from 'vitest';
import { lineDetails } from './lineDetails.ts';

it('sets what was beside what is, and the rest apart', () => {
  const details = {
    before: { name: 'Ada', tags: [] },
    after: { name: 'Eve', tags: ['a', 'b'], address: { city: 'Lyon' } },
    reason: null,
    n: 3,
  };
  expect(lineDetails(details)).toEqual({
    changes: [
      { name: 'address', before: '–', after: '{"city":"Lyon"}' },
      { name: 'name', before: 'Ada', after: 'Eve' },
      { name: 'tags', before: '–', after: 'a, b' },
    ],
    facts: [
      { name: 'reason', value: '–' },
      { name: 'n', value: '3' },
    ],
  });
});

it('has nothing to show of a line that keeps nothing, or whose values were erased', () => {
  expect(lineDetails({})).toEqual({ changes: [], facts: [] });
  expect(lineDetails({ changed: ['name', 'email'] })).toEqual({ changes: [], facts: [{ name: 'changed', value: 'name, email' }] });
});
