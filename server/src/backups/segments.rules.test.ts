import { expect, it } from 'vitest';
import { firstGap, isBefore, isSegment, parsePosition, segmentAt, segmentBefore } from './segments.rules.ts';

it.each([
  ['0/2000028', 1, '000000010000000000000002'],
  ['0/FFFFFFFF', 1, '0000000100000000000000FF'],
  ['1/0', 1, '000000010000000100000000'],
  ['2A/5A000000', 18, '000000120000002A0000005A'],
])('the byte at %s of timeline %i lies in %s', (position, timeline, name) => {
  expect(segmentAt(timeline, parsePosition(position))).toBe(name);
});

it('what ends where a piece begins needs only the piece before', () => {
  expect(segmentBefore(1, parsePosition('0/3000000'))).toBe('000000010000000000000002');
  expect(segmentBefore(1, parsePosition('0/3000001'))).toBe('000000010000000000000003');
  expect(segmentBefore(1, parsePosition('1/0'))).toBe('0000000100000000000000FF');
});

it('knows pieces from what lies beside them, and their order', () => {
  expect(isSegment('000000010000000000000002')).toBe(true);
  for (const other of ['00000002.history', '000000010000000000000002.00000028.backup', '000000010000000000000002.new'])
    expect(isSegment(other), other).toBe(false);
  expect(isBefore('000000010000000000000002', '000000010000000000000003')).toBe(true);
  expect(isBefore('000000010000000000000003', '000000010000000000000003')).toBe(false);
  // A later timeline goes on where the former stopped.
  expect(isBefore('000000020000000000000002', '000000010000000000000003')).toBe(true);
});

it('refuses what is no position', () => {
  expect(() => parsePosition('0-3000000')).toThrow('no position');
});

it('finds the first piece that is missing', () => {
  const piece = (n: number): string => segmentAt(1, BigInt(n) * 16n * 1024n * 1024n);
  expect(firstGap([], piece(5))).toBeNull();
  expect(firstGap([piece(3), piece(5), piece(6), piece(7), `${piece(7)}.00000028.backup`], piece(5))).toBeNull();
  expect(firstGap([piece(5), piece(7)], piece(5))).toBe(piece(6));
  expect(firstGap([piece(6), piece(7)], piece(5))).toBe(piece(5));
  // Across the end of a part of the number.
  expect(firstGap([piece(254), piece(255), piece(256), piece(257)], piece(254))).toBeNull();
  expect(firstGap([piece(254), piece(255), piece(257)], piece(254))).toBe(piece(256));
});
