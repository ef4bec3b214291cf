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
    ['a page of another kind', '<html><body>Moved</body></html>', 'The file is not an envelope of rates.'],
    ['an envelope without rates', '<gesmes:Envelope><Cube/></gesmes:Envelope>', 'The file holds no rate.'],
    ['a rate that is no number', DAILY.replace('1.1684', 'N/A'), 'The rate of USD on 2026-04-13 is not a number: N/A.'],
    ['a rate of zero', DAILY.replace('1.1684', '0'), 'The rate of USD on 2026-04-13 is not a number: 0.'],
    ['a day that is none', DAILY.replace('2026-04-13', '13 April 2026'), 'A day is not one: 13 April 2026.'],
    ['a rate before its day', DAILY.replace("<Cube time='2026-04-13'>", '<Cube>'), 'A rate stands before its day.'],
    ['entities of its own', `<!DOCTYPE x [<!ENTITY a "1">]>${DAILY}`, 'The file defines entities of its own.'],
    ['an entity alone', `<!entity a "1">${DAILY}`, 'The file defines entities of its own.'],
    // The sentence goes to the log: of what stands there instead it shows the beginning only.
    ['a page as its rate', DAILY.replace('1.1684', 'x'.repeat(99)), `The rate of USD on 2026-04-13 is not a number: ${'x'.repeat(20)}.`],
    ['a page as its day', DAILY.replace('2026-04-13', 'x'.repeat(99)), `A day is not one: ${'x'.repeat(20)}.`],
  ])('is refused as a whole with %s', (_what, text, message) => {
    expect(() => parseEcbXml(text)).toThrow(UnreadableRates);
    expect(() => parseEcbXml(text)).toThrow(expect.objectContaining({ name: 'UnreadableRates', message }));
  });

  it.each([
    ['blank lines before it', `\n  \n${DAILY}`],
    ['an envelope without a prefix', DAILY.replaceAll('gesmes:Envelope', 'Envelope')],
    ['attributes in another order', DAILY.replace("currency='USD' rate='1.1684'", "rate='1.1684' currency='USD'")],
    ['a currency without a rate', DAILY.replace('<Cube currency="JPY"', '<Cube currency="GBP"/><Cube currency="JPY"')],
    ['a rate without a currency', DAILY.replace('<Cube currency="JPY"', '<Cube rate="2"/><Cube currency="JPY"')],
  ])('reads the same with %s', (_what, text) => expect(parseEcb(text)).toEqual(parseEcb(DAILY)));
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

  it.each([
    ['blank lines, also before it', '\n  \nDate,USD,GBP\n\n2026-04-13,1.1684,0.87058\n  \n'],
    ['lines that end as on Windows', 'Date,USD,GBP\r\n2026-04-13,1.1684,0.87058\r\n'],
    ['spaces around its cells', 'Date , USD, GBP ,\n 2026-04-13, 1.1684, 0.87058,'],
    ['a row in which a rate is not available', 'Date,USD,GBP\n2026-04-13,1.1684,0.87058\n2026-04-10,N/A,N/A'],
    ['a row in which a rate is left out', 'Date,USD,GBP\n2026-04-13,1.1684,0.87058\n2026-04-10,,'],
    ['a row that is too short', 'Date,USD,GBP\n2026-04-13,1.1684,0.87058\n2026-04-10'],
    ['a remark in a column without a name', 'Date,USD,GBP,\n2026-04-13,1.1684,0.87058,\nSource,,,ECB'],
    ['a column of another kind', 'Date,USD,<note>,GBP\n2026-04-13,1.1684,none,0.87058'],
  ])('reads the same with %s', (_what, text) => {
    expect(parseEcb(text)).toEqual([
      { day: '2026-04-13', currency: 'usd', rate: '1.1684' },
      { day: '2026-04-13', currency: 'gbp', rate: '0.87058' },
    ]);
  });

  it.each([
    ['nothing in it', '', 'The file does not begin with a column of days.'],
    ['no column of days', 'Day,USD\n2026-04-13,1.1684', 'The file does not begin with a column of days.'],
    ['no row', 'Date,USD\n', 'The file holds no rate.'],
    ['a day that is none', 'Date,USD\n2026-13-04,1.1684', 'A day is not one: 2026-13-04.'],
    ['a rate that is no number', 'Date,USD\n2026-04-13,about 1', 'The rate of USD on 2026-04-13 is not a number: about 1.'],
  ])('is refused as a whole with %s', (_what, text, message) => {
    expect(() => parseEcb(text)).toThrow(expect.objectContaining({ name: 'UnreadableRates', message }));
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
