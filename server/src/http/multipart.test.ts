import { ApiError } from '@guichet/contract/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../../test/harness/fuzz.ts';
import { decodeUpload } from './multipart.ts';

const TYPE = 'multipart/form-data; boundary=frontier';
const BYTES = Buffer.from('89504e470d0a1a0a0d0a2d2d66726f6e74', 'hex');

function bodyOf(...parts: readonly [headers: string, bytes: string | Buffer][]): Buffer {
  const written = parts.map(([headers, bytes]) =>
    Buffer.concat([Buffer.from(`--frontier\r\n${headers}\r\n\r\n`), Buffer.from(bytes as string), Buffer.from('\r\n')]),
  );
  return Buffer.concat([...written, Buffer.from('--frontier--\r\n')]);
}

const PURPOSE: [string, string] = ['Content-Disposition: form-data; name="purpose"', 'dispute_evidence'];
const filePart = (name: string, bytes: Buffer): [string, Buffer] => [
  `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/png`,
  bytes,
];

describe('an upload', () => {
  it('is read with its parameters, byte for byte', () => {
    const body = bodyOf(PURPOSE, ['content-disposition: form-data; name="a[b]"', 'x&y=z é'], filePart('reçu %22x%22.png', BYTES));
    const { fields, file } = decodeUpload(body, TYPE);
    expect(fields).toEqual({ purpose: 'dispute_evidence', a: { b: 'x&y=z é' } });
    expect(file).toEqual({ filename: 'reçu "x".png', bytes: BYTES });
  });

  it('may have something before its first boundary, a quoted boundary, and no file', () => {
    const { file } = decodeUpload(Buffer.concat([Buffer.from('hello\r\n'), bodyOf(PURPOSE)]), 'multipart/form-data; boundary="frontier"');
    expect(file).toBeNull();
  });

  it.each([
    ['no boundary', bodyOf(PURPOSE), 'multipart/form-data'],
    ['another type', bodyOf(PURPOSE), 'application/x-www-form-urlencoded'],
    ['another boundary', bodyOf(PURPOSE), 'multipart/form-data; boundary=other'],
    ['no end', bodyOf(PURPOSE).subarray(0, -6), TYPE],
    ['a part without a name', bodyOf(['Content-Disposition: form-data', 'x']), TYPE],
    ['a part without headers', Buffer.from('--frontier\r\nx\r\n--frontier--'), TYPE],
    ['two files', bodyOf(filePart('a', BYTES), filePart('b', BYTES)), TYPE],
    ['too many parts', bodyOf(...Array.from({ length: 51 }, () => PURPOSE)), TYPE],
    ['text that is not UTF-8', bodyOf(['Content-Disposition: form-data; name="x"', Buffer.from([0xff])]), TYPE],
    ['nothing', Buffer.alloc(0), TYPE],
  ])('with %s is refused', (_what, body, type) => {
    expect(() => decodeUpload(body, type)).toThrow(ApiError);
  });

  it(
    'of any bytes is read or refused, and the file comes out as it went in',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          const given = Buffer.from(bytes);
          fc.pre(!given.includes('\r\n--frontier'));
          expect(decodeUpload(bodyOf(PURPOSE, filePart('f', given)), TYPE).file?.bytes).toEqual(given);
          try {
            decodeUpload(given, TYPE);
          } catch (error) {
            expect(error).toBeInstanceOf(ApiError);
          }
        }),
        fuzzRuns(100),
      );
    },
    FUZZ_LIMIT_MS,
  );
});
