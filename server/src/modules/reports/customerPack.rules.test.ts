import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachPacked, type PackedSum, packSums } from './customerPack.rules.ts';

const unpacked = (body: Uint8Array): PackedSum[] => {
  const sums: PackedSum[] = [];
  eachPacked(body, (number, count, amount, refunded) => sums.push({ number, count, amount, refunded }));
  return sums;
};

/** Not from the whole range alone, where nearly all are long. */
const value = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200 })).map((each) => Math.trunc(each / 2) + 0);
const sum = fc.record({ number: fc.integer({ min: 1, max: 2 ** 31 - 1 }), count: value, amount: value, refunded: value });

it('says what was packed, by number', () => {
  fc.assert(
    fc.property(fc.uniqueArray(sum, { selector: ({ number }) => number }), (sums) => {
      expect(unpacked(packSums(sums))).toEqual(sums.sort((a, b) => a.number - b.number));
    }),
  );
});

it('takes six bytes or so for a sum as they are', () => {
  expect(packSums([{ number: 40, count: 1, amount: 4210, refunded: 0 }])).toEqual(Buffer.from([40, 2, 0xe4, 0x41, 0]));
  expect(packSums([])).toEqual(Buffer.alloc(0));
});
