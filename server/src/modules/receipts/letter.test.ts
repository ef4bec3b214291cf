import { expect, it } from 'vitest';
import type { Letter } from '../../platform/letterbox.ts';
import { writeLetter } from './letter.ts';

const LETTER: Letter = {
  language: 'en',
  senderName: 'Chez <b>Odile</b>\r\nBcc: x@example.com',
  subject: 'Come\r\nin',
  paragraphs: ['Odile & co.', 'Second.'],
  link: { words: 'Join', url: 'https://pay.example.com/join#invt_1.1.abc' },
  notes: ['A note.'],
};

it('says the same in both forms, and lets nothing that was typed out of its place', () => {
  const { subject, senderName, html, text } = writeLetter(LETTER);
  expect([subject, senderName]).toEqual(['Come in', 'Chez <b>Odile</b> Bcc: x@example.com']);
  expect(html).toContain('Chez &lt;b&gt;Odile&lt;/b&gt; Bcc: x@example.com');
  expect(html).toContain('Odile &amp; co.');
  expect(html).toContain('href="https://pay.example.com/join#invt_1.1.abc"');
  for (const words of ['Odile & co.', 'Second.', 'Join:\nhttps://pay.example.com/join#invt_1.1.abc', 'A note.'])
    expect(text).toContain(words);
});

it('leaves no text but the link that a secret could be put into', () => {
  const typed = 'invt_2.1.••••••••';
  const url = 'https://pay.example.com/join#invt_1.1.••••••••';
  const letter = { ...LETTER, senderName: typed, subject: typed, paragraphs: [typed], notes: [typed], link: { words: 'Join', url } };
  const { subject, senderName, html, text } = writeLetter(letter);
  expect([subject, senderName]).toEqual(['invt_2.1.', 'invt_2.1.']);
  expect(html).toContain(url);
  expect(text).toContain(url);
  expect(html + text).not.toContain(typed);
});
