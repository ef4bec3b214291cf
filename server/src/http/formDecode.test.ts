import { ApiError } from '@guichet/contract/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../../test/harness/fuzz.ts';
import type { DecodedObject } from './decoded.ts';
import { decodeForm, decodeQuery, textOf } from './formDecode.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const decoded = (text: string) => plain(decodeForm(text));

function refusal(read: () => unknown): ApiError {
  try {
    read();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('decodeForm', () => {
  it.each([
    ['', {}],
    ['a=b', { a: 'b' }],
    ['a=', { a: '' }],
    ['a', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['&a=1&&b=2&', { a: '1', b: '2' }],
    ['a=x+y%20z%2B', { a: 'x y z+' }],
    ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
    ['a%5Bb%5D=1', { a: { b: '1' } }],
    ['a[]=x&a[]=y', { a: ['x', 'y'] }],
    ['a[1]=y&a[0]=x', { a: { 0: 'x', 1: 'y' } }],
    ['a[][b]=1&a[][c]=2&a[][b]=3', { a: [{ b: '1', c: '2' }, { b: '3' }] }],
    ['a[][b][]=1&a[][b][]=2', { a: [{ b: ['1', '2'] }] }],
    ['name=%C3%A9%F0%9F%98%80', { name: 'é😀' }],
  ])('reads %j', (text, expected) => {
    expect(decoded(text)).toEqual(expected);
  });

  it.each([
    ['a=%', 'malformed_body'],
    ['a=%zz', 'malformed_body'],
    ['a=%ff', 'malformed_body'],
    ['a=%ED%A0%80', 'malformed_body'],
    ['a=x%00y', 'parameter_invalid_string'],
    ['a%00=x', 'malformed_body'],
    ['=x', 'malformed_body'],
    ['[a]=x', 'malformed_body'],
    ['a[b=x', 'malformed_body'],
    ['a]b=x', 'malformed_body'],
    ['a[b]c=x', 'malformed_body'],
    ['a[[b]]=x', 'malformed_body'],
    ['a=1&a=2', 'parameter_invalid'],
    ['a=1&a[b]=2', 'parameter_invalid'],
    ['a[b]=2&a=1', 'parameter_invalid'],
    ['a[]=1&a[0]=2', 'parameter_invalid'],
    ['a[0]=1&a[]=2', 'parameter_invalid'],
    ['a[b][c][d][e][f][g][h][i]=1', 'malformed_body'],
    [Array.from({ length: 1001 }, (_, n) => `a${n}=1`).join('&'), 'malformed_body'],
  ])('refuses %j with %s', (text, code) => {
    expect(refusal(() => decodeForm(text)).code).toBe(code);
  });

  it('takes eight levels and a thousand parameters', () => {
    expect(decoded('a[b][c][d][e][f][g][h]=1')).toEqual({ a: { b: { c: { d: { e: { f: { g: { h: '1' } } } } } } } });
    expect(Object.keys(decodeForm(Array.from({ length: 1000 }, (_, n) => `a${n}=1`).join('&')))).toHaveLength(1000);
  });

  it('says which parameter is at fault, but never a number in it that a card could have', () => {
    expect(refusal(() => decodeForm('a[b]=1&a[b]=2')).details.param).toBe('a[b]');
    expect(refusal(() => decodeForm('metadata[4242424242424242]=%00')).details.param).toBe('metadata[…]');
  });

  it('treats the names of JavaScript as names', () => {
    const root = decodeForm('__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1&toString=x');
    expect(Object.keys(root)).toEqual(['__proto__', 'constructor', 'a', 'toString']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(root)).toBeNull();
  });

  it(
    'throws nothing but refusals, whatever comes',
    () => {
      const syntax = fc.array(
        fc.constantFrom('a', 'b', '[', ']', '[]', '[0]', '[a]', '=', '&', '%', '%41', '%00', '+', '__proto__', '\ud800'),
        { maxLength: 60 },
      );
      fc.assert(
        fc.property(
          fc.oneof(
            syntax.map((parts) => parts.join('')),
            fc.string({ unit: 'binary', maxLength: 200 }),
          ),
          (text) => {
            try {
              expect(Object.getPrototypeOf(decodeForm(text))).toBeNull();
            } catch (error) {
              expect(error).toBeInstanceOf(ApiError);
            }
          },
        ),
        fuzzRuns(3000),
      );
    },
    FUZZ_LIMIT_MS,
  );

  /** As the Node SDK writes parameters (its encoder is not exported; sdk.test.ts sends real ones): lists are numbered. */
  function encoded(value: unknown, name: string): string[] {
    if (Array.isArray(value)) return value.flatMap((item, index) => encoded(item, `${name}[${index}]`));
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([key, item]) => encoded(item, `${name}[${key}]`));
    return [`${encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']')}=${encodeURIComponent(String(value))}`];
  }

  it(
    'reads back what an SDK writes',
    () => {
      const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !/[[\]\0]/.test(text));
      const value = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'));
      const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
        tree: fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 4, noNullPrototype: false }),
        node: fc.oneof(
          { maxDepth: 5 },
          value,
          fc.array(value, { minLength: 1, maxLength: 3 }),
          fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 3 }),
        ),
      }));
      const numbered = (node: unknown): unknown => {
        if (typeof node !== 'object' || node === null) return node;
        const copy: DecodedObject = Object.create(null);
        for (const [key, item] of Object.entries(node)) copy[key] = numbered(item) as string;
        return copy;
      };
      fc.assert(
        fc.property(tree, (given) => {
          const text = Object.entries(given as object)
            .flatMap(([key, item]) => encoded(item, key))
            .join('&');
          expect(decodeForm(text)).toEqual(numbered(given));
        }),
        fuzzRuns(500),
      );
    },
    FUZZ_LIMIT_MS,
  );
});

describe('decodeQuery and textOf', () => {
  it('reads what follows the question mark, percent-encoded or as raw UTF-8', () => {
    expect(plain(decodeQuery('/v1/customers'))).toEqual({});
    expect(plain(decodeQuery('/v1/customers?a[]=1?'))).toEqual({ a: ['1?'] });
    expect(plain(decodeQuery(`/x?name=${Buffer.from('é').toString('latin1')}`))).toEqual({ name: 'é' });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusal(() => textOf(Buffer.from([0x61, 0x3d, 0xff]))).code).toBe('malformed_body');
    expect(refusal(() => decodeQuery('/x?a=\u00ff')).code).toBe('malformed_body');
  });
});
