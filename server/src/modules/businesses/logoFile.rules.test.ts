import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CleanPicture, cleanLogo } from './logoFile.rules.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

interface Drawing {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly interlaced?: number;
  readonly rows?: Buffer;
  readonly extra?: readonly Buffer[];
}

function png({ width = 3, height = 2, depth = 8, interlaced = 0, rows, extra = [] }: Drawing = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, 6, 0, 0, interlaced], 8);
  const pixels = rows ?? Buffer.alloc((width * 4 + 1) * height);
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), ...extra, chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

const segment = (marker: number, data: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data]);

const jpeg = (frame = 0xc0, sides: readonly number[] = [0, 2, 0, 3], extra: readonly Buffer[] = []): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...extra,
    segment(frame, [8, ...sides, 1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Buffer.from([0x12, 0x34, 0xff, 0xd9]),
  ]);

describe('a logo', () => {
  it('is a PNG or a JPEG with its size', () => {
    expect(cleanLogo(png())).toMatchObject({ type: 'image/png', width: 3, height: 2 });
    expect(cleanLogo(jpeg())).toMatchObject({ type: 'image/jpeg', width: 3, height: 2 });
  });

  it('loses everything that is not drawn', () => {
    const told = png({ extra: [chunk('tEXt', Buffer.from('Author\0Odile'))] });
    expect((cleanLogo(told) as CleanPicture).bytes.equals(png())).toBe(true);
    const placed = jpeg(0xc0, [0, 2, 0, 3], [segment(0xe1, [69, 120, 105, 102]), segment(0xfe, [72, 105])]);
    expect((cleanLogo(placed) as CleanPicture).bytes.equals(jpeg())).toBe(true);
  });

  it.each([
    ['a drawing in SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'type'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'type'],
    ['sixteen bits', png({ depth: 16 }), 'type'],
    ['interlaced', png({ interlaced: 1 }), 'type'],
    ['arithmetic coding', jpeg(0xc9), 'type'],
    ['too wide', png({ width: 1201, height: 1 }), 'size'],
    ['too high', jpeg(0xc0, [5, 0, 0, 3]), 'size'],
    ['cut off', png().subarray(0, 60), 'broken'],
    ['a changed byte', Buffer.from(png().map((byte, at) => (at === 20 ? byte ^ 1 : byte))), 'broken'],
    ['too few pixels', png({ rows: Buffer.alloc(5) }), 'broken'],
    ['more than it says, packed small', png({ rows: Buffer.alloc(10_000_000) }), 'broken'],
    ['a filter that there is not', png({ rows: Buffer.alloc(26, 7) }), 'broken'],
    ['without an end', jpeg().subarray(0, -2), 'broken'],
    ['nothing', Buffer.alloc(0), 'type'],
  ])('is not %s', (_what, bytes, problem) => {
    expect(cleanLogo(bytes)).toBe(problem);
  });

  it('is never a reason to fail, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(png(), jpeg(), SIGNATURE), fc.nat(60), (noise, base, at) => {
        const bytes = Buffer.concat([base.subarray(0, at), noise, base.subarray(at)]);
        expect(['type', 'size', 'broken', 'object']).toContain(typeof cleanLogo(bytes) === 'string' ? cleanLogo(bytes) : 'object');
      }),
    );
  });
});
