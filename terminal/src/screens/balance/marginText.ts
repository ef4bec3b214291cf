/** `250` as `2.5`, or `2,5` where commas are written. */
export function marginText(basisPoints: number, locale: string): string {
  const text = (basisPoints / 100).toFixed(2).replace(/\.?0+$/, '');
  return locale === 'en' ? text : text.replace('.', ',');
}

/** `2,5` or `2.5 %` as 250 hundredths of a percent; null for what is no percentage up to 20. */
export function readMargin(text: string): number | null {
  const [, whole = '', decimals = ''] = /^\s*(\d{1,2})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === '') return null;
  const basisPoints = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return basisPoints <= 2000 ? basisPoints : null;
}
