/** A text as searches compare it: lower case, without accents, blanks as one. */
export const searchable = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();

const literal = (text: string): string => searchable(text).replace(/[\\%_]/g, '\\$&');

/** A pattern for SQL's LIKE that finds the text anywhere, with LIKE's own signs taken literally. */
export const containing = (text: string): string => `%${literal(text)}%`;

/** The patterns that find the text where a word begins: at the very beginning, and behind a blank. */
export const beginningAWord = (text: string): readonly [string, string] => [`${literal(text)}%`, `% ${literal(text)}%`];
