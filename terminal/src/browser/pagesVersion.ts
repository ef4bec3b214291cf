/** The version of the pages that this one is of, as the build wrote it. */
export const pagesVersion = (): string => document.querySelector<HTMLMetaElement>('meta[name="guichet-pages"]')?.content ?? '';
