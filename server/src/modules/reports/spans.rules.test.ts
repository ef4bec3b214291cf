import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, spansBetween } from './spans.rules.ts';

const QUARTER_MS = 15 * 60_000;
const at = (text: string): Date => new Date(`2026-${text}Z`);
const shown = (from: string, until: string): string[] =>
  piecesOf([{ from: at(from), until: at(until) }]).map(
    (piece) => `${piece.grain} ${piece.from.toISOString().slice(5, 16)} ${piece.until.toISOString().slice(5, 16)}`,
  );

it('stretches follow each other from bound to bound', () => {
  const bounds = [at('06-01T00:00'), at('06-02T00:00'), at('06-03T00:00')] as const;
  expect(spansBetween(bounds)).toEqual([
    { from: bounds[0], until: bounds[1] },
    { from: bounds[1], until: bounds[2] },
  ]);
  expect(spansBetween([bounds[0]])).toEqual([]);
});

describe('the buckets of a span', () => {
  it.each<readonly [string, string, readonly string[]]>([
    // A month and a day in Paris, a day in Kolkata, a few days in Chatham.
    ['05-31T22:00', '06-30T22:00', ['60 05-31T22:00 06-01T00:00', '1440 06-01T00:00 06-30T00:00', '60 06-30T00:00 06-30T22:00']],
    ['05-31T22:00', '06-01T22:00', ['60 05-31T22:00 06-01T22:00']],
    ['05-31T18:30', '06-01T18:30', ['15 05-31T18:30 05-31T19:00', '60 05-31T19:00 06-01T18:00', '15 06-01T18:00 06-01T18:30']],
    [
      '05-31T11:15',
      '06-02T11:15',
      [
        ...['15 05-31T11:15 05-31T12:00', '60 05-31T12:00 06-01T00:00', '1440 06-01T00:00 06-02T00:00'],
        ...['60 06-02T00:00 06-02T11:00', '15 06-02T11:00 06-02T11:15'],
      ],
    ],
    ['06-01T10:15', '06-01T10:45', ['15 06-01T10:15 06-01T10:45']],
    ['06-01T00:00', '06-02T00:00', ['1440 06-01T00:00 06-02T00:00']],
    ['06-01T10:00', '06-01T10:00', []],
  ])('from %s to %s', (from, until, pieces) => {
    expect(shown(from, until)).toEqual(pieces);
  });

  it('follow each other without a gap, each on bounds of its own length', () => {
    const quarter = fc.integer({ min: 0, max: 4000 }).map((count) => new Date(Date.UTC(2026, 0, 1) + count * QUARTER_MS));
    fc.assert(
      fc.property(quarter, quarter, (one, other) => {
        const [from, until] = one < other ? [one, other] : [other, one];
        const pieces = piecesOf([{ from, until }]);
        expect(pieces.map((piece) => piece.from)).toEqual([from, ...pieces.map((piece) => piece.until)].slice(0, pieces.length));
        if (from < until) expect(pieces.at(-1)?.until).toEqual(until);
        for (const { grain, ...piece } of pieces) {
          expect([piece.from.getTime() % (grain * 60_000), piece.until.getTime() % (grain * 60_000)]).toEqual([0, 0]);
        }
      }),
    );
  });
});
