import { describe, expect, it } from 'vitest';
import { formatsFor } from './formats.ts';

// 31 December 2027, 23:30 UTC: already the next year in Paris.
const at = Date.UTC(2027, 11, 31, 23, 30) / 1000;

describe('formatsFor', () => {
  it("shows times in the place's zone, whatever the browser's", () => {
    const paris = formatsFor('fr', { country: 'FR', timeZone: 'Europe/Paris' });
    expect(paris.moment(at)).toBe('1 janv. 2028, 00:30');
    expect(paris.isoDay(at)).toBe('2028-01-01');
    expect(formatsFor('en', { country: 'GB', timeZone: 'Europe/London' }).isoDay(at)).toBe('2027-12-31');
  });

  it('leaves the day out when it is today at the place', () => {
    const rome = formatsFor('it', { country: 'IT', timeZone: 'Europe/Rome' });
    expect(rome.recent(at, at * 1000 + 60_000)).toBe('00:30');
    expect(rome.recent(at, at * 1000 + 86_400_000)).toBe('1 gen, 00:30');
  });

  it('writes days, months and years of the calendar alike in every zone', () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const french = formatsFor('fr', { country: 'FR', timeZone });
      expect(['2026-11-22', '2026-11', '2026'].map(french.period)).toEqual(['22 nov. 2026', 'novembre 2026', '2026']);
      expect(formatsFor('it', { country: 'IT', timeZone }).period('2026-03-01')).toBe('1 mar 2026');
      expect(formatsFor('en', { country: 'US', timeZone }).period('2026-03-01')).toBe('Mar 1, 2026');
    }
  });

  it('writes amounts in the language of the person', () => {
    const place = { country: 'FR', timeZone: 'Europe/Paris' };
    expect(formatsFor('fr', place).amount(123456, 'eur')).toBe('1\u202f234,56\u00a0€');
    expect(formatsFor('it', place).amount(123456, 'eur')).toBe('1.234,56\u00a0€');
    expect(formatsFor('en', place).amount(123456, 'eur')).toBe('€1,234.56');
  });
});
