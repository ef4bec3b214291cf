import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptOf, requestOf, textIn } from './keptRequest.rules.ts';

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt(),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^(?:[a-z_]{1,8}|\${1,2}(?:amount|moment))$/), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('a request that is kept', () => {
  it('comes back as it was, through JSON', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(requestOf(JSON.parse(JSON.stringify(keptOf(given))))).toEqual(given);
      }),
    );
  });

  it('leaves out what was not given, and takes nothing that JSON cannot hold', () => {
    expect(keptOf({ amount: 12n, note: undefined })).toEqual({ amount: { $amount: '12' } });
    expect(() => keptOf({ run: () => {} })).toThrow('function');
  });

  it('shows its texts, and nothing else', () => {
    expect(textIn({ description: 'Rent', amount: { $amount: '1' } }, 'description')).toBe('Rent');
    for (const [kept, name] of [
      [null, 'a'],
      [{ a: 1 }, 'a'],
      [{}, 'toString'],
      ['a', 'length'],
      ['ab', '0'],
    ] as const)
      expect(textIn(kept, name)).toBeNull();
  });
});
