import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../../test/harness/fuzz.ts';
import { systemRandom } from '../platform/random.ts';
import { seal, unseal } from './seal.ts';

const key = randomBytes(32);

describe('seal', () => {
  it('opens to what was sealed, and is never the same twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plain, context) => {
        const [one, other] = [seal(key, Buffer.from(plain), context, systemRandom), seal(key, Buffer.from(plain), context, systemRandom)];
        expect(one.equals(other)).toBe(false);
        expect([...unseal(key, one, context)]).toEqual([...plain]);
      }),
    );
  });

  it('does not open when any bit was changed, or cut off', () => {
    const sealed = seal(key, Buffer.from('some card'), 'here', systemRandom);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => unseal(key, changed, 'here')).toThrow();
    }
    for (let length = 0; length < sealed.length; length += 1) expect(() => unseal(key, sealed.subarray(0, length), 'here')).toThrow();
  });

  it(
    'does not open when anything was done to it, and says so without a crash',
    () => {
      const sealed = seal(key, Buffer.from('some card'), 'here', systemRandom);
      const changed = fc.oneof(
        fc.uint8Array({ maxLength: 80 }),
        fc.record({ at: fc.nat(sealed.length), cut: fc.nat(40), put: fc.uint8Array({ maxLength: 40 }) }).map(({ at, cut, put }) => {
          return Buffer.concat([sealed.subarray(0, at), put, sealed.subarray(at + cut)]);
        }),
      );
      fc.assert(
        fc.property(changed, fc.oneof(fc.constant('here'), fc.string()), (bytes, context) => {
          const given = Buffer.from(bytes);
          fc.pre(!given.equals(sealed) || context !== 'here');
          expect(() => unseal(key, given, context)).toThrow(Error);
        }),
        fuzzRuns(1000),
      );
    },
    FUZZ_LIMIT_MS,
  );

  it('does not open elsewhere or with another key', () => {
    const sealed = seal(key, Buffer.from('some card'), 'here', systemRandom);
    expect(() => unseal(key, sealed, 'there')).toThrow();
    expect(() => unseal(randomBytes(32), sealed, 'here')).toThrow();
  });
});
