import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';

/** A product with what the counter needs of its price and tax. */
export interface Item {
  readonly id: Id<'prod'>;
  readonly name: string;
  readonly active: boolean;
  readonly created: Date;
  readonly price: { readonly id: Id<'price'>; readonly currency: Currency; readonly unitAmount: bigint } | null;
  readonly tax: { readonly id: Id<'txr'>; readonly displayName: string; readonly rate: number; readonly inclusive: boolean } | null;
}
