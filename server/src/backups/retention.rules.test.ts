import { expect, it } from 'vitest';
import { disposable } from './retention.rules.ts';

const piece = (n: number): string => `0000000100000000${n.toString(16).toUpperCase().padStart(8, '0')}`;
const BACKUPS = [
  { name: 'a', finished: '2026-11-18T03:00:10Z', firstSegment: piece(2) },
  { name: 'b', finished: '2026-11-19T03:00:10Z', firstSegment: piece(5) },
  { name: 'c', finished: '2026-11-20T03:00:10Z', firstSegment: piece(9) },
];
const SEGMENTS = [1, 2, 4, 5, 8, 9, 10].map(piece);

it('keeps the backup that the oldest moment within reach needs, and its log', () => {
  expect(disposable(BACKUPS, SEGMENTS, new Date('2026-11-19T12:00:00Z'))).toEqual({
    backups: ['a'],
    segments: [piece(1), piece(2), piece(4)],
  });
});

it('keeps the last backup however old it is', () => {
  expect(disposable(BACKUPS, SEGMENTS, new Date('2027-11-19T12:00:00Z'))).toEqual({
    backups: ['a', 'b'],
    segments: [1, 2, 4, 5, 8].map(piece),
  });
});

it('throws no backup away before there is one that covers the whole time, and no log without a backup', () => {
  expect(disposable(BACKUPS, SEGMENTS, new Date('2026-11-01T00:00:00Z'))).toEqual({ backups: [], segments: [piece(1)] });
  expect(disposable([], SEGMENTS, new Date('2027-11-01T00:00:00Z'))).toEqual({ backups: [], segments: [] });
});

it('leaves alone what is no piece of log', () => {
  const others = ['00000002.history', `${piece(1)}.00000028.backup`];
  expect(disposable(BACKUPS, others, new Date('2027-11-01T00:00:00Z')).segments).toEqual([]);
});
