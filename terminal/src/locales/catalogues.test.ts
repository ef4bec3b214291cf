import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Entry {
  readonly id: string;
  readonly text: string;
}

const unquote = (quoted: string): string => JSON.parse(quoted) as string;

/** The entries of a catalogue as Lingui writes it: one line per message. */
function read(language: string): readonly Entry[] {
  const lines = readFileSync(join(import.meta.dirname, language, 'messages.po'), 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    const next = lines[at + 1] ?? '';
    if (!line.startsWith('msgid ') || line === 'msgid ""' || !next.startsWith('msgstr ')) return [];
    return [{ id: unquote(line.slice('msgid '.length)), text: unquote(next.slice('msgstr '.length)) }];
  });
}

/** `{amount}`, `<0>`, `</0>`: what the code fills in. */
const filledIn = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}|<\/?\d+\/?>/g)].map(([mark]) => mark).sort();

const english = read('en');

describe.each(['fr', 'it'])('the catalogue %s', (language) => {
  const entries = read(language);

  it('has every message of the source, and no other', () => {
    expect(english.length).toBeGreaterThan(300);
    expect(entries.map(({ id }) => id).sort()).toEqual(english.map(({ id }) => id).sort());
  });

  it('leaves nothing untranslated', () => {
    expect(entries.filter(({ text }) => text.trim() === '')).toEqual([]);
  });

  it('fills in the same values', () => {
    expect(entries.filter(({ id, text }) => filledIn(id).join() !== filledIn(text).join())).toEqual([]);
  });

  it('uses the typographic apostrophe, as the other one is syntax in messages', () => {
    expect(entries.filter(({ text }) => text.includes("'"))).toEqual([]);
  });
});

describe('French', () => {
  const entries = read('fr');

  it('never lets a sign of punctuation begin a line', () => {
    expect(entries.filter(({ text }) => /[^\u00a0\u202f](?::(?!\/\/)|[;?!%»])|«[^\u00a0]/.test(text))).toEqual([]);
  });

  it('addresses people formally', () => {
    expect(entries.filter(({ text }) => /(?<!\p{L})(tu|toi|ton|ta|tes|te)(?!\p{L})/iu.test(text))).toEqual([]);
  });
});

describe('Italian', () => {
  it('addresses people formally', () => {
    expect(read('it').filter(({ text }) => /(?<!\p{L})(tu|tuo|tua|tuoi|tue|ti)(?!\p{L})/iu.test(text))).toEqual([]);
  });
});
