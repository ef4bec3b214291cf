import { ApiError } from '@guichet/contract/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../../test/harness/fuzz.ts';
import { type FieldKind, parseSearch, type SearchClause, type SearchOperator, type SearchQuery } from './searchQuery.ts';

const KINDS: Readonly<Record<string, FieldKind>> = {
  name: 'string',
  'card.last4': 'token',
  amount: 'number',
  created: 'time',
  refunded: 'boolean',
  metadata: 'metadata',
};

const parsed = (text: string): SearchQuery => parseSearch(text, KINDS);

function refusalOf(text: string): ApiError {
  try {
    parsed(text);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  return expect.fail(`It was accepted: ${text}`);
}

const clause = (field: string, operator: SearchOperator, value: SearchClause['value'], more: Partial<SearchClause> = {}): SearchClause => ({
  field,
  key: null,
  negated: false,
  operator,
  value,
  ...more,
});

describe('a search query', () => {
  it.each<[string, SearchClause]>([
    ['name:"Ada"', clause('name', ':', 'Ada')],
    ['name:\'Ada "the" L.\'', clause('name', ':', 'Ada "the" L.')],
    ['name:"say \\"ah\\" \\\\"', clause('name', ':', 'say "ah" \\')],
    ['name~"lov"', clause('name', '~', 'lov')],
    ['-name:"Ada"', clause('name', ':', 'Ada', { negated: true })],
    ['name:null', clause('name', ':', null)],
    ['name:"null"', clause('name', ':', 'null')],
    ['card.last4:"4242"', clause('card.last4', ':', '4242')],
    ['amount>=1000', clause('amount', '>=', 1000)],
    ['amount=1000', clause('amount', ':', 1000)],
    ['amount:"1000"', clause('amount', ':', 1000)],
    ['created<1700000000', clause('created', '<', 1_700_000_000)],
    ['refunded:true', clause('refunded', ':', true)],
    ["refunded:'false'", clause('refunded', ':', false)],
    ['metadata["order id"]:"17"', clause('metadata', ':', '17', { key: 'order id' })],
    ["-metadata['order']:null", clause('metadata', ':', null, { key: 'order', negated: true })],
  ])('reads %s', (text, expected) => {
    expect(parsed(`  ${text} `)).toEqual({ joined: 'and', clauses: [expected] });
  });

  it('joins clauses by AND, by OR, or by a blank that is an AND', () => {
    const two = [clause('amount', '>', 1), clause('refunded', ':', true)];
    expect(parsed('amount>1 AND refunded:true')).toEqual({ joined: 'and', clauses: two });
    expect(parsed('amount>1 or refunded:true')).toEqual({ joined: 'or', clauses: two });
    expect(parsed('amount>1 refunded:true')).toEqual({ joined: 'and', clauses: two });
  });

  it.each([
    ['', 'empty'],
    ['name', 'no operator'],
    ['name:', 'no value'],
    ['name:Ada', 'needs quotes'],
    ['name:""', 'is empty'],
    ['name:"Ada', 'not closed'],
    ['name:"Ada"amount>1', 'blank is missing'],
    ['name~"lo"', 'at least 3'],
    ['name>"A"', 'does not fit name'],
    ['name~null', 'compares with null'],
    ['card.last4~"4242"', 'does not fit card.last4'],
    ['amount~"100"', 'does not fit amount'],
    ['amount>ten', 'whole number'],
    ['amount>-1', 'whole number'],
    ['amount>1.5', 'whole number'],
    ['created>253402300800', 'whole number'],
    ['refunded:yes', 'true or false'],
    ['metadata:"17"', 'names no key'],
    ['metadata[order]:"17"', 'cannot be read'],
    ['metadata["order]:"17"', 'cannot be read'],
    ['metadata[""]:"17"', 'is none'],
    ['name["x"]:"17"', 'Only metadata has keys'],
    ['colour:"red"', 'cannot be searched'],
    ['__proto__:"red"', 'cannot be searched'],
    ['constructor:"red"', 'cannot be searched'],
    ['(name:"Ada")', 'A clause was expected'],
    ['name:"Ada" AND', 'clause is missing'],
    ['AND name:"Ada"', 'no operator'],
    ['amount>1 AND amount<2 OR refunded:true', 'both AND and OR'],
    ['amount>1 amount<2 OR refunded:true', 'both AND and OR'],
    ['amount>1 '.repeat(11), 'more than 10'],
    [`name:"${'a'.repeat(6000)}"`, 'longer than 6000'],
  ])('refuses %s', (text, message) => {
    const { code, details } = refusalOf(text);
    expect([code, details.param]).toEqual(['parameter_invalid', 'query']);
    expect(details.message).toContain(message);
  });

  it(
    'refuses whatever is not one, and throws nothing else',
    () => {
      const bits = fc.constantFrom(
        'name',
        ':',
        '"',
        "'",
        '\\',
        '-',
        'metadata',
        '["',
        '"]',
        ' AND ',
        ' or ',
        'null',
        '17',
        '>',
        '~',
        ' ',
        '\0',
      );
      const anything = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.array(bits, { maxLength: 14 }).map((all) => all.join('')),
      );
      fc.assert(
        fc.property(anything, (text) => {
          try {
            parsed(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ApiError);
            expect((error as ApiError).details.param).toBe('query');
          }
        }),
        fuzzRuns(2000),
      );
    },
    FUZZ_LIMIT_MS,
  );

  it('takes no longer for a long one', () => {
    const begun = performance.now();
    for (const text of ['name:"'.repeat(990), `name:"${'\\"'.repeat(2900)}`, `${' '.repeat(5900)}x`, '-'.repeat(6000)]) refusalOf(text);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it(
    'reads back every query that can be written',
    () => {
      const word = fc
        .string({ unit: 'grapheme', minLength: 3, maxLength: 12 })
        .filter((text) => !text.includes('\0') && text.isWellFormed());
      const number = fc.integer({ min: 0, max: 999_999_999 });
      const compare = fc.constantFrom<SearchOperator[]>(':', '>', '<', '>=', '<=');
      const plain = { key: null };
      const one: fc.Arbitrary<SearchClause> = fc
        .oneof(
          fc.record({ field: fc.constant('name'), operator: fc.constantFrom<SearchOperator[]>(':', '~'), value: word }),
          fc.record({ field: fc.constant('card.last4'), operator: fc.constant(':' as const), value: fc.option(word) }),
          fc.record({ field: fc.constantFrom('amount', 'created'), operator: compare, value: number }),
          fc.record({ field: fc.constant('refunded'), operator: fc.constant(':' as const), value: fc.boolean() }),
          fc.record({ field: fc.constant('metadata'), key: word, operator: fc.constant(':' as const), value: fc.option(word) }),
        )
        .chain((rest) => fc.boolean().map((negated): SearchClause => ({ ...plain, ...rest, negated })));
      const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
      const written = ({ field, key, negated, operator, value }: SearchClause): string =>
        `${negated ? '-' : ''}${field}${key === null ? '' : `[${quote(key)}]`}${operator}${typeof value === 'string' ? quote(value) : value}`;
      fc.assert(
        fc.property(fc.constantFrom<('and' | 'or')[]>('and', 'or'), fc.array(one, { minLength: 2, maxLength: 10 }), (joined, clauses) => {
          expect(parsed(clauses.map(written).join(` ${joined} `))).toEqual({ joined, clauses });
        }),
        fuzzRuns(100),
      );
    },
    FUZZ_LIMIT_MS,
  );
});
