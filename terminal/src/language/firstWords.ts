import { firstLanguage, showLanguage } from './activateLanguage.ts';

/** The words of the first page, asked for while the rest of the program is still on its way: this stands in a file before it. */
export const firstWords: Promise<void> = showLanguage(firstLanguage());
