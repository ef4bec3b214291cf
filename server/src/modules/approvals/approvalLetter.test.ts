import { APPROVAL_KINDS } from '@guichet/contract/approvalViews.ts';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { expect, it } from 'vitest';
import { approvalLetter } from './approvalLetter.ts';

const BESIDE = { business: 'Chez Odile', asker: 'Marc', livemode: true, url: 'https://pay.example.com/approvals?mode=live' };

it.each(LANGUAGES.flatMap((language) => APPROVAL_KINDS.map((kind) => ({ language, kind }))))(
  'a $kind that waits is told in $language with its amount and who asked',
  ({ language, kind }) => {
    const letter = approvalLetter({ kind, amount: 123_456n, currency: 'eur' }, { ...BESIDE, language });
    const amount = { en: '€1,234.56', fr: '1\u202f234,56\u00a0€', it: '1.234,56\u00a0€' }[language];
    expect(letter.subject).toContain(amount);
    expect(letter.paragraphs[0]).toMatch(/^Marc /);
    expect(letter.paragraphs[0]).toContain(amount);
    expect(letter.link.url).toBe(BESIDE.url);
    expect(letter.notes).toHaveLength(1);
    const exercise = approvalLetter({ kind, amount: 1n, currency: 'eur' }, { ...BESIDE, language, livemode: false });
    expect(exercise.notes[1]).toMatch(/test|prova/);
  },
);
