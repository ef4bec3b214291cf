import { expect, it } from 'vitest';
import { epcText } from './epcText.ts';

const ACCOUNT = { holder: 'Atelier  Lumière', iban: 'FR1420041010050500013M02606', bic: null };

/** What a banking app makes of the text, by the order of the lines in EPC069-12. */
function read(text: string) {
  const [tag, version, charset, kind, bic, name, iban, amount, purpose = '', structured = '', words = '', ...more] = text.split('\n');
  return { tag, version, charset, kind, bic, name, iban, amount, purpose, structured, words, more };
}

it('says who is paid how much and for what', () => {
  expect(read(epcText({ ...ACCOUNT, bic: 'PSSTFRPPPAR' }, 1230n, 'Invoice\n2042') ?? '')).toEqual({
    ...{ tag: 'BCD', version: '002', charset: '1', kind: 'SCT', bic: 'PSSTFRPPPAR', name: 'Atelier Lumière', iban: ACCOUNT.iban },
    ...{ amount: 'EUR12.30', purpose: '', structured: '', words: 'Invoice 2042', more: [] },
  });
});

it('ends with the amount where there is nothing more to say', () => {
  expect(epcText(ACCOUNT, 5n, ' ')?.split('\n')).toEqual(['BCD', '002', '1', 'SCT', '', 'Atelier Lumière', ACCOUNT.iban, 'EUR0.05']);
});

it('keeps names and words within what fits', () => {
  const long = read(epcText({ ...ACCOUNT, holder: 'é'.repeat(80) }, 100n, 'x'.repeat(200)) ?? '');
  expect([long.name?.length, long.words.length]).toEqual([70, 140]);
});

it.each([0n, 100_000_000_000n])('carries no amount of %s', (amount) => {
  expect(epcText(ACCOUNT, amount, '')).toBeNull();
});
