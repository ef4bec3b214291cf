import { ApiError } from '@guichet/contract/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields } from './fields.ts';
import { decodeForm } from './formDecode.ts';
import { parse, type Schema } from './parse.ts';

/** What a schema makes of a value: the value read, or the refusal as `code param`. */
function read(schema: Schema<unknown>, value: unknown): unknown {
  try {
    return parse(fields.object({ x: schema }), value === undefined ? {} : { x: value }).x;
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.details.param}`;
    throw error;
  }
}

const cases: [name: string, schema: Schema<unknown>, rows: [given: unknown, expected: unknown][]][] = [
  [
    'integer',
    fields.integer({ min: -5, max: 100 }),
    [
      ['17', 17],
      ['007', 7],
      ['-0', 0],
      [17, 17],
      ['101', 'parameter_invalid_integer x'],
      ['-6', 'parameter_invalid_integer x'],
      ['1.5', 'parameter_invalid_integer x'],
      [1.5, 'parameter_invalid_integer x'],
      [Number.NaN, 'parameter_invalid_integer x'],
      ['1e2', 'parameter_invalid_integer x'],
      [' 1', 'parameter_invalid_integer x'],
      ['abc', 'parameter_invalid_integer x'],
      ['٣', 'parameter_invalid_integer x'],
      [true, 'parameter_invalid_integer x'],
      [['1'], 'parameter_invalid_integer x'],
      ['9'.repeat(5000), 'parameter_invalid_integer x'],
      ['', 'parameter_invalid_empty x'],
      [undefined, 'parameter_missing x'],
    ],
  ],
  [
    'amount',
    fields.amount(),
    [
      ['4990', 4990n],
      [4990, 4990n],
      ['0', 0n],
      ['999999999999', 999_999_999_999n],
      ['1000000000000', 'amount_too_large x'],
      ['99999999999999999999999999', 'amount_too_large x'],
      ['-1', 'parameter_invalid_integer x'],
      ['49.90', 'parameter_invalid_integer x'],
      ['4e3', 'parameter_invalid_integer x'],
      [1e21, 'parameter_invalid_integer x'],
      [{}, 'parameter_invalid_integer x'],
    ],
  ],
  [
    'boolean',
    fields.boolean(),
    [
      ['true', true],
      ['false', false],
      [true, true],
      ['1', 'parameter_invalid x'],
      ['TRUE', 'parameter_invalid x'],
      ['', 'parameter_invalid_empty x'],
    ],
  ],
  [
    'text',
    fields.text({ max: 3 }),
    [
      ['abc', 'abc'],
      ['abcd', 'parameter_invalid_string x'],
      [17, 'parameter_invalid_string x'],
      [{ a: '1' }, 'parameter_invalid_string x'],
      [null, 'parameter_invalid_string x'],
      ['', 'parameter_invalid_empty x'],
    ],
  ],
  [
    'currency',
    fields.currency(),
    [
      ['EUR', 'eur'],
      ['eu', 'parameter_invalid x'],
    ],
  ],
  [
    'email',
    fields.email(),
    [
      ['Ada@Example.com', 'Ada@example.com'],
      ['ada', 'email_invalid x'],
    ],
  ],
  [
    'enumOf',
    fields.enumOf(['card', 'link']),
    [
      ['card', 'card'],
      ['cards', 'parameter_invalid x'],
      ['', 'parameter_invalid_empty x'],
    ],
  ],
  [
    'id',
    fields.id('cus'),
    [
      ['cus_1', 'cus_1'],
      ['whatever', 'whatever'],
      ['a'.repeat(256), 'parameter_invalid_string x'],
    ],
  ],
  [
    'timestamp',
    fields.timestamp(),
    [
      ['1700000000', new Date(1_700_000_000_000)],
      ['-1', 'parameter_invalid_integer x'],
      ['253402300800', 'parameter_invalid_integer x'],
    ],
  ],
  [
    'nullable',
    fields.nullable(fields.integer()),
    [
      ['', null],
      [null, null],
      ['1', 1],
      ['a', 'parameter_invalid_integer x'],
      [undefined, 'parameter_missing x'],
    ],
  ],
  [
    'listOf',
    fields.listOf(fields.integer(), { max: 3 }),
    [
      [
        ['1', '2'],
        [1, 2],
      ],
      [{ 10: '3', 2: '2', 0: '1' }, [1, 2, 3]],
      ['', []],
      [{ a: '1' }, 'parameter_invalid x'],
      [{}, 'parameter_invalid x'],
      ['1', 'parameter_invalid x'],
      [['1', 'a'], 'parameter_invalid_integer x[1]'],
      [['1', '2', '3', '4'], 'parameter_invalid x'],
    ],
  ],
  [
    'address',
    fields.address(),
    [
      [
        { line1: '1 rue X', postal_code: '', country: 'fr' },
        { line1: '1 rue X', postal_code: null, country: 'FR' },
      ],
      [{ zip: '75001' }, 'parameter_unknown x[zip]'],
      [{ country: 'France' }, 'parameter_invalid x[country]'],
      ['', 'parameter_invalid_empty x'],
      ['Paris', 'parameter_invalid x'],
    ],
  ],
  [
    'metadata',
    fields.metadata(),
    [
      ['', null],
      [null, null],
      [
        { order: '17', old: '', 0: 'zero', constructor: 'c' },
        { 0: 'zero', order: '17', old: null, constructor: 'c' },
      ],
      [{ k: { l: 'x' } }, 'parameter_invalid x'],
      [{ k: 1 }, 'parameter_invalid x'],
      [['a'], 'parameter_invalid x'],
      [{ ['k'.repeat(41)]: 'x' }, 'parameter_invalid x'],
      [{ k: 'v'.repeat(501) }, 'parameter_invalid x'],
      [JSON.parse('{"__proto__":"x"}'), 'parameter_invalid x'],
    ],
  ],
];

describe.each(cases)('fields.%s', (_name, schema, rows) => {
  it.each(rows)('makes of %o: %o', (given, expected) => {
    expect(read(schema, given)).toEqual(expected);
  });

  it('is required unless it is made optional', () => {
    expect(read(schema, undefined)).toBe('parameter_missing x');
    expect(read(schema.optional(), undefined)).toBeUndefined();
  });

  it('refuses what it does not take, and throws nothing else', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: false }), (value) => {
        read(schema, value);
      }),
    );
  });
});

describe('parse', () => {
  const schema = fields.object({
    amount: fields.amount(),
    currency: fields.currency(),
    payment_method_data: fields.object({ type: fields.enumOf(['card']), card: fields.object({ number: fields.text() }) }).optional(),
  });
  const refusal = (form: string) => {
    try {
      return parse(schema, decodeForm(form));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { code: error.code, param: error.details.param, message: error.message };
    }
  };

  it('gives types', () => {
    expect(refusal('amount=4990&currency=EUR')).toEqual({ amount: 4990n, currency: 'eur' });
  });

  it('names unknown parameters first, the others in the order of the schema', () => {
    expect(refusal('payment_method_data[type]=x&payment_method_data[card][numbr]=4242424242424242')).toEqual({
      code: 'parameter_unknown',
      param: 'payment_method_data[card][numbr]',
      message: 'The parameter "payment_method_data[card][numbr]" is not known here.',
    });
    expect(refusal('currency=eu&payment_method_data[type]=x')).toMatchObject({ code: 'parameter_missing', param: 'amount' });
    expect(refusal('amount=1&currency=eu&payment_method_data[type]=x')).toMatchObject({ code: 'parameter_invalid', param: 'currency' });
    expect(refusal('amount=1&currency=eur&payment_method_data[card]=x')).toMatchObject({
      code: 'parameter_missing',
      param: 'payment_method_data[type]',
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('does not know %s', (name) => {
    expect(refusal(`amount=1&currency=eur&${name}=1`)).toMatchObject({ code: 'parameter_unknown', param: name });
    expect(refusal(`amount=1&currency=eur&${name}[a]=1`)).toMatchObject({ code: 'parameter_unknown', param: name });
  });

  it('repeats no value', () => {
    expect(JSON.stringify(refusal('amount=4242x&currency=4242'))).not.toContain('4242');
  });
});
