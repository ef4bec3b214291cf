import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import { SALE_KEY } from '@guichet/contract/saleViews.ts';

/** What a sale at the counter has besides amount, customer and card. */
export interface SaleExtras {
  /** What was answered to the fields of the place, by their keys. */
  readonly answers: Readonly<Record<string, string>>;
  /** Keys of fields that a preset asks for, whatever the channel. */
  readonly asked: readonly string[];
  /** Whether somebody has pressed the button with an answer missing. */
  readonly looked: boolean;
  /** The sale that this is a part of. */
  readonly sale?: string | undefined;
}

export const NO_EXTRAS: SaleExtras = { answers: {}, asked: [], looked: false };

/** A form that asks for the fields of the place: that of the counter, or of a record. */
export interface WithExtras {
  readonly channel: string;
  readonly extras?: SaleExtras | undefined;
}

/** The fields that are asked for in this sale, in the order of the place. */
export const askedFields = (fields: readonly OwnFieldView[], { channel, extras = NO_EXTRAS }: WithExtras): OwnFieldView[] =>
  fields.filter(({ key, channels }) => channels.length === 0 || channels.includes(channel) || extras.asked.includes(key));

/** The first field that must be answered and is not; null when there is none. */
export function unanswered(fields: readonly OwnFieldView[], sale: WithExtras): OwnFieldView | null {
  const answers = sale.extras?.answers ?? {};
  return askedFields(fields, sale).find(({ key, required }) => required && (answers[key] ?? '').trim() === '') ?? null;
}

/** Id of the input that takes an answer. */
export const answerId = (key: string): string => `sale-answer-${key}`;

interface OfSale {
  readonly extras?: SaleExtras | undefined;
  readonly items?: { readonly made?: { readonly id: string } | undefined } | undefined;
}

/** The metadata that a payment carries; undefined when there is none. */
export function saleMetadata({ extras = NO_EXTRAS, items }: OfSale): Record<string, string> | undefined {
  const sale = items?.made?.id ?? extras.sale;
  const answered = Object.entries(extras.answers).flatMap(([key, text]) => (text.trim() === '' ? [] : [[key, text.trim()] as const]));
  const all = [...answered, ...(sale === undefined ? [] : [[SALE_KEY, sale] as const])];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}
