import type { Currency } from '@guichet/contract/currencies.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { oneLine } from '../../platform/oneLine.ts';
import type { ReceiptTexts } from './receiptTexts.ts';

/** What was sold together, of which the payment is the whole or a part. Amounts are minor units, rates ten-thousandths of a percent. */
export interface SoldFacts {
  readonly currency: Currency;
  readonly amount: bigint;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly listed: number }[];
  readonly discount: number;
  readonly taxes: readonly { readonly name: string; readonly rate: number; readonly inclusive: boolean; readonly amount: number }[];
  readonly tip: number;
}

interface Line {
  readonly label: string;
  readonly value: string;
}

/** The items, and what leads from them to the total. */
export interface SoldLines {
  readonly items: readonly Line[];
  readonly sums: readonly Line[];
}

const RATE_DECIMALS = 4;
const WHOLE_PERCENT = 10_000;

/** `5.5` of 55000, in the marks of the language. */
function percent(rate: number, language: Language): string {
  const text = (rate / WHOLE_PERCENT).toFixed(RATE_DECIMALS).replace(/\.?0+$/, '');
  return language === 'en' ? text : text.replace('.', ',');
}

/** Items at their prices, then discounts, each tax by its rate, the tip and the total, so that they can be added up on paper. */
export function soldLines(sold: SoldFacts, texts: ReceiptTexts, language: Language, show: (money: Money) => string): SoldLines {
  const shown = (minor: number): string => show(money(BigInt(minor), sold.currency));
  return {
    items: sold.lines.map(({ name, quantity, listed }) => ({ label: `${quantity} × ${oneLine(name)}`, value: shown(listed) })),
    sums: [
      ...(sold.discount === 0 ? [] : [{ label: texts.discount, value: `\u2212${shown(sold.discount)}` }]),
      ...sold.taxes.map(({ name, rate, inclusive, amount }) => ({
        label: (inclusive ? texts.taxIncluded : texts.taxAdded)(oneLine(name), percent(rate, language)),
        value: shown(amount),
      })),
      ...(sold.tip === 0 ? [] : [{ label: texts.tip, value: shown(sold.tip) }]),
      { label: texts.saleTotal, value: show(money(sold.amount, sold.currency)) },
    ],
  };
}
