import { ApiError } from '@guichet/contract/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../../test/harness/fuzz.ts';
import { decodeJson } from './jsonDecode.ts';

function codeOf(text: string): string {
  try {
    decodeJson(text);
    return 'accepted';
  } catch (error) {
    return error instanceof ApiError ? error.code : `a bug: ${String(error)}`;
  }
}

describe('decodeJson', () => {
  it('copies into objects without a prototype, nothing lost', () => {
    const decoded = decodeJson('{"a":{"__proto__":{"b":[1,true,null,"x"]}}}');
    expect(JSON.stringify(decoded)).toBe('{"a":{"__proto__":{"b":[1,true,null,"x"]}}}');
    expect(Object.getPrototypeOf(decoded.a)).toBeNull();
  });

  it('takes no text for no fields', () => {
    expect(Object.keys(decodeJson(' \n'))).toEqual([]);
  });

  it.each([
    ['{', 'malformed_body'],
    ['[]', 'malformed_body'],
    ['1', 'malformed_body'],
    ['null', 'malformed_body'],
    ['"a"', 'malformed_body'],
    ['{"a":"x\\u0000"}', 'parameter_invalid_string'],
    ['{"a":"\\ud800"}', 'parameter_invalid_string'],
    ['{"a\\u0000":1}', 'parameter_invalid_string'],
    [`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`, 'malformed_body'],
    [`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'malformed_body'],
    [`{"a":[${Array(1000).fill(1).join(',')}]}`, 'malformed_body'],
  ])('refuses %s with %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it(
    'throws nothing but refusals, whatever comes',
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => !codeOf(text).startsWith('a bug')),
        fuzzRuns(100),
      );
    },
    FUZZ_LIMIT_MS,
  );
});
