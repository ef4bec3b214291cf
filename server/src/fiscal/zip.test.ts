import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readZip, writeZip } from './zip.ts';

const AT = new Date('2026-11-22T08:15:30Z');

it('reads what it wrote, whatever the files are', () => {
  const entry = fc.record({
    name: fc.stringMatching(/^[a-zé]{1,20}\.txt$/),
    data: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
      expect(readZip(writeZip(entries, AT))).toEqual(entries);
    }),
    { numRuns: 50 },
  );
});

it('refuses what is no archive, and what was damaged', () => {
  expect(() => readZip(Buffer.from('hello'))).toThrow('not a ZIP archive');
  const archive = writeZip([{ name: 'a', data: Buffer.from('some text that is long enough') }], AT);
  const at = archive.indexOf(Buffer.from('a')) + 1;
  archive.writeUInt8((archive[at] ?? 0) ^ 0xff, at);
  expect(() => readZip(archive)).toThrow();
});
