import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { currentVersion, mandateText } from './mandateTexts.ts';

const words = (scheme: 'sepa_debit' | 'us_bank_account', version: string, language: (typeof LANGUAGES)[number]) =>
  mandateText(scheme, { version, language }, 'Chez Odile');

describe.each(['sepa_debit', 'us_bank_account'] as const)('the text of %s', (scheme) => {
  it('names the place in every language, and leaves nothing open', () => {
    for (const language of LANGUAGES) expect(words(scheme, currentVersion(scheme), language)).toMatch(/Chez Odile.+\.$/);
  });

  it('speaks of the debtor in Italian, and addresses nobody', () => {
    const now = words(scheme, currentVersion(scheme), 'it');
    expect(now).toContain('del debitore');
    expect(now).not.toMatch(/(?<!\p{L})(?:Lei|[Ss]u[oaei]|chieda)(?!\p{L})/u);
  });

  it('is what it was for whoever agreed to an earlier one', () => {
    expect(words(scheme, '2026-11', 'it')).toMatch(/^Lei autorizza Chez Odile .+ il suo conto/);
    for (const language of ['en', 'fr'] as const)
      expect(words(scheme, '2026-11', language)).toBe(words(scheme, currentVersion(scheme), language));
    expect(() => words(scheme, '1999-01', 'it')).toThrow('There is no version 1999-01');
  });
});
