/** One percent, as rates are written on the wire of the counter. */
export const WHOLE_PERCENT = 10_000;
const MOST = 100 * WHOLE_PERCENT;

/** Ten-thousandths of a percent as people write them: `19.6`, or `19,6` where commas are written. */
export function percentText(rate: number, locale: string): string {
  const text = (rate / WHOLE_PERCENT).toFixed(4).replace(/\.?0+$/, '');
  return locale === 'en' ? text : text.replace('.', ',');
}

/** `5,5` or `5.5 %` in ten-thousandths of a percent; null for what is no percentage from 0 to 100 with four decimals at most. */
export function readPercent(text: string): number | null {
  const [, whole = '', decimals = ''] = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === '') return null;
  const rate = Number(whole) * WHOLE_PERCENT + Number(decimals.padEnd(4, '0'));
  return rate <= MOST ? rate : null;
}
