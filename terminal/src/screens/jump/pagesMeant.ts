interface Named {
  readonly name: string;
}

/** Letters without case and accents: "reglages" finds "Réglages". */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The pages that what was typed may mean: those with a word that begins so, before those that have it anywhere. All, while nothing is typed. */
export function pagesMeant<P extends Named>(pages: readonly P[], typed: string): readonly P[] {
  const sought = plain(typed.trim());
  if (sought === '') return pages;
  const rank = ({ name }: Named): number => {
    const words = plain(name);
    if (words.startsWith(sought)) return 0;
    return words.split(/[\s'’-]+/).some((word) => word.startsWith(sought)) ? 1 : words.includes(sought) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((wanted) => pages.filter((page) => rank(page) === wanted));
}
