import { type AmountProblem, parseAmount, typedText } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import type { ItemView } from '@guichet/contract/itemViews.ts';
import { money } from '@guichet/contract/money.ts';

/** What has been typed about an item, as text. */
export interface ItemDraft {
  readonly name: string;
  readonly amount: string;
  readonly currency: string;
  /** Empty where there is none. */
  readonly taxRate: string;
  readonly active: boolean;
}

export const blankItem = (currency: string): ItemDraft => ({ name: '', amount: '', currency, taxRate: '', active: true });

/** An item as the form shows it, its amount as the language writes it. */
export function draftOf({ name, price, tax_rate: tax, active }: ItemView, currency: string, locale: string): ItemDraft {
  const draft = { ...blankItem(price?.currency ?? currency), name, taxRate: tax?.id ?? '', active };
  if (price === null || !isCurrency(price.currency)) return draft;
  return { ...draft, amount: typedText(money(BigInt(price.unit_amount), price.currency), locale) };
}

export type ItemProblems = { readonly name: boolean; readonly amount: AmountProblem | null };

/** The request that a form stands for, or what is wrong with it. A price may be nothing. */
export function readItem(draft: ItemDraft) {
  const { currency } = draft;
  const name = draft.name.trim();
  const read = isCurrency(currency) ? parseAmount(draft.amount, currency) : null;
  const amount = read === null ? ('other_currency' as const) : read.ok ? null : read.problem;
  if (name === '' || amount !== null || read === null || !read.ok) return { ok: false, problems: { name: name === '', amount } } as const;
  return { ok: true, item: { name, currency, unit_amount: Number(read.money.amount) } } as const;
}
