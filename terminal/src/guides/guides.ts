import type { Language } from '@guichet/contract/terminal.ts';

/** In the order in which somebody new reads them. */
export const GUIDES = ['first-day', 'practice', 'refused', 'giving-back', 'debit', 'dispute', 'month-end'] as const;
export type GuideId = (typeof GUIDES)[number];

export const isGuide = (text: string): text is GuideId => GUIDES.some((each) => each === text);

// Each language is a part of the program of its own, and comes only when help is opened.
const SOURCES: Readonly<Record<string, () => Promise<string>>> = import.meta.glob<string>('./{en,fr,it}/*.md', {
  query: '?raw',
  import: 'default',
});

/** All guides of a language, as they are written. */
export async function guidesIn(language: Language): Promise<Readonly<Record<GuideId, string>>> {
  const texts = await Promise.all(
    GUIDES.map(async (id) => {
      const load = SOURCES[`./${language}/${id}.md`];
      if (load === undefined) throw new Error(`There is no guide ${id} in ${language}.`);
      return [id, await load()] as const;
    }),
  );
  return Object.fromEntries(texts) as Record<GuideId, string>;
}
