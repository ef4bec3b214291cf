import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEcb, parseEcbCsv, parseEcbXml, UnreadableRates } from './ecb.rules.ts';

const DAILY = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time='2026-04-13'>
      <Cube currency='USD' rate='1.1684'/>
      <Cube currency="JPY" rate="186.75" />
      <Cube currency='XYZ' rate='3'/>
    </Cube>
    <Cube time='2026-04-10'><Cube currency='USD' rate='1.1711'/></Cube>
  </Cube>
</gesmes:Envelope>`;

describe('the daily file', () => {
  it('is read day by day; a currency that nobody knows is passed over', () => {
    expect(parseEcb(DAILY)).toEqual([
      { day: '2026-04-13', currency: 'usd', rate: '1.1684' },
      { day: '2026-04-13', currency: 'jpy', rate: '186.75' },
      { day: '2026-04-10', currency: 'usd', rate: '1.1711' },
    ]);
  });

  it.each([
    ['a page of another kind', '<html><body>Moved</body></html>'],
    ['an envelope without rates', '<gesmes:Envelope><Cube/></gesmes:Envelope>'],
    ['a rate that is no number', DAILY.replace('1.1684', 'N/A')],
    ['a rate of zero', DAILY.replace('1.1684', '0')],
    ['a day that is none', DAILY.replace('2026-04-13', '13 April 2026')],
    ['a rate before its day', DAILY.replace("<Cube time='2026-04-13'>", '<Cube>')],
    ['entities of its own', `<!DOCTYPE x [<!ENTITY a "1">]>${DAILY}`],
  ])('is refused as a whole with %s', (_what, text) => {
    expect(() => parseEcbXml(text)).toThrow(UnreadableRates);
  });
});

describe('the history', () => {
  it('has a column per currency, N/A where there is no rate, and a comma at the end', () => {
    expect(parseEcb('Date,USD,BGN,GBP,\n2026-04-13,1.1684,N/A,0.87058,\n2026-04-10,1.1711,N/A,0.87105,\n')).toEqual([
      { day: '2026-04-13', currency: 'usd', rate: '1.1684' },
      { day: '2026-04-13', currency: 'gbp', rate: '0.87058' },
      { day: '2026-04-10', currency: 'usd', rate: '1.1711' },
      { day: '2026-04-10', currency: 'gbp', rate: '0.87105' },
    ]);
  });

  it('that is shipped reads in full', () => {
    const shipped = parseEcbCsv(readFileSync(`${import.meta.dirname}/../../../data/eurofxref.csv`, 'utf8'));
    expect(new Set(shipped.map(({ day }) => day)).size).toBe(60);
    expect(shipped).toContainEqual({ day: '2026-04-13', currency: 'gbp', rate: '0.87058' });
  });
});

it('whatever else comes is refused in one way', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `<Envelope><Cube ${text}></Envelope>`),
      ),
      (text) => {
        try {
          parseEcb(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableRates);
        }
      },
    ),
  );
});
