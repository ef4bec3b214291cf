import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackJson } from '../../server/src/platform/packedJson.ts';
import { patchable, writeCodes } from './patchableBody.ts';

const ID = '0VbineZiJSv7Sdh0eKWJ96xW';
const SECOND = '1795366210';
const JSON_TEXT = JSON.stringify({
  ...{ id: `pi_${ID}`, object: 'payment_intent', amount: 4990, client_secret: `pi_${ID}_secret_x`, created: 1795366210 },
  ...{ currency: 'eur', metadata: { order: '7310594' }, status: 'succeeded' },
});

const gapsOf = (text: string, name: number) =>
  [...JSON_TEXT.matchAll(new RegExp(text, 'g'))].map(({ index }) => ({ at: index, length: text.length, name }));
const gaps = [...gapsOf(ID, 0), ...gapsOf(SECOND, 1), ...gapsOf('7310594', 2)];

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

describe('a packed body with gaps', () => {
  it('reads as it was', () => {
    expect(unpackJson(patchable(JSON_TEXT, gaps).packed)).toEqual(JSON.parse(JSON_TEXT));
  });

  it('reads as what the gaps were filled with, wherever the same text stands', () => {
    const { packed, places } = patchable(JSON_TEXT, gaps);
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-z]{24}$/), digits(9), digits(7), fc.integer({ min: 0, max: 3 }), (id, second, order, at) => {
        // Anywhere in a larger buffer, as in a row.
        const row = Buffer.concat([Buffer.alloc(at, 255), packed, Buffer.alloc(4, 255)]);
        const texts = [id, `1${second}`, order];
        for (const { bit, name } of places) writeCodes(row, at * 8 + bit, texts[name] ?? '');
        const expected = JSON_TEXT.replaceAll(ID, id).replace(SECOND, `1${second}`).replace('7310594', order);
        expect(unpackJson(row.subarray(at, at + packed.length))).toEqual(JSON.parse(expected));
        expect([...row.subarray(0, at), ...row.subarray(at + packed.length)].every((byte) => byte === 255)).toBe(true);
      }),
    );
  });
});
