import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { GUIDES } from './guides.ts';
import { type Block, type Piece, piecesOf, readGuide, speaksOf } from './guideText.ts';

const sourceOf = (language: string, id: string): string => readFileSync(join(import.meta.dirname, language, `${id}.md`), 'utf8');

const piecesIn = (blocks: readonly Block[]): Piece[] => blocks.flatMap((block) => ('items' in block ? block.items.flat() : block.pieces));
const linksIn = (language: string, id: string): string[] =>
  piecesIn(readGuide(sourceOf(language, id)).blocks).flatMap(({ to }) => to ?? []);

/** The addresses of the pages, as the router has them. */
const PATHS = [...readFileSync(join(import.meta.dirname, '../router.tsx'), 'utf8').matchAll(/path: '([^']+)'/g)].map(
  ([, path = '']) => path,
);

const leadsSomewhere = (to: string): boolean =>
  PATHS.includes(to) || (to.startsWith('/help/') && GUIDES.some((id) => to === `/help/${id}`));

describe('what guides are written in', () => {
  it('is a little of Markdown, and text beside it', () => {
    expect(piecesOf('See **this** at [Home](/), <b>&')).toEqual([
      { text: 'See ' },
      { text: 'this', strong: true },
      { text: ' at ' },
      { text: 'Home', to: '/' },
      { text: ', <b>&' },
    ]);
    const guide = readGuide('# Title\nAbout it.\n\n## Part\nWords.\n1. One\n2. Two\n- Point\n');
    expect(guide).toMatchObject({ title: 'Title', about: 'About it.' });
    expect(guide.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'steps', 'points']);
  });

  it('is found by words without their accents', () => {
    expect(speaksOf('Quand un paiement est refusé', 'REFUSE paiement')).toBe(true);
    expect(speaksOf('Quand un paiement est refusé', 'remboursement')).toBe(false);
  });
});

describe.each([...GUIDES])('the guide %s', (id) => {
  it('is there in every language, with the same parts, steps and links', () => {
    const shapes = LANGUAGES.map((language) =>
      readGuide(sourceOf(language, id)).blocks.map((block) => ('items' in block ? `${block.kind} ${block.items.length}` : block.kind)),
    );
    expect(shapes[0]?.length).toBeGreaterThan(3);
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    for (const language of LANGUAGES) expect(linksIn(language, id)).toEqual(linksIn('en', id));
  });

  it('leads only to pages that are there', () => {
    expect(linksIn('en', id).filter((to) => !leadsSomewhere(to))).toEqual([]);
  });

  it('keeps signs of punctuation with their word in French, and typographic apostrophes', () => {
    for (const language of ['fr', 'it']) expect(sourceOf(language, id)).not.toContain("'");
    const lines = sourceOf('fr', id).replace(/\]\([^)]*\)/g, ']');
    expect(lines.match(/[^\u00a0\u202f\n][:;?!»](?=\s|$)|«[^\u00a0]/g) ?? []).toEqual([]);
  });
});

it('no file lies beside the guides that nobody reads', () => {
  const files = globSync('*/*.md', { cwd: import.meta.dirname }).map((file) => file.replaceAll('\\', '/'));
  expect(files.sort()).toEqual(LANGUAGES.flatMap((language) => GUIDES.map((id) => `${language}/${id}.md`)).sort());
});
