import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { TaxBehavior } from '@guichet/contract/wire/price.ts';

/** What one of a product costs, once. */
export interface Price {
  readonly tenantId: number;
  readonly id: Id<'price'>;
  readonly version: number;
  readonly productId: Id<'prod'>;
  readonly active: boolean;
  readonly currency: Currency;
  /** In minor units. */
  readonly unitAmount: bigint;
  readonly taxBehavior: TaxBehavior;
  readonly nickname: string | null;
  readonly lookupKey: string | null;
  readonly metadata: Metadata;
  readonly created: Date;
}
