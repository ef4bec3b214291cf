import { parseAmount, typedText } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';

/** What was typed, in minor units, when it is above zero and not above the whole; else null. */
export function readPart(text: string, currency: string, wholeMinor: number): bigint | null {
  const read = isCurrency(currency) ? parseAmount(text, currency) : null;
  return read?.ok && read.money.amount > 0n && read.money.amount <= BigInt(wholeMinor) ? read.money.amount : null;
}

/** A new total that was typed, in minor units, when it is above what there is; else null. */
export function readMore(text: string, currency: string, nowMinor: number): bigint | null {
  const read = isCurrency(currency) ? parseAmount(text, currency) : null;
  return read?.ok && read.money.amount > BigInt(nowMinor) ? read.money.amount : null;
}

/** The whole as people type it, to begin with. */
export const typedWhole = (wholeMinor: number, currency: string, locale: string): string =>
  isCurrency(currency) ? typedText(money(BigInt(wholeMinor), currency), locale) : String(wholeMinor);
